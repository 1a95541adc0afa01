"""What is exported and imported into an empty knowledge base gives the same works again."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.ingest.draft import Draft, DraftPaper, ReadContext
from kbgen.ingest.importing import ImportOptions, SourceFile, read_file, run_import
from kbgen.ingest.merge import MergeOptions, merge
from kbgen.ingest.registry import choose_format
from kbgen.model.identifiers import parse_arxiv
from kbgen.model.identity import IdentityIndex, Verdict, Work, identifier_keys
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title
from kbgen.store.tree import load_tree
from kbgen.views.titles import readable_title
from tests.render.export.samples import KB, exported, of_papers, paper, small, written

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 21)
ENDINGS = {"bibtex": ".bib", "biblatex": ".bib", "csl-json": ".json", "ris": ".ris", "jsonl": ".jsonl", "csv": ".csv"}
NOT_EXACT = frozenset({"csl-json", "ris", "csv"})
"""Publishers write tags into the first two, so a title that really has some is read without them; in a table a
semicolon ends a name."""
READERS = {
    "bibtex": "bibtex",
    "biblatex": "bibtex",
    "csl-json": "csl-json",
    "ris": "ris",
    "jsonl": "records",
    "csv": "csv",
}


def imported(document: bytes, ending: str, folder: Path) -> KnowledgeBase:
    file = folder / f"papers{ending}"
    file.write_bytes(document)
    run_import(folder / "kb", [SourceFile(file, "papers")], ImportOptions(today=TODAY))
    tree = load_tree(folder / "kb", cache=False)
    assert [finding for finding in tree.findings if finding.severity == "error"] == []
    return tree.kb


def same_works(before: KnowledgeBase, after: KnowledgeBase) -> list[tuple[Paper, Paper]]:
    """Each paper with the one that it became; every paper must have become one, and none may be more."""
    index = IdentityIndex()
    for one in after.papers.values():
        index.add(one.id, Work.of(one))
    pairs = []
    for one in before.papers.values():
        found = [name for name, verdict in index.find(Work.of(one)) if verdict is Verdict.SAME]
        assert found, f"{one.id} is lost"
        pairs.append((one, min((after.papers[name] for name in found), key=lambda two: two.title != one.title)))
    assert {two.id for _, two in pairs} == set(after.papers)
    return pairs


@pytest.mark.parametrize("name", ENDINGS)
@pytest.mark.parametrize("before", [KB, small()], ids=["hard", "hostile"])
def test_every_field_that_a_format_holds_comes_back(name: str, before: KnowledgeBase, tmp_path: Path) -> None:
    if name in NOT_EXACT:
        before = replace(before, papers={key: one for key, one in before.papers.items() if "<b>" not in one.title})
    after = imported(written(name, exported(before)), ENDINGS[name], tmp_path)
    pairs = same_works(before, after)
    assert len(after.papers) == len(before.papers)
    for one, two in pairs:
        assert normalise_title(two.title) == normalise_title(readable_title(one.title)), one.id
        assert two.year == (one.year or _submitted(one, name)), one.id
        assert two.ids == one.ids, one.id
        assert [normalise_title(author) for author in two.authors] == [
            normalise_title(author) for author in one.authors
        ], one.id
        assert two.links.code == one.links.code, one.id
        assert two.links.project == one.links.project, one.id
        assert name != "jsonl" or (two.kind, two.summary, two.notes) == (one.kind, one.summary, one.notes), one.id
        venue = before.venues.by_id.get(one.venue or "")
        again = after.venues.by_id.get(two.venue or "")
        if venue and venue.kind in {"conference", "journal", "preprint", "workshop"}:
            assert again, (one.id, venue.name)
            assert normalise_title(again.name) in {normalise_title(venue.name), normalise_title(venue.short)}, one.id


@pytest.fixture(scope="module")
def own() -> KnowledgeBase:
    """The knowledge base of this repository, whole."""
    return load_tree(ROOT, cache=False).kb


@pytest.mark.parametrize("name", ENDINGS)
def test_every_record_of_this_knowledge_base_comes_back_as_itself(
    name: str, own: KnowledgeBase, tmp_path: Path
) -> None:
    after = imported(written(name, exported(own)), ENDINGS[name], tmp_path)
    assert set(after.papers) == set(own.papers)
    pairs = [(one, after.papers[one.id]) for one in own.papers.values()]
    assert [one.id for one, two in pairs if normalise_title(one.title) != normalise_title(two.title)] == []
    assert [one.id for one, two in pairs if one.year != two.year] == []
    assert [one.id for one, two in pairs if one.authors != two.authors] == []
    assert [one.id for one, two in pairs if one.links.code != two.links.code] == []
    assert name not in {"jsonl", "csv"} or [one.id for one, two in pairs if one.track != two.track] == []
    assert (
        name == "bibtex" or [one.id for one, two in pairs if normalised(one.summary) != normalised(two.summary)] == []
    )
    assert [one.id for one, two in pairs if not _said(one) <= _said(two)] == []
    again = imported(written(name, exported(after)), ENDINGS[name], _folder(tmp_path / "twice"))
    assert {key: without_places(one) for key, one in again.papers.items()} == {
        key: without_places(one) for key, one in after.papers.items()
    }


def without_places(one: Paper) -> Paper:
    """A record without the keys and lines of its entry, which the order of the records decides."""
    return one.model_copy(update={"provenance": ()})


@pytest.mark.parametrize("name", ENDINGS)
def test_an_export_come_back_to_this_knowledge_base_changes_nothing(
    name: str, own: KnowledgeBase, tmp_path: Path
) -> None:
    file = tmp_path / f"papers{ENDINGS[name]}"
    file.write_bytes(written(name, exported(own)))
    outcome = merge(own, [read_file(SourceFile(file), ImportOptions())], MergeOptions(False, TODAY))
    assert (outcome.papers, outcome.datasets, outcome.lists, outcome.sources) == ({}, {}, {}, None)
    assert outcome.report.unchanged == len(own.papers)
    assert outcome.report.changes == ()


@pytest.mark.parametrize("name", ["biblatex", "csl-json", "ris", "jsonl", "csv"])
def test_a_summary_that_was_changed_in_an_export_is_shown_and_can_be_taken(name: str, tmp_path: Path) -> None:
    one = KB.papers["look-listen-and-learn"]
    kb = replace(KB, papers={one.id: one})
    file = tmp_path / f"papers{ENDINGS[name]}"
    file.write_bytes(written(name, of_papers(one.model_copy(update={"summary": "Hears & sees."}))))
    draft = read_file(SourceFile(file), ImportOptions())
    (shown,) = merge(kb, [draft], MergeOptions(False, TODAY)).report.changes
    assert [(one.field, one.source) for one in shown.disagreements] == [("summary", "Hears & sees.")]
    assert shown.fields == ()
    taken = merge(kb, [draft], MergeOptions(False, TODAY, take=frozenset({"summary"}))).papers[shown.record]
    assert taken.summary == "Hears & sees."


def normalised(text: str | None) -> str:
    """The letters and digits of a text: BibTeX and biblatex write quotation marks and dashes in their own way."""
    return normalise_title(text or "")


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _submitted(one: Paper, name: str) -> int | None:
    """A bibliography's preprint without a year is of the year that its arXiv identifier states."""
    arxiv = parse_arxiv(one.ids.arxiv) if one.ids.arxiv and READERS[name] in {"bibtex", "csl-json", "ris"} else None
    return arxiv.year if arxiv else None


