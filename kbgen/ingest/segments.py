"""Where text beside a title says one thing and then another: people, then a venue; a date, then people.

Cuts are made only where at least one side plainly is people, a venue or a date, so that names with dashes, brackets or
commas of their own stay whole.
"""

import re
from collections.abc import Iterator

from kbgen.ingest.leads import EDGES, is_venue_tag
from kbgen.ingest.venue_words import date_like, names_somebody, people, says_venue

_NUMBER = re.compile(r"^\d{1,3}[.)、]\s*[(\[]?(?=[^\W\d_])")
"""The number of an entry before what its tag says."""
_YEAR = re.compile(r"(?:19|20)\d\d|['’]\s?\d\d")
_DASH = re.compile(r"\s+(?:-{2,}|[-–—])\s*(?=[\s,]|\w)|(?<=\w)(?:--|—)(?=\w)")
_CLOSED = re.compile(r"^(?P<said>[^()]{2,60})\)\s*[,.:;–—-]*\s*(?P<rest>[^\W_].*)$", re.DOTALL)
_LAST_BRACKET = re.compile(r"^(?P<before>[^()]{12,})\((?P<said>[^()]{4,60})\)?$", re.DOTALL)
_ET_AL = re.compile(r"(?:\s|(?<=[^\W\d_A-Z]))et\.?\s?al\b\.?\s*[,;:.]?\s*(?=\S|$)")
_AFFILIATION = re.compile(r"\s*\([^()]*\)(?=\s*(?:[,;&]|and\b|$))")
_NAME = re.compile(r"^(?:and\s+|&\s*)?(?:[^\W\d_][\w.'’-]*[§†*‡]?\s+){0,4}[^\W\d_a-z][\w.'’-]*[§†*‡]?$")
_SHORT_PEOPLE = re.compile(
    r"^(?P<people>[A-Z][\w'’-]+(?:\s[A-Z]){1,3}(?:,\s+[A-Z][\w'’-]+(?:\s[A-Z]){1,3})+)\.\s+(?=[^\W_]{2})"
)
"""``Hopper G, Noether E A. ``, as some catalogues write people."""
_PERSON_AND_YEAR = re.compile(r"^(?P<name>(?:[A-Z][\w.'’-]*\s){1,2}[A-Z][\w'’-]+),\s(?P<year>(?:19|20)\d\d)\W*$")
_SHORT_NAME = r"[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+)?\s[A-Z]{1,4}"
_SHORT_PEOPLE_DATED = re.compile(
    rf"^(?P<people>{_SHORT_NAME}(?:,\s+(?:and\s+)?(?:{_SHORT_NAME}|et al\.?))+)"
    r"\s*\((?P<when>[^()]*(?:19|20)\d\d[^()]*)\)?\s*[.,:;]?\s*"
)
"""``Hopper GB, Noether EA (2021)``, also ``(posted 2021-06-01)``."""
_BY = re.compile(r"^by:?\s+", re.IGNORECASE)
_MIDDLE_INITIAL = re.compile(
    r"^[A-Z][\w'’-]+\s(?:[A-Z]\.?\s){1,2}[A-Z][\w'’-]+\.?$|^(?:[A-Z]\.[\s-]?){1,3}[A-Z][\w'’-]+$"
)


def segments(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in their order, each with whether it names people and nothing else."""
    text = _NUMBER.sub("", text.strip(EDGES))
    if not text:
        return
    if (closed := _CLOSED.match(text)) and _says_when(closed["said"]):
        yield closed["said"], False
        yield from segments(closed["rest"])
        return
    dated = None if _SHORT_PEOPLE_DATED.match(text) else _LAST_BRACKET.match(text)
    if dated and _says_when(dated["said"]) and is_venue_tag(dated["said"]) and not is_venue_tag(dated["before"]):
        yield from segments(dated["before"])
        yield dated["said"], False
        return
    parts = [part.strip(EDGES) for part in _DASH.split(text)]
    if len(parts) > 1 and any(map(_tells, parts)):
        for part in parts:
            yield from segments(part)
    elif (other := _ET_AL.search(text)) and (named := _names_at_end(text[: other.start()])):
        if before := text[: other.start() - len(named)].strip(EDGES):
            yield from segments(before)
        # A family name alone is the key of a citation, and names nobody for sure.
        if len(named.split()) > 1:
            yield f"{_AFFILIATION.sub('', named)} et al.", True
        yield from segments(text[other.end() :])
    elif short := _SHORT_PEOPLE.match(text):
        yield short["people"], True
        yield from segments(text[short.end() :])
    elif short := _SHORT_PEOPLE_DATED.match(text):
        yield short["people"], True
        if year := _YEAR.search(short["when"]):
            yield year[0], False
        yield from segments(text[short.end() :])
    elif (one := _PERSON_AND_YEAR.match(text)) and names_somebody(one["name"]):
        yield one["name"], True
        yield one["year"], False
    elif named := _one_person(text):
        yield named, True
        yield from segments(_BY.sub("", text, count=1)[len(named) :])
    else:
        yield text, False


def _tells(part: str) -> bool:
    """Whether a part is people, a venue or a date, and nothing else."""
    return bool(part) and (_says_when(part) or bool(people(part)) or bool(_ET_AL.search(part)))


def _says_when(part: str) -> bool:
    return date_like(part) or (is_venue_tag(part) and bool(_YEAR.search(part)))


def _names_at_end(text: str) -> str:
    """The names that a text ends with; what is before them, and their affiliations, are none."""
    bare = _BY.sub("", _AFFILIATION.sub("", text))
    names = re.split(r",\s*", bare)
    count = 0
    for part in reversed(names):
        if not _NAME.match(part.strip()) or is_venue_tag(part) or date_like(part):
            break
        count += 1
    if not count:
        return ""
    first = names[len(names) - count].strip()
    at = text.rfind(first) if count == 1 else text.find(first)
    return text[at:] if at >= 0 else ""


def _one_person(text: str) -> str:
    """The only person that a text names before a date or a venue: behind "by", or with initials."""
    bare = _BY.sub("", text, count=1)
    first, *others = re.split(r"\s*[,(]|(?<!\b[A-Z])\.\s+(?=[A-Z(]\w{2})", bare, maxsplit=1)
    first = first.strip()
    following = re.split(r"\s*[,;&(]\s*|\.\s|\s+and\s+", others[0], maxsplit=1)[0].strip(" .()") if others else ""
    goes_on = following and not (date_like(following) or is_venue_tag(following))
    if goes_on or re.search(r"\s(?:and|&)\s", first):
        return ""
    plain = names_somebody(first) or bool(re.fullmatch(r"(?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w'’-]*", first))
    sure = bool(_MIDDLE_INITIAL.match(first)) if bare == text else plain
    return first if sure and not says_venue(first) else ""
