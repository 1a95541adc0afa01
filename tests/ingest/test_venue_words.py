"""What can be a venue and what cannot: dates, people and sentences stand in the same places of a list."""

import pytest

from kbgen.ingest.awesome_list import AwesomeList
from kbgen.ingest.draft import Draft, ReadContext
from kbgen.ingest.venue_words import date_like, no_venue, people, people_and_rest, period_heading
from kbgen.ingest.venues import read_venue
from kbgen.ingest.vocabulary import Vocabulary
from kbgen.model.vocabulary import Taxonomy, Venues


def read(text: str) -> Draft:
    return AwesomeList().read(text, ReadContext("list", "list.md"))


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe, John Roe and Ana van der Berg",
        "Doe, J., Roe, J., & Berg, A.",
        "Jane Doe et al.",
        "A framework to study models in reasoning, alignment and memory",
        "Everything that anybody ever wrote about the listening of bats and other animals",
        "mAP of 47.9%",
        "1.2T tokens",
        "in Java and other languages",
        "Mar. [close] On Rooms",
        "…",
    ],
)
def test_what_is_no_venue(text: str) -> None:
    assert no_venue(text)
    assert Vocabulary(Taxonomy(), Venues(), extend=True).venue(text).venue is None


@pytest.mark.parametrize(
    "text",
    [
        "NeurIPS",
        "CVPR Workshops",
        "IEEE Transactions on Acoustics, Speech, and Signal Processing",
        "Proceedings of the 4th Workshop on the Hearing of Bats, Owls and Other Animals of the Night and the Day",
        "Information Fusion",
        "arXiv preprint",
        "wacv",
    ],
)
def test_what_may_be_a_venue(text: str) -> None:
    assert no_venue(text) == ""
    assert Vocabulary(Taxonomy(), Venues(), extend=True).venue(text).venue


@pytest.mark.parametrize(
    ("text", "year"),
    [("2024-01-02", 2024), ("2021.9", 2021), ("Apr., 2024", 2024), ("May", None), ("26 Apr", None), ("12", None)],
)
def test_a_date_gives_a_year_and_no_venue(text: str, year: int | None) -> None:
    assert date_like(text)
    reading = read_venue(text, Venues())
    assert (reading.name, reading.year) == ("", year)


@pytest.mark.parametrize("text", ["2023", "2019 and earlier", "Before 2020", "2020-2022", "April 2024", "2021年"])
def test_headings_of_periods(text: str) -> None:
    assert period_heading(text)


@pytest.mark.parametrize("text", ["CVPR 2023", "Rooms", "A 2020 View", "1000 Hours"])
def test_headings_of_topics(text: str) -> None:
    assert not period_heading(text)


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("Jane Doe, John Roe - NeurIPS'21", ("Jane Doe", "John Roe"), "NeurIPS'21"),
        ("Jane A. Doe*, John Roe†. ECCV 2018", ("Jane A. Doe", "John Roe"), "ECCV 2018"),
        ("Jane Doe and Ana van der Berg", ("Jane Doe", "Ana van der Berg"), ""),
        ("Ed H. Roe, Jane Doe", ("Ed H. Roe", "Jane Doe"), ""),
        ("Information Fusion", (), "Information Fusion"),
        ("Pattern Recognition, Neural Networks", (), "Pattern Recognition, Neural Networks"),
        ("Doe, Jane, John Roe", (), "Doe, Jane, John Roe"),
    ],
)
def test_people_where_it_is_plain(text: str, names: tuple[str, ...], rest: str) -> None:
    assert people_and_rest(text) == (names, rest)


def test_one_name_is_no_list() -> None:
    assert people("Jane Doe") == ()


def test_people_in_an_entry_are_its_authors_and_no_venue() -> None:
    draft = read(
        "# Rooms\n\n## Bats\n\n"
        "- [Hearing Rooms](https://arxiv.org/abs/1901.00001) Jane Doe, John Roe - NeurIPS'21\n"
        "- **Seeing Rooms.** *Ana Berg, John Roe.* ICML 2020. [[paper]](https://a.example/b)\n"
        "- [Feeling Rooms](https://arxiv.org/abs/1901.00003) - Everything about the feeling of rooms.\n"
    )
    assert [(paper.authors, paper.venue_text) for paper in draft.papers] == [
        (("Jane Doe", "John Roe"), "NeurIPS'21"),
        (("Ana Berg", "John Roe"), "ICML 2020"),
        ((), ""),
    ]
    assert [(note.code, note.line) for note in draft.notes] == [("IM205", 7)]


def test_labelled_fields_and_a_date_beside_the_venue() -> None:
    draft = read(
        "# Rooms\n\n"
        "- [Hearing Rooms](https://a.example/1)\n    - 📑 Publisher: ACL\n    - 📅 Date: April 2025\n"
        "- [EMNLP 2024] Seeing Rooms [[Paper](https://a.example/2)]\n"
    )
    assert [(paper.title, paper.venue_text, paper.year) for paper in draft.papers] == [
        ("Hearing Rooms", "ACL", 2025),
        ("Seeing Rooms", "EMNLP 2024", None),
    ]
