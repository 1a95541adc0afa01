"""Pieces of an entry's text: what stands between its links, cut where it says one thing and then another."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kbgen.ingest.field_words import field_name, meaning_of, without_field
from kbgen.ingest.leads import EDGES, is_venue_tag
from kbgen.ingest.segments import segments
from kbgen.ingest.venue_words import known_venue, says_venue

_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d]+|:[a-z]+(?:_[a-z]+)*:")
_NOTHING = frozenset({"", "x", "X"})
"""What a box of a list of tasks leaves behind (``[x]``), and what marks alone leave."""
_LAST_PICTURE = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d]$|:[a-z]+(?:_[a-z]+)*:$")
_NAME_OF_PICTURE = 40
_KIND_OF_WORK = re.compile(r"[JCMDRPN]|(?:EB|DB|[JCMD])/OL")
"""What Chinese bibliographies write in brackets behind a title (GB/T 7714)."""
_PREPRINT = re.compile(r"(?i)\barxiv\s+(?:e-?)?(?:pre)?prints?(?:\s+arxiv)?\b(?!\s*-)")
_REMARK = re.compile(r"(?<=\d)\s*\([a-z][^()\d]*\)?\s*$")
_TO_APPEAR = re.compile(r"(?i)(?<=\d)\s*[,(]?\s*\bto appear\b\)?")
_NUMBERS_OF_ISSUE = re.compile(
    r"(?i)(?<=arxiv)\s*:?\s*(?:abs/)?\d{4}\.\d{4,5}(?:v\d+)?|\b\d+(?:\.\d+)+\s*(?=\((?:19|20)\d\d\))"
    r"|(?<=\))\s*:\s*\d[\d\s–-]*|,?\s*\b(?:pp?\.|pages?)\s*\d[\d\s–-]*|,?\s*\bvol(?:\.|ume)\s*\d+|,?\s*\bno\.\s*\d+"
    r"|(?<=\b(?:19|20)\d\d)\s*:\s*\d+\s*[-–]\s*\d+|(?<=\b(?:19|20)\d\d),\s*\d+\(\d+\)\s*:\s*\d+\s*[-–]\s*\d+"
    r"|(?<=\b(?:19|20)\d\d);\s*\d+[\w():–-]*|,?\s\d+,\s*\d+\s*[–-]\s*\d+|,\s*\d+\s*[–-]\s*\d+(?![\w-])"
    r"|,?\s+\d+\(\d+\)(?:\s*[:,]\s*\d+[\s–-]*\d*)?|(?<=\b(?:19|20)\d\d)\s+[A-Z][a-z]{2}(?:\s\d{1,2})?[;:]\s*\S+"
)
"""Identifiers, volumes and pages in a citation, which are no part of a venue's name."""
_MONTH_BEHIND = re.compile(r"(?<=[^\W\d_] )((?:19|20)\d\d)[./-](?:1[0-2]|0?[1-9])(?:[./-]\d{1,2})?(?![\d.])")
_MONTH_BEFORE = re.compile(
    r"(?i)(?<=[\w.]),?\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s+(?=(?:19|20)\d\d\b)"
)
_IN_FRONT = re.compile(r"^(?:[Ii]n:?|[Bb]y:?)\s+(?=[A-Z])")
_AUTHOR_AND_YEAR = re.compile(
    r"^[A-Z][\w'’-]+(?:\s+(?:(?:&|and)\s+[A-Z][\w'’-]+|et\.? al\.?),?|,)\s*\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?$"
)
"""``Doe et al., 2020``: a citation's key, which says only the year for sure."""
_HYPHEN = re.compile(r"\b(?:(?P<a>[A-Za-z]{2,11})-(?P<y>(?:19|20)\d\d)|(?P<z>(?:19|20)\d\d)-(?P<b>[A-Za-z]{2,11}))\b")
_GLUED_YEAR = re.compile(r"\b(?P<name>3DV|[A-Za-z]{2,11})(?P<year>(?:19|20)?\d\d)(?:[_-]\w+)?\b")
_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d")
_SHORT_YEAR = re.compile(r"^(?P<name>[A-Z][\w&+/ -]*?)(?:\s?[`'’‘]{1,2}\s?|\s)(?P<year>(?:19|20)\d\d|\d\d)$")
_SHORT_YEAR_FIRST = re.compile(r"^(?P<year>[012]\d)(?:\s*-\s*|_)(?P<name>[A-Z](?=\w*[A-Z])[A-Za-z-]{1,11})(?:_\w*)?$")
_GLUED_SHORT_YEAR = re.compile(r"\w['’]\d\d\W*$")
_THIS_CENTURY = "69"
"""The last two digits up to which a year is one of the twenty-first century."""
_JOINTS = re.compile(r"[|｜\[\]，；。]|\s·\s|\s•\s")


def without_pictures(text: str) -> str:
    """Text without emoji and the names that stand for them."""
    return " ".join(_PICTURES.sub(" ", text).split())


