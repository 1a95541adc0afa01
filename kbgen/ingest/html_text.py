"""Text with a little HTML in it, as reference managers and catalogues keep titles, as plain text."""

import html
import re

from kbgen.ingest.latex import text_of_latex
from kbgen.ingest.plain_text import plain_text
from kbgen.model.maths import FORMULA, formula_text

_SCRIPT = re.compile(r"<(su[bp])\b[^<>]*>([^<>]*)</\1>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|span|sc|scp|sub|sup|br|p|title|tt|font|mml:[a-z]+|jats:[a-z-]+|inline-formula|tex-math"
    r"|alternatives|math|mrow|m[nios]|msub|msup)\b[^<>]*>",
    re.IGNORECASE,
)


def text_of_html(text: str) -> str:
    """The text that a reader would see, on one line; formulas in TeX become plain text too."""
    text = without_tags(text)
    if "&" in text:
        text = html.unescape(text)
    if "$" in text:
        text = FORMULA.sub(lambda found: formula_text(found[1]), text)
    if "{\\" in text:
        text = text_of_latex(text)
    return plain_text(text.replace("\u00a0", " ").replace("\u00ad", ""))


def without_tags(text: str) -> str:
    """The text without the tags that catalogues write; what is raised or lowered stays so."""
    if "<" not in text:
        return text
    text = _SCRIPT.sub(lambda found: formula_text(f"{'^' if found[1].lower() == 'sup' else '_'}{{{found[2]}}}"), text)
    return _TAG.sub("", text)
