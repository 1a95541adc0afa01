"""What the entries of a list show together, and one of them alone does not.

A name behind a title is that of its author where other entries of the list name people, and two words like any others
where they do not. An unknown word in italics is a venue where the list has venues, and a remark where it has none.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kbgen.ingest.entry_text import EntryText
from kbgen.ingest.paper_signs import Judged
from kbgen.ingest.venue_words import date_like, names_somebody
from kbgen.model.text import normalise_title

_NAMED = 0.3
"""The share of entries with people from which a lone name is one too."""
_FEW = 3
_NAME = re.compile(r"^(?:[^\W\d_][\w'’-]*\.?\s+){1,3}[^\W\d_][\w'’-]+$")
_BEHIND = re.compile(r"(?P<title>.{8,}?)[.?!,]\s+(?P<name>[^.,?!]{4,40})$", re.DOTALL)

_AHEAD = re.compile(r"(?P<name>[^.,?!]{4,40}),\s+(?P<title>\S+\s\S.*)$", re.DOTALL)


def with_lone_people(judged: Sequence[Judged]) -> list[Judged]:
    """The entries, each with the one person that its text names, where the list names people behind its titles."""
    naming = sum(bool(one.entry.authors) for one in judged)
    if naming < _FEW or naming < _NAMED * len(judged):
        return list(judged)
    return [one if one.entry.authors else replace(one, entry=_with_person(one.entry)) for one in judged]


def _with_person(entry: EntryText) -> EntryText:
    lone = [piece for piece in (*entry.leftover, *entry.no_venues) if _person(piece)]
    if len(lone) == 1:
        left = tuple(piece for piece in entry.leftover if piece != lone[0])
        refused = tuple(piece for piece in entry.no_venues if piece != lone[0])
        return replace(entry, authors=(lone[0],), leftover=left, no_venues=refused)
    behind = _BEHIND.match(entry.title) if entry.form in {"bare", "cited"} else None
    if behind and _person(behind["name"]):
        return replace(entry, title=behind["title"], authors=(behind["name"],))
    before = _AHEAD.match(entry.title) if entry.form in {"bare", "cited"} else None
    if before and _person(before["name"]):
        return replace(entry, title=before["title"], authors=(before["name"],))
    return entry


def _person(text: str) -> bool:
    return bool(_NAME.match(text)) and len(text.split()) <= _FEW and names_somebody(text)


def without_guessed_venues(judged: Sequence[Judged]) -> list[Judged]:
    """The entries without styled words that were taken for venues, where they are short names or plain remarks."""
    guessed = Counter(one.entry.venue for one in judged if one.entry.guessed)
    sure = sum(bool(one.entry.venue) and not one.entry.guessed and not date_like(one.entry.venue) for one in judged)
    remarks = not sure and len(guessed) >= _FEW and max(guessed.values(), default=0) == 1
    return [
        replace(one, entry=replace(one.entry, venue="", guessed=False, leftover=(*one.entry.leftover, one.entry.venue)))
        if one.entry.guessed and (remarks or _named_in_title(one.entry))
        else one
        for one in judged
    ]


def _named_in_title(entry: EntryText) -> bool:
    """Whether a title begins with the words that stand where a venue would."""
    return normalise_title(entry.title).startswith(normalise_title(entry.venue))
