"""What stands first in a line or an item: a title in one of its forms, or a detail of the entry above."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache

from kbgen.ingest.field_words import field_name, meaning_of
from kbgen.ingest.links import is_title, label_role
from kbgen.ingest.paper_hosts import is_paper_address, may_be_document
from kbgen.ingest.runs import Run, plain
from kbgen.ingest.titles import is_label
from kbgen.ingest.venue_words import date_like, known_venue, people, people_and_rest, reads_as_people, says_venue

EDGES = ' \t,;:.|()[]{}<>*-–—/\\•·：，。、；~+&“”"《》「」『』【】（）\u200b\ufe0f'
_QUOTED = re.compile(r"[“\"《「](?P<words>[^“”\"《》「」]{6,300})[”\"》」]")
_CUT = re.compile(r"[^\W\d_]{2}[.?!]\s+\w")
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）")
_REMEMBERED = 20_000
_OFTEN = 5
"""How often the words before a colon stand in a document before they are the name of a field."""
_VENUE_LENGTH = 70
_WORDS_OF_TITLE = 3
"""Words from which text behind ``[paper]`` is a title and no remark."""
NICKNAME = re.compile(r"^\W*[(\[（【][^()\[\]（）【】]{1,40}[)\]）】]\W*$")
"""The short name of a work in brackets before its title."""
_IDENTIFIER = re.compile(r"(?i)^(?:arxiv\s*:?\s*)?\d{4}\.\d{4,5}(?:v\d+)?$|^(?:doi\s*:?\s*)?10\.\d{4,9}/\S+$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_BESIDE_WORDS = (
    "oral spotlight poster highlight workshop workshops findings main track long short best paper award "
    "student candidate finalist accepted at in under review to appear preprint the proceedings of on and demo "
    "datasets benchmarks tip"
)
_BESIDE_VENUES = frozenset(_BESIDE_WORDS.split())
_VENUE_AND_YEAR = re.compile(r"^(?:\S+\s+){0,24}(?:19|20)\d\d\W*$")
_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d\b")
_LONG_VENUE = re.compile(
    r"(?:In:? )?(?:Proc(?:eedings|\.)|(?:[A-Z][A-Za-z ]* )?(?:Journal|Transactions|Trans\.|Conference)\b)"
)
_JOINS_ON = re.compile(r"(?:and|or|&)\s", re.IGNORECASE)
_OF_SOCIETY = re.compile(r"^(?:IEEE|ACM|USENIX)[\s/-]+[A-Z][\w&.]*(?:\s[A-Z][\w&.]*)?$")
_COINED = re.compile(
    r"^[A-Z0-9][A-Za-z0-9&+/-]*[A-Z][A-Za-z0-9&+/-]*(?:\s[A-Z]\w+)?"
    r"[\s,'’-]*(?:(?:19|20)\d\d|['’]\d\d|(?<=[A-Za-z])\d\d)"
    r"(?:\s(?:Oral|Spotlight|Poster|Workshops?|Findings|Highlight|Industry|Benchmarks?|Demo|Short|Long|Full"
    r"|(?:Short|Long|Full|Demo|Best|Outstanding)\s[Pp]aper))?$"
)
"""A short name of capitals with a year, also of a venue that is not known here: ``FAccT 2021``, ``UbiComp Asia'22``."""
_NAME_WITH_YEAR = re.compile(
    r"^[A-Z][\w&+/-]*(?:\s[A-Z][\w.]*){0,2}\s?[`'’‘]{1,2}\s?(?:\d\d|(?:19|20)\d\d)$"
    r"|^(?=\w*[A-Z]\w*[A-Z])[A-Za-z]{3,11}\s[0189]\d$|^(?=\w*[A-Z]\w*[A-Z])[A-Za-z]{3,11}\s2[0-9]$"
    r"|^[A-Z][A-Za-z-]{2,20}\s(?:19|20)\d\d$"
)
"""One name with a year behind an apostrophe, or a plain year: ``Sensys '14``, ``NSDI 17``, ``Robotica 2015``."""


_YEAR_BEHIND = re.compile(r"[\s,.]*\(?(?:19|20)\d\d\)?[\s.]*$")
_YEAR_AND_NAME = re.compile(r"^(?:19|20)\d\d\s*[,:\s-]\s*[A-Z][A-Za-z&+/-]*[A-Z][A-Za-z&+/-]*$")
"""A year and a short name of capitals behind it: ``2023, FAccT``."""


