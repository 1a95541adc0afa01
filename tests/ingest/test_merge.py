"""Drafts become records: one work one record, existing values stay, and every doubt is said."""

import datetime

from kbgen.ingest.draft import Draft
from kbgen.ingest.merge import MergeOptions, Outcome, merge
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import Reference
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper, PaperIds
from kbgen.model.selection import select_papers
from kbgen.model.vocabulary import Axis, Taxonomy, Term, Venue, Venues

from .samples import CITATIONS, COVERAGE, FACTS, FEED, LINED, NESTED, NOTES, PAGE, read

TODAY = datetime.date(2026, 1, 2)
EMPTY = KnowledgeBase()


def merged(*drafts: Draft, kb: KnowledgeBase = EMPTY, extend: bool = True) -> Outcome:
    return merge(kb, drafts, MergeOptions(extend, TODAY))


def after(outcome: Outcome, kb: KnowledgeBase = EMPTY) -> KnowledgeBase:
    """The knowledge base once the outcome is written."""
    return KnowledgeBase(
        papers={**kb.papers, **outcome.papers},
        datasets={**kb.datasets, **outcome.datasets},
        taxonomy=outcome.taxonomy or kb.taxonomy,
        venues=outcome.venues or kb.venues,
        lists={**kb.lists, **outcome.lists},
    )


def everything() -> list[Draft]:
    return [
        read(NESTED, "nested.md", key="nested"),
        read(LINED, "lined.md", key="lined"),
        read(PAGE, "page.txt", key="page", about="arxiv:1901.00001"),
        read(NOTES, "notes.md", key="notes"),
        read(FEED, "feed.txt", key="feed"),
        read(FACTS, "facts.jsonl", key="facts"),
        read(CITATIONS, "citations.jsonl", key="citations"),
        read(COVERAGE, "coverage.json", key="coverage"),
    ]


def test_one_work_of_five_files_is_one_record_with_the_verified_publication() -> None:
    outcome = merged(*everything())
    paper = outcome.papers["echonet-hearing-corners"]
    assert paper.title == "EchoNet: Hearing Corners"
    assert paper.authors == ("Grace Hopper", "Emmy Noether")
    assert (paper.venue, paper.year) == ("cvpr", 2021)
    assert paper.ids == PaperIds(arxiv="2001.00002", doi="10.1007/978-3-031-1_5")
    assert paper.links.code == ("https://github.com/echo/net/tree/main/a", "https://github.com/other/net")
    assert paper.sources == ("nested", "lined", "page", "notes", "feed")
    assert paper.notes is not None
    assert [use.dataset for use in paper.datasets] == ["rooms"]


def test_what_sources_say_differently_stays_visible_in_the_record() -> None:
    paper = merged(*everything()).papers["echonet-hearing-corners"]
    doubts = {(row.fields, row.source, row.doubt) for row in paper.provenance if row.doubt}
    place = "nested.md:17"
    assert (("year",), place, 'the source says "CVPR Workshops 2020"; the record says cvpr 2021') in doubts
    stated = next(row for row in paper.provenance if row.source == "a record")
    assert {"title", "authors", "year", "venue", "ids.arxiv", "ids.doi"} <= set(stated.fields)
    assert stated.doubt == "year of the proceedings"


def test_one_identifier_under_two_titles_is_a_conflict_and_both_keep_it() -> None:
    outcome = merged(*everything())
    assert outcome.papers["two-echoes-one-room"].ids.arxiv == "2001.00002"
    (conflict,) = outcome.report.conflicts
    assert (conflict.title, conflict.identifier) == ("Two Echoes, One Room", "arxiv:2001.00002")
    assert [note.code for note in outcome.report.notes].count("IM302") == 1


def test_links_that_cannot_be_kept_are_doubts_of_the_record_not_silence() -> None:
    outcome = merged(read(LINED, "lined.md", key="lined"))
    broken = outcome.papers["broken-waves"]
    assert broken.url is None
    assert any("http//dl.example.org/1" in (row.doubt or "") for row in broken.provenance)
    odd = outcome.papers["odd-waves"]
    assert (odd.links.project, odd.track, odd.venue) == ("http://odd.example.org/w", "findings", "emnlp")
    assert outcome.papers["waves-as-particles"].links.code == ("https://github.com/waves/particles",)


