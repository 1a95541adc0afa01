"""Tables of papers as spreadsheets and reference managers write them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.ingest.csv_table import CsvTable
from kbgen.ingest.draft import Draft, ReadContext
from kbgen.ingest.registry import choose_format
from tests.render.export.samples import written

CONTEXT = ReadContext("table", "papers.csv")


def read(text: str) -> Draft:
    return CsvTable().read(text, CONTEXT)


def test_the_columns_of_an_export_are_all_understood() -> None:
    text = written("csv").decode()
    assert choose_format(text, "papers.csv").name == "csv"
    (look,) = [one for one in read(text).papers if one.title == "Look, Listen and Learn"]
    assert look.authors == ("Relja Arandjelović", "Andrew Zisserman")
    assert look.year == 2017
    assert look.venue_text == "ICCV"
    assert look.identifiers == {"arxiv": "1705.08168", "doi": "10.1109/ICCV.2017.73", "openreview": "6UdQLhqJyFD"}
    assert [(link.role, link.href) for link in look.links if link.role != "paper"] == [
        ("code", "https://github.com/a/b"),
        ("code", "https://github.com/c/d"),
        ("project", "https://see.example/a_b?c=1&d=2"),
    ]
    assert look.keywords == ("contrastive", "audio")
    assert look.summary.startswith("Learns 50% more")
    assert look.stated_by == "papers.csv#look-listen-and-learn"


def test_the_guard_against_formulas_is_taken_away() -> None:
    titles = {one.title for one in read(written("csv").decode()).papers}
    assert '=HYPERLINK("https://evil.example")' in titles
    assert not any(title.startswith("'=") for title in titles)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_are_known_by_their_names_whatever_separates_them(mark: str) -> None:
    rows = [
        ["Title", "Author", "Publication Year", "Publication Title", "DOI", "Url", "Notes"],
        ["A, B; C", "Ng, Ana; Lee, Bo", "2020-05-01", "Journal of Things", "10.1000/1", "https://x.example/1", "mine"],
        ["Second", "Ana Ng", "2021", "", "", "https://x.example/2", ""],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows(rows)
    assert choose_format(text.getvalue(), "library.csv").name == "csv"
    first, second = read(text.getvalue()).papers
    assert (first.title, first.authors, first.year) == ("A, B; C", ("Ana Ng", "Bo Lee"), 2020)
    assert (first.venue_text, dict(first.identifiers)) == ("Journal of Things", {"doi": "10.1000/1"})
    assert [(link.role, link.href) for link in first.links] == [("paper", "https://x.example/1")]
    assert (second.title, second.authors, second.origin.line) == ("Second", ("Ana Ng",), 3)


def test_faults_are_noted_with_the_line_on_which_the_row_begins() -> None:
    text = 'title,year,doi\n"Two\nlines",2020,10.1000/1\n,2021,10.1000/2\nBad,soon,nothing\nLong,2022,10.1000/3,more\n'
    draft = read(text)
    assert [(one.title, one.origin.line) for one in draft.papers] == [("Two lines", 2), ("Bad", 5), ("Long", 6)]
    assert [(note.code, note.line) for note in draft.notes] == [("IM603", 4), ("IM106", 5), ("IM609", 5), ("IM601", 6)]


@pytest.mark.parametrize(
    "text",
    ["", "\n", "Title\nA paper\n", "a,b,c\n1,2,3\n", "# Papers\n\n- [Title](https://x.example), authors, 2020\n", "{}"],
)
def test_other_text_is_left_to_others(text: str) -> None:
    assert CsvTable().detect(text, "x.txt") == 0.0


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('",;\n\r\0'), max_size=200))
def test_no_table_is_too_broken_to_be_read(rest: str) -> None:
    draft = read("title,authors,year\n" + rest)
    lines = rest.count("\n") + rest.count("\r") + 2
    assert all(1 <= one.origin.line <= lines for one in draft.papers)
    assert all(one.title for one in draft.papers)
