"""Each format is recognised by its content, and reads what it holds with file and line."""

import pytest

from kbgen.ingest.draft import Draft
from kbgen.ingest.registry import choose_format, formats
from kbgen.model.dataset import Size
from kbgen.model.finding import KbgenError

from .samples import CITATIONS, COVERAGE, FACTS, FEED, LINED, NESTED, NOTES, PAGE, read


def line_of(text: str, part: str) -> int:
    """The number of the first line that holds a piece of text."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


def codes(draft: Draft) -> set[tuple[str, int]]:
    return {(note.code, note.line) for note in draft.notes}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (NESTED, "list"),
        (LINED, "list"),
        (PAGE, "paper-page"),
        (NOTES, "notes"),
        (FEED, "feed"),
        (FACTS, "facts"),
        (CITATIONS, "citations"),
        (COVERAGE, "coverage"),
    ],
)
def test_a_format_is_recognised_by_content_alone(text: str, name: str) -> None:
    assert choose_format(text, "x").name == name


def test_an_unknown_format_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(KbgenError, match=r"^nothing\.ris is empty$"):
        choose_format("\n", "nothing.ris")
    with pytest.raises(KbgenError, match="cannot tell the format") as error:
        choose_format("just a sentence", "x.txt")
    assert all(name in error.value.remedy for name in formats())
    with pytest.raises(KbgenError, match='no format "lst"'):
        choose_format(NESTED, "x", "lst")


def test_nested_bullets_give_title_venue_links_and_heading_path() -> None:
    draft = read(NESTED)
    assert draft.title == "Awesome Echoes"
    first = draft.papers[0]
    assert (first.title, first.venue_text, first.headings) == (
        "Echoes in Many Rooms: A Survey",
        "IEEE TPAMI 2019",
        ("Survey Papers",),
    )
    assert str(first.origin) == f"sample.txt:{line_of(NESTED, 'Many Rooms')}"
    assert [link.href for link in draft.papers[1].links] == [
        "https://arxiv.org/abs/2001.00002",
        "https://github.com/echo/net/tree/main/a",
    ]
    assert [paper.title for paper in draft.papers] == [
        "Echoes in Many Rooms: A Survey",
        "EchoNet: Hearing Corners",
        "Echo Chambers",
        "Two Echoes, One Room",
    ]
    assert draft.papers[3].headings == ("Methods", "Hybrid")


def test_linked_lines_give_title_venue_and_every_code_link() -> None:
    draft = read(LINED)
    assert len(draft.papers) == 7
    echo = draft.papers[2]
    assert (echo.title, echo.venue_text) == ("EchoNet: Hearing corners", "CVPR 2021")
    assert [link.label for link in echo.links] == ["paper", "[code1]", "[code2]"]
    assert draft.papers[4].venue_text == "2016"
    assert draft.papers[5].links[1].href == "http://odd.example.org/w"
    assert {("IM104", line_of(LINED, "Odd Waves")), ("IM402", line_of(LINED, "s a Wave"))} <= codes(draft)


def test_dataset_tables_keep_words_and_numbers_and_report_crooked_rows() -> None:
    draft = read(NESTED)
    rooms, halls, caves = draft.datasets
    assert rooms.sizes == (
        Size(of="images", text=">330000", count=330000, qualifier="at-least"),
        Size(of="video", text="20k", count=20000),
        Size(of="clips", text="100k", count=100000),
    )
    assert (rooms.domain, rooms.task_text) == ("indoor", "captioning")
    assert [link.role for link in rooms.links] == ["home", "code"]
    assert halls.sizes == (Size(of="images", text="5 for each"), Size(of="clips", text="11267", count=11267))
    assert caves.sizes[0] == Size(of="images", text="~1k", count=1000, qualifier="about")
    assert caves.sizes[1] == Size(of="video / clips", text="9k", count=9000)
    line = rooms.origin.line
    assert {("IM203", line + 1), ("IM002", line + 1), ("IM002", line + 2)} <= codes(draft)


def test_contents_are_compared_with_headings() -> None:
    draft = read(NESTED)
    messages = [note.message for note in draft.notes if note.code == "IM004"]
    assert any("Hybrid" in message for message in messages)
    assert not any("Clustering" in message for message in messages)


def test_a_paper_page_gives_rows_also_without_a_year_and_citations_of_its_own_paper() -> None:
    draft = read(PAGE, about="arxiv:1901.00001")
    assert [(paper.title, paper.year) for paper in draft.papers] == [
        ("Echoes of Echoes", 2022),
        ("EchoNet: Hearing Corners", None),
    ]
    assert draft.papers[0].authors == ("Ada Byron", "Emmy Noether")
    assert [(one.citing, one.cited, one.kind) for one in draft.citations] == [
        ("Echoes of Echoes", "arxiv:1901.00001", "seed"),
        ("EchoNet: Hearing Corners", "arxiv:1901.00001", "seed"),
    ]
    line = line_of(PAGE, "Explorer")
    assert {("IM401", line), ("IM403", line)} <= codes(draft)
    assert "IM504" in {note.code for note in read(PAGE).notes}


def test_notes_give_every_structured_part() -> None:
    draft = read(NOTES)
    (paper,) = draft.papers
    assert paper.title == "EchoNet: Hearing Corners"
    assert (paper.authors, paper.year) == (("G. Hopper", "E. Noether"), 2020)
    assert paper.venue_text == "Proceedings of the Conference on Echoes (pp. 1-9)"
    assert paper.notes is not None
    assert paper.notes.affiliations == ("Navy Yard", "University of Rooms")
    assert paper.notes.data_types == ("visual", "audio")
    assert paper.notes.key_points == ("Corners reflect sound",)
    assert paper.notes.pretext_tasks == ("Predict the corner from the echo",)
    assert paper.notes.downstream_tasks == ("Corner classification on Rooms",)
    assert paper.notes.architecture == {"vision": "VGG", "audio": "VGG on spectrograms"}
    assert [(use.name, use.detail) for use in paper.datasets] == [("Rooms", "500 videos (400 training, 100 test)")]
    assert ("IM001", 1) in codes(draft)


def test_a_feed_gives_titles_freed_of_buttons_and_notes_lost_markup() -> None:
    draft = read(FEED)
    assert [paper.title for paper in draft.papers] == ["Echoes of Echoes", "EchoNet: Hearing Corners"]
    assert draft.papers[0].abstract == ABSTRACT_LINE
    assert {("IM401", 2), ("IM404", 5), ("IM001", 1)} <= codes(draft)


ABSTRACT_LINE = FEED.split("\n")[2].strip()


def test_facts_are_verified_and_found_no_record() -> None:
    draft = read(FACTS)
    first, second = draft.papers
    assert first.verified
    assert not second.founding
    assert first.identifiers == {"arxiv": "2001.00002", "doi": "10.1007/978-3-031-1_5"}
    assert first.stated_by == "a record"
    assert {("IM001", 3), ("IM502", 1)} <= codes(draft)


def test_a_broken_coverage_file_is_an_error_not_a_traceback() -> None:
    with pytest.raises(KbgenError, match="not JSON"):
        read('[{"references_seen": 1, ', format_="coverage")
