"""Text that a record may hold: no control characters, single spaces."""

import re

# All control characters but tab and line feed; a lone surrogate cannot be written as UTF-8.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def without_controls(text: str) -> tuple[str, int]:
    """The text with a space in place of each control character, and how many there were."""
    return _FORBIDDEN.subn(" ", text)


def plain_text(text: str) -> str:
    """One line of text with single spaces and no control characters."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())
