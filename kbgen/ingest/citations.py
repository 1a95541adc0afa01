"""Citations as JSON Lines, and how much of each reference list was read as a JSON array.

A citation line has ``citing`` and ``cited`` (titles), ``source``, ``kind`` and ``match``. A coverage entry has
``title``, ``references_seen``, ``matched``, ``complete`` and ``source``.
"""

import json
from typing import get_args

from kbgen.ingest.draft import Draft, DraftCitation, DraftCoverage, ImportNote, ReadContext
from kbgen.ingest.jsonl import first_object, objects, text_of, whole_number_of
from kbgen.model.enrichment import CitationKind
from kbgen.model.finding import KbgenError

_KINDS: dict[str, CitationKind] = {kind: kind for kind in get_args(CitationKind)}


class Citations:
    """Statements that one work cites another."""

    name = "citations"

    def detect(self, text: str, name: str) -> float:
        """A first line that is an object naming a citing and a cited work."""
        first = first_object(text) if text.lstrip().startswith("{") else {}
        return 1.0 if "citing" in first and "cited" in first else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One citation a line."""
        citations: list[DraftCitation] = []
        notes: list[ImportNote] = []
        for number, value in objects(text):
            citing, cited = (text_of(value, "citing"), text_of(value, "cited")) if value else ("", "")
            kind = _KINDS.get(text_of(value, "kind")) if value else None
            if value is None or not citing or not cited or kind is None:
                message = "the line is no JSON object with citing, cited and a known kind"
                notes.append(context.note("IM001", number, message))
                continue
            source = text_of(value, "source") or f"{context.file}:{number}"
            match = text_of(value, "match") or "title"
            citations.append(DraftCitation(context.origin(number), citing, cited, source, kind, match))
        return Draft(context.source, context.file, citations=tuple(citations), notes=tuple(notes))


class Coverage:
    """How much of works' reference lists was read."""

    name = "coverage"

    def detect(self, text: str, name: str) -> float:
        """An array whose first object counts references."""
        head = text.lstrip()[:4000]
        return 0.95 if head.startswith("[") and '"references_seen"' in head else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One statement an element; raises ``KbgenError`` where the text is no JSON array."""
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise KbgenError(f"{context.file} is not JSON: {error}") from error
        if not isinstance(values, list):
            raise KbgenError(f"{context.file} is not a JSON array of coverage entries")
        coverage: list[DraftCoverage] = []
        notes: list[ImportNote] = []
        for number, value in enumerate(values, 1):
            title = text_of(value, "title") if isinstance(value, dict) else ""
            seen = whole_number_of(value, "references_seen") if isinstance(value, dict) else None
            if not title or seen is None:
                notes.append(context.note("IM001", 1, f"element {number} has no title or no number of references"))
                continue
            coverage.append(
                DraftCoverage(
                    context.origin(number),
                    title,
                    seen,
                    whole_number_of(value, "matched") or 0,
                    value.get("complete") is True,
                    text_of(value, "source") or context.file,
                )
            )
        return Draft(context.source, context.file, coverage=tuple(coverage), notes=tuple(notes))