def _said(one: Paper) -> frozenset[str]:
    """A paper's identifiers; the DOI that arXiv gives is as good as the identifier in it."""
    return frozenset(key for key in identifier_keys(one.ids.all()) if not key.startswith("doi:10.48550/"))


@pytest.mark.parametrize("name", ENDINGS)
def test_importing_an_export_of_oneself_changes_nothing(name: str, tmp_path: Path) -> None:
    document = written(name, exported(small()))
    before = imported(document, ENDINGS[name], tmp_path)
    again = imported(document, ENDINGS[name], tmp_path)
    assert again.papers == before.papers


def test_a_list_in_markdown_comes_back(tmp_path: Path) -> None:
    before = KnowledgeBase(
        papers={one.id: one for one in KB.papers.values() if one.url and one.year and one.venue != "blog"},
        venues=KB.venues,
        taxonomy=KB.taxonomy,
    )
    after = imported(written("markdown", exported(before)), ".md", tmp_path)
    for one, two in same_works(before, after):
        assert normalise_title(two.title) == normalise_title(one.title)
        assert two.year == one.year
        assert two.links.code == one.links.code


few = st.builds(
    paper,
    st.from_regex(r"[a-z]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True),
    title=st.sampled_from(["Deep Learning", "Deep Learning", "Deep learning", "Seeing Sound", "A Third Thing"]),
    authors=st.sampled_from([(), (), ("Ana Ng",), ("Ana Ng", "Bo Ek"), ("Cy Dee",)]),
    year=st.sampled_from([None, 2011, 2012, 2020]),
)
alike = st.lists(few, min_size=1, max_size=8, unique_by=lambda one: one.id)


@pytest.mark.parametrize("name", ENDINGS)
@settings(max_examples=20)
@given(alike)
def test_works_of_one_title_that_nothing_else_tells_apart_stay_apart(name: str, records: list[Paper]) -> None:
    kb = KnowledgeBase(papers={one.id: one for one in records})
    draft = drafted(written(name, of_papers(*records)), name)
    made = merge(KnowledgeBase(), [draft], MergeOptions(True, TODAY))
    assert set(made.papers) == set(kb.papers)
    assert {key: (one.title, one.authors, one.year) for key, one in made.papers.items()} == {
        key: (one.title, one.authors, one.year) for key, one in kb.papers.items()
    }
    assert merge(kb, [draft], MergeOptions(False, TODAY)).papers == {}
    after = KnowledgeBase(papers=dict(made.papers), sources=made.sources or {})
    assert merge(after, [draft], MergeOptions(False, TODAY)).papers == {}


@pytest.mark.parametrize("name", ENDINGS)
@settings(max_examples=20)
@given(alike, st.data())
def test_a_part_of_an_export_finds_its_records_again(name: str, records: list[Paper], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(records), min_size=1, unique_by=lambda one: one.id))
    draft = drafted(written(name, of_papers(*some)), name)
    kb = KnowledgeBase(papers={one.id: one for one in records})
    outcome = merge(kb, [draft], MergeOptions(False, TODAY))
    assert outcome.papers == {}
    assert {one.record for one in outcome.report.placed} == {one.id for one in some}


