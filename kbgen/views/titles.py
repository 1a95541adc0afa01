"""Titles as readers see them: LaTeX mathematics in a title is shown as plain text, never as code."""

from kbgen.model.made import Made
from kbgen.model.maths import FORMULA, formula_text


def readable_title(title: str) -> str:
    """The title with its mathematics as plain text: ``AstroM$^3$`` is AstroM³, ``$O(n^2)$`` is O(n²)."""
    return READABLE_TITLES[title] if "$" in title else title


READABLE_TITLES = Made[str, str](lambda title: FORMULA.sub(lambda found: formula_text(found[1]), title))
"""What :func:`readable_title` gives for titles that may hold mathematics."""
