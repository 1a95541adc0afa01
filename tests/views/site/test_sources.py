from dataclasses import replace
from datetime import date

import pytest

from kbgen.graph.citations import Statement
from kbgen.model.enrichment import EnrichedValue
from kbgen.views.site import hubs, papers
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import RecordInfo, SourceRef
from kbgen.views.site.sources import source_refs, stated_by


def test_a_source_goes_by_its_name_with_its_kind_in_words(small: SiteIndex) -> None:
    assert source_refs(small, ["made-up", "spare-list", "not-declared"]) == (
        SourceRef("A Made-Up List", "awesome list", "https://lists.example/made-up"),
        SourceRef("A List Without Records", "", None),
        SourceRef("not-declared", "", None),
    )


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        (Statement("made-up.md (table of papers)", "seed"), "A Made-Up List (table of papers)"),
        (Statement("made-up.md:12", "seed"), "A Made-Up List:12"),
        (Statement("made-up.mdx", "seed"), "imported list: made-up.mdx"),
        (Statement("the full text", "reference-list"), "reference list: the full text"),
        (Statement("this knowledge base", "curated"), "curated here"),
    ],
)
def test_a_file_that_states_a_citation_goes_by_the_name_of_its_source(
    small: SiteIndex, stated: Statement, shown: str
) -> None:
    assert stated_by(small, stated) == shown


def test_a_citation_names_the_source_that_states_it(small: SiteIndex) -> None:
    references = [{"id": "listening-to-tones", "source": "made-up.md (table of papers)", "kind": "seed"}]
    known = {"references": EnrichedValue(value=references, source="made-up.md", fetched=date(2026, 4, 1))}
    index = SiteIndex(replace(small.kb, enrichment={"no-authors": known}))
    shown = papers.paper_page(index, "no-authors", (), RecordInfo("x", None))
    assert [row.stated_by for row in shown.cites.rows] == [("A Made-Up List (table of papers)",)]


def test_the_about_page_says_what_each_source_gave_and_what_is_wrong_with_it(small: SiteIndex) -> None:
    spare, made_up = hubs.about_page(small, SiteInfo("Name", "")).sources
    assert (spare.name, spare.papers, spare.datasets, spare.faults) == ("A List Without Records", 0, 0, ())
    assert (made_up.name, made_up.papers, made_up.datasets) == ("A Made-Up List", 12, 4)
    assert made_up.description == "Papers that nobody wrote, for tests."
    assert [(fault.line, fault.text) for fault in made_up.faults] == [(3, 'the contents have no section "Odds & Ends"')]
