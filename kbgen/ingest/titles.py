"""Titles as sources write them: freeing them of what is glued to them, and choosing between spellings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kbgen.model.text import normalise_title

_BUTTON = re.compile(r"^(?:Subscribe|Follow|Share|Download|Bookmark)(?=[A-Z0-9])")
_REPOSITORY = re.compile(r"^(?:[A-Z][\w.-]+\s){1,3}Research (?:Explorer|Portal|Repository|Online)\s+(?=\w)")
_ESCAPE = re.compile(r"\bx2[0-9]{3}\b")
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?", re.IGNORECASE)
_COUNT = re.compile(r"\(\d{1,3}\)")
_LABELS = (
    "paper papers pdf arxiv abs code codes github gitlab repository repo project projects page "
    "pages homepage website webpage site slides slide poster video videos youtube talk blog post "
    "dataset datasets data demo demos link links url here html doi supplementary supplement "
    "appendix bibtex cite citation notebook notebooks colab huggingface hf model models weights "
    "checkpoint checkpoints docs documentation readme twitter tweet thread download openreview "
    "official unofficial implementation pytorch tensorflow tf part chart "
    "论文 代码 主页 项目 视频 博客 数据集 数据 链接 "
    "解读 "
)
LABEL_WORDS = frozenset(_LABELS.split())
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


def is_label(title: str) -> bool:
    """Whether a text is an address or a button's words ("[PDF]", "Project Page", "slides (2)") and so no title."""
    text = title.strip()
    words = [word.rstrip("0123456789") for word in re.findall(r"[^\W_]+", _COUNT.sub(" ", text).lower())]
    if _ADDRESS.fullmatch(text) or not any(words):
        return True
    counted = len(words) <= 3 and bool(_COUNT.search(text))
    return counted or (len(words) <= 3 and all(word in LABEL_WORDS for word in words if word))


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
