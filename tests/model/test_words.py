"""Texts are said in the language around them, and numbers as it writes them."""

from gettext import NullTranslations

import pytest

from kbgen.model.words import ENGLISH, Language, _, ngettext, number, plural, said, speaking, spoken


class _Shouted(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper().replace("{NAME}", "{name}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{msgid1 if n == 1 else msgid2}!"


_LOUD = Language("xx", _Shouted(), thousands=".", decimal=",", digest="1")


def test_english_needs_no_catalogue() -> None:
    assert spoken() == ENGLISH
    assert _("Cited by {name}", name="A{b}") == "Cited by A{b}"
    assert _("a {brace} that no value is for") == "a {brace} that no value is for"
    assert ngettext("{count} paper", "{count} papers", 1) == "1 paper"
    assert ngettext("{count} of {all}", "{count} of all {all}", 1234, all=9) == "1,234 of all 9"


def test_a_language_is_spoken_within_its_block_alone() -> None:
    with speaking(_LOUD):
        assert spoken().code == "xx"
        assert _("Cited by {name}", name="b") == "CITED BY b"
        assert plural(1, "paper") == "1 paper!"
        assert plural(2, "sheep", "sheep") == "2 sheep!"
        with pytest.raises(LookupError), speaking(ENGLISH):
            raise LookupError
        assert spoken().code == "xx"
    assert _("Cited by {name}", name="b") == "Cited by b"


@pytest.mark.parametrize(
    ("value", "english", "other"),
    [(0, "0", "0"), (1234567, "1,234,567", "1.234.567"), (79.3, "79.3", "79,3"), (1500.5, "1,500.5", "1.500,5")],
)
def test_numbers_are_written_as_the_language_does(value: float, english: str, other: str) -> None:
    assert number(value) == english
    with speaking(_LOUD):
        assert number(value) == other


def test_a_name_of_the_data_model_is_said_as_words() -> None:
    assert said("expression-of-concern") == "expression of concern"
    assert said("made-up") == "made up"
