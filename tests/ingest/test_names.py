"""People's names in bibliographies, in every form that BibTeX knows and in some that it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.ingest.names import bibtex_names, given_first, plain_names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada Byron and Emmy Noether", ("Ada Byron", "Emmy Noether")),
        ("Byron, Ada AND Noether, Emmy", ("Ada Byron", "Emmy Noether")),
        ("van der Berg, Jan", ("Jan van der Berg",)),
        ("Ludwig van Beethoven", ("Ludwig van Beethoven",)),
        ("King, Jr., Martin Luther", ("Martin Luther King Jr.",)),
        ("Riess, I. and Mathew, X.", ("I. Riess", "X. Mathew")),
        ("Pimentel, Jr.", ("Pimentel Jr.",)),
        ("Jolly, III, James", ("James Jolly III",)),
        (r"Charles Xavier de la Vall{\'e}e Poussin", ("Charles Xavier de la Vallée Poussin",)),
        (r"{\v S}omeone Smith", ("Šomeone Smith",)),
        (r"Rom\~ao, Miguel and \O{}rs\o{}e, Rasmus", ("Miguel Romão", "Rasmus Ørsøe")),
        (r"Garc\'\i{}a Pardi\~nas, Juli\'an", ("Julián García Pardiñas",)),
        (r"{\v{S}}koda, {\'A} and \L ukasz Nowak", ("Á Škoda", "Łukasz Nowak")),
        ("{Barnes and Noble, Inc.} and Plato", ("Barnes and Noble, Inc.", "Plato")),
        ("{ATLAS Collaboration}", ("ATLAS Collaboration",)),
        ("family=Adler, given=Alfred, prefix=von", ("Alfred von Adler",)),
        ("Donald~E. Knuth", ("Donald E. Knuth",)),
        ("E. S. El-{M}allah", ("E. S. El-Mallah",)),
        ("", ()),
    ],
)
def test_names_are_read_given_name_first(written: str, names: tuple[str, ...]) -> None:
    found = bibtex_names(written)
    assert (found.names, found.complete, found.faults) == (names, True, ())


@pytest.mark.parametrize("end", [" and others", " and et al.", " and {Others}", " et al.", " and Others"])
def test_a_list_that_names_only_the_first_says_so(end: str) -> None:
    found = bibtex_names(f"Byron, Ada and Emmy Noether{end}")
    assert found.names == ("Ada Byron", "Emmy Noether")
    assert not found.complete


@pytest.mark.parametrize(
    ("written", "names", "fault"),
    [
        ("Ada Byron, Emmy Noether, Grace Hopper,", ("Ada Byron", "Emmy Noether", "Grace Hopper"), "joined by commas"),
        ("Byron, Ada; Noether, Emmy", ("Ada Byron", "Emmy Noether"), 'not joined by "and"'),
        (r"Ada Byron \& Emmy Noether", ("Ada Byron", "Emmy Noether"), 'not joined by "and"'),
        ("Byron, Ada and and Noether, Emmy", ("Ada Byron", "Emmy Noether"), "missing"),
        ("Byron, Ada and", ("Ada Byron",), "missing"),
        ("Ada Byron and ,", ("Ada Byron",), "missing"),
        (r"\Thanh", (), "no name"),
        ("{Ada Byron", ("Ada Byron",), "brace"),
    ],
)
def test_what_is_no_list_of_names_is_said_and_read_as_well_as_it_goes(
    written: str, names: tuple[str, ...], fault: str
) -> None:
    found = bibtex_names(written)
    assert found.names == names
    assert len(found.faults) == 1
    assert fault in found.faults[0]


@given(st.text(alphabet="ABab ,.{}\\\"'&;~=-é\nnd", max_size=50))
def test_no_text_breaks_the_reading_of_names(written: str) -> None:
    assert all(name and name == " ".join(name.split()) for name in bibtex_names(written).names)


def test_names_in_plain_text() -> None:
    assert given_first("Zong, Yongshuo") == "Yongshuo Zong"
    assert given_first("King, Jr., Martin") == given_first("King, Martin, Jr.") == "Martin King Jr."
    assert given_first("Ada  Byron") == "Ada Byron"
    assert plain_names(["Ada Byron", "Rooms, Inc.", "et al."]).names == ("Ada Byron", "Rooms, Inc.")
    assert not plain_names(["Ada Byron", "et al."]).complete
