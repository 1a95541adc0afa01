"""Entries that are known to be a certain record: they name it, or it names them as what it was made of.

Who exported a knowledge base has told its works apart. So two entries of one document that name two records are two
works, even if they have one title and nothing else would tell them apart; and of several records of one title an entry
is the one that it names. The name alone decides nothing: another knowledge base may give it to another work.

A record keeps the places of its entries as provenance. An entry that comes again from its place, under its title, is in
its record, whatever the record has become since by other entries or by hand.
"""

from collections.abc import Iterable, Mapping, Sequence

from kbgen.ingest.contribution import Contribution
from kbgen.model.identity import Work, contradicted, similar_titles
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title


class StatedRecords:
    """Which records the entries of an import name, and rightly so, or were made into before."""

    def __init__(self, papers: Mapping[str, Paper], entries: Iterable[Contribution]) -> None:
        aliases = {alias: paper for paper in papers.values() for alias in paper.aliases}
        self._records = {**aliases, **{paper.id: paper for paper in papers.values()}}
        self._made_of: dict[str, set[str]] = {}
        for paper in papers.values():
            for row in paper.provenance:
                self._made_of.setdefault(row.source, set()).add(paper.id)
        self._named: dict[tuple[str, str], set[str]] = {}
        for entry in entries:
            if record := self.own(entry):
                self._named.setdefault(_document(entry), set()).add(record)

    def own(self, entry: Contribution) -> str:
        """The record that an entry was made into, or names where it may well be that work; empty without one."""
        record = self._records.get(entry.draft.record)
        return record.id if record and _may_be(entry.work, Work.of(record)) else self._made(entry)

    def _made(self, entry: Contribution) -> str:
        """The one record that was made of what stood at an entry's place under its title."""
        title = normalise_title(entry.draft.title)
        found = [
            name
            for name in self._made_of.get(entry.source, ())
            if title in map(normalise_title, (self._records[name].title, *self._records[name].also_titled))
        ]
        return found[0] if len(found) == 1 and entry.draft.founding else ""

    def told_apart(self, entry: Contribution, record: Paper | None, others: Sequence[Contribution]) -> bool:
        """Whether an entry's document says that it is not this work: a record, if it has one, and other entries."""
        if not entry.draft.record:
            return False
        document = _document(entry)
        names = {other.draft.record for other in others if _document(other) == document} - {""}
        if record and record.id in self._named.get(document, ()):
            names |= {record.id, *record.aliases}
        return bool(names) and entry.draft.record not in names


def says_itself(record: Paper, entries: Iterable[Contribution]) -> bool:
    """Whether a record's entries all name it: an export come back, which is no evidence for what the record says."""
    return all(entry.draft.record in {record.id, *record.aliases} for entry in entries)


def apart(first: Iterable[Contribution], second: Sequence[Contribution]) -> bool:
    """Whether some document names a record for each of two works, and not the same."""
    named: dict[tuple[str, str], set[str]] = {}
    for entry in first:
        if entry.draft.record:
            named.setdefault(_document(entry), set()).add(entry.draft.record)
    return any(
        entry.draft.record and entry.draft.record not in names
        for entry in second
        if (names := named.get(_document(entry)))
    )


def _may_be(work: Work, own: Work) -> bool:
    return any(similar_titles(work.title, title) for title in own.titles) and not contradicted(work, own)


def _document(entry: Contribution) -> tuple[str, str]:
    return entry.draft.origin.source, entry.draft.origin.file
