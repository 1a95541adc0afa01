"""Importing a bibliography a second time changes nothing, whatever it holds; its works are known in other formats."""

import datetime
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.ingest.draft import Draft
from kbgen.ingest.merge import MergeOptions, Outcome, merge
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.text import normalise_title
from kbgen.store.writer import dump

from .samples import read

OPTIONS = MergeOptions(True, datetime.date(2026, 1, 2))
_WORDS = st.sampled_from(
    [
        "Rooms",
        "{GAN}s",
        "of",
        "Échoes",
        "$H_2O$",
        "--",
        r"{\'E}tude",
        "3D",
        "ICML",
        "und",
        r"\&",
        "房间",
        "A",
        "?",
        "'s",
    ]
)
_TITLES = st.lists(_WORDS, min_size=1, max_size=6).map(" ".join)
_NAMES = st.sampled_from(
    [
        "Ada Byron",
        "Noether, Emmy",
        "van der Berg, Jan",
        r"M{\"u}ller, J{\"o}rg",
        "{Room Group}",
        "others",
        "王伟",
        "Plato",
    ]
)
_VENUES = st.sampled_from(
    [
        "",
        "Journal of Rooms",
        "JOURNAL OF ROOMS",
        "Proceedings of the 3rd Conference on Rooms (COR)",
        "COR",
        "cor 2020",
        "arXiv preprint arXiv:2001.00002",
        "Proc. of the Workshop on Caves",
        "Lecture Notes in Caves, vol. 3",
        "2020",
    ]
)
_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "author": st.lists(_NAMES, min_size=1, max_size=3).map(" and ".join),
        "year": st.sampled_from(["2019", "2020", "2020/21", "to appear", "20"]),
        "journal": _VENUES,
        "booktitle": _VENUES,
        "doi": st.sampled_from(["10.1000/{}", "https://doi.org/10.1000/{}", "10.48550/arXiv.2001.0000{}", "none"]),
        "eprint": st.sampled_from(["2001.0000{}", "2001.0000{}v2", "hep-th/990100{}"]),
        "url": st.sampled_from(["https://a.example/x", "https://github.com/a/b", "not an address", "//a.example"]),
        "keywords": st.sampled_from(["sound", "sound, vision", "Vision; rooms"]),
        "crossref": st.sampled_from(["k0", "k1", "nowhere"]),
    },
)
_ENTRIES = st.lists(
    st.tuples(st.sampled_from(["article", "inproceedings", "misc", "dataset", "proceedings"]), _TITLES, _FIELDS),
    min_size=1,
    max_size=6,
)


def bib(entries: list[tuple[str, str, dict[str, str]]]) -> str:
    parts = []
    for number, (kind, title, fields) in enumerate(entries):
        # Each entry has identifiers of its own: where several works claim one, a person must say whose it is.
        own = {name: value.format(number) if name in {"doi", "eprint"} else value for name, value in fields.items()}
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in {"title": title, **own}.items())
        parts.append(f"@{kind}{{k{number},\n{lines}}}\n")
    return "\n".join(parts)


def after(kb: KnowledgeBase, outcome: Outcome) -> KnowledgeBase:
    """The knowledge base with everything that an import decided."""
    return KnowledgeBase(
        papers=dict(sorted({**kb.papers, **outcome.papers}.items())),
        datasets=dict(sorted({**kb.datasets, **outcome.datasets}.items())),
        taxonomy=outcome.taxonomy or kb.taxonomy,
        venues=outcome.venues or kb.venues,
        lists={**kb.lists, **outcome.lists},
        sources=outcome.sources or kb.sources,
    )


def imported(draft: Draft, kb: KnowledgeBase | None = None) -> tuple[KnowledgeBase, Outcome]:
    outcome = merge(kb or KnowledgeBase(), [draft], OPTIONS)
    return after(kb or KnowledgeBase(), outcome), outcome


@settings(max_examples=120)
@given(_ENTRIES)
def test_a_second_import_changes_nothing(entries: list[tuple[str, str, dict[str, str]]]) -> None:
    draft = read(bib(entries), "refs.bib", key="refs", format_="bibtex")
    kb, _ = imported(draft)
    again, outcome = imported(draft, kb)
    assert outcome.report.changes == ()
    assert outcome.report.new == outcome.report.updated == ()
    assert again == kb
    assert [dump(paper) for paper in again.papers.values()] == [dump(paper) for paper in kb.papers.values()]


def test_works_that_a_third_entry_joins_are_known_again() -> None:
    entries: list[tuple[str, str, dict[str, str]]] = [
        ("article", "Rooms", {}),
        ("article", "Long Rooms", {"url": "https://doi.org/10.1000/a"}),
        ("article", "Rooms", {"url": "https://doi.org/10.1000/a"}),
    ]
    draft = read(bib(entries), "refs.bib", key="refs", format_="bibtex")
    kb, _ = imported(draft)
    (paper,) = kb.papers.values()
    assert paper.ids.doi == "10.1000/a"
    assert imported(draft, kb)[0] == kb


@settings(max_examples=60)
@given(_ENTRIES)
def test_the_same_works_in_another_format_make_no_new_records(entries: list[tuple[str, str, dict[str, str]]]) -> None:
    draft = read(bib(entries), "refs.bib", key="refs", format_="bibtex")
    kb, _ = imported(draft)
    items = [
        {"type": "article-journal", "title": paper.title, "DOI": paper.ids.doi, "issued": {"raw": str(paper.year)}}
        for paper in kb.papers.values()
    ]
    # Two works of one title are told apart by what this format does not repeat.
    titles = [normalise_title(paper.title) for paper in kb.papers.values()]
    items = [item for item, title in zip(items, titles, strict=True) if titles.count(title) == 1]
    _, outcome = imported(read(json.dumps(items), "refs.json", key="other", format_="csl-json"), kb)
    assert outcome.report.new == ()


_COLUMNS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Production notes", "Production Notes", "Letters", "BibTeX 101", "Paper (2)"]),
        "author": st.lists(st.sampled_from(["Ana Ng", "Bo Ek", "Cy Dee", "Di Fox"]), max_size=3, unique=True).map(
            " and ".join
        ),
        "year": st.integers(1985, 2000).map(str),
    },
    optional={"doi": st.sampled_from(["10.1000/a", "10.1000/b"]), "eprint": st.sampled_from(["2001.00001"])},
)


@settings(max_examples=100)
@given(st.lists(_COLUMNS, max_size=12))
def test_works_that_only_a_row_of_others_makes_one_stay_one(columns: list[dict[str, str]]) -> None:
    """A column of a journal has one title for years, and other people in each."""
    draft = read(bib([("article", one["title"], one) for one in columns]), "refs.bib", format_="bibtex")
    kb, outcome = imported(draft)
    again, second = imported(draft, kb)
    assert (second.papers, second.report.new) == ({}, ())
    assert again.papers == kb.papers
    assert sorted((one.record, one.entry) for one in outcome.report.placed) == sorted(
        (one.record, one.entry) for one in second.report.placed
    )
