"""Keeps the allow-list in step with records that move or get another name."""

import re
from collections.abc import Iterator, Mapping

from kbgen.checks.run import check
from kbgen.model.change import Change
from kbgen.store.allowed import AllowedFinding, AllowList
from kbgen.store.tree import Tree

_WORD = r"[^\W_]"


def allowed_changes(before: Tree, after: Tree, moved: Mapping[str, str], renamed: Mapping[str, str]) -> list[Change]:
    """Changes by which the allow-list of ``before`` allows in ``after`` what it allowed.

    ``moved`` are files by their old path, ``renamed`` identifiers. The subject of a finding may be made of one, or hold
    the same word by chance: it is changed only where the finding is then found.
    """
    listed = next(before.of_kind("allowed", AllowList), None)
    if listed is None:
        return []
    file, entries = listed
    touched = [(index, entry) for index, entry in enumerate(entries.allowed) if _is_touched(entry, moved, renamed)]
    if not touched:
        return []
    report = check(after)
    found = {(one.code, one.place.path, one.subject) for one in (*report.findings, *report.allowed)}
    changes: list[Change] = []
    for index, entry in touched:
        path = moved.get(entry.path, entry.path)
        if path != entry.path:
            changes.append(Change(file.path, ("allowed", index, "path"), path))
        for subject in _subjects(entry.subject or "", renamed):
            if (entry.code, path, subject) in found:
                if subject != (entry.subject or ""):
                    changes.append(Change(file.path, ("allowed", index, "subject"), subject))
                break
    return changes


def entries_about(tree: Tree, path: str) -> list[Change]:
    """Changes that remove what the allow-list says of a file, the last first."""
    for file, entries in tree.of_kind("allowed", AllowList):
        numbers = [index for index, entry in enumerate(entries.allowed) if entry.path == path]
        return [Change(file.path, ("allowed", index)) for index in reversed(numbers)]
    return []


def _is_touched(entry: AllowedFinding, moved: Mapping[str, str], renamed: Mapping[str, str]) -> bool:
    return entry.path in moved or any(old in (entry.subject or "") for old in renamed)


def _subjects(subject: str, renamed: Mapping[str, str]) -> Iterator[str]:
    """The subject as it is, and with each name in it replaced by the new one."""
    yield subject
    for old, new in renamed.items():
        word = re.compile(rf"(?<!{_WORD})(?<!{_WORD}-){re.escape(old)}(?!{_WORD})(?!-{_WORD})")
        yield word.sub(new, subject)
