"""The one writer of YAML that exists: makes changes in files, all of them or none, and touches nothing else."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path, PurePosixPath

from kbgen.model.change import Change, Move, Resave
from kbgen.model.finding import Finding, Place
from kbgen.store.lock import writing
from kbgen.store.text_edit import MARK, EditError, edit_text
from kbgen.store.transaction import write_files
from kbgen.store.yaml_text import decode

__all__ = ["EditError", "FileEdit", "apply_changes", "diff_of", "edited_files", "read_file", "write_edits"]

Step = Change | Move | Resave
"""One step of an edit."""

_AFTER_LINE = re.compile(r"(?<=\n)")


@dataclass(frozen=True, slots=True)
class FileEdit:
    """What becomes of a file: its text before and after; ``None`` where there is no file.

    ``moved_from`` is the path of the file that was moved here; another edit says that it is gone from there.
    """

    path: str
    before: str | None
    after: str | None
    moved_from: str = ""

    def diff(self) -> str:
        """The edit as a unified diff that ``patch`` and ``git apply`` take."""
        return _diff(self.path, self.before, self.path, self.after)


def diff_of(edits: Sequence[FileEdit]) -> str:
    """Edits as one diff that ``git apply`` takes, in which a file that moved shows only what changes in it."""
    moves = {edit.moved_from: edit for edit in edits if edit.moved_from}
    texts = {edit.path: edit.before for edit in edits}
    parts: list[str] = []
    for edit in edits:
        if edit.moved_from:
            old = edit.moved_from
            parts.append(f"diff --git a/{old} b/{edit.path}\nrename from {old}\nrename to {edit.path}\n")
            parts.append(_diff(old, texts.get(old), edit.path, edit.after))
        elif edit.path not in moves:
            parts.append(edit.diff())
    return "".join(parts)


def apply_changes(root: Path, changes: Iterable[Step], *, dry_run: bool = False) -> list[FileEdit]:
    """Make changes in the order given, each to what those before it left; returns the files that change, by path.

    A file that was moved may be named by its old path or its new one. Either all is written or nothing:
    :class:`EditError` names everything that cannot be done before anything is written. With ``dry_run`` nothing is
    written at all. Raises :class:`OSError` where the system refuses a file.
    """
    if dry_run:
        return edited_files(root, changes)
    with writing(root):
        edits = edited_files(root, changes)
        write_edits(root, edits)
    return edits


def edited_files(root: Path, changes: Iterable[Step]) -> list[FileEdit]:
    """What :func:`apply_changes` would do, without doing it."""
    files = _Files(root)
    findings: list[Finding] = []
    for group in _groups(changes):
        try:
            files.make(group)
        except EditError as error:
            findings += error.findings
    if findings:
        raise EditError(sorted(findings, key=lambda finding: finding.sort_key))
    return files.edits()


def write_edits(root: Path, edits: Iterable[FileEdit]) -> None:
    """Write all edits or none, durably; the caller holds the knowledge base for writing."""
    write_files(root, {edit.path: None if edit.after is None else edit.after.encode("utf-8") for edit in edits})


class _Files:
    """The files that changes name, as they are and as they will be."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before: dict[str, str | None] = {}
        self._after: dict[str, str | None] = {}
        self._moved: dict[str, str] = {}

    def make(self, changes: Sequence[Step]) -> None:
        """Make changes of one file, which are all of one sort."""
        path = self._moved.get(changes[0].path, changes[0].path)
        self._after[path] = edit_text(self._text(path), path, (item for item in changes if isinstance(item, Change)))
        for step in changes:
            if isinstance(step, Move):
                self._move(self._moved.get(path, path), step.to)
            elif isinstance(step, Resave):
                self._after[path] = self._text(path).removeprefix(MARK)

    def _move(self, path: str, to: str) -> None:
        text = self._text(path)
        if to == path:
            return
        _check_path(self._root, to)
        if self._after.get(to) is not None or (to not in self._after and (self._root / to).exists()):
            raise EditError([Finding(Place(to), "ED001", f"is there already, so {path} cannot move there")])
        self._before.setdefault(to, None)
        self._after[path], self._after[to] = None, text
        self._moved = {old: to if now == path else now for old, now in self._moved.items()} | {path: to}

    def edits(self) -> list[FileEdit]:
        """The files that change, by path."""
        was = {to: path for path, to in self._moved.items() if self._before.get(path) is not None}
        pairs = ((path, self._before[path], after) for path, after in sorted(self._after.items()))
        return [FileEdit(path, old, new, was.get(path, "") if new else "") for path, old, new in pairs if old != new]

    def _text(self, path: str) -> str:
        if path not in self._after:
            self._before[path] = self._after[path] = read_file(self._root, path)
        text = self._after[path]
        if text is None:
            raise EditError([Finding(Place(path), "ED002", "cannot be read: it was moved away")])
        return text


def _groups(changes: Iterable[Step]) -> Iterator[list[Step]]:
    """Changes that follow one another and are of one file are made together, its moves after them."""
    for _, group in groupby(changes, key=lambda change: (change.path, type(change))):
        yield list(group)


def _check_path(root: Path, path: str) -> None:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or "\0" in path or str(pure) != path:
        raise EditError([Finding(Place(path), "ED001", "is not the path of a file from the knowledge base's root")])
    if not (root / path).resolve().is_relative_to(root.resolve()):
        raise EditError([Finding(Place(path), "ED001", "leads out of the knowledge base", "edit the file itself")])


def read_file(root: Path, path: str) -> str:
    """A file's text; :class:`EditError` where it cannot be read, or a link leads out of the knowledge base."""
    _check_path(root, path)
    try:
        text, findings = decode((root / path).read_bytes(), path)
    except OSError as error:
        raise EditError([Finding(Place(path), "ED002", f"cannot be read: {error.strerror or error}")]) from None
    if findings:
        raise EditError([replace(finding, code="ED002") for finding in findings])
    return text


def _diff(old_path: str, before: str | None, new_path: str, after: str | None) -> str:
    lines = difflib.unified_diff(
        _lines(before),
        _lines(after),
        "/dev/null" if before is None else f"a/{old_path}",
        "/dev/null" if after is None else f"b/{new_path}",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str | None) -> list[str]:
    return [] if text is None else [line for line in _AFTER_LINE.split(text) if line]