def test_facts_alone_make_no_record() -> None:
    outcome = merged(read(FACTS))
    assert outcome.papers == {}
    assert {note.code for note in outcome.report.notes} >= {"IM501"}


def test_a_second_import_changes_nothing() -> None:
    drafts = everything()
    first = merged(*drafts)
    kb = after(first)
    for extend in (True, False):
        second = merge(kb, drafts, MergeOptions(extend, TODAY + datetime.timedelta(days=9)), first.citation_lines)
        assert second.papers == {}
        assert second.datasets == {}
        assert second.lists == {}
        assert (second.taxonomy, second.venues) == (None, None)
        assert second.citation_lines == first.citation_lines
        assert second.report.new_edges == 0
    for draft in drafts:
        assert merge(kb, [draft], MergeOptions(False, TODAY), first.citation_lines).papers == {}


def test_values_of_an_existing_record_stay_and_gaps_are_filled() -> None:
    own = Paper(
        id="echo-net",
        title="Echo Net (our spelling)",
        kind="theory",
        year=2019,
        ids=PaperIds(arxiv="2001.00002"),
        summary="Ours.",
        topics={"section": ("ours",)},
    )
    similar = own.model_copy(update={"title": "EchoNet: Hearing Corners Again"})
    kb = KnowledgeBase(papers={"echo-net": similar})
    outcome = merged(read(NESTED, "nested.md", key="nested"), kb=kb)
    paper = outcome.papers["echo-net"]
    assert (paper.title, paper.kind, paper.year, paper.summary) == (similar.title, "theory", 2019, "Ours.")
    assert paper.links.code
    assert paper.sources == ("nested",)
    assert paper.topics["section"] == ("ours", "clustering")
    assert any(note.code == "IM202" for note in outcome.report.notes)


def test_different_works_of_one_title_get_the_year_then_a_number() -> None:
    def page(author: str, year: int) -> str:
        return f"Title | Authors | Year |\n---|---|---|\nEchoes\n|\n{author}\n|\n{year}\n|\nView Paper |\n"

    drafts = [
        read(page(name, 2020), f"{name}.txt", key=name.split()[0].lower())
        for name in ("Ada Byron", "Emmy Noether", "Grace Hopper")
    ]
    assert sorted(merged(*drafts).papers) == ["echoes", "echoes-2", "echoes-2020"]


def test_an_unknown_venue_is_reported_and_kept_as_a_doubt() -> None:
    outcome = merged(read(NESTED, "nested.md", key="nested"), extend=False)
    paper = outcome.papers["two-echoes-one-room"]
    assert (paper.venue, paper.year) == (None, 2021)
    assert any("ECHOCONF 2021" in (row.doubt or "") for row in paper.provenance)
    assert {"IM201", "IM003"} <= {note.code for note in outcome.report.notes}


def test_headings_find_terms_of_the_axis_that_the_heading_above_names() -> None:
    term = Term(id="grouping", name="Grouping", description="d", aliases=("Clustering",))
    other = Term(id="clustering-task", name="Clustering", description="d")
    taxonomy = Taxonomy(
        axes=(
            Axis(id="task", name="Tasks", description="d", terms=(other,)),
            Axis(id="method", name="Method", description="d", aliases=("Methods",), terms=(term,)),
        )
    )
    venues = Venues(venues=(Venue(id="cvpr", name="CVPR", short="CVPR", kind="conference"),))
    outcome = merged(read(NESTED), kb=KnowledgeBase(taxonomy=taxonomy, venues=venues), extend=False)
    assert outcome.papers["echonet-hearing-corners"].topics == {"method": ("grouping",)}
    assert outcome.papers["echoes-in-many-rooms-a-survey"].kind == "survey"


def test_the_mirror_list_finds_what_stood_under_each_heading() -> None:
    outcome = merged(read(NESTED, "nested.md", key="nested"), read(LINED, "lined.md", key="lined"))
    kb = after(outcome)
    mirror = kb.lists["nested"]
    assert [section.heading for section in mirror.sections] == ["Survey Papers", "Methods", "Tables", "Contribute"]
    clustering = mirror.sections[1].sections[0]
    assert clustering.select is not None
    assert {paper.id for paper in select_papers(kb, clustering.select)} == {"echonet-hearing-corners", "echo-chambers"}
    fusion = kb.lists["lined"].sections[0].sections[0]
    assert fusion.select is not None
    assert len(select_papers(kb, fusion.select)) == 6


