"""Text as a BibTeX value: characters that mean something to TeX written so that they show as themselves."""

import re
import unicodedata
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import (
    RULE_DICT,
    UnicodeToLatexConversionRule,
    UnicodeToLatexEncoder,
)

# BibTeX counts braces even after a backslash, so "\{" would leave a value open; these commands have none.
_BRACES = {ord("{"): r"{\textbraceleft}", ord("}"): r"{\textbraceright}"}
# A formula: between dollar signs, with something that only mathematics has, and with its braces in pairs.
_FORMULA = r"\$(?=[^$]*[\\^_])(?:[^${}\\]|\\[A-Za-z,;:! ]|\{(?:[^${}\\]|\\[A-Za-z,;:! ])*\})+\$"
_SPECIAL = re.compile(rf"(?P<formula>{_FORMULA})|[^A-Za-z0-9 ,.:;!?()'/*+=@-]+")
_COMMANDS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
} | {char: f"{{\\{char}}}" for char in "%&#_$"}
_MEANS_SOMETHING = re.compile(rf"(?P<formula>{_FORMULA})|[\\{{}}~^%&#_$<>]")
_WORD = re.compile(rf"{_FORMULA}|\\(?:[A-Za-z]+|.)|[^\s{{}}$\\-]+")
_KEEPS_CASE = re.compile(r"[A-Za-z0-9'./+]*(?:[A-Za-z0-9][A-Z]|[A-Z][0-9])[A-Za-z0-9'./+]*")


def to_latex(text: str) -> str:
    """Text for a BibTeX field; scripts that TeX has no command for are kept as they are, and formulas too."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return _SPECIAL.sub(lambda found: found[0] if found["formula"] else _encoded(found[0]), text)


def to_unicode_latex(text: str) -> str:
    """Text for a biblatex field, which is UTF-8: only what means something to TeX is written as a command."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return _MEANS_SOMETHING.sub(lambda found: found[0] if found["formula"] else _COMMANDS[found[0]], text)


@lru_cache(maxsize=4096)
def _encoded(characters: str) -> str:
    return "".join(map(_command, characters))


@lru_cache(maxsize=4096)
def _command(character: str) -> str:
    """A character as a command that means it; as it is, where the one that pylatexenc knows means another letter."""
    command = str(_encoder().unicode_to_latex(character))
    if character.isascii() or command == character:
        return command
    meant = unicodedata.normalize("NFKC", str(_decoder().latex_to_text(command)))
    return command if meant == unicodedata.normalize("NFKC", character) else character


@lru_cache(maxsize=1)
def _decoder() -> LatexNodes2Text:
    return LatexNodes2Text()


@lru_cache(maxsize=1)
def _encoder() -> UnicodeToLatexEncoder:
    return UnicodeToLatexEncoder(
        conversion_rules=[
            UnicodeToLatexConversionRule(RULE_DICT, _BRACES, replacement_latex_protection="none"),
            "defaults",
        ],
        replacement_latex_protection="braces-all",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )


def title_to_latex(title: str) -> str:
    """Like :func:`to_latex`, with names such as CLIP or VideoBERT in braces, which styles would write in lower case."""
    return protected(to_latex(title))


def protected(latex: str) -> str:
    """LaTeX with names such as CLIP or VideoBERT in braces, which styles would write in lower case."""
    return _WORD.sub(_protect, latex)


def _protect(word: re.Match[str]) -> str:
    bare = word[0].rstrip(".,:;!?)").lstrip("(")
    if not _KEEPS_CASE.fullmatch(bare):
        return word[0]
    return word[0].replace(bare, f"{{{bare}}}", 1)
