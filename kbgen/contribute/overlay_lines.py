"""Keeps the overlay in step with a record that gets another name or goes: only the lines about it change."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from kbgen.model.enrichment import SERVICE_REFERENCES
from kbgen.model.finding import Finding, Place
from kbgen.store.edit import EditError, FileEdit, read_file
from kbgen.store.layout import Kind
from kbgen.store.tree import Tree

_Line = dict[str, Any]
_ID = re.compile(r'\{"id": "([^"\\]*)"')


def renamed_lines(tree: Tree, kind: Kind, old: str, new: str) -> list[FileEdit]:
    """The overlay with the record, and each reference to it, under its new name."""
    is_about = _says_which(tree, kind, old)

    def rename(line: _Line) -> _Line | None:
        if line["id"] == old and is_about:
            line["id"] = new
        for reference in _references(line) if kind == "paper" else ():
            if reference.get("id") == old:
                reference["id"] = new
        for listed in _listed(line) if kind == "paper" else ():
            if old in listed:
                listed[:] = sorted(new if one == old else one for one in listed)
        return line

    return _edits(tree, old, rename)


def removed_lines(tree: Tree, kind: Kind, name: str) -> list[FileEdit]:
    """The overlay without the record, and without the references to it."""
    is_about = _says_which(tree, kind, name)

    def remove(line: _Line) -> _Line | None:
        if line["id"] == name and is_about:
            return None
        if kind == "paper":
            found = _references(line)
            kept = [reference for reference in found if reference.get("id") != name]
            _count_less(line, len(found) - len(kept))
            found[:] = kept
            for listed in _listed(line):
                listed[:] = [one for one in listed if one != name]
        return line

    return _edits(tree, name, remove)


def _count_less(line: _Line, gone: int) -> None:
    """Of the references that were read, so many fewer are records here."""
    coverage = line["fields"].get("reference_coverage", {}).get("value")
    if isinstance(coverage, dict) and isinstance(coverage.get("matched"), int):
        coverage["matched"] = max(coverage["matched"] - gone, 0)


def _says_which(tree: Tree, kind: Kind, name: str) -> bool:
    """Whether a line of that name can only be about the record of this kind: a paper and a dataset may share one."""
    return name not in (tree.kb.datasets if kind == "paper" else tree.kb.papers)


def _references(line: _Line) -> list[_Line]:
    value = line["fields"].get("references", {}).get("value")
    is_list = isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return value if is_list else []


def _listed(line: _Line) -> Iterator[list[str]]:
    """The records that services say are cited, a list for each service."""
    for name in SERVICE_REFERENCES:
        records = line["fields"].get(name, {}).get("value", {}).get("records")
        if isinstance(records, list):
            yield records


def _edits(tree: Tree, name: str, change: Callable[[_Line], _Line | None]) -> list[FileEdit]:
    edits = []
    quoted = json.dumps(name, ensure_ascii=False)
    for path in sorted({line.place.path for line in tree.overlay}):
        before = read_file(tree.root, path)
        texts = before.split("\n")
        changed = [
            _changed(text, change, Place(path, number + 1)) if quoted in text else text
            for number, text in enumerate(texts)
        ]
        if changed != texts:
            after = "\n".join(text for text in _in_order(texts, changed) if text is not None)
            edits.append(FileEdit(path, before, after))
    return edits


def _changed(text: str, change: Callable[[_Line], _Line | None], place: Place) -> str | None:
    try:
        line = json.loads(text)
        as_it_was = json.dumps(line)
        after = change(line)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        remedy = f"mend it first: kbgen validate {place.path}"
        raise EditError([Finding(place, "ED002", "is not a line of the overlay", remedy)]) from error
    if after is None:
        return None
    return text if json.dumps(after) == as_it_was else json.dumps(after, ensure_ascii=False, separators=(", ", ": "))


def _in_order(before: list[str], after: list[str | None]) -> list[str | None]:
    """The lines by identifier where they were so before; a line that was renamed moves to its place."""
    if before != sorted(before, key=_identifier):
        return after
    return sorted(after, key=lambda text: _identifier(text or ""))


def _identifier(line: str) -> tuple[bool, str]:
    """What a line is sorted by; what is no line of the overlay comes last, as the end of the file does."""
    found = _ID.match(line)
    return (found is None, found[1] if found else "")