def test_a_heading_with_entries_and_narrower_headings_lists_its_own_one_by_one() -> None:
    text = "# L\n\n## A\n\n[One](https://e.org/1), ICML 2020\n\n### B\n\n[Two](https://e.org/2), ICML 2020\n"
    kb = after(merged(read(text, format_="list")))
    (section,) = kb.lists["sample"].sections
    assert section.select is not None
    assert [paper.id for paper in select_papers(kb, section.select)] == ["one"]
    assert section.sections[0].select is not None
    assert [paper.id for paper in select_papers(kb, section.sections[0].select)] == ["two"]


def test_datasets_join_by_name_and_keep_their_own_values() -> None:
    own = Dataset(id="my-rooms", name="Rooms dataset", also_known_as=("Rooms",), domain=("ours",))
    outcome = merged(read(NESTED, "nested.md", key="nested"), read(NOTES), kb=KnowledgeBase(datasets={"my-rooms": own}))
    rooms = outcome.datasets["my-rooms"]
    assert rooms.domain == ("ours",)
    assert rooms.sizes
    assert rooms.links.home == "https://r.example.org/"
    assert set(outcome.datasets) == {"my-rooms", "halls", "caves"}


def test_citations_stand_once_with_the_strongest_statement() -> None:
    outcome = merged(*everything())
    lines = {line.id: line for line in outcome.citation_lines}
    (edge,) = [Reference.model_validate(one) for one in as_list(lines["echoes-of-echoes"].fields["references"].value)]
    assert (edge.id, edge.kind) == ("echoes-in-many-rooms-a-survey", "reference-list")
    coverage = lines["echoes-of-echoes"].fields["reference_coverage"]
    assert coverage.value == {"seen": 40, "matched": 1, "complete": True}
    assert outcome.report.edges == 2
    assert [note.message for note in outcome.report.notes if note.code == "IM503"] == [
        'no record is the cited work "Unheard Of"'
    ]


def as_list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def test_every_entry_is_accounted_for() -> None:
    report = merged(*everything()).report
    assert sum(one.entries + one.own_work for one in report.files if one.source != "facts") == len(
        [one for one in report.placed if not one.entry.startswith("facts")]
    )
    assert sum(one.dataset_rows for one in report.files) == len(report.dataset_rows) == 3
    assert sum(one.new for one in report.files) == len(report.new)


def test_works_of_one_title_that_a_person_told_apart_stay_apart() -> None:
    first = Paper(id="echoes-of-echoes", title="Echoes of Echoes", year=2011, sources=("list",))
    second = Paper(id="echoes-of-echoes-book", title="Echoes of Echoes", sources=("feed",))
    kb = KnowledgeBase(papers={paper.id: paper for paper in (first, second)})
    outcome = merged(read(FEED, "feed.txt", key="feed"), kb=kb)
    assert "echoes-of-echoes" not in outcome.papers
    assert [one.record for one in outcome.report.placed if one.title.endswith("Echoes of Echoes")] == [second.id]
    assert not [note for note in outcome.report.notes if note.code == "IM306"]


def test_a_narrower_term_put_by_hand_still_agrees_with_the_heading() -> None:
    narrow = Term(id="fine", name="Fine", description="d")
    term = Term(id="clustering", name="Clustering", description="d", children=(narrow,))
    taxonomy = Taxonomy(axes=(Axis(id="methods", name="Methods", description="d", terms=(term,)),))
    kb = after(merged(read(NESTED, "n.md", key="n"), kb=KnowledgeBase(taxonomy=taxonomy), extend=True))
    paper = kb.papers["echo-chambers"]
    curated = paper.model_copy(update={"topics": {"methods": ("fine",)}})
    kb = KnowledgeBase({**kb.papers, paper.id: curated}, kb.datasets, kb.taxonomy, kb.venues, kb.lists)
    assert paper.topics == {"methods": ("clustering",)}
    assert merged(read(NESTED, "n.md", key="n"), kb=kb, extend=False).papers == {}
