"""Lines of a YAML text: where one begins and ends, and what is left of it."""

import re
from collections.abc import Iterable

BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What YAML takes as the end of a line."""

_BLANK = re.compile("(?:[ \t\ufeff]|\r\n|[\r\n\x85\u2028\u2029]|#[^\r\n\x85\u2028\u2029]*)*")


def line_start(text: str, index: int) -> int:
    """Where the line begins that holds a character."""
    return max(text.rfind(mark, 0, index) for mark in "\n\r\x85\u2028\u2029") + 1


def line_end(text: str, index: int) -> int:
    """Where the line ends that holds a character: before its line break, or at the end of the text."""
    found = BREAK.search(text, index)
    return found.start() if found else len(text)


def skip_blank(text: str, index: int) -> int:
    """The next character that is neither white space nor part of a comment."""
    found = _BLANK.match(text, index)
    return found.end() if found else index


def begins_line(text: str, index: int) -> bool:
    """Whether only white space stands before a character on its line."""
    return not text[line_start(text, index) : index].strip()


def is_blank(text: str, index: int) -> bool:
    """Whether nothing but white space and a comment is left of the line."""
    rest = text[index : line_end(text, index)].lstrip(" \t")
    return not rest or rest.startswith("#")


def indentation(text: str, index: int) -> str:
    """What stands before a character on its line."""
    return text[line_start(text, index) : index]


def next_line(text: str, index: int) -> int:
    """Where the next line begins, or the end of the text."""
    found = BREAK.search(text, index)
    return found.end() if found else len(text)


def joined(text: str, lines: Iterable[str]) -> str:
    """Lines put together with the text's own line break."""
    return "\n".join(lines).replace("\n", line_break(text))


def line_break(text: str) -> str:
    """The line break that a text uses first."""
    found = BREAK.search(text)
    return found[0] if found else "\n"
