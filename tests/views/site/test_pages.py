from dataclasses import replace
from datetime import date

import msgspec
import pytest
from pydantic import JsonValue

from kbgen.model.author_names import AUTHOR_SLUGS
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.vocabulary import Taxonomy, Term
from kbgen.views.site import datasets, hubs, listings, papers, topics
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import RecordInfo, Ref, SizeCell
from kbgen.views.site.record_pages import PaperPage

SEED: dict[str, JsonValue] = {"id": "listening-to-tones", "source": "a page", "kind": "seed"}
LISTED: dict[str, JsonValue] = {"id": "seeing-and-hearing", "source": "its list", "kind": "reference-list"}
RECORD = RecordInfo("data/papers/x.yaml", None)
SITE = SiteInfo(
    "Name", "Description", repository="https://git.example/o/n", edit_base="https://git.example/o/n/edit/main/"
)


def page(index: SiteIndex, paper_id: str) -> PaperPage:
    return papers.paper_page(index, paper_id, (), RECORD)


def test_a_paper_page_shows_what_the_record_states(small: SiteIndex) -> None:
    shown = page(small, "seeing-and-hearing")
    assert [author.name for author in shown.authors] == ["Ada Müller", "Relja Šarić", "Wei Chen"]
    assert shown.authors[1].url == "authors/relja-saric/"
    assert (shown.venue, shown.year) == (Ref("TCML", "venues/tcml/"), Ref("2017", "years/2017/"))
    assert [link.kind for link in shown.links] == ["arxiv", "doi", "pdf", "code", "project"]
    assert [(row.value, row.unit) for row in shown.results] == [("79.3", "%"), ("0.931", None)]
    assert [section.heading for section in shown.notes][:2] == ["Key points", "Data"]
    assert shown.abstract is not None
    assert shown.abstract.source == "arXiv"


def test_citations_say_how_much_is_known(small: SiteIndex) -> None:
    assert page(small, "seeing-and-hearing").cites.coverage == "1 of 24 references is here"
    assert page(small, "pairs-at-scale").cites.coverage == "2 of 40 references are here; the list was read only in part"
    unread = "its reference list has not been read"
    assert page(small, "a-survey").cites.coverage == f"2 references are known; {unread}"
    assert page(small, "no-authors").cites.coverage == f"references not known: {unread}"
    assert page(small, "no-authors").cited_by.coverage == "no citation by a paper here is known yet"


def known(**fields: JsonValue) -> dict[str, EnrichedValue]:
    return {name: EnrichedValue(value=value, source="s", fetched=date(2026, 4, 1)) for name, value in fields.items()}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"references": [SEED]}, "1 reference is known; its reference list has not been read"),
        ({"references": [LISTED]}, "1 reference is here; how many more there are is not known"),
        ({"reference_coverage": {"seen": 25, "matched": 0, "complete": True}}, "none of its 25 references is here"),
        (
            {"reference_coverage": {"seen": 25, "matched": 0, "complete": False}},
            "none of the 25 references read is here; the list was read only in part",
        ),
        (
            {"references": [SEED, LISTED], "reference_coverage": {"seen": 25, "matched": 1, "complete": True}},
            "1 of 25 references is here; 1 more is stated elsewhere",
        ),
    ],
)
def test_a_citation_that_others_state_is_no_reading_of_the_list(
    small: SiteIndex, fields: dict[str, JsonValue], words: str
) -> None:
    index = SiteIndex(replace(small.kb, enrichment={"no-authors": known(**fields)}))
    assert page(index, "no-authors").cites.coverage == words


def test_papers_whose_lists_were_read_are_counted_from_the_reading(small: SiteIndex) -> None:
    read = known(references=[LISTED], reference_coverage={"seen": 9, "matched": 1, "complete": True})
    part = known(reference_coverage={"seen": 9, "matched": 0, "complete": False})
    enrichment = {"no-authors": read, "unknown-year": part, "pairs-at-scale": known(references=[SEED])}
    counts = hubs.counts(SiteIndex(replace(small.kb, enrichment=enrichment)))
    stated_by_curators = sum(1 for paper in small.kb.papers.values() if paper.relations.cites)
    assert (counts.lists_read, counts.lists_read_in_part) == (1, 1)
    assert counts.single_references == 1 + stated_by_curators


