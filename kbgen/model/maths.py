"""Formulas in TeX as plain text, with raised and lowered characters where Unicode has them."""

import re
from functools import cache
from typing import Any

_SUPERSCRIPTS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ")
_RAISED, _LOWERED = set("0123456789+-=()ni"), set("0123456789+-=()aeoxhklmnpst")
_SCRIPT = re.compile(r"(?P<mark>[\^_])(?:\{(?P<group>[^{}]*)\}|(?P<single>\\[A-Za-z]+|[^\s{}\\]))")

FORMULA = re.compile(r"(?<!\\)\$(?=\S)((?:[^$\\]|\\.)+?)(?<=\S)\$(?!\d)")
"""A formula between dollar signs; the first group is what stands between them.

Pandoc's rule tells mathematics from money: no space inside the dollar signs, no digit after the second.
"""


def formula_text(formula: str) -> str:
    """A formula, without its dollar signs, as plain text: ``O(n^2)`` is O(n²)."""
    text: str = _converter().latex_to_text(_SCRIPT.sub(_script, formula))
    return text.strip()


@cache
def _converter() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text")


def _script(found: re.Match[str]) -> str:
    inner = found["group"] if found["group"] is not None else found["single"]
    raised = found["mark"] == "^"
    if inner and set(inner) <= (_RAISED if raised else _LOWERED):
        # Some lowered characters are letters, which would be read as a part of a command before them.
        return "{}" + inner.translate(_SUPERSCRIPTS if raised else _SUBSCRIPTS)
    return found[0]
