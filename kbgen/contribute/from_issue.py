"""Makes the change that an issue form asks for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.checks.run import check
from kbgen.contribute.issue_add import Added, Services, add_papers
from kbgen.contribute.issue_fix import fix_changes
from kbgen.contribute.issue_form import FormError, FormKind, read_form, sentence
from kbgen.contribute.issue_links import link_changes
from kbgen.contribute.new_findings import new_findings
from kbgen.contribute.planned_edit import plan
from kbgen.model.change import Change, Move
from kbgen.model.finding import Finding
from kbgen.store.edit import EditError, FileEdit, write_edits
from kbgen.store.lock import writing
from kbgen.store.tree import Tree, load_tree

_MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class IssueEdit:
    """What an issue asked for and what was made of it.

    ``records`` are identifiers; ``title`` names only those, so that it can stand in a commit message. ``edits`` are the
    files, ``notes`` sentences about what was left out or should be looked at; both hold strangers' text.
    """

    kind: FormKind
    title: str
    records: tuple[str, ...]
    edits: tuple[FileEdit, ...]
    notes: tuple[str, ...] = ()

    def branch(self, issue: int | None) -> str:
        """A name for the branch: ASCII letters, digits and hyphens after ``issue/``."""
        name = re.sub(r"[^a-z0-9]+", "-", "-".join(self.records).lower())[:_MAX_NAME].strip("-")
        return "issue/" + "-".join(part for part in (str(issue or ""), self.kind, name) if part)


def from_issue(root: Path, body: str, services: Services, kind: FormKind | None = None) -> IssueEdit:
    """Read an issue's body and change the records as it asks; ``services`` are asked about papers to add.

    Raises :class:`FormError` where nothing can be done, and then nothing is written.
    """
    answers = read_form(body, kind)
    if answers.kind == "add":
        tree = load_tree(root)
        return _added(tree, add_papers(tree, answers, services))
    with writing(root):
        tree = load_tree(root)
        if answers.kind == "fix":
            named, changes = fix_changes(tree, answers)
            return _edited(tree, "fix", "Fix {}", [named.file.id], changes)
        records, links = link_changes(tree, answers)
        title = f"{'Replace' if answers.get('replacement') else 'Remove'} a dead link of {{}}"
        return _edited(tree, "dead-link", title, records, links)


def _added(tree: Tree, added: Added) -> IssueEdit:
    records = tuple(outcome.path.rpartition("/")[2].removesuffix(".yaml") for outcome in added.outcomes)
    edits = tuple(edit for outcome in added.outcomes for edit in outcome.edits)
    paths = {edit.path for edit in edits}
    # The records are there already, so that a person may judge what is doubtful about them.
    new = new_findings(check(tree).findings, check(load_tree(tree.root)).findings)
    doubts = [sentence(finding) for finding in new if finding.place.path in paths]
    return IssueEdit("add", _title("Add {}", records), records, edits, (*added.notes, *doubts))


def _edited(
    tree: Tree, kind: FormKind, title: str, records: Sequence[str], changes: Iterable[Change | Move]
) -> IssueEdit:
    """Write changes that make nothing wrong in the records; what they make doubtful, or wrong elsewhere, is noted."""
    try:
        planned = plan(tree, changes)
    except EditError as error:
        raise FormError(*map(sentence, error.findings)) from None
    paths = {edit.path for edit in planned.edits}
    if wrong := [error for error in planned.errors if not paths.isdisjoint(_paths(error))]:
        raise FormError(*map(sentence, wrong))
    write_edits(tree.root, planned.edits)
    return IssueEdit(
        kind, _title(title, records), tuple(records), planned.edits, tuple(map(sentence, planned.findings))
    )


def _paths(finding: Finding) -> Iterator[str]:
    """The file a finding stands in, and those that it is about."""
    yield finding.place.path
    yield from (place.path for place in finding.related)


def _title(pattern: str, records: Sequence[str]) -> str:
    return pattern.format(records[0] if len(records) == 1 else f"{records[0]} and {len(records) - 1} more")
