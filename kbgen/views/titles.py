"""Titles as readers see them: LaTeX mathematics in a title is shown as plain text, never as code."""

import re
from functools import cache
from typing import Any

from kbgen.views.made import Made

_SUPERSCRIPTS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ")
_RAISED, _LOWERED = set("0123456789+-=()ni"), set("0123456789+-=()aeoxhklmnpst")
# Pandoc's rule tells mathematics from money: no space inside the dollar signs, no digit after the second.
_MATHS = re.compile(r"(?<!\\)\$(?=\S)((?:[^$\\]|\\.)+?)(?<=\S)\$(?!\d)")
_SCRIPT = re.compile(r"(?P<mark>[\^_])(?:\{(?P<group>[^{}]*)\}|(?P<single>\\[A-Za-z]+|[^\s{}\\]))")


def readable_title(title: str) -> str:
    """The title with its mathematics as plain text: ``AstroM$^3$`` is AstroM³, ``$O(n^2)$`` is O(n²)."""
    return READABLE_TITLES[title] if "$" in title else title


READABLE_TITLES = Made[str, str](lambda title: _MATHS.sub(lambda found: _as_text(found[1]), title))
"""What :func:`readable_title` gives for titles that may hold mathematics."""


def _as_text(maths: str) -> str:
    # The dollar signs are gone, so that the converter sees the words and commands between them only.
    text: str = _converter().latex_to_text(_SCRIPT.sub(_script, maths))
    return text.strip()


@cache
def _converter() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text")


def _script(found: re.Match[str]) -> str:
    inner = found["group"] if found["group"] is not None else found["single"]
    raised = found["mark"] == "^"
    if inner and set(inner) <= (_RAISED if raised else _LOWERED):
        return inner.translate(_SUPERSCRIPTS if raised else _SUBSCRIPTS)
    return found[0]
