"""The text of services as a record may hold it: no markup, no entities, no LaTeX, one line."""

import html
import re
import unicodedata

from ftfy import fix_encoding
from pylatexenc.latex2text import LatexNodes2Text

from kbgen.model.maths import FORMULA, formula_text

_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
_LATEX = re.compile(r"\\[A-Za-z'\"`^~=.%&$#_]|\{\w")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
# LaTeX takes what follows a bare percent sign for a comment.
_PERCENT = re.compile(r"(?<!\\)%")
_LONGEST = 1_000
_MARKUP = 8
_MOST = 500
"""Formulas, and commands of LaTeX, that one text is read for: more are in none that a person wrote."""

LONGEST_ABSTRACT = 10_000
"""Characters of an abstract that are kept; the longest are around 5,000."""


def plain(text: str, longest: int = _LONGEST) -> str:
    """One line of plain text. Crossref sends HTML and MathML, arXiv LaTeX, both broken encodings and line breaks."""
    # Markup takes room, but not many times that of the text.
    text = _without_latex(fix_encoding(html.unescape(_TAG.sub("", text[: _MARKUP * longest]))))
    text = unicodedata.normalize("NFC", _UNSEEN.sub(" ", text))
    return " ".join(text.split())[:longest].rstrip()


def _without_latex(text: str) -> str:
    """Formulas and commands as plain characters; the text as it is where they are too many or nested too deeply."""
    try:
        text = FORMULA.sub(lambda found: formula_text(found[1]), text, count=_MOST)
        if 0 < len(_LATEX.findall(text)) <= _MOST:
            text = LatexNodes2Text(math_mode="text", keep_comments=True).latex_to_text(_PERCENT.sub(r"\%", text))
    except RecursionError:
        return text
    return text


def person(name: str) -> str:
    """A name in the order in which it is spoken: ``Doe, Jane`` becomes ``Jane Doe``."""
    name = plain(name)
    family, comma, given = name.partition(",")
    if comma and given.strip() and "," not in given:
        return f"{given.strip()} {family.strip()}".strip()
    return name
