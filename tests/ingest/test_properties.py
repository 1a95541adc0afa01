"""Whatever a file holds, an import ends with records and notes; what is written in a list's format comes back equal."""

import datetime
import json
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.ingest.draft import Draft
from kbgen.ingest.links import is_title
from kbgen.ingest.merge import MergeOptions, Outcome, merge
from kbgen.ingest.registry import formats
from kbgen.ingest.sizes import read_sizes
from kbgen.ingest.titles import is_label, read_title
from kbgen.ingest.venues import read_venue
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Venues

from .samples import LINED, NESTED, NOTES, PAGE, read

TODAY = datetime.date(2026, 1, 2)

_MARKS = (
    "# ",
    "## ",
    "- ",
    "  - ",
    "1. ",
    "\n",
    "\n\n",
    "|",
    "---|---",
    "*",
    "**",
    "[",
    "]",
    "](",
    ")",
    "`",
    "~~",
    "![",
)
_LINKS = ("[[code]](", "https://arxiv.org/abs/2001.00002", "//github.com/a/b", "http//x", "javascript:x", "<br>", "\\")
_WORDS = ("# Name", "CVPR 2020", "| Name | # Images |\n|---|---|\n| a | 1k", "Title | Authors | Year", "View Paper |")
_NOTES = (
    "Keypoints",
    "Data type: ",
    "- SSL task\n  - ",
    "- Datasets\n  - ",
    "- Network architecture\n  - : ",
    "@article{a,",
)
_CONTROLS = ("\x00", "\x0b", "\u2028", "\ufeff")
_PIECES = st.sampled_from((*_MARKS, *_LINKS, *_WORDS, *_NOTES, *_CONTROLS))
hostile = st.lists(_PIECES | st.text(max_size=12), max_size=40).map("".join)


def outcome_of(draft: Draft) -> Outcome:
    return merge(KnowledgeBase(), [draft], MergeOptions(True, TODAY))


@settings(max_examples=150)
@given(hostile, st.sampled_from(["list", "paper-page", "notes", "feed", "facts", "citations", "bibtex"]))
def test_no_text_breaks_a_reader_or_the_merge(text: str, name: str) -> None:
    draft = read(text, format_=name)
    outcome = outcome_of(draft)
    last = text.count("\n") + text.count("\r") + 1
    assert all(1 <= note.line <= last for note in draft.notes)
    assert all(paper.origin.line <= last for paper in draft.papers)
    for paper in outcome.papers.values():
        assert Paper.model_validate(paper.model_dump()) == paper


@settings(max_examples=60)
@given(st.sampled_from([NESTED, LINED, PAGE, NOTES]), st.integers(0, 900), st.integers(0, 60), hostile)
def test_a_damaged_file_is_read_all_the_same(text: str, at: int, length: int, inserted: str) -> None:
    damaged = text[:at] + inserted + text[at + length :]
    for name in ("list", "paper-page", "notes"):
        outcome_of(read(damaged, format_=name))


@settings(max_examples=100)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                ["title", "authors", "year", "venue", "arxiv", "doi", "pdf", "note", "citing", "cited", "kind"]
            ),
            st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=4), max_size=3),
        ),
        max_size=4,
    ),
    st.sampled_from(["facts", "citations"]),
)
def test_json_of_any_types_is_read_or_noted(values: list[dict[str, object]], name: str) -> None:
    draft = read("\n".join(json.dumps(value) for value in values), format_=name)
    assert len(draft.papers) + len(draft.citations) + len([n for n in draft.notes if n.code == "IM001"]) == len(values)


_words = st.text(string.ascii_lowercase + "éøß", min_size=3, max_size=9) | st.sampled_from(
    ["BERT", "3D", "X-ray", "中文"]
)
_titles = st.builds(
    lambda words, joint, end: joint.join((" ".join(words[:2]), " ".join(words[2:]))) + end,
    st.lists(_words, min_size=3, max_size=8),
    st.sampled_from([": ", ", ", " - "]),
    st.sampled_from(["", "?", "!"]),
).filter(lambda title: is_title(title) and not is_label(title) and read_title(title).title == title)
_venues = st.sampled_from(["CVPR", "NeurIPS", "Journal of Echoes", "ACM MM", "IEEE Transactions on Rooms"])
_years = st.integers(1990, 2030)
_arxiv = st.integers(0, 99999).map(lambda number: f"2001.{number:05d}")
_code = st.tuples(_words, _words).map(
    lambda pair: "https://github.com/" + "/".join("x" + "".join(c for c in one if c.isascii()) for one in pair)
)
_entries = st.lists(
    st.tuples(_titles, _venues, _years, _arxiv, st.lists(_code, max_size=2, unique=True)),
    min_size=1,
    max_size=5,
    unique_by=(lambda entry: normalise_title(entry[0]), lambda entry: entry[3]),
)


def nested_format(entries: list[tuple[str, str, int, str, list[str]]]) -> str:
    lines = ["# A List", "", "## Section", ""]
    for title, venue, year, arxiv, code in entries:
        dot = "" if title.endswith(("?", "!")) else "."
        links = "".join(f" [[code]]({url})" for url in code)
        lines += [f"- {title}{dot}", f"  - *{venue} {year}* [[paper]](https://arxiv.org/abs/{arxiv}){links}", ""]
    return "\n".join(lines)


def lined_format(entries: list[tuple[str, str, int, str, list[str]]]) -> str:
    lines = ["# A List", "", "## Section", ""]
    for title, venue, year, arxiv, code in entries:
        links = "".join(f" [[code{place}]]({url})" for place, url in enumerate(code))
        lines += [f"[{title}](https://arxiv.org/abs/{arxiv}), {venue} {year}{links}", ""]
    return "\n".join(lines)


@settings(max_examples=80)
@given(_entries, st.sampled_from([nested_format, lined_format]))
def test_entries_written_in_a_lists_format_come_back_equal(
    entries: list[tuple[str, str, int, str, list[str]]], write: object
) -> None:
    text = nested_format(entries) if write is nested_format else lined_format(entries)
    draft = read(text, format_="list")
    assert [paper.title for paper in draft.papers] == [entry[0] for entry in entries]
    assert {paper.headings for paper in draft.papers} == {("Section",)}
    outcome = outcome_of(draft)
    venues = outcome.venues
    assert venues is not None
    found = {
        (paper.title, venues.by_id[paper.venue or ""].name, paper.year, paper.ids.arxiv, paper.links.code)
        for paper in outcome.papers.values()
    }
    assert found == {(title, venue, year, arxiv, tuple(code)) for title, venue, year, arxiv, code in entries}


@given(st.text(max_size=60))
def test_no_venue_string_is_lost(text: str) -> None:
    reading = read_venue(text, Venues())
    assert reading.venue is None
    assert reading.year is None or str(reading.year) in text or "'" in text or "’" in text


@given(st.text(max_size=30))
def test_sizes_keep_the_words(text: str) -> None:
    for size in read_sizes(text.replace("\x00", ""), ("things",)) if text.isprintable() else ():
        assert size.text == " ".join(text.split())


def test_every_format_is_tried_by_the_property_above() -> None:
    assert set(formats()) >= {"list", "paper-page", "notes", "feed", "facts", "citations"}
