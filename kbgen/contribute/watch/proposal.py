"""From findings to files: the edits that can be made together, and those that cannot be made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
        return tuple(finding for finding in self.findings if finding not in self.mended)


def propose(tree: Tree, codes: frozenset[str], copies: Mapping[str, str]) -> Proposal:
    """Hold a tree against what is watched, and plan the edits. ``copies`` are archived copies of dead links.

    What the allow-list says of a finding that is gone is found, too.

    An edit with which a record would be wrong, such as a DOI that another record has, is left out, and the others of
    its file with it.
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
            wrong: Sequence[Finding] = planned.errors
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
        mended = [one for one in mended if all(one is not other for other, _ in reasons)]
        following.clear()


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
    made: list[FileEdit] = []
    if not (tree.root / _ALLOWED).exists():
        entries = [change.value for change in changes if isinstance(change, Change) and change.path == _ALLOWED]
        changes = [change for change in changes if change.path != _ALLOWED]
        if entries:
            listed = AllowList(allowed=tuple(AllowedFinding.model_validate(entry) for entry in entries))
            made.append(FileEdit(_ALLOWED, None, dump(listed)))
    return plan(tree, changes, edits=made, renamed=renamed)


def in_order(changes: Iterable[Step]) -> list[Step]:
    """Changes of several findings so that none moves the place of another.

    Of each file first what is put, each item that is added to a list behind those before it, then what is taken away,
    of a list's items the last first, and at last the file itself.
    """
    puts: list[Change] = []
    removals: list[Change] = []
    others: list[Step] = []
    for change in changes:
        if not isinstance(change, Change):
            others.append(change)
        elif change.value is None:
            removals.append(change)
        elif change not in puts:
            puts.append(_behind(change, puts))
    removals = [change for number, change in enumerate(removals) if change not in removals[:number]]
    removals.sort(key=lambda change: (change.path, _index(change)), reverse=True)
    puts.sort(key=lambda change: change.path)
    return [*puts, *removals, *dict.fromkeys(others)]


def _behind(change: Change, puts: Iterable[Change]) -> Change:
    """A change, or where another one puts something else at the same place of a list, one that puts it behind that."""
    taken = {one.key_path for one in puts if one.path == change.path}
    last = change.key_path[-1]
    while isinstance(last, int) and change.key_path in taken:
        last += 1
        change = replace(change, key_path=(*change.key_path[:-1], last))
    return change


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
