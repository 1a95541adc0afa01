"""Strangers' text in a comment on GitHub: it shows as text, calls nobody, refers to nothing and links nowhere.

GitHub makes mentions (``@name``), references (``#12``, ``GH-12``, ``owner/name#12``) and links out of the text that is
left after Markdown was read, so that escaping Markdown alone does not keep them away. A zero-width space does; inside
code GitHub looks for none of them. Sources: https://docs.github.com/get-started/writing-on-github, "Autolinked
references and URLs"; https://spec.commonmark.org/0.31.2/#code-spans.
"""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TypeVar

from kbgen.render.readme.markdown import escape, one_line

_T = TypeVar("_T")

_APART = "&#8203;"
_REFERENCES = re.compile(r"(@|\\#|\bGH(?=-\d))", re.IGNORECASE)
# A long word of hexadecimal digits is taken for a commit.
_COMMIT = re.compile(r"\b[0-9a-f]{7}(?=[0-9a-f]*\b)", re.IGNORECASE)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u2060-\u2064\ufeff]")


def clip(text: str, length: int) -> str:
    """Text on one line, without characters that show nothing, and cut where it is longer than ``length``."""
    text = one_line(_HIDDEN.sub(" ", text[: 4 * length]))
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def inert(text: str, length: int = 300) -> str:
    """Text for a line of a comment, cut where it is longer than ``length``."""
    escaped = _REFERENCES.sub(rf"\g<0>{_APART}", escape(clip(text, length)))
    return _COMMIT.sub(rf"\g<0>{_APART}", escaped)


def code(text: str, length: int = 300) -> str:
    """Text as code: for paths, identifiers and addresses, which stay as they are."""
    text = clip(text, length)
    if not text:
        return ""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    # The spaces keep backticks at either end away from the fence; Markdown drops one at each end.
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def bullets(values: Sequence[_T], line: Callable[[_T], str], at_most: int, characters: int) -> str:
    """A list with a line of Markdown for each value, cut where it grows too long; what is left out is counted."""
    lines = [f"- {line(value)}\n" for value in values[:at_most]]
    shown = sum(end <= characters for end in accumulate(map(len, lines)))
    rest = f"- and {len(values) - shown:,} more\n" if len(values) > shown else ""
    return "".join(lines[:shown]) + rest


def code_block(text: str, language: str, length: int) -> str:
    """Text of several lines as a block of code, cut at a line where it is longer than ``length``."""
    text = _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(text) > length:
        text = text[:length].rpartition("\n")[0] + "\n…\n"
    fence = "`" * max(3, max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"