def drafted(document: bytes, name: str) -> Draft:
    text = document.decode()
    reader = choose_format(text, f"papers{ENDINGS[name]}")
    return reader.read(text, ReadContext("papers", f"papers{ENDINGS[name]}"))


letters = st.characters(categories=["L", "N", "P", "S", "Zs", "M"])
titles = st.text(letters, min_size=3, max_size=80).map(lambda text: " ".join(text.split())).filter(normalise_title)
names = st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=12), min_size=1, max_size=4).map(
    " ".join
)
papers = st.builds(
    lambda title, authors, year, arxiv, doi: paper(
        "one",
        title=f"Title {title} Ends",
        authors=authors,
        **({"year": year} if year else {}),
        ids={"arxiv": arxiv, "doi": doi},
    ),
    titles,
    st.lists(names, max_size=4, unique=True),
    st.none() | st.integers(1900, 2026),
    st.none() | st.from_regex(r"2[0-4]0[1-9]\.[0-9]{5}", fullmatch=True),
    st.none() | st.from_regex(r"10\.[1-9][0-9]{3}/[a-z0-9.()_-]{1,12}[a-z0-9]", fullmatch=True),
)


def read_back(name: str, record: Paper) -> DraftPaper:
    text = written(name, of_papers(record)).decode()
    reader = choose_format(text, f"papers{ENDINGS[name]}")
    assert reader.name == READERS[name]
    (draft,) = reader.read(text, ReadContext("papers", "papers")).papers
    return draft


@pytest.mark.parametrize("name", ENDINGS)
@settings(max_examples=30)
@given(papers)
def test_whatever_a_record_says_is_read_back(name: str, record: Paper) -> None:
    draft = read_back(name, record)
    assert normalise_title(draft.title) == normalise_title(readable_title(record.title))
    assert draft.year == (record.year or _submitted(record, name))
    assert draft.identifiers.get("arxiv") == record.ids.arxiv
    assert draft.identifiers.get("doi") == record.ids.doi
