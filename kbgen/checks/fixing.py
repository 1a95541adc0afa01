"""Applies the fixes that findings carry, until nothing is left that one of them mends.

Fixes come in rounds, because two of them may be about the same value, and because a mended value may show what else is
wrong with it. Within a round no fix touches what another one does.
"""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.checks.asked import Asked
from kbgen.checks.run import Report, check
from kbgen.model.change import Change, Move, Resave
from kbgen.model.finding import Finding
from kbgen.store.allowed import AllowList
from kbgen.store.edit import EditError, FileEdit, Step, edited_files, write_edits
from kbgen.store.lock import writing
from kbgen.store.tree import Tree, load_tree

MAX_ROUNDS = 20
"""Rounds after which mending ends; a record with so many faults in one value is for a person to look at."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was mended, what it changed in the files, and what remains.

    ``refused`` are findings whose file's layout did not allow the fix; they are among those that remain.
    """

    tree: Tree
    report: Report
    fixed: tuple[Finding, ...] = ()
    edits: tuple[FileEdit, ...] = ()
    refused: tuple[Finding, ...] = ()


def mend(tree: Tree, asked: Asked, *, cache: bool = True) -> Mended:
    """Fix in the files of a tree whatever of what was asked for can be fixed.

    Raises :class:`KbgenError` where another process is writing, :class:`OSError` where the system refuses a file.
    """
    with writing(tree.root):
        # Another process may have written since the tree was loaded.
        return _Mending(tree.root, asked, cache).run(load_tree(tree.root, cache=cache))


def mend_a_copy(tree: Tree, asked: Asked) -> Mended:
    """What :func:`mend` would do, done to a copy of the files that is then thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "kb"
        shutil.copytree(tree.root / "data", copy / "data", symlinks=True)
        return _Mending(copy, asked, cache=False).run(load_tree(copy, cache=False))


@dataclass(slots=True)
class _Mending:
    """One run: what was fixed and refused so far, and what each changed file held at the beginning."""

    root: Path
    asked: Asked
    cache: bool
    fixed: list[Finding] = field(default_factory=list)
    refused: dict[tuple[str, str, str], Finding] = field(default_factory=dict)
    before: dict[str, str | None] = field(default_factory=dict)
    after: dict[str, str | None] = field(default_factory=dict)

    def run(self, tree: Tree) -> Mended:
        report = check(tree).only(self.asked.wants)
        for _ in range(MAX_ROUNDS):
            if not self._round(tree, report.findings):
                break
            tree = load_tree(self.root, cache=self.cache)
            report = check(tree).only(self.asked.wants)
        changed = sorted(path for path in self.after if self.before[path] != self.after[path])
        edits = tuple(FileEdit(path, self.before[path], self.after[path]) for path in changed)
        remaining = {_key(finding) for finding in report.findings}
        refused = tuple(finding for key, finding in self.refused.items() if key in remaining)
        return Mended(tree, report, tuple(self.fixed), edits, refused)

    def _round(self, tree: Tree, findings: Iterable[Finding]) -> bool:
        """Apply as many fixes as go together; whether there was any."""
        candidates = [finding for finding in findings if finding.fix and _key(finding) not in self.refused]
        chosen = _that_go_together(candidates)
        try:
            edits = self._edits(tree, chosen)
        except EditError:
            by_file: dict[str, list[Finding]] = {}
            for finding in chosen:
                by_file.setdefault(finding.place.path, []).append(finding)
            chosen = [finding for group in by_file.values() for finding in self._possible(tree, group)]
            edits = self._edits(tree, chosen)
        write_edits(self.root, edits)
        for edit in edits:
            self.before.setdefault(edit.path, edit.before)
            self.after[edit.path] = edit.after
        self.fixed += chosen
        moved = [step.to for finding in chosen for step in finding.fix if isinstance(step, Move)]
        self.asked = self.asked.with_files(moved)
        return bool(edits)

    def _possible(self, tree: Tree, findings: list[Finding]) -> list[Finding]:
        """Those findings of one file that can be mended together; what can never be is refused."""
        possible = []
        for finding in findings:
            try:
                self._edits(tree, [finding])
                possible.append(finding)
            except EditError:
                self.refused[_key(finding)] = finding
        try:
            self._edits(tree, possible)
        except EditError:
            return possible[:1]
        return possible

    def _edits(self, tree: Tree, findings: Sequence[Finding]) -> list[FileEdit]:
        steps = [step for finding in findings for step in finding.fix]
        moves = [step for step in steps if isinstance(step, Move)]
        others = [step for step in steps if isinstance(step, Resave)]
        changes = [step for step in steps if isinstance(step, Change)]
        changes += [change for move in moves for change in _allowed_elsewhere(tree, move)]
        return edited_files(self.root, [*_in_order(changes), *others, *moves])


def _key(finding: Finding) -> tuple[str, str, str]:
    return (finding.code, finding.place.path, finding.subject)


def _that_go_together(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, in order, whose fixes touch nothing that the fix of one before them does."""
    taken: dict[str, list[Step]] = {}
    chosen: list[Finding] = []
    for finding in findings:
        touched = [(path, step) for step in finding.fix for path in _files(step)]
        if not any(_collide(step, other) for path, step in touched for other in taken.get(path, ())):
            chosen.append(finding)
            for path, step in touched:
                taken.setdefault(path, []).append(step)
    return chosen


def _files(step: Step) -> tuple[str, ...]:
    return (step.path, step.to) if isinstance(step, Move) else (step.path,)


def _collide(one: Step, other: Step) -> bool:
    """Whether two steps in one file touch the same value, or what holds it; so do two moves, and two savings."""
    if not isinstance(one, Change) or not isinstance(other, Change):
        return type(one) is type(other)
    depth = min(len(one.key_path), len(other.key_path))
    return one.key_path[:depth] == other.key_path[:depth]


def _in_order(changes: Iterable[Change]) -> list[Change]:
    """Values first and removals last, the hindmost item of a list first: no change moves what a later one is about."""
    listed = list(changes)
    removals = [change for change in listed if change.value is None]
    removals.sort(key=lambda change: [(isinstance(step, str), step) for step in change.key_path], reverse=True)
    return [change for change in listed if change.value is not None] + removals


def _allowed_elsewhere(tree: Tree, move: Move) -> Iterable[Change]:
    """What is allowed of a file stays allowed where it moves."""
    for file, allowed in tree.of_kind("allowed", AllowList):
        for index, entry in enumerate(allowed.allowed):
            if entry.path == move.path:
                yield Change(file.path, ("allowed", index, "path"), move.to)
