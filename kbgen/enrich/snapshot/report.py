"""What a run over a snapshot will do, and what it did, in words and as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence

from kbgen.enrich.report import changed_line
from kbgen.enrich.snapshot.candidates import Kind
from kbgen.enrich.snapshot.parts import Part
from kbgen.enrich.snapshot.run import SnapshotRun
from kbgen.model.paper import Paper
from kbgen.model.text import counted

_BY: Mapping[Kind, str] = {"doi": "by DOI", "arxiv": "by arXiv identifier", "title": "by title"}
_SHOWN = 20
"""Faults that are told one by one; the others are counted."""


def plan_lines(parts: Sequence[Part], papers: Sequence[Paper]) -> Iterator[str]:
    """What would be read, and what would be looked for in it."""
    yield f"OpenAlex's snapshot: {counted(len(parts), 'part')}, {_size(sum(part.size for part in parts))}"
    yield from (f"  {part.name} ({_size(part.size)})" for part in parts[:_SHOWN])
    if len(parts) > _SHOWN:
        yield f"  and {len(parts) - _SHOWN} more"
    identified = sum(1 for paper in papers if paper.ids.doi or paper.ids.arxiv)
    others = len(papers) - identified
    yield f"{counted(len(papers), 'paper')} to find, {identified} by identifier or title and {others} by title"


def plan_json(parts: Sequence[Part], papers: Sequence[Paper]) -> str:
    """The plan for programs."""
    listed = [{"name": part.name, "bytes": part.size} for part in parts]
    return json.dumps({"parts": listed, "papers": [paper.id for paper in papers]}, indent=2, ensure_ascii=False)


def outcome_lines(run: SnapshotRun) -> Iterator[str]:
    """What was read and found, what is wrong with the snapshot, and what changed."""
    yield f"OpenAlex's snapshot: {run.works:,} works in {counted(run.parts, 'part')}, read with {run.engine}"
    by = ", ".join(f"{run.found[kind]} {words}" for kind, words in _BY.items() if run.found[kind])
    found = sum(run.found.values())
    yield f"{found} of {counted(run.papers, 'paper')} found{f': {by}' if by else ''}; {run.papers - found} not in it"
    yield from (f"  {fault}; the rest was read" for fault in run.faults[:_SHOWN])
    if len(run.faults) > _SHOWN:
        yield f"  and {len(run.faults) - _SHOWN} more"
    failed = run.enriched.outcomes[0].failed
    yield from (f"  {key}: {words}; what was known of it stays" for key, words in sorted(failed.items())[:_SHOWN])
    if len(failed) > _SHOWN:
        yield f"  and {len(failed) - _SHOWN} more"
    yield changed_line(run.enriched)
    yield from run.enriched.files


def outcome_json(run: SnapshotRun) -> str:
    """What a run did, for programs."""
    said = {
        "engine": run.engine,
        "parts": run.parts,
        "works": run.works,
        "papers": run.papers,
        "found": {kind: run.found[kind] for kind in _BY},
        "missing": run.missing,
        "faults": [{"part": one.part, "line": one.line or None, "message": one.words} for one in run.faults],
        "failed": dict(sorted(run.enriched.outcomes[0].failed.items())),
        "changes": [{"id": record_id, "field": name} for record_id, name in sorted(run.enriched.changes)],
        "files": run.enriched.files,
    }
    return json.dumps(said, indent=2, ensure_ascii=False)


def _size(number: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1_000:
            return f"{number:.0f} {unit}"
        number /= 1_000
    return f"{number:.1f} TB"
