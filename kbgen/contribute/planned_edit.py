"""Edits that were checked and can be written: what they do, and what is wrong with the records then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kbgen.checks.run import check
from kbgen.contribute.allowed_entries import allowed_changes
from kbgen.contribute.new_findings import new_findings
from kbgen.model.change import Move
from kbgen.model.finding import Finding
from kbgen.store.edit import FileEdit, Step, edited_files
from kbgen.store.planned import tree_after
from kbgen.store.tree import Tree


@dataclass(frozen=True, slots=True)
class PlannedEdit:
    """Files as they will be. ``findings`` are new with them, ``notes`` sentences about what else is done or not."""

    edits: tuple[FileEdit, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which nothing should be written."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def plan(
    tree: Tree,
    changes: Iterable[Step],
    *,
    edits: Iterable[FileEdit] = (),
    renamed: dict[str, str] | None = None,
    notes: tuple[str, ...] = (),
) -> PlannedEdit:
    """Plan changes, and ``edits`` of files that are no YAML, with those of the allow-list that follow from them.

    ``renamed`` are identifiers that change. Raises :class:`~kbgen.store.edit.EditError`.
    """
    changes = list(changes)
    others = list(edits)
    moved = {change.path: change.to for change in changes if isinstance(change, Move)}
    after = tree_after(tree, [*edited_files(tree.root, changes), *others])
    if moved or renamed:
        following = allowed_changes(tree, after, moved, renamed or {})
        if following:
            changes += following
            after = tree_after(tree, [*edited_files(tree.root, changes), *others])
    all_edits = sorted([*edited_files(tree.root, changes), *others], key=lambda edit: edit.path)
    return PlannedEdit(tuple(all_edits), tuple(_new_with(all_edits, tree, after, moved)), notes)


def _new_with(edits: Iterable[FileEdit], tree: Tree, after: Tree, moved: Mapping[str, str]) -> Iterable[Finding]:
    """The findings that edits make.

    The tree before them is only looked at for what is found after them, and places are only looked up where anything
    is new: most edits make nothing wrong.
    """
    found = check(after.without_places()).findings
    before = check(tree.without_places(), _codes(found)).findings if found else ()
    suspects = _codes(new_findings(before, found, moved))
    if not suspects:
        return ()
    tree.share_places(after, {edit.path for edit in edits})
    return new_findings(check(tree, suspects).findings, check(after, suspects).findings, moved)


def _codes(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(finding.code for finding in findings)
