"""A paper's page as plain data: its code, its datasets, its versions, and what became of it."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import JsonValue

from kbgen.model.enrichment import EnrichedValue
from kbgen.model.paper import Paper
from kbgen.views.site import papers
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import RecordInfo
from kbgen.views.site.record_pages import PaperPage
from kbgen.views.site.said import SaidBy

READ = date(2026, 4, 1)
GITHUB = SaidBy("GitHub", "2026-04-01")


def said(source: str, **fields: JsonValue) -> dict[str, EnrichedValue]:
    return {name: EnrichedValue(value=value, source=source, fetched=READ) for name, value in fields.items()}


def page(
    index: SiteIndex, paper_id: str, known: dict[str, EnrichedValue] | None = None, **changes: object
) -> PaperPage:
    paper: Paper = index.kb.papers[paper_id].model_copy(update=changes)
    kb = replace(index.kb, papers={**index.kb.papers, paper_id: paper}, enrichment={paper_id: known or {}})
    return papers.paper_page(SiteIndex(kb), paper_id, (), RecordInfo("data/papers/x.yaml", None))


def repository(**facts: JsonValue) -> dict[str, EnrichedValue]:
    return said("github", repositories=[{"repository": "Example/See-Hear", **facts}])


def test_code_says_stars_last_push_and_who_read_them(small: SiteIndex) -> None:
    shown = page(small, "seeing-and-hearing", repository(stars=1204, forks=3, pushed="2024-05-06", language="Python"))
    [one] = shown.code.repositories
    assert (one.name, one.href) == ("example/see-hear", "https://github.com/example/see-hear")
    assert (one.stars, one.forks, one.pushed, one.language, one.state) == (1204, 3, "2024-05-06", "Python", "")
    assert one.said_by == GITHUB
    assert [link.note for link in shown.links if link.kind == "code"] == ["1,204 stars"]


@pytest.mark.parametrize(("fact", "state"), [("archived", "archived"), ("empty", "empty"), ("missing", "gone")])
def test_what_became_of_code_is_said_before_it_is_followed(small: SiteIndex, fact: str, state: str) -> None:
    shown = page(small, "seeing-and-hearing", repository(stars=1, **{fact: True}))
    assert shown.code.repositories[0].state == state
    assert [link.note for link in shown.links if link.kind == "code"] == [state]


def test_code_of_which_nothing_is_known_has_no_numbers(small: SiteIndex) -> None:
    [one] = page(small, "seeing-and-hearing").code.repositories
    assert (one.stars, one.pushed, one.said_by) == (None, "", None)


def test_a_renamed_repository_and_a_failing_link_are_told(small: SiteIndex) -> None:
    failing: list[JsonValue] = [
        {"url": "https://github.com/example/see-hear", "last": "2026-03-30", "days": 3, "why": "status 404"}
    ]
    known = repository(renamed="new/see-hear") | said("link-check", failing_links=failing)
    [one] = page(small, "seeing-and-hearing", known).code.repositories
    assert one.now == "new/see-hear"
    assert one.failing == "The link failed on 3 days, the last time on 2026-03-30: status 404."


def test_models_and_code_that_the_hub_names_are_shown_as_its_word(small: SiteIndex) -> None:
    known = said("hugging-face", hub_models=["org/a b"], hub_code="https://github.com/some/code")
    code = page(small, "no-authors", known).code
    assert [link.href for link in code.models] == ["https://huggingface.co/org/a%20b"]
    assert [(one.name, one.named_by) for one in code.repositories] == [
        ("some/code", SaidBy("Hugging Face", "2026-04-01"))
    ]
    stated = page(small, "seeing-and-hearing", known).code
    assert [one.name for one in stated.repositories] == ["example/see-hear"]


def test_no_link_runs_a_script(small: SiteIndex) -> None:
    bad = "javascript:alert(1)"
    known = said("openalex", open_access_pdf=bad, license=bad, hub_code=bad)
    shown = page(small, "no-authors", known)
    assert bad not in {link.href for link in shown.links} | {row.href for row in shown.versions}
    assert shown.code.repositories == ()


def test_the_pdf_is_the_records_or_that_of_an_open_service(small: SiteIndex) -> None:
    links = {link.kind: link.href for link in page(small, "seeing-and-hearing").links}
    assert links["pdf"] == "https://arxiv.org/pdf/1705.01234"
    own = small.kb.papers["seeing-and-hearing"].links.model_copy(update={"pdf": "https://own.example/p.pdf"})
    links = {link.kind: link.href for link in page(small, "seeing-and-hearing", links=own).links}
    assert links["pdf"] == "https://own.example/p.pdf"
    free = page(small, "no-authors", said("openalex", open_access_pdf="https://free.example/p.pdf"))
    assert [(link.kind, link.href) for link in free.links] == [("pdf", "https://free.example/p.pdf")]


def test_datasets_introduced_and_used_stand_apart(small: SiteIndex) -> None:
    shown = page(small, "caption-pairs-paper")
    assert [row.dataset.name for row in shown.introduces] == ["Caption Pairs"]
    assert "introduces" not in {row.role for row in shown.uses}
    used = page(small, "seeing-and-hearing")
    assert used.introduces == ()
    assert [(row.dataset.name, row.role) for row in used.uses] == [("Tone Clips", "pretraining")]


def test_a_dataset_whose_own_record_names_the_paper_is_introduced_by_it(small: SiteIndex) -> None:
    dataset = small.kb.datasets["odd-lot"].model_copy(update={"introduced_by": "no-authors"})
    kb = replace(small.kb, datasets={**small.kb.datasets, "odd-lot": dataset})
    [row] = papers.paper_page(SiteIndex(kb), "no-authors", (), RecordInfo("x", None)).introduces
    assert (row.dataset.url, row.source) == ("datasets/odd-lot/", "the dataset's record")


def test_a_notice_says_who_states_it_and_where_it_is_to_be_read(small: SiteIndex) -> None:
    update: list[JsonValue] = [{"type": "retraction", "doi": "10.5555/notice", "date": "2024-02-03"}]
    standing = page(small, "seeing-and-hearing", said("crossref", updates=update)).standing
    assert standing is not None
    assert (standing.words, standing.is_grave) == ("This paper was retracted.", True)
    assert (standing.href, standing.date) == ("https://doi.org/10.5555/notice", "2024-02-03")
    assert standing.said_by == SaidBy("Crossref", "2026-04-01")


def test_withdrawn_papers_carry_their_authors_words(small: SiteIndex) -> None:
    standing = page(small, "seeing-and-hearing", said("arxiv", withdrawn=True, comment="An error.")).standing
    assert standing is not None
    assert (standing.words, standing.quoted) == ("This paper was withdrawn.", "An error.")


def test_the_graver_of_record_and_service_counts(small: SiteIndex) -> None:
    correction: list[JsonValue] = [{"type": "correction", "doi": "10.5555/c", "date": "2024-02-03"}]
    known = said("crossref", updates=correction)
    standing = page(small, "seeing-and-hearing", known, status="retracted").standing
    assert standing is not None
    assert (standing.words, standing.said_by) == ("This paper was retracted.", None)
    assert page(small, "seeing-and-hearing").standing is None


def test_versions_tell_the_publication_from_the_preprint(small: SiteIndex) -> None:
    known = said("arxiv", arxiv_version=3, updated="2018-04-05", submitted="2017-05-01", title="Another Name")
    rows = {row.label: row for row in page(small, "seeing-and-hearing", known).versions}
    assert rows["Published version"].href == "https://doi.org/10.5555/tcml.2017.8"
    assert rows["Preprint"].words == "arXiv:1705.01234, version 3 of 2018-04-05; the first is of 2017-05-01"
    assert rows["Another title"].words == "Another Name"


def test_where_a_preprint_appeared_since_is_each_services_word(small: SiteIndex) -> None:
    known = said("crossref", publication_crossref={"venue": "TCML", "year": 2018, "doi": "10.5555/x"}) | said(
        "dblp", publication_dblp={"venue": "Trans. CML", "year": 2018}
    )
    rows = [row for row in page(small, "no-authors", known).versions if row.label == "Published since"]
    assert [(row.words, row.said_by.name if row.said_by else "") for row in rows] == [
        ("TCML 2018", "Crossref"),
        ("Trans. CML 2018", "DBLP"),
    ]
    published = page(small, "seeing-and-hearing", known).versions
    assert "Published since" not in {row.label for row in published}


def test_a_programs_sentence_stands_in_only_where_nobody_here_wrote_one(small: SiteIndex) -> None:
    known = said("semantic-scholar", tldr="It learns.")
    tldr = page(small, "no-authors", known).tldr
    assert tldr is not None
    assert (tldr.text, tldr.source) == ("It learns.", "Semantic Scholar")
    assert page(small, "seeing-and-hearing", known).tldr is None


def test_what_has_another_shape_than_expected_is_passed_over(small: SiteIndex) -> None:
    known = said(
        "github", repositories="many", hub_models=[1, None], citation_count="12", updates={"type": "retraction"},
        publication_crossref=7, arxiv_categories="cs.CV", failing_links=[3],
    )  # fmt: skip
    shown = page(small, "seeing-and-hearing", known)
    assert (shown.citation_count, shown.standing, shown.code.models) == (None, None, ())
    assert shown.code.repositories[0].said_by is None


def test_sections_are_those_that_the_page_has(small: SiteIndex) -> None:
    assert [one.anchor for one in page(small, "no-authors").sections] == ["citations", "cite"]
    sections = [one.name for one in page(small, "seeing-and-hearing").sections]
    assert sections[:4] == ["Code", "Datasets used", "Results", "Citations"]