class Lead(Enum):
    """The kinds of beginning. The first five can be titles; the others are details, or nothing at all."""

    LINK = "a linked title"
    STRONG = "bold text"
    EMPHASIS = "text in italics"
    QUOTE = "text in quotation marks"
    PLAIN = "bare text"
    LABEL = "a labelled link"
    FIELD = "a named field"
    ABOUT = "people, a venue or a date"
    NOTHING = "nothing"

    @property
    def opens(self) -> bool:
        """Whether an entry may begin so."""
        return self in {Lead.LINK, Lead.STRONG, Lead.EMPHASIS, Lead.QUOTE, Lead.PLAIN}


def without_edges(runs: Sequence[Run]) -> list[Run]:
    """The runs from the first that says something; images say nothing."""
    found = list(runs)
    while found and (
        found[0].kind in {"break", "image"}
        or (
            found[0].kind == "text"
            and not re.search(r"\w", found[0].text)
            and not re.search(r"[“\"«「《『]", found[0].text)
        )
    ):
        found.pop(0)
    return found


def head_text(runs: Sequence[Run]) -> str:
    """The text before the first link."""
    head: list[Run] = []
    for run in runs:
        if run.kind == "link":
            break
        head.append(run)
    return plain(head)


def behind_marks(runs: Sequence[Run]) -> int:
    """How many runs at the beginning only mark an entry: links that name no title, and what stands between them.

    Such links are named by a venue, a year, an identifier, an address, an image or a label (``[[CVPR](…)]``).
    """
    end = 0
    for place, run in enumerate(runs):
        if run.kind == "link":
            if not _marks(run):
                break
            end = place + 1
        elif run.kind == "break" and end:
            break
        elif run.kind == "text" and re.search(r"[^\W\d_]", run.text):
            tag = re.match(r"\s*[\[(【]", run.text) and is_venue_tag(run.text)
            if not (tag or date_like(run.text)):
                break
    return end


def _marks(run: Run) -> bool:
    label = run.text.strip(EDGES)
    return (
        run.badge
        or not is_title(run.text)
        or is_label(label)
        or is_venue_tag(label)
        or date_like(label)
        or bool(_IDENTIFIER.match(label))
    )


def _titled_behind_marks(content: Sequence[Run]) -> bool:
    """Whether a title stands behind the links that mark an entry, in a line that leads to a paper."""
    end = behind_marks(content)
    text = head_text(content[end:]).split("\n")[0].strip(EDGES)
    label = content[0].text.strip(EDGES)
    least = _WORDS_OF_TITLE if content[0].badge or is_label(label) or label_role(label) else 2
    return (
        bool(end)
        and any(is_paper_address(run.href) or may_be_document(run.href) for run in content if run.kind == "link")
        and len(text.split()) >= least
        and not text[0].islower()
        and not _about(text)
        and meaning_of(field_name(text)) in {"", "name", "method", "title"}
    )


def lead_of(runs: Sequence[Run], fields: frozenset[str] = frozenset()) -> Lead:
    """How a line or an item begins; ``fields`` are names of fields that the document uses besides the known ones."""
    content = without_edges(runs)
    if not content:
        return Lead.NOTHING
    first = content[0]
    if first.kind == "link":
        if _marks(first):
            return Lead.PLAIN if _titled_behind_marks(content) else Lead.LABEL
        return (
            Lead.FIELD if _is_field(plain(content), fields) and first.text.rstrip().endswith((":", "：")) else Lead.LINK
        )
    text = head_text(content)
    if NICKNAME.match(text) and _links_title(content):
        return Lead.LINK
    if _is_field(text, fields):
        return Lead.FIELD
    first, text = _first_segment(content)
    bare = text.strip(EDGES)
    if not re.search(r"\w", bare) or meaning_of(bare) not in {"", "name", "method", "title"}:
        tagged = _titled_behind(content) if first.emphasis or first.strong else None
        return tagged or (Lead.LABEL if len(content) > 1 else Lead.PLAIN)
    if _about(bare) or (first.emphasis and not first.strong and _VENUE_AND_YEAR.match(bare)):
        return _titled_behind(content) or Lead.ABOUT
    if first.strong:
        return Lead.STRONG
    if first.emphasis:
        return Lead.EMPHASIS
    return Lead.QUOTE if re.match(r"\s*[“\"«「《『]", text) else Lead.PLAIN


