"""What an import did and what it could not do, as a value that prints as JSON or as a page of text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kbgen.ingest.change_text import change_lines
from kbgen.ingest.coverage import hardly_understood, no_papers
from kbgen.ingest.differences import RecordChange
from kbgen.ingest.draft import ImportNote, UnreadLine
from kbgen.ingest.note_codes import INFORMATION, NOTE_CODES

_VOCABULARY = frozenset({"IM003", "IM201"})
"""Codes of what the vocabulary lacks: one line for all of them in the summary, each in the report."""


_MANY = 20
"""Notes of one code that the summary shows; the report holds all."""


def _first_of_each(notes: Sequence[ImportNote]) -> Iterator[str]:
    """The first notes of each code in the order of all, and how many more there are of which."""
    shown: Counter[str] = Counter()
    for note in notes:
        shown[note.code] += 1
        if shown[note.code] <= _MANY:
            yield str(note)
    for code, number in sorted(shown.items()):
        if number > _MANY:
            yield f"and {number - _MANY} more of {code} ({NOTE_CODES[code].lower()}), in full with --report FILE"


@dataclass(frozen=True, slots=True)
class FileCount:
    """What one file held, and what became of its entries.

    ``own_work`` counts the works that a list asks to be cited as its own; they are not among its ``entries``.
    """

    file: str
    source: str
    entries: int
    own_work: int
    dataset_rows: int
    citations: int
    coverage: int
    new: int
    merged: int
    merged_rows: int
    paper_links: int = 0
    paper_links_read: int = 0
    is_list: bool = False

    @property
    def warning(self) -> str:
        """What must be said before all else where the file was hardly understood; empty where it was."""
        if not any((self.entries, self.own_work, self.dataset_rows, self.citations, self.coverage)):
            return f"WARNING {self.file}: nothing in it was read as a paper or dataset"
        if self.is_list and no_papers(self.entries, self.paper_links):
            return (
                f"WARNING {self.file}: none of its {self.entries:,} entries has a link to a paper on a host that is "
                "known: this may be no list of papers"
            )
        if not hardly_understood(self.paper_links, self.paper_links_read):
            return ""
        return (
            f"WARNING {self.file}: {self.paper_links_read:,} of {self.paper_links:,} links to papers became part of a "
            "record: the shape of this list is not understood yet"
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """Which record an entry or a row went into."""

    record: str
    entry: str
    title: str


@dataclass(frozen=True, slots=True)
class Merged:
    """An entry that joined a work which was there already, and by what."""

    record: str
    entry: str
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class Conflicting:
    """An entry that claims an identifier of another work."""

    entry: str
    title: str
    other: str
    identifier: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Everything an import decided. ``titles`` counts distinct normalised titles as the sources write them.

    ``updated`` and ``changes`` are about records that were there: what they would be with all that the sources say.
    ``unread`` are the lines of lists that hold a link and were not understood.
    """

    files: tuple[FileCount, ...] = ()
    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: int = 0
    new_datasets: tuple[str, ...] = ()
    updated_datasets: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    outputs: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    updated_sources: tuple[str, ...] = ()
    placed: tuple[Placed, ...] = ()
    dataset_rows: tuple[Placed, ...] = ()
    merged: tuple[Merged, ...] = ()
    conflicts: tuple[Conflicting, ...] = ()
    notes: tuple[ImportNote, ...] = ()
    missing_venues: int = 0
    titles: int = 0
    edges: int = 0
    new_edges: int = 0
    changes: tuple[RecordChange, ...] = ()
    unread: tuple[UnreadLine, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The whole report as plain values; each kind of note with what its code says."""
        return {
            **asdict(self),
            "codes": {code: NOTE_CODES[code] for code in sorted({note.code for note in self.notes})},
        }

    def _missing(self) -> str:
        headings = len({note.subject for note in self.notes if note.code == "IM003"})
        counted = ((self.missing_venues, "venue"), (headings, "heading"))
        return " and ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in counted if number)

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line for each file that was hardly understood."""
        return tuple(count.warning for count in self.files if count.warning)

    def summary(self, *, dry_run: bool, update: bool) -> Iterator[str]:
        """Lines for a person: files hardly understood, counts, changes, notes that ask for attention, the rest counted.

        Without ``update`` the records that are there were left as they are.
        """
        yield from self.warnings
        for count in self.files:
            held = [
                f"{number} {name}"
                for number, name in (
                    (count.entries, "entry" if count.entries == 1 else "entries"),
                    (count.own_work, "work of its own" if count.own_work == 1 else "works of its own"),
                    (count.dataset_rows, "dataset row" if count.dataset_rows == 1 else "dataset rows"),
                    (count.citations, "citation" if count.citations == 1 else "citations"),
                    (count.coverage, "reference list" if count.coverage == 1 else "reference lists"),
                )
                if number
            ]
            became = f" ({count.new} new, {count.merged} merged)" if count.new or count.merged else ""
            yield f"{count.file}: {', '.join(held) or 'nothing'}{became}"
        would = "would be " if dry_run else ""

        def updated(what: Sequence[str]) -> str:
            return f"{len(what)} {would if update else 'would be '}updated" if what else "0 updated"

        yield ""
        yield f"papers: {len(self.new)} {would}new, {updated(self.updated)}, {self.unchanged} unchanged"
        yield f"datasets: {len(self.new_datasets)} {would}new, {updated(self.updated_datasets)}"
        yield f"distinct titles in these files: {self.titles}; entries merged by identity: {len(self.merged)}"
        if self.edges:
            yield f"citations: {self.edges} edges, {self.new_edges} of them {would}new"
        if self.lists:
            yield f"lists: {', '.join(self.lists)}"
            yield from (
                f"list data/lists/{key}.yaml is the list that kbgen readme writes to {path}"
                for key, path in self.outputs
            )
        if self.sources:
            yield f"sources: {', '.join(self.sources)} {would}new"
        if self.updated_sources:
            yield f"sources: {', '.join(self.updated_sources)} {would if update else 'would be '}updated"
        if self.conflicts:
            yield f"conflicts: {len(self.conflicts)} (kept apart)"
        if missing := self._missing():
            yield f"not in the vocabulary: {missing}; --new-terms makes them, --report FILE names each"
        yield from change_lines(self.changes, update=update, dry_run=dry_run)
        if self.unread:
            number = len(self.unread)
            lines = "line with a link was" if number == 1 else "lines with links were"
            yield f"not understood: {number:,} {lines} left out; --report FILE names each"
        loud = [note for note in self.notes if note.code not in INFORMATION | _VOCABULARY]
        quiet = Counter(note.code for note in self.notes if note.code in INFORMATION)
        if loud:
            yield ""
            yield f"{len(loud)} {'note' if len(loud) == 1 else 'notes'}:"
            yield from _first_of_each(loud)
        if quiet:
            yield ""
            yield "and for information, in full with --report FILE:"
            yield from (f"{number:5} {code} {NOTE_CODES[code].lower()}" for code, number in sorted(quiet.items()))
