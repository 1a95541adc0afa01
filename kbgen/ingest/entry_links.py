"""The links of an entry, each with the label that says what it leads to, and the text between them."""

import re
from collections.abc import Iterable, Sequence

from kbgen.ingest.draft import DraftLink
from kbgen.ingest.field_words import LINK_ROLES, field_name, meaning_of
from kbgen.ingest.leads import EDGES, is_venue_tag
from kbgen.ingest.pieces import without_pictures
from kbgen.ingest.runs import Run, badge_words
from kbgen.ingest.venue_words import people

_END = Run("break", "")
_SAYS_NOTHING = frozenset(
    {"link", "here", "url", "click here", "click", "homepage link", "链接", "地址", "点击", "リンク", "링크"}
)
_LAST_LABEL = re.compile(r"[^|,.;，。；()\[\]{}]+$")
_ENDS = re.compile(r"\w.{0,20}?(?:(?:19|20)\d\d|[)\]】）])[\s.,;:]{0,8}$", re.DOTALL)
_TAIL = 40
_LABEL_LENGTH = 40


def links_and_pieces(groups: Iterable[Sequence[Run]]) -> tuple[list[DraftLink], list[tuple[str, bool]]]:
    """Links of all groups, and the pieces of text between them with whether each is emphasised."""
    links: list[DraftLink] = []
    pieces: list[tuple[str, bool]] = []
    for group in groups:
        text, styled = "", False
        field = ""
        for run in (*group, _END):
            run_styled = run.emphasis or run.strong
            cut = run.kind == "text" and run_styled != styled and not (styled and _is_field(text + run.text))
            if run.kind == "link" or run is _END or cut:
                words = without_pictures(text).strip(EDGES)
                if run.kind == "link" and (label := _label_at_end(text, needed=_says_nothing(run))):
                    words = words[: len(words) - len(label)].strip(EDGES) if words.endswith(label) else words
                    field = label
                elif words:
                    field = ""
                if words:
                    pieces.append((words, styled))
                text = ""
            match run.kind:
                case "link":
                    links.append(DraftLink(_label(run, field), run.href, run.line))
                case "text":
                    styled = run_styled
                    text += run.text
                case "image" if is_venue_tag(words := badge_words(run)):
                    pieces.append((words, True))
                case _:
                    if run.kind == "break" and _whole(text):
                        pieces.append((" ".join(text.split()).strip(EDGES), styled))
                        text = ""
                    text += " "
                    field = "" if run.kind == "break" else field
    return links, pieces


def _is_field(text: str) -> bool:
    """Whether styled text is the name of a field whose value follows: ``**Authors:** Jane Doe``."""
    return meaning_of(field_name(text)) in {"authors", "venue", "date", "institution", "note"}


def _whole(text: str) -> bool:
    """Whether text before a line break is a piece of its own: it ends with a year, in a bracket, or is people."""
    bare = text.strip()
    return bool(_ENDS.search(text[-_TAIL:])) or (not bare.endswith((",", "and", "&")) and bool(people(bare)))


def _label_at_end(text: str, *, needed: bool) -> str:
    """The name of a field, or the label, that text ends with before a link: ``Code: ``, ``[[pdf]] (``.

    A link that says itself what it is takes only a name with a colon.
    """
    if not needed and not text.rstrip(" \t*_[(").endswith((":", "：")):
        return ""
    words = " ".join(text.split()).strip(EDGES)
    whole = field_name(f"{words}:")
    for label in (words, whole, found[0].strip(EDGES) if (found := _LAST_LABEL.search(words)) else ""):
        if label and len(label) <= _LABEL_LENGTH and meaning_of(label) in LINK_ROLES:
            return label
    return ""


def _says_nothing(run: Run) -> bool:
    """Whether a link's words do not say what it leads to."""
    words = run.text.strip().strip("[]").strip().lower()
    return run.text == run.href or words in _SAYS_NOTHING or not words


def _label(run: Run, field: str) -> str:
    """A link's own words; what stands before it where those say nothing, or are its address."""
    if _says_nothing(run):
        return field or ("" if run.text == run.href else run.text)
    return run.text