def _links_title(content: Sequence[Run]) -> bool:
    """Whether the first link in a line names a title."""
    link = next((run for run in content if run.kind == "link"), None)
    return link is not None and not link.badge and is_title(link.text) and not _no_title(link.text)


def _titled_behind(content: Sequence[Run]) -> Lead | None:
    """How a title is written that follows people or a date, as in a citation; ``None`` where none does."""
    head: list[Run] = []
    for run in content:
        if run.kind in {"link", "break"} and head:
            # A linked title behind a tag or people; a label or a venue there is none.
            if run.kind == "link" and not run.badge and is_title(run.text) and not _no_title(run.text):
                return Lead.LINK
            break
        head.append(run)
    bold = plain([run for run in head if run.strong])
    quoted = _QUOTED.search(plain(head))
    italics = "" if content[0].emphasis else plain([run for run in head if run.emphasis and not run.strong])
    titled = (bold, quoted["words"] if quoted else "", italics if len(italics.split()) >= _WORDS_OF_TITLE else "")
    return Lead.QUOTE if any(len(words.split()) >= 2 and not _about(words) for words in titled) else None


def _no_title(label: str) -> bool:
    return is_label(label) or is_venue_tag(label) or date_like(label) or len(label.split()) < 2


def _first_segment(content: Sequence[Run]) -> tuple[Run, str]:
    """The first stretch of one style that holds a word, with the run it begins with; a number is no word."""
    words: list[Run] = []
    for run in content:
        if run.kind == "link" or (words and run.kind == "break"):
            break
        if words and run.kind == "text" and (run.strong, run.emphasis) != (words[0].strong, words[0].emphasis):
            if re.search(r"[^\W\d_]", plain(words)):
                break
            words = []
        if run.kind == "text":
            words.append(run)
    if not re.search(r"\w", plain(words)):
        return content[0], head_text(content)
    return words[0], plain(words)


def recurring_fields(lines: Iterable[Sequence[Run]]) -> frozenset[str]:
    """Words that stand before a colon so often in a document that they are names of its fields."""
    counted: Counter[str] = Counter()
    for runs in lines:
        content = without_edges(runs)
        if content and (content[0].kind != "link") and (name := field_name(head_text(content))):
            counted[_plain_name(name)] += 1
    return frozenset(name for name, times in counted.items() if times >= _OFTEN)


def _plain_name(name: str) -> str:
    """A field's name without what it says in parentheses."""
    return " ".join(_ASIDE.sub(" ", name.casefold()).split())


def _is_field(text: str, fields: frozenset[str]) -> bool:
    name = field_name(text)
    meaning = meaning_of(name)
    return bool(name) and meaning != "title" and (_plain_name(name) in fields or meaning not in {"", "name", "method"})


@lru_cache(maxsize=_REMEMBERED)
def _about(text: str) -> bool:
    """Whether a text is people, a date, or a venue and little else."""
    if date_like(text) or people(text):
        return True
    bare = _YEAR_BEHIND.sub("", text)
    if bare != text and (people(bare) or (bare.count(",") > 1 and reads_as_people(bare))):
        return True
    names, rest = people_and_rest(text)
    if names and (is_venue_tag(rest) or date_like(rest) or (rest and not _CUT.search(rest) and says_venue(rest))):
        return True
    return is_venue_tag(text)


@lru_cache(maxsize=_REMEMBERED)
def is_venue_tag(text: str) -> bool:
    """Whether a text names a venue and little else: ``NeurIPS 2020``, ``CVPR'21 Oral``, ``IEEE TPAMI``."""
    bare = text.strip(EDGES)
    if not bare or len(bare) > _VENUE_LENGTH or _JOINS_ON.match(bare):
        return False
    if _COINED.match(bare) or _OF_SOCIETY.match(bare) or _YEAR_AND_NAME.match(bare):
        return True
    if _NAME_WITH_YEAR.match(bare) and not (date_like(bare) or meaning_of(bare.split()[0])):
        return True
    if not says_venue(bare) or not (
        known_venue(bare) or len(bare.split()) == 1 or _YEAR.search(bare) or _LONG_VENUE.match(bare)
    ):
        return False
    others = [word for word in _WORD.findall(bare) if not says_venue(word) and word.lower() not in _BESIDE_VENUES]
    return len(others) <= 1 or bool(_LONG_VENUE.match(bare))
