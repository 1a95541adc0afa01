"""People at the beginning of a citation: where they end, and its title begins."""

import re
from collections.abc import Iterator

from kbgen.ingest.venue_words import date_like, names_somebody, people, says_venue, short_names

_WORDS_OF_NAME = 3
_INITIALS_ONLY = re.compile(r"^(?:and\s|&\s|et\.? al|(?:[A-Z]\.?[ -]?){1,3}(?:\s[A-Z][\w'’-]+)?$)")
_FAMILY = r"(?:(?:van|von|de|den|der|del|di|da|la|le|De|Van|Von)\s){0,2}[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+)?"
_HARVARD = re.compile(
    rf"(?:{_FAMILY},\s(?:[A-Z]\.?[ -]?){{1,4}},?\s*(?:and\s+|&\s*)?)+\(?(?:19|20)\d\d[a-z]?\)?[.,:]?\s+(?=\S)"
)
"""``Hopper, G.B., and Noether, E., 2019. ``, people and a year as Harvard's style writes them."""
_AND = re.compile(r"^(?:and|&)\s+")


def behind_dated_names(text: str, start: int, end: int) -> int | None:
    """Where a title begins behind inverted names and a year; ``None`` where a text does not begin so."""
    found = _HARVARD.match(text, start, end)
    return found.end() if found and found.end() < end else None


def behind_names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a list of full names between commas ends and something else begins: ``Jane Doe, John Roe, A Title``."""
    at, stop, names = start, start, 0
    while (comma := text.find(",", at, end)) >= 0:
        part = _AND.sub("", text[at:comma].strip())
        if not (names_somebody(part) or people(part)):
            break
        at, stop, names = comma + 1, comma, names + 1 + bool(people(part))
    rest = text[at:end].lstrip()
    first = re.split(r"[.:,]\s|\s*\(?\b(?:19|20)\d\d", rest)[0].strip()
    named = len(first.split()) <= _WORDS_OF_NAME and rest[len(first) :][:1] != ":" and names_somebody(first)
    person = named or short_names(first) or _INITIALS_ONLY.match(first) or " et al" in first
    if names > 1 and len(rest.split()) > 1 and not (person or says_venue(first) or date_like(first)):
        yield stop, end - len(rest)
