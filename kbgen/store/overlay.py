"""Reads and writes the overlay: files of one JSON line a record in ``data/enriched/``, made by machine."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from kbgen.model.enrichment import EnrichedValue, Enrichment, EnrichmentLine
from kbgen.model.finding import Finding, Place
from kbgen.store.files import write_text
from kbgen.store.layout import LOCAL_OVERLAY_FOLDER
from kbgen.store.schema_findings import schema_findings


@dataclass(frozen=True, slots=True)
class OverlayLine:
    """A line of an overlay file and where it stands."""

    place: Place
    record: EnrichmentLine

    @property
    def local(self) -> bool:
        """Whether the line stays on this machine."""
        return self.place.path.startswith(f"{LOCAL_OVERLAY_FOLDER}/")


def parse_overlay(text: str, path: str) -> tuple[tuple[tuple[int, EnrichmentLine], ...], tuple[Finding, ...]]:
    """The lines of an overlay file with their numbers, and what is wrong with the others."""
    lines: list[tuple[int, EnrichmentLine]] = []
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    for number, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            record = EnrichmentLine.model_validate(json.loads(content, object_pairs_hook=_unique))
        except ValidationError as error:
            place = Place(path, number)
            findings += schema_findings(error, EnrichmentLine, lambda *_path, key=False, place=place: place)
            continue
        except (ValueError, RecursionError) as error:
            findings.append(_not_json(error, path, number))
            continue
        if record.id in seen:
            message = f'record "{record.id}" has a second line; the first is line {seen[record.id]}'
            findings.append(Finding(Place(path, number), "KB016", message, "merge the two lines", subject=record.id))
        else:
            seen[record.id] = number
            lines.append((number, record))
    return tuple(lines), tuple(findings)


def merge_overlay(lines: Iterable[OverlayLine]) -> tuple[Enrichment, tuple[Finding, ...]]:
    """The overlay of all files together; a field that two files state for one record is a finding.

    What is published counts before what stays on this machine, and both may state a field.
    """
    merged: dict[str, dict[str, EnrichedValue]] = {}
    stated: dict[tuple[str, str], Place] = {}
    findings: list[Finding] = []
    for line in sorted(lines, key=lambda line: (line.local, line.place)):
        fields = merged.setdefault(line.record.id, {})
        for name, value in line.record.fields.items():
            if name in fields and line.local:
                continue
            if name in fields:
                first = stated[line.record.id, name]
                message = f'field "{name}" of record "{line.record.id}" is also stated in {first.path}:{first.line}'
                subject = f"{line.record.id}.{name}"
                findings.append(Finding(line.place, "KB016", message, "keep one of the two", subject=subject))
            else:
                fields[name] = value
                stated[line.record.id, name] = line.place
    return dict(sorted(merged.items())), tuple(findings)


def write_overlay_file(path: Path, lines: Iterable[EnrichmentLine]) -> bool:
    """Write an overlay file, its lines sorted by record; returns whether the file changed.

    Raises :class:`ValueError` where two lines are about one record.
    """
    by_id: dict[str, EnrichmentLine] = {}
    for line in lines:
        if line.id in by_id:
            raise ValueError(f"two overlay lines are about {line.id}")
        by_id[line.id] = line
    return write_text(path, "".join(f"{text}\n" for text in _dumped(by_id)), durable=True)


def _dumped(by_id: dict[str, EnrichmentLine]) -> Iterator[str]:
    for _, line in sorted(by_id.items()):
        data = line.model_dump(mode="json")
        data["fields"] = dict(sorted(data["fields"].items()))
        yield json.dumps(data, ensure_ascii=False, separators=(", ", ": "))


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; a key given twice is an error, because one of the values would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'key "{twice}" is given twice')
    return found


def _not_json(error: Exception, path: str, number: int) -> Finding:
    if isinstance(error, json.JSONDecodeError):
        place, reason = Place(path, number, error.colno), error.msg
    else:
        place = Place(path, number)
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    return Finding(
        place, "KB015", f"is not a line of JSON: {reason}", "write the file again with the command that made it"
    )
