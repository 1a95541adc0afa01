"""From findings to files: the edits that can be made together, and those that cannot be made."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from kbgen.checks.allowing import STALE
from kbgen.checks.run import check
from kbgen.contribute.planned_edit import PlannedEdit, plan
from kbgen.contribute.watch.archived import with_copy
from kbgen.contribute.watch.repositories import repository_renamed
from kbgen.model.change import Change, Move
from kbgen.model.finding import Finding
from kbgen.model.identifiers import parse_github
from kbgen.store.allowed import AllowedFinding, AllowList
from kbgen.store.edit import EditError, FileEdit, Step
from kbgen.store.layout import LAYOUTS
from kbgen.store.tree import Tree
from kbgen.store.writer import dump

_ALLOWED = LAYOUTS["allowed"].location


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found, and what follows from it.

    ``mended`` are the findings whose edits stand in ``planned``; ``refused`` are those whose edits would make a record
    wrong, each with the reason. For all others there is nothing to propose.
    """

    findings: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    refused: tuple[tuple[Finding, str], ...]
    planned: PlannedEdit

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that a person has to decide on."""
        mended = {id(finding) for finding in self.mended}
        return tuple(finding for finding in self.findings if id(finding) not in mended)


def propose(tree: Tree, codes: frozenset[str], copies: Mapping[str, str]) -> Proposal:
    """Hold a tree against what is watched, and plan the edits. ``copies`` are archived copies of dead links.

    What the allow-list says of a finding that is gone is found, too.

    An edit with which something would be wrong or its record doubtful, such as a DOI that another record has or a year
    before the preprint's, is left out, and the others of its file with it.
    """
    changed = (with_copy(finding, copies) for finding in check(tree, codes).findings)
    findings = (*changed, *_needless_entries(tree, codes))
    mended = [finding for finding in findings if finding.fix]
    refused: list[tuple[Finding, str]] = []
    following: list[Change] = []
    while True:
        try:
            changes = [*(change for finding in mended for change in finding.fix), *following]
            planned = _planned(tree, changes, _renamed_repositories(mended))
            wrong: Sequence[Finding] = _wrong(planned)
        except EditError as error:
            planned, wrong = PlannedEdit(()), error.findings
        if not wrong:
            return Proposal(findings, tuple(mended), tuple(refused), planned)
        if stale := [change for change in _stale_entries(wrong) if change not in following]:
            following += stale
            continue
        # What is wrong in a place that no edit names cannot be laid to one of them.
        reasons = [(one, reason) for one in mended if (reason := _reason(one, wrong))]
        reasons = reasons or [(one, str(wrong[0])) for one in mended]
        refused += reasons
        wronging = {id(one) for one, _ in reasons}
        mended = [one for one in mended if id(one) not in wronging]
        following.clear()


def _wrong(planned: PlannedEdit) -> list[Finding]:
    """What keeps edits from being made: errors anywhere, and anything at all in the files that they change."""
    edited = {edit.path for edit in planned.edits}
    return [one for one in planned.findings if one.severity == "error" or one.place.path in edited]


def _needless_entries(tree: Tree, codes: frozenset[str]) -> Iterator[Finding]:
    """What the allow-list says of findings that are not found any more, because the world has changed again."""
    listed = {entry.code for _, entries in tree.of_kind("allowed", AllowList) for entry in entries.allowed}
    if codes & listed:
        for finding in check(tree, frozenset({STALE.code})).findings:
            if finding.subject.partition(" ")[0] in codes:
                yield finding


def _stale_entries(wrong: Iterable[Finding]) -> Iterator[Change]:
    """Changes that remove what the allow-list says of findings which the edits take away."""
    fixes = (change for finding in wrong if finding.code == STALE.code for change in finding.fix)
    return (change for change in fixes if isinstance(change, Change))


def _renamed_repositories(findings: Iterable[Finding]) -> dict[str, str]:
    """The repositories that get another name, as links and as findings write them."""
    renamed: dict[str, str] = {}
    for finding in findings:
        old = parse_github(finding.subject) if finding.code == repository_renamed.code else None
        for change in finding.fix if old else ():
            now = parse_github(str(change.value)) if isinstance(change, Change) and change.value else None
            if old and now:
                renamed |= {f"{old.owner}/{old.name}": f"{now.owner}/{now.name}", old.key: now.key}
    return renamed


def _planned(tree: Tree, wanted: Iterable[Step], renamed: dict[str, str]) -> PlannedEdit:
    changes = in_order(wanted)
    if not changes:
        return PlannedEdit(())
    moved = {change.path: change.to for change in changes if isinstance(change, Move)}
    listed = [_where_it_will_be(change, moved) for change in changes if _is_of_allow_list(change)]
    others = [change for change in changes if not _is_of_allow_list(change)]
    if (tree.root / _ALLOWED).exists():
        return plan(tree, [*others, *listed], renamed=renamed)
    entries = {change.key_path: change.value for change in listed if change.value is not None}
    for change in listed:
        if change.value is None:
            entries.pop(change.key_path, None)
    if not entries:
        return plan(tree, others, renamed=renamed)
    made = AllowList(allowed=tuple(AllowedFinding.model_validate(entry) for entry in entries.values()))
    return plan(tree, others, edits=[FileEdit(_ALLOWED, None, dump(made))], renamed=renamed)


def _is_of_allow_list(change: Step) -> TypeGuard[Change]:
    return isinstance(change, Change) and change.path == _ALLOWED


def _where_it_will_be(change: Change, moved: Mapping[str, str]) -> Change:
    """A change of the allow-list, of which an entry names a file by the path that it will have."""
    entry = change.value
    path = str(entry.get("path")) if isinstance(entry, dict) else ""
    if not isinstance(entry, dict) or path not in moved:
        return change
    return replace(change, value={**entry, "path": moved[path]})


def in_order(changes: Iterable[Step]) -> list[Step]:
    """Changes of several findings so that none moves the place of another.

    Of each file first what is put, each item that is added to a list behind those before it, then what is taken away,
    of a list's items the last first, and at last the file itself.
    """
    by_file: dict[str, list[Step]] = {}
    for change in changes:
        of_file = by_file.setdefault(change.path, [])
        if change not in of_file:
            of_file.append(change)
    return [change for path in sorted(by_file) for change in _in_order(by_file[path])]


def _in_order(changes: Iterable[Step]) -> Iterator[Step]:
    """The changes of one file in order."""
    puts: dict[tuple[str | int, ...], Change] = {}
    removals: list[Change] = []
    others: list[Step] = []
    for change in changes:
        if not isinstance(change, Change):
            others.append(change)
        elif change.value is None:
            removals.append(change)
        else:
            key_path = _free(change.key_path, puts)
            puts[key_path] = replace(change, key_path=key_path)
    yield from puts.values()
    yield from sorted(removals, key=_index, reverse=True)
    yield from others


def _free(key_path: tuple[str | int, ...], taken: Container[tuple[str | int, ...]]) -> tuple[str | int, ...]:
    """The place itself, or where something else is put there into a list, the next one behind it."""
    last = key_path[-1]
    while isinstance(last, int) and key_path in taken:
        last += 1
        key_path = (*key_path[:-1], last)
    return key_path


def _index(change: Change) -> int:
    last = change.key_path[-1]
    return last if isinstance(last, int) else -1


def _reason(finding: Finding, wrong: Iterable[Finding]) -> str:
    """Why a finding's edit cannot be made; empty where nothing of what is wrong is in a file that it changes."""
    paths = {change.path for change in finding.fix} | {change.to for change in finding.fix if isinstance(change, Move)}
    for one in wrong:
        if paths & {one.place.path, *(place.path for place in one.related)}:
            return f"{one.code} {one.message}"
    return ""
