"""Whatever a service sends, parsers take it or leave it; they never fail in a way of their own."""

import json
import unicodedata
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer
from kbgen.enrich.metadata import Metadata
from kbgen.enrich.settings import ARXIV, OPENREVIEW
from kbgen.enrich.sources import arxiv, crossref, datacite, openreview
from kbgen.enrich.text import LONGEST_ABSTRACT, person, plain
from kbgen.enrich.values import number_at
from kbgen.model.paper import Paper
from tests.enrich import answers

TEXT = st.text(max_size=60)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "value", "id", "name"]), inner)
    ),
    max_leaves=8,
)


def shaped(example: Any) -> st.SearchStrategy[Any]:
    """A service's answer in which any part may be anything else."""
    if isinstance(example, dict):
        return st.fixed_dictionaries({}, optional={key: shaped(value) for key, value in example.items()}) | JSON
    if isinstance(example, list):
        return st.lists(shaped(example[0]) if example else JSON, max_size=3) | JSON
    return st.just(example) | TEXT | JSON


def holds(work: Metadata | None) -> None:
    """A work that was read can stand in a record."""
    if work is not None:
        Paper(
            id="x", title=work.title, authors=work.authors, year=work.year, ids=work.ids, also_titled=work.also_titled
        )


@given(shaped(answers.CROSSREF["10.5555/journal.9"]))
def test_any_crossref_message(message: Any) -> None:
    holds(crossref.parse(message))


@given(shaped(answers.DATACITE["10.5281/zenodo.123"]))
def test_any_datacite_record(data: Any) -> None:
    holds(datacite.parse(data))


@given(shaped({"notes": [answers.OPENREVIEW["RoomForum1"]], "count": 1}))
def test_any_openreview_answer(value: Any) -> None:
    answer = Answer(OPENREVIEW, 200, json.dumps(value).encode(), "application/json", "")
    holds(openreview.parse(answer, "RoomForum1"))


XML_TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=60
) | st.just("")


@given(XML_TEXT, XML_TEXT, XML_TEXT, st.lists(XML_TEXT, max_size=3))
def test_any_arxiv_entry(title: str, doi: str, published: str, authors: list[str]) -> None:
    entry = answers.entry("2101.00001v1", title, authors, escape(published), doi=doi, comment=title)
    answer = Answer(ARXIV, 200, answers.feed([entry]).encode(), "application/atom+xml", "")
    for work in arxiv.parse(answer):
        holds(work)


@given(st.binary(max_size=200))
def test_any_bytes_for_arxiv(content: bytes) -> None:
    try:
        assert list(arxiv.parse(Answer(ARXIV, 200, content, "", ""))) == []
    except ServiceError:
        return


@given(st.text(max_size=200))
def test_any_text_becomes_one_clean_line(text: str) -> None:
    for read in (plain, person):
        line = read(text)
        assert line == " ".join(line.split())
        assert {unicodedata.category(char) for char in line}.isdisjoint({"Cc", "Cs"})


def test_text_that_would_keep_a_parser_busy_for_ever() -> None:
    assert plain("{\\'e}" * 100_000)
    assert plain("{x" * 50_000)
    assert plain("$x" * 50_000 + "\\alpha")
    assert plain("\\hat" * 50_000)
    assert plain("$" + "\\sqrt{" * 50_000 + "$")
    assert plain("\\begin{x}" * 50_000)
    assert plain("<a " * 200_000)
    assert number_at({"year": "9" * 10_000}, "year") is None


def test_formulas_are_read_as_far_as_a_person_may_have_written_them() -> None:
    read = plain("$x$ " * 600, LONGEST_ABSTRACT)
    assert (read.count("x"), read.count("$")) == (600, 200)
    assert plain("\\alpha " * 500) == "α" * 500
    assert plain("\\alpha " * 501).startswith("\\alpha")