def without_last_pictures(text: str, edges: str) -> str:
    """Text without the pictures and edges that it ends with."""
    while True:
        bare = text.rstrip(edges)
        if found := _LAST_PICTURE.search(bare[-_NAME_OF_PICTURE:]):
            bare = bare[: -len(found[0])]
        if bare == text:
            return text
        text = bare


def _apart_from_year(found: re.Match[str]) -> str:
    """``CVPR17`` and ``CoRL2017_Name`` as a venue and its year."""
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    known = known_venue(found["name"]) or len(found["year"]) == 4
    return f"{found['name']} {year}" if known and 1950 <= int(year) <= 2099 else found[0]


def _apart_from_hyphen(found: re.Match[str]) -> str:
    """``CVPR-2019`` and ``2019-CVPR`` as a venue and its year."""
    name = found["a"] or found["b"]
    name = name.upper() if name.islower() else name
    return f"{name} {found['y'] or found['z']}" if known_venue(name.upper()) else found[0]


def _apart(text: str) -> list[str]:
    """Text cut at the commas around a venue with its year, where one stands between others, or between venues."""
    several = re.split(r"\s*[,;]\s*|\s+and\s+", text)
    apart = any(_YEAR.search(one) or one.lower().startswith("arxiv") for one in several[:-1])
    if apart and all(map(is_venue_tag, several)):
        return several
    parts = text.split(",")
    places = [at for at, part in enumerate(parts) if _YEAR.search(part) and is_venue_tag(part)]
    if len(parts) < 2 or len(places) != 1:
        return [text]
    at = places[0]
    return [",".join(parts[:at]), parts[at], ",".join(parts[at + 1 :])]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with whether they are styled, what the field they stand in means, and whether the title follows them.

    ``named`` marks styled words before a title, which may be the short name of the work.
    """

    words: str
    styled: bool = False
    meaning: str = ""
    before_title: bool = False
    named: bool = False


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, each with whether it names people and nothing else."""
    for joined in _JOINTS.split(text):
        for segment, of_people in segments(joined):
            yield from [(segment, True)] if of_people else ((_with_whole_year(one), False) for one in _apart(segment))


def _with_whole_year(part: str) -> str:
    """``NSDI 17`` and ``Sensys '14`` with all four digits of their year."""
    part = _SHORT_YEAR_FIRST.sub(r"\g<name> \g<year>", part.strip(EDGES)) if part[:1].isdigit() else part
    found = _SHORT_YEAR.match(part.strip(EDGES))
    if found is None or _GLUED_SHORT_YEAR.search(part) or not is_venue_tag(part):
        return part
    year = found["year"]
    return f"{found['name']} {year if len(year) == 4 else f'{19 if year > _THIS_CENTURY else 20}{year}'}"


def _names_title(words: str, before_title: bool) -> bool:
    """Whether words are the name of a field, such as the one that a title stands in."""
    return meaning_of(words) in {"title", "link"} or (before_title and words.casefold() in {"paper", "papers", "论文"})


def pieces_of(
    texts: Iterable[tuple[str, bool]], fields: frozenset[str], *, before_title: bool = False
) -> Iterator[Piece]:
    """Pieces cut at bars and brackets, without the name of a field, and without pictures and page numbers."""
    for words, styled in texts:
        found = _AUTHOR_AND_YEAR.match(words.strip(EDGES))
        if found and not is_venue_tag(words):
            yield Piece(found["year"], styled)
            continue
        plain = _HYPHEN.sub(_apart_from_hyphen, _MONTH_BEFORE.sub(" ", words))
        plain = _GLUED_YEAR.sub(_apart_from_year, plain)
        plain = _MONTH_BEHIND.sub(r"\1", _NUMBERS_OF_ISSUE.sub(" ", _PICTURES.sub(" ", plain)))
        plain = _REMARK.sub("", _TO_APPEAR.sub("", _PREPRINT.sub("arXiv", plain)))
        name = field_name(plain)
        if meaning_of(name) == "authors":
            yield Piece(without_field(plain).strip(EDGES), styled, "authors", before_title)
            continue
        for part, of_people in _parts(plain):
            if of_people:
                yield Piece(part, styled, "authors", before_title)
                continue
            name = field_name(part)
            meaning = meaning_of(name)
            if meaning in {"venue", "date", "authors"} or (name and (meaning or name.casefold() in fields)):
                part = without_field(part)
            bare = _IN_FRONT.sub("", " ".join(part.split()).strip(EDGES))
            if bare not in _NOTHING and not _KIND_OF_WORK.fullmatch(bare) and not _names_title(bare, before_title):
                # A styled word before a title is as often its short name as a venue.
                named = styled and before_title and not says_venue(bare)
                yield Piece(bare, (styled and not named) or meaning in {"venue", "date"}, meaning, before_title, named)
