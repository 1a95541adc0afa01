"""Asking by title, where a record has no identifier: which of the works that a service finds is the record's.

A work is taken only if title, first author (where the record names one) and year agree. Whatever else is near is a
suggestion for a person to decide on, with what speaks against it.
"""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kbgen.enrich.source import Facts
from kbgen.model.identity import Work, family_name
from kbgen.model.paper import Paper
from kbgen.model.text import fold, normalise_title, words

NEAR = 85.0
"""Likeness of two titles, 0 to 100 whatever the order of their words, from which a work is worth a look."""

PREPRINT_VENUES = frozenset({None, "arxiv"})
"""Venues of papers that are not published, as far as their records know."""

_SHORT_TITLE = 3
_YEARS_APART = 1
_YEARS_TO_PUBLICATION = 3
_AS_KEY = {"arxiv": "ids.arxiv", "doi": "ids.doi", "acl": "ids.acl", "venue": "venue", "year": "year"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A work that a service found for a record's title.

    ``likeness`` is that of the titles, 0 to 100. ``against`` says what does not agree; it is empty where the work was
    ``taken``. ``settings`` are what the record would state, as keys and values of ``kbgen edit``.
    """

    record: str
    work: Work
    likeness: float
    against: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def taken(self) -> bool:
        """Whether what the service says of the work is kept."""
        return not self.against

    @property
    def command(self) -> str:
        """The command that writes it into the record."""
        settings = (part for key, value in self.settings for part in ("--set", f"{key}={value}"))
        return shlex.join(["kbgen", "edit", self.record, *settings])


def likeness(one: str, other: str) -> float:
    """How alike two titles are, 0 to 100, whatever the order of their words."""
    if normalise_title(one) == normalise_title(other) != "":
        return 100.0
    return fuzz.token_sort_ratio(fold(one), fold(other))


def near_title(title: str, works: Iterable[Facts]) -> tuple[Facts, ...]:
    """The works among these whose title is worth a look."""
    return tuple(facts for facts in works if facts.work and likeness(title, facts.work.title) >= NEAR)


def is_short(title: str) -> bool:
    """Whether a title is so short that another work may well have it too."""
    return len(words(title)) <= _SHORT_TITLE


def choose(paper: Paper, candidates: Sequence[Facts]) -> tuple[Facts | None, tuple[Suggestion, ...]]:
    """The one work that agrees with a record, and every work that is worth a look, the likest first."""
    found = [(facts, _suggestion(paper, facts)) for facts in candidates if facts.work]
    agreeing = [facts for facts, suggestion in found if suggestion and suggestion.taken]
    near = [suggestion for _, suggestion in found if suggestion]
    if len(agreeing) > 1:
        near = [_one_of_several(one) if one.taken else one for one in near]
    near.sort(key=lambda one: (-one.likeness, len(one.against), one.settings))
    return agreeing[0] if len(agreeing) == 1 else None, tuple(near)


def agrees(paper: Paper, work: Work) -> bool:
    """Whether title, first author and year of a work are those of a record."""
    return not any(_against(paper, work, published=False))


def _suggestion(paper: Paper, facts: Facts) -> Suggestion | None:
    work = facts.work
    if work is None:
        return None
    against = tuple(_against(paper, work, published="venue" in facts.fields))
    likest = max(likeness(title, work.title) for title in Work.of(paper).titles)
    if likest < NEAR or (len(against) > 1 and _other_people(paper, work)):
        return None
    return Suggestion(paper.id, work, likest, against, tuple(_settings(paper, facts)))


def _one_of_several(one: Suggestion) -> Suggestion:
    return Suggestion(one.record, one.work, one.likeness, ("it is one of several that agree",), one.settings)


def _against(paper: Paper, work: Work, *, published: bool) -> Iterator[str]:
    """What keeps a work from being taken for a record's."""
    own = Work.of(paper)
    if normalise_title(work.title) not in {normalise_title(title) for title in own.titles} - {""}:
        yield "the title is another"
    if _other_people(paper, work):
        yield f"the first author is {work.authors[0] if work.authors else 'not named'}"
    elif not own.authors and is_short(work.title):
        yield "the title is short and the record names no author"
    if own.year is None or work.year is None:
        yield "the year is not known"
    elif not _year_agrees(own.year, work.year, published=published and paper.venue in PREPRINT_VENUES):
        yield f"the year is {work.year}"


def _year_agrees(own: int, other: int, *, published: bool) -> bool:
    return -_YEARS_APART <= other - own <= (_YEARS_TO_PUBLICATION if published else _YEARS_APART)


def _other_people(paper: Paper, work: Work) -> bool:
    if not paper.authors:
        return False
    first, other = paper.authors[0], work.authors[0] if work.authors else ""
    return family_name(first) != family_name(other) and sorted(words(first)) != sorted(words(other))


def _settings(paper: Paper, facts: Facts) -> Iterator[tuple[str, str]]:
    """What the record would state: identifiers that it lacks, and where and when it was published."""
    own = paper.ids.model_dump(exclude_none=True)
    for name, key in _AS_KEY.items():
        value = facts.fields.get(name)
        if value is not None and name not in own and str(getattr(paper, name, "")) != str(value):
            yield key, str(value)
