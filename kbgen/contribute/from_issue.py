"""Makes the change that an issue form asks for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.checks.run import check
from kbgen.contribute.issue_fix import fix_changes
from kbgen.contribute.issue_form import FormError, FormKind, read_form, sentence
from kbgen.contribute.issue_links import link_changes
from kbgen.contribute.new_findings import new_findings
from kbgen.model.change import Change
from kbgen.model.paper import Paper
from kbgen.store.cache import NO_FILE
from kbgen.store.edit import EditError, FileEdit, edited_files, write_edits
from kbgen.store.layout import relative_path
from kbgen.store.lock import writing
from kbgen.store.reading import interpret
from kbgen.store.scan import FoundFile
from kbgen.store.tree import LoadedFile, Tree, load_tree

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


def from_issue(root: Path, body: str, kind: FormKind | None = None) -> IssueEdit:
    """Read an issue's body and change the records as it asks.

    Raises :class:`FormError` where nothing can be done, and then nothing is written.
    """
    answers = read_form(body, kind)
    tree = load_tree(root)
    match answers.kind:
        case "add":
            raise FormError("Papers are not added from forms yet; a maintainer adds this one by hand.")
        case "fix":
            file, changes = fix_changes(tree, answers)
            return _edited(tree, "fix", f"Fix {file.id}", [file], changes)
        case "dead-link":
            files, changes = link_changes(tree, answers)
            what = "Replace" if answers.get("replacement") else "Remove"
            return _edited(tree, "dead-link", f"{what} a dead link of {_joined(files)}", files, changes)


def _edited(
    tree: Tree, kind: FormKind, title: str, files: Sequence[LoadedFile], changes: Iterable[Change]
) -> IssueEdit:
    try:
        with writing(tree.root):
            edits = [part for edit in edited_files(tree.root, changes) for part in _in_its_folder(tree.root, edit)]
            write_edits(tree.root, edits)
    except EditError as error:
        raise FormError(*(sentence(finding) for finding in error.findings)) from None
    return IssueEdit(kind, title, tuple(file.id for file in files), tuple(edits), _notes(tree, edits))


def _in_its_folder(root: Path, edit: FileEdit) -> Iterator[FileEdit]:
    """An edit, or where it changes a paper's year, the file's removal and its new place."""
    record, _ = interpret((edit.after or "").encode(), FoundFile(edit.path, "paper", NO_FILE))
    path = edit.path
    if isinstance(record, Paper) and path.startswith("data/papers/"):
        path = relative_path(record)
    if path == edit.path or (root / path).exists():
        yield edit
    else:
        yield FileEdit(edit.path, edit.before, None)
        yield FileEdit(path, None, edit.after)


def _notes(before: Tree, edits: Iterable[FileEdit]) -> tuple[str, ...]:
    """What is wrong with the files now and was not before: the change is made all the same, for a person to judge."""
    paths = {edit.path for edit in edits}
    new = new_findings(check(before).findings, check(load_tree(before.root)).findings)
    return tuple(sentence(finding) for finding in new if finding.place.path in paths)


def _joined(files: Sequence[LoadedFile]) -> str:
    first = files[0].id
    return first if len(files) == 1 else f"{first} and {len(files) - 1} more"
