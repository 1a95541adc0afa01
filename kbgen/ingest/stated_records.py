"""What entries say of themselves by naming the record that they were exported from.

Who wrote the export has told its works apart. So two entries of one document that name two records are two works, even
if they have one title and nothing else would tell them apart; and of several records of one title an entry is the one
that it names. The name alone decides nothing: another knowledge base may give it to another work.
"""

from collections.abc import Iterable, Mapping, Sequence

from kbgen.ingest.contribution import Contribution
from kbgen.model.identity import Work, contradicted, similar_titles
from kbgen.model.paper import Paper


class StatedRecords:
    """Which records the entries of an import name, and rightly so."""

    def __init__(self, papers: Mapping[str, Paper], entries: Iterable[Contribution]) -> None:
        self._records = {name: paper for paper in papers.values() for name in (*paper.aliases, paper.id)}
        self._named: dict[tuple[str, str], set[str]] = {}
        for entry in entries:
            if record := self.own(entry):
                self._named.setdefault(_document(entry), set()).add(record)

    def own(self, entry: Contribution) -> str:
        """The record that an entry names, where it may well be that work; empty where there is none."""
        record = self._records.get(entry.draft.record)
        if record is None:
            return ""
        work, own = entry.work, Work.of(record)
        alike = any(similar_titles(work.title, title) for title in own.titles)
        return record.id if alike and not contradicted(work, own) else ""

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


def _document(entry: Contribution) -> tuple[str, str]:
    return entry.draft.origin.source, entry.draft.origin.file
