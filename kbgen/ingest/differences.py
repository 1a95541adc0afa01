"""What an import would change in records that are there, by field, and where record and source disagree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kbgen.ingest.contribution import Contribution
from kbgen.ingest.draft import DraftPaper
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import Identifier
from kbgen.model.identity import family_name
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title
from kbgen.store.writer import plain

Takeable = Literal["title", "authors", "year", "venue", "track", "ids", "summary"]
"""A field whose value may be taken from the source, when a person asks for it."""

TAKEABLE: Final[tuple[Takeable, ...]] = ("title", "authors", "year", "venue", "track", "ids", "summary")

_BOOKKEEPING = frozenset({"provenance", "sources"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value of a record that is new, gone or another; ``before`` is empty where it is new, ``after`` where gone."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        if self.before and self.after:
            return f"{self.field}: {self.before} → {self.after}"
        return f"{'+' if self.after else '-'} {self.field}: {self.after or self.before}"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field in which a record says something else than an entry; the record's own value stays."""

    field: str
    record: str
    source: str
    entry: str

    def __str__(self) -> str:
        return f"{self.field}: the record says {self.record}, {self.entry} says {self.source}"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """How a record differs from what it would be with what the sources say.

    Neither ``fields`` nor ``disagreements`` hold anything where a record only says other things of its sources.
    """

    record: str
    fields: tuple[FieldChange, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether more has changed than where its values come from."""
        return bool(self.fields or self.disagreements)


def paper_change(old: Paper, new: Paper, entries: Sequence[Contribution]) -> RecordChange:
    """What becomes of a paper's record, and what the entries say that does not become part of it.

    Where the record stays as it is, everything else was said before and is kept with it as a doubt but the summary.
    """
    found = [one for entry in entries for one in _disagreements(new, entry)]
    if old == new:
        found = [one for one in found if one.field == "summary"]
    return RecordChange(new.id, tuple(_changes(old, new)) if old != new else (), tuple(dict.fromkeys(found)))


def dataset_change(old: Dataset, new: Dataset) -> RecordChange:
    """What becomes of a dataset's record."""
    return RecordChange(new.id, tuple(_changes(old, new)))


def _changes(old: Paper | Dataset, new: Paper | Dataset) -> Iterator[FieldChange]:
    before, after = dict(_flat(plain(old))), dict(_flat(plain(new)))
    for name in dict.fromkeys((*after, *before)):
        if name.partition(".")[0] in _BOOKKEEPING or before.get(name) == after.get(name):
            continue
        was, becomes = before.get(name, ()), after.get(name, ())
        gone = [value for value in was if value not in becomes]
        come = [value for value in becomes if value not in was]
        if len(gone) == len(come) == 1:
            yield FieldChange(name, gone[0], come[0])
        elif not gone and not come:
            yield FieldChange(name, ", ".join(was), ", ".join(becomes))
        else:
            yield from (FieldChange(name, value, "") for value in gone)
            yield from (FieldChange(name, "", value) for value in come)


def _flat(value: object, name: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Dotted names of fields and their values as texts."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from _flat(inside, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple):
        yield name, tuple(_words(one) for one in value)
    else:
        yield name, (str(value),)


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_words(inside)}" for key, inside in value.items())
    return str(value)


def _disagreements(paper: Paper, entry: Contribution) -> Iterator[Disagreement]:
    def different(field: str, record: object, source: object) -> Disagreement:
        return Disagreement(field, str(record), str(source), str(entry.draft.origin))

    if normalise_title(entry.draft.title) not in map(normalise_title, (paper.title, *paper.also_titled)):
        yield different("title", paper.title, entry.draft.title)
    if paper.authors and entry.draft.authors and not _names_them(entry.draft, paper.authors):
        yield different("authors", ", ".join(paper.authors), ", ".join(entry.draft.authors))
    if paper.year and entry.year and entry.year != paper.year:
        yield different("year", paper.year, entry.year)
    if paper.venue and entry.venue and entry.venue != paper.venue:
        yield different("venue", paper.venue, entry.venue)
    if paper.summary and entry.draft.summary and not _alike(paper.summary, entry.draft.summary):
        yield different("summary", paper.summary, entry.draft.summary)
    for own in paper.ids.all():
        stated = entry.ids.get(own.scheme)
        if stated and Identifier(own.scheme, stated).key != own.key:
            yield different(f"ids.{own.scheme}", own.value, stated)


def _alike(first: str, second: str) -> bool:
    """Whether two texts have the same letters and digits; formats write quotation marks each in their way."""
    return normalise_title(first) == normalise_title(second)


def _names_them(draft: DraftPaper, authors: Sequence[str]) -> bool:
    """Whether an entry names these people in this order; how given names are written does not count.

    One that names only the first, as lists do, or that says that there are others, may leave the others out.
    """
    named, known = ([family_name(name) for name in names] for names in (draft.authors, authors))
    shortened = len(named) == 1 or any(name == "authors" for name, _ in draft.doubts)
    return named == (known[: len(named)] if shortened else known)
