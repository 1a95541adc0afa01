"""Reads files into models, from the cache where it knows the content."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from kbgen.model.base import Record
from kbgen.model.change import Change
from kbgen.model.enrichment import EnrichmentLine
from kbgen.model.finding import Finding, Place
from kbgen.model.paper import Paper
from kbgen.store.cache import NO_FILE, Cache, Entry, digest, now
from kbgen.store.layout import LAYOUTS
from kbgen.store.overlay import parse_overlay
from kbgen.store.scan import FoundFile
from kbgen.store.schema_findings import schema_findings
from kbgen.store.yaml_text import Parsed, decode, parse

Lines = tuple[tuple[int, EnrichmentLine], ...]


class Source(NamedTuple):
    """A file with what it says: a record, or the lines of an overlay file."""

    file: FoundFile
    digest: str
    model: Record | None = None
    lines: Lines = ()
    findings: tuple[Finding, ...] = ()


def read_sources(root: Path, files: Sequence[FoundFile], cache: Cache) -> list[Source]:
    """Every file read, the unchanged ones from the cache; the cache learns the files that had no finding."""
    return [_read_source(root, file, cache) for file in files]


def _read_source(root: Path, file: FoundFile, cache: Cache) -> Source:
    entry = cache.get(file.path)
    if entry is not None and entry.is_current(file.stat):
        return _source(file, entry.digest, entry.value)
    if file.stat == NO_FILE:
        return _unreadable(file, "it is not a file")
    seen = now()
    try:
        content = (root / file.path).read_bytes()
    except OSError as error:
        return _unreadable(file, error.strerror or type(error).__name__)
    content_digest = digest(content)
    if entry is not None and entry.digest == content_digest:
        value = entry.value
    else:
        value, findings = interpret(content, file)
        if findings:
            return _source(file, content_digest, value, findings)
    cache.put(file.path, Entry(file.stat, seen, content_digest, value))
    return _source(file, content_digest, value)


def _unreadable(file: FoundFile, reason: str) -> Source:
    finding = Finding(Place(file.path), "KB001", f"cannot be read: {reason}", "check the file and its permissions")
    return Source(file, "", findings=(finding,))


def _source(file: FoundFile, content_digest: str, value: object, findings: tuple[Finding, ...] = ()) -> Source:
    if isinstance(value, tuple):
        return Source(file, content_digest, lines=value, findings=findings)
    return Source(file, content_digest, value if isinstance(value, Record) else None, findings=findings)


def interpret(content: bytes, file: FoundFile) -> tuple[Record | Lines | None, tuple[Finding, ...]]:
    """What a file's content says, and all that is wrong with it."""
    text, findings = decode(content, file.path)
    if findings:
        return None, findings
    if file.kind == "overlay":
        return parse_overlay(text, file.path)
    parsed = parse(text, file.path)
    if parsed.data is None:
        return None, parsed.findings
    model = LAYOUTS[file.kind].model
    try:
        record = model.model_validate(parsed.data)
        return record, (*parsed.findings, *_spelling_findings(record, parsed))
    except ValidationError as error:
        return None, (*parsed.findings, *schema_findings(error, model, parsed.place, parsed.dropped, parsed.data))


def _spelling_findings(record: Record, parsed: Parsed) -> Iterator[Finding]:
    """Identifiers that were understood but are not in their canonical form, which only the file's text shows."""
    written = (parsed.data or {}).get("ids")
    if not isinstance(record, Paper) or not isinstance(written, dict):
        return
    for name, text in written.items():
        canonical = getattr(record.ids, name)
        if text != canonical:
            message = f'ids -> {name} "{text}" is not the bare identifier'
            place = parsed.place("ids", name)
            fix = (Change(parsed.path, ("ids", name), canonical),)
            yield Finding(place, "KB130", message, f'write "{canonical}"', "warning", f"{name}:{canonical}", fix)
