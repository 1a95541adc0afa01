"""Text that a record may hold: no control characters, single spaces."""

from kbgen.model.text import NO_TEXT


def without_controls(text: str) -> tuple[str, int]:
    """The text with a space in place of each control character, and how many there were."""
    return NO_TEXT.subn(" ", text)


def plain_text(text: str) -> str:
    """One line of text with single spaces and no control characters."""
    return " ".join(NO_TEXT.sub(" ", text).split())