def test_every_citation_names_who_states_it(small: SiteIndex) -> None:
    [row] = page(small, "listening-to-tones").cited_by.rows
    assert row.stated_by == ("curated here", "reference list: reference list of the paper")


def test_relations_are_shown_from_both_ends(small: SiteIndex) -> None:
    assert [group.heading for group in page(small, "listening-to-tones").related] == ["Extended by"]
    assert [group.heading for group in page(small, "seeing-and-hearing").related] == ["Extends", "Compared with by"]


def test_what_became_of_a_paper_is_shown(small: SiteIndex) -> None:
    paper = small.kb.papers["listening-to-tones"].model_copy(update={"status": "expression-of-concern"})
    index = SiteIndex(replace(small.kb, papers={**small.kb.papers, paper.id: paper}))
    assert page(index, paper.id).status == "expression of concern"
    assert page(small, paper.id).status is None


def test_a_paper_without_anything_has_a_page_too(small: SiteIndex) -> None:
    shown = page(small, "no-authors")
    assert (shown.authors, shown.venue, shown.links, shown.topics, shown.abstract) == ((), None, (), (), None)


def test_spellings_of_one_slug_share_a_page_under_the_commonest(small: SiteIndex) -> None:
    shown = listings.author_page(small, "zoe-o-neil", 1)
    assert shown.name == "Zoë O'Neil"
    assert shown.also_written == ("Zoe O'Neil",)
    assert shown.papers.total == 3
    assert shown.years == "2018–2021"


def test_names_in_other_scripts_keep_their_letters() -> None:
    assert AUTHOR_SLUGS["名前 太郎"] == "名前-太郎"
    assert AUTHOR_SLUGS["By"] == "by-"
    assert AUTHOR_SLUGS["***"] == ""


def test_a_list_of_papers_is_newest_first_with_undated_ones_last(small: SiteIndex) -> None:
    shown = listings.papers_page(small)
    assert shown.papers is not None
    headings = [group.heading for group in shown.papers.groups]
    assert headings == [*sorted(headings[:-1], reverse=True), "Undated"]
    assert sum(len(group.papers) for group in shown.papers.groups) == shown.total == 12


def test_a_long_list_is_cut_into_parts(small: SiteIndex) -> None:
    many = ["a-survey"] * (2 * listings.PART + 1)
    shown = listings.paper_list(small, many, "venues/x/", 2)
    assert (shown.total, shown.pager.current) == (401, 2)
    assert [ref.url for ref in shown.pager.pages] == ["venues/x/", "venues/x/2/", "venues/x/3/"]
    assert shown.pager.previous == shown.pager.pages[0]
    assert shown.pager.next == shown.pager.pages[2]
    assert sum(len(group.papers) for group in shown.groups) == listings.PART


def test_a_term_counts_the_papers_below_it(small: SiteIndex) -> None:
    shown = topics.topic_page(small, "objective", "discrimination", 1)
    assert {node.id: node.papers for node in shown.children} == {"contrastive": 2, "matching": 2}
    assert shown.papers.total == 5
    below = topics.topic_page(small, "objective", "contrastive", 1)
    assert [parent.name for parent in below.parents] == ["Instance discrimination"]


def test_datasets_stand_in_the_table_of_their_family(small: SiteIndex) -> None:
    shown = datasets.datasets_page(small)
    assert [(family.name, len(family.table.rows)) for family in shown.families] == [
        ("Image and text", 2),
        ("Audio and vision", 1),
        ("Other datasets", 1),
    ]
    assert [family.description for family in shown.families][-1] == ""


def test_a_table_has_a_column_for_each_thing_that_is_counted(small: SiteIndex) -> None:
    pairs, sounds, other = (family.table for family in datasets.datasets_page(small).families)
    assert (pairs.counted, sounds.counted, other.counted) == (("Pairs", "Images"), ("Clips", "Hours"), ("Items",))
    numbers = {row.id: [cell and cell.number for cell in cells] for row, cells in (*pairs.lines, *sounds.lines)}
    assert numbers == {
        "caption-pairs": [3_100_000, None],
        "small-captions": [31_000, 8_000],
        "tone-clips": [120_000, 340],
    }
    assert other.lines[0][1] == (SizeCell("Items", "not stated", None),)


