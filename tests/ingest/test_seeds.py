"""The real sources, where they are present: the counts an import must reach, and their known faults, each reported."""

import datetime
import json

import pytest

from kbgen.ingest.draft import Draft
from kbgen.ingest.importing import ImportOptions, SourceFile, read_file
from kbgen.ingest.merge import MergeOptions, Outcome, merge
from kbgen.model.enrichment import Reference
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.text import normalise_title

from .samples import METADATA, SEEDS

TODAY = datetime.date(2026, 1, 2)
SURVEY = "self-supervised-multimodal-learning-a-survey"


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    options = ImportOptions(about="arxiv:2304.01008")
    keys = [*(f"s{path.name[:3]}" for path in SEEDS), "facts", "citations", "coverage"]
    return {key: read_file(SourceFile(path, key), options) for key, path in zip(keys, (*SEEDS, *METADATA), strict=True)}


@pytest.fixture(scope="module")
def outcome(drafts: dict[str, Draft]) -> Outcome:
    return merge(KnowledgeBase(), list(drafts.values()), MergeOptions(True, TODAY))


def notes(outcome: Outcome, code: str, seed: str = "") -> list[str]:
    return [note.message for note in outcome.report.notes if note.code == code and note.file.startswith(seed)]


def test_every_entry_and_row_is_read(drafts: dict[str, Draft]) -> None:
    entries = {key: len(draft.papers) for key, draft in drafts.items()}
    # The first list also holds the BibTeX entry of the survey it belongs to.
    assert entries == {
        "s000": 137 + 1, "s001": 35, "s002": 112, "s003": 2, "s004": 202, "facts": 453, "citations": 0, "coverage": 0
    }  # fmt: skip
    assert len(drafts["s000"].datasets) == 58
    assert len(drafts["s001"].citations) == 35
    assert len(drafts["citations"].citations) == 289
    assert len(drafts["coverage"].coverage) == 42


def test_distinct_titles_and_records(drafts: dict[str, Draft], outcome: Outcome) -> None:
    titles = {
        normalise_title(paper.written.removeprefix("Subscribe"))
        for key, draft in drafts.items()
        if key.startswith("s")
        for paper in draft.papers
    }
    assert len(titles - {normalise_title(outcome.papers[SURVEY].title)}) == 455
    assert len(outcome.papers) == 455
    with_authors = [paper for paper in outcome.papers.values() if paper.authors]
    assert len(with_authors) >= 451
    assert outcome.papers[SURVEY].ids.arxiv == "2304.01008"
    assert outcome.papers[SURVEY].kind == "survey"


def test_abstracts_stay_out_of_the_records(drafts: dict[str, Draft], outcome: Outcome) -> None:
    records = json.dumps([paper.model_dump(mode="json") for paper in outcome.papers.values()], ensure_ascii=False)
    abstracts = [paper.abstract for paper in drafts["s004"].papers]
    assert len(abstracts) == 202
    assert not [abstract for abstract in abstracts if abstract[:60] in records]


def test_the_survey_is_cited_by_every_connected_paper_once(outcome: Outcome) -> None:
    citing = []
    for line in outcome.citation_lines:
        stated = line.fields.get("references")
        values = stated.value if stated and isinstance(stated.value, list) else []
        edges = [Reference.model_validate(value) for value in values]
        assert len({edge.id for edge in edges}) == len(edges)
        citing += [line.id for edge in edges if edge.id == SURVEY and edge.kind == "seed"]
    # Two of the 35 rows are one work, once under a repository's name.
    assert len(citing) == len(set(citing)) == 34
    assert not notes(outcome, "IM503")


def test_structured_notes_are_whole(outcome: Outcome) -> None:
    listen = outcome.papers["look-listen-and-learn"]
    assert listen.notes is not None
    assert len(listen.notes.downstream_tasks) == 2
    assert set(listen.notes.architecture) == {"vision", "audio", "fusion"}
    assert [use.dataset for use in listen.datasets] == ["flickr-soundnet", "kinetics-sounds"]
    vilbert = next(paper for paper in outcome.papers.values() if paper.title.startswith("ViLBERT"))
    assert vilbert.notes is not None
    assert (len(vilbert.notes.key_points), len(vilbert.notes.pretext_tasks)) == (5, 2)


def test_known_faults_of_the_first_list(outcome: Outcome) -> None:
    shared = [conflict.identifier for conflict in outcome.report.conflicts]
    assert {"arxiv:2107.00249", "arxiv:2111.02358"} <= set(shared)
    ids = [paper.id for paper in outcome.papers.values() if paper.ids.arxiv in {"2107.00249", "2111.02358"}]
    assert len(ids) == 4
    assert any("VideoCLIP" in one or "videoclip" in one for one in notes(outcome, "IM110", "000"))
    assert any("CVPR Workshops 2020" in one for one in notes(outcome, "IM202", "000"))
    assert len(notes(outcome, "IM002", "000")) == 2
    assert {one.split('"')[1] for one in notes(outcome, "IM004", "000")} == {"Robotics", "Image-Ridar Datasets"}
    assert len(notes(outcome, "IM109", "000")) >= 3


def test_known_faults_of_the_second_list(outcome: Outcome) -> None:
    assert len(notes(outcome, "IM102", "002")) == 8
    assert [
        code for code in ("IM101", "IM103", "IM104", "IM106", "IM402") if len(notes(outcome, code, "002")) != 1
    ] == []
    assert any("Parameter Efficient" in one for one in notes(outcome, "IM305", "002"))


def test_known_faults_of_the_other_three(outcome: Outcome) -> None:
    assert len(notes(outcome, "IM403", "001")) == 2
    assert len(notes(outcome, "IM401", "001")) == 2
    assert len(notes(outcome, "IM105", "003")) == len(notes(outcome, "IM106", "003")) == 1
    assert len(notes(outcome, "IM102", "003")) == 1
    assert len(notes(outcome, "IM401", "004")) == 1
    assert any("x2013" in one for one in notes(outcome, "IM404", "004"))


def test_a_second_import_of_the_real_sources_changes_nothing(drafts: dict[str, Draft], outcome: Outcome) -> None:
    assert outcome.taxonomy is not None
    assert outcome.venues is not None
    kb = KnowledgeBase(outcome.papers, outcome.datasets, outcome.taxonomy, outcome.venues, outcome.lists)
    again = merge(kb, list(drafts.values()), MergeOptions(False, TODAY), outcome.citation_lines)
    assert (again.papers, again.datasets, again.lists, again.taxonomy) == ({}, {}, {}, None)
    assert again.citation_lines == outcome.citation_lines
