"""RIS as reference managers and publishers write it, with and without their slips."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.ingest.draft import Draft
from kbgen.ingest.registry import choose_format
from kbgen.model.finding import KbgenError

from .samples import read

ARTICLE = """\
TY  - JOUR
ID  - hopper2021
AU  - Hopper, Grace
AU  - van der Berg, Jan
TI  - EchoNet: Hearing
  Corners
T2  - Journal of Rooms
PY  - 2021/03/04/
DO  - 10.1000/rooms.1
UR  - https://example.org/echonet
ER  -
"""


def ris(text: str) -> Draft:
    return read(dedent(text), "refs.ris")


def test_an_article() -> None:
    draft = ris(ARTICLE)
    (paper,) = draft.papers
    assert (paper.title, paper.authors) == ("EchoNet: Hearing Corners", ("Grace Hopper", "Jan van der Berg"))
    assert (paper.venue_text, paper.venue_kind, paper.year) == ("Journal of Rooms", "journal", 2021)
    assert paper.identifiers == {"doi": "10.1000/rooms.1"}
    assert (str(paper.origin), paper.stated_by) == ("refs.ris:1", "refs.ris#hopper2021")
    assert draft.notes == ()


def test_other_types_and_older_tags() -> None:
    draft = ris(
        """\
        TY  - CONF
        A1  - Noether, Emmy
        T1  - Halls
        T2  - Conference on Rooms
        Y1  - 2020///
        ER  -

        TY - THES
        TI - Caves
        PB - University of Rooms
        PY - 1999
        ER -
        TY  - COMP
        TI  - A Program
        ER  -
        TY  - DATA
        TI  - Rooms1000
        ER  -
        TY  - JOUR
        TI  - Echoes
        M1  - arXiv:2001.00002
        ER  -
        """
    )
    halls, caves, echoes = draft.papers
    assert (halls.authors, halls.venue_text, halls.venue_kind, halls.year) == (
        ("Emmy Noether",),
        "Conference on Rooms",
        "conference",
        2020,
    )
    assert (caves.venue_text, caves.venue_kind, caves.year) == ("University of Rooms", "thesis", 1999)
    assert (echoes.identifiers, echoes.venue_text) == ({"arxiv": "2001.00002"}, "arXiv")
    assert [one.name for one in draft.datasets] == ["Rooms1000"]
    assert [(note.code, note.line) for note in draft.notes] == [("IM610", 13)]


def test_made_up_types_and_fields_of_other_programs() -> None:
    made_up, remark, older, film = (
        "TY  - MISC\nTI  - Of No Type\nUR  - [PDF] https://github.com/a/b/blob/main/of%20no%20type.pdf\nER  -\n",
        "TY  - JOUR\nTI  - With a Remark\nN1  - doi: 10.1000/remark\nER  -\n",
        "TY  - JOUR\nT1  - From Before\nA1  - Hopper,Grace\nM3  - 10.1000/before\nER  -\n",
        "TY  - MPCT\nTI  - A Film\nER  -\n",
    )
    draft = ris(made_up + remark + older + film)
    first, second, third = draft.papers
    assert [(link.role, link.href) for link in first.links] == [
        ("pdf", "https://github.com/a/b/blob/main/of%20no%20type.pdf")
    ]
    assert (second.identifiers, third.identifiers) == ({"doi": "10.1000/remark"}, {"doi": "10.1000/before"})
    assert third.authors == ("Grace Hopper",)
    assert [note.code for note in draft.notes] == ["IM610"]


def test_a_publisher_names_itself_before_the_first_entry() -> None:
    header = 'Provider: Some Press\nContent:text/plain; charset="UTF-8"\n\n'
    springer = "TY  - CHAP\nTI  - Named by Its DOI\nID  - 10.1000/978-3_4\nER  -\n"
    assert choose_format(header + ARTICLE, "download").name == "ris"
    assert choose_format("Some words\n" + ARTICLE, "export.RIS").name == "ris"
    with pytest.raises(KbgenError, match="cannot tell the format"):
        choose_format("Some words\n" + ARTICLE, "download.txt")
    assert [paper.identifiers for paper in ris(header + ARTICLE + springer).papers] == [
        {"doi": "10.1000/rooms.1"},
        {"doi": "10.1000/978-3_4"},
    ]


def test_entries_without_an_end_or_a_title_are_said_with_their_line() -> None:
    draft = ris(
        """\
        TY  - JOUR
        TI  - One
        TY  - JOUR
        AU  - Hopper, Grace
        ER  -
        TI  - Stray
        TY  - JOUR
        TI  - Two
        """
    )
    assert [paper.title for paper in draft.papers] == ["One", "Two"]
    assert [(note.code, note.line) for note in draft.notes] == [("IM601", 1), ("IM603", 3), ("IM601", 6), ("IM601", 7)]


def test_ris_is_recognised_by_its_content() -> None:
    assert choose_format("\n" + ARTICLE, "x").name == "ris"


@given(st.lists(st.sampled_from(["TY  - JOUR", "ER  - ", "TI  - A", "AU  - ", "  more", "XX  - y", "DO - 10.1/a", ""])))
def test_no_order_of_lines_breaks_the_reader(lines: list[str]) -> None:
    read("\n".join(["TY  - JOUR", *lines]), "refs.ris", format_="ris")
