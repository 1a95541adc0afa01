"""Titles as sources write them: freeing them of what is glued to them, and choosing between spellings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kbgen.model.text import normalise_title

_BUTTON = re.compile(r"^(?:Subscribe|Follow|Share|Download|Bookmark)(?=[A-Z0-9])")
_REPOSITORY = re.compile(r"^(?:[A-Z][\w.-]+\s){1,3}Research (?:Explorer|Portal|Repository|Online)\s+(?=\w)")
_ESCAPE = re.compile(r"\bx2[0-9]{3}\b")
_LOST_MARKS = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u2018-\u203a\u20ac\u2122]|\ufffd")


@dataclass(frozen=True, slots=True)
class TitleReading:
    """A title read from a source, and the note code and words for what was wrong with it, if anything."""

    title: str
    fault: str = ""
    code: str = ""


def read_title(written: str) -> TitleReading:
    """Free a title of a list's closing period and of a button or repository name glued to its front."""
    title = " ".join(written.split())
    if len(title) > 1 and title.endswith(".") and not title.endswith(".."):
        title = title[:-1].rstrip()
    if button := _BUTTON.match(title):
        return TitleReading(title[button.end() :], f'the page\'s button "{button[0]}" is glued to the title', "IM401")
    if repository := _REPOSITORY.match(title):
        name = repository[0].strip()
        return TitleReading(title[repository.end() :], f'the name "{name}" stands before the title', "IM401")
    if broken_text(title):
        return TitleReading(title, "the title has characters broken by a wrong encoding", "IM402")
    return TitleReading(title)


def broken_text(text: str) -> str:
    """The first piece of text that a wrong encoding or a lost escape has left behind; empty where there is none."""
    if escape := _ESCAPE.search(text):
        return escape[0]
    if found := _LOST_MARKS.search(text):
        return found[0]
    return ""


def repaired(text: str) -> str:
    """Text as it was before UTF-8 was read as Windows-1252; the text itself where that did not happen."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def capitals(title: str) -> int:
    """How much of a title's capitalisation survived: letters that only a careful source writes in upper case.

    Counts capitals inside words and all-capital words, which name models and acronyms ("AudioCLIP", "VATT"). A title
    written in capitals throughout says nothing and counts 0.
    """
    if _shouted(title):
        return 0
    return sum(char.isupper() for word in title.split() for char in word.lstrip("([\"'“")[1:])


def _shouted(title: str) -> bool:
    letters = [char for char in title if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) > 0.7 * len(letters)


def choose_title(verified: Sequence[str], written: Sequence[str]) -> str:
    """The best spelling of one work's title.

    A verified title decides the words. Among spellings with the same letters and digits the one that kept more
    capitals inside words wins, then the verified one, then the one with more capitals in all, then the first.
    """
    preferred = [title for title in verified if not broken_text(title)] or [
        title for title in written if not broken_text(title)
    ]
    words = normalise_title((preferred or [*verified, *written])[0])
    spellings = [title for title in (*verified, *written) if normalise_title(title) == words]

    def quality(title: str) -> tuple[bool, bool, int, bool, int]:
        upper = sum(char.isupper() for char in title)
        return (not broken_text(title), not _shouted(title), capitals(title), title in verified, upper)

    return max(spellings, key=quality)