def test_columns_of_counts_stand_as_records_name_them_and_leave_gaps(small: SiteIndex) -> None:
    row = datasets.dataset_row(small, small.kb.datasets["odd-lot"])
    texts, hours = SizeCell("Text", "5 for each", None), SizeCell("Hours", "340", 340)
    table = datasets.dataset_table(
        msgspec.structs.replace(row, sizes=sizes)
        for sizes in ((hours, texts), (texts,), (hours, texts, SizeCell("Text", "9", 9)), ())
    )
    assert table.counted == ("Hours", "Text")
    assert [cells for _, cells in table.lines] == [
        (hours, texts),
        (None, texts),
        (hours, SizeCell("Text", "5 for each; 9", 9)),
        (None, None),
    ]


def test_datasets_that_are_only_named_say_so(small: SiteIndex) -> None:
    bare = {"odd-lot": Dataset(id="odd-lot", name="Odd Lot"), "tone-clips": small.kb.datasets["tone-clips"]}
    family, other = datasets.datasets_page(SiteIndex(replace(small.kb, datasets=bare))).families
    assert family.id == "audio-visual"
    assert other.description.startswith("Named in papers here and described by no list")
    assert other.table.counted == ()


def test_words_that_only_repeat_the_tasks_are_left_out(small: SiteIndex) -> None:
    pairs = small.kb.datasets["caption-pairs"]
    for words, shown in (("retrieval", None), ("Retrieval", None), ("finding pictures", "finding pictures")):
        changed = pairs.model_copy(update={"task_text": words})
        index = SiteIndex(replace(small.kb, datasets={pairs.id: changed}))
        assert datasets.dataset_page(index, pairs.id, RECORD).task_text == shown


def test_a_dataset_knows_who_introduces_uses_and_reports_on_it(small: SiteIndex) -> None:
    shown = datasets.dataset_page(small, "tone-clips", RECORD)
    assert [card.id for card in shown.introduced_by] == ["listening-to-tones"]
    assert [card.id for card in shown.used_by] == ["seeing-and-hearing"]
    assert [(row.paper.name if row.paper else "", row.metric) for row in shown.results] == [
        ("Seeing and Hearing Together", "accuracy"),
        ("Seeing and Hearing Together", "top-5"),
    ]


def test_the_home_page_counts_and_shows_what_came_last(small: SiteIndex) -> None:
    shown = hubs.home_page(small, SITE)
    assert (shown.counts.papers, shown.counts.datasets, shown.counts.with_code) == (12, 4, 2)
    assert shown.counts.updated == "2026-03-03"
    assert shown.newest[0].id == "hostile-strings"
    assert shown.most_cited[0][1] == 1


def test_entrances_are_the_fullest_terms_and_what_names_nothing_comes_last(small: SiteIndex) -> None:
    vague = Term(id="modality-unspecified", name="Unspecified", description="Names none.")
    modality = next(axis for axis in small.kb.taxonomy.axes if axis.id == "modality")
    taxonomy = Taxonomy(axes=(modality.model_copy(update={"terms": (vague, *modality.terms)}),))
    papers = {
        key: paper.model_copy(update={"topics": {"modality": (*paper.topics.get("modality", ()), vague.id)}})
        for key, paper in small.kb.papers.items()
    }
    [axis] = hubs.home_page(SiteIndex(replace(small.kb, taxonomy=taxonomy, papers=papers)), SITE).axes
    assert axis.terms[-1].id == vague.id
    assert axis.terms[-1].papers == 12
    counts = [term.papers for term in axis.terms[:-1]]
    assert counts == sorted(counts, reverse=True)
    assert all(counts)


def test_facets_count_what_the_explorer_finds(small: SiteIndex) -> None:
    facets = {
        facet.key: {value.id: value.count for value in facet.values} for facet in hubs.explore_page(small, "x").facets
    }
    assert facets["objective"]["discrimination"] == 5
    assert facets["year"]["2020"] == 3
    assert facets["has"] == {"code": 2}


def test_the_contribute_page_leads_to_the_repository() -> None:
    shown = hubs.contribute_page(SITE)
    assert shown.new_href == "https://git.example/o/n/new/main/data/papers/"
    assert shown.issues_href == "https://git.example/o/n/issues"
    nowhere = hubs.contribute_page(SiteInfo("Name", ""))
    assert (nowhere.new_href, nowhere.issues_href) == (None, None)
