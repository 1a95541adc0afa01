"""Citations and coverage as lines of the overlay: field ``references`` and field ``reference_coverage``."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from kbgen.ingest.draft import DraftCitation, DraftCoverage, ImportNote, Origin
from kbgen.model.enrichment import CitationKind, EnrichedValue, EnrichmentLine, Reference, ReferenceCoverage
from kbgen.model.identifiers import identify, parse_arxiv, parse_doi
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title

REFERENCES = "references"
COVERAGE = "reference_coverage"
OVERLAY_FILE = "citations.jsonl"

_STRENGTH: dict[CitationKind, int] = {
    "curated": 0,
    "reference-list": 1,
    "semantic-scholar-list": 2,
    "service": 3,
    "seed": 4,
}
"""Which statement of one citation is kept: a paper's own reference list before a service's or a table's."""


@dataclass(slots=True)
class WorkNames:
    """Records by every title and identifier that a source may call them by."""

    _by_name: dict[str, str] = field(default_factory=dict)

    def add(self, record_id: str, titles: Iterable[str], paper: Paper) -> None:
        """Enter a record; the first to claim a name keeps it."""
        for title in titles:
            self._by_name.setdefault(normalise_title(title), record_id)
        for identifier in paper.ids.all():
            self._by_name.setdefault(identifier.key, record_id)

    def find(self, name: str) -> str | None:
        """The record that a title, an identifier (``arxiv:2304.01008``) or an address means."""
        if arxiv := parse_arxiv(name):
            return self._by_name.get(f"arxiv:{arxiv.id}")
        if doi := parse_doi(name):
            return self._by_name.get(f"doi:{doi.lower()}")
        if "/" in name and (identifier := identify(name)):
            return self._by_name.get(identifier.key)
        return self._by_name.get(normalise_title(name))


@dataclass(frozen=True, slots=True)
class CitationOutcome:
    """The overlay's lines after an import, how many edges are new, and notes."""

    lines: tuple[EnrichmentLine, ...]
    edges: int
    new_edges: int
    notes: tuple[ImportNote, ...]


def citation_lines(
    existing: Sequence[EnrichmentLine],
    citations: Sequence[DraftCitation],
    coverage: Sequence[DraftCoverage],
    names: WorkNames,
    today: datetime.date,
) -> CitationOutcome:
    """Add citations and coverage to the overlay's lines; an edge stands once, whoever states it."""
    notes: list[ImportNote] = []
    old = {line.id: line for line in existing}
    references = {line.id: _references(line) for line in existing}
    before = sum(len(edges) for edges in references.values())
    files: dict[str, set[str]] = {}
    for citation in citations:
        citing = _find(citation.citing, "citing", citation.origin, names, notes)
        cited = _find(citation.cited, "cited", citation.origin, names, notes)
        if citing is None or cited is None:
            continue
        edges = references.setdefault(citing, {})
        reference = Reference(id=cited, source=citation.source, kind=citation.kind, match=citation.match)
        if cited not in edges or _STRENGTH[reference.kind] < _STRENGTH[edges[cited].kind]:
            edges[cited] = reference
        files.setdefault(citing, set()).add(citation.origin.file)
    read: dict[str, tuple[ReferenceCoverage, str]] = {}
    for statement in coverage:
        record_id = _find(statement.title, "covered", statement.origin, names, notes)
        if record_id:
            value = ReferenceCoverage(seen=statement.seen, matched=statement.matched, complete=statement.complete)
            read[record_id] = (value, statement.source)
    lines = []
    for record_id in sorted({*old, *references, *read}):
        fields = dict(old[record_id].fields) if record_id in old else {}
        if known := references.get(record_id):
            listed: list[JsonValue] = [known[cited].model_dump(mode="json") for cited in sorted(known)]
            sources = ", ".join(sorted(files.get(record_id, ())))
            fields[REFERENCES] = _value(fields.get(REFERENCES), listed, sources, today)
        if record_id in read:
            value, source = read[record_id]
            fields[COVERAGE] = _value(fields.get(COVERAGE), value.model_dump(mode="json"), source, today)
        lines.append(EnrichmentLine(id=record_id, fields=fields))
    edges_now = sum(len(edges) for edges in references.values())
    return CitationOutcome(tuple(lines), edges_now, edges_now - before, tuple(notes))


def _references(line: EnrichmentLine) -> dict[str, Reference]:
    stated = line.fields.get(REFERENCES)
    values = stated.value if stated and isinstance(stated.value, list) else []
    return {reference.id: reference for reference in (Reference.model_validate(value) for value in values)}


def _value(old: EnrichedValue | None, value: JsonValue, source: str, today: datetime.date) -> EnrichedValue:
    """The value with today's date, or the old one where it says the same."""
    if old and old.value == value:
        return old
    return EnrichedValue(value=value, source=source or (old.source if old else "import"), fetched=today)


def _find(name: str, role: str, origin: Origin, names: WorkNames, notes: list[ImportNote]) -> str | None:
    found = names.find(name)
    if found is None:
        notes.append(ImportNote("IM503", origin.file, origin.line, f'no record is the {role} work "{name}"', name))
    return found
