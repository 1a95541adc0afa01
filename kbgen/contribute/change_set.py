"""What a pull request does to a knowledge base: the records before and after, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kbgen.checks.run import check
from kbgen.contribute.new_findings import new_findings
from kbgen.model.dataset import Dataset
from kbgen.model.finding import Finding
from kbgen.model.identity import IdentityIndex, Verdict, Work
from kbgen.model.paper import Paper
from kbgen.store.edit import FileEdit
from kbgen.store.git import ChangedFile, changed_files, contents_at, merge_base
from kbgen.store.planned import tree_after
from kbgen.store.tree import LoadedFile, Tree, load_tree


@dataclass(frozen=True, slots=True)
class Twin:
    """A record that is the same work as a new one, or that claims an identifier of it."""

    file: LoadedFile
    paper: Paper
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RecordPair:
    """A record's file before and after; one of the two is ``None`` where it was added or removed."""

    before: LoadedFile | None
    after: LoadedFile | None
    twins: tuple[Twin, ...] = ()

    @property
    def file(self) -> LoadedFile:
        """The file as it is now, or as it was before it was removed."""
        file = self.after or self.before
        if file is None:
            raise ValueError("a pair without a file")
        return file


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything that changed since ``base``.

    ``findings`` are what is wrong with the changed files, and what is newly wrong elsewhere; ``others`` are changed
    files that belong to no record.
    """

    base: str
    before: Tree
    after: Tree
    records: tuple[RecordPair, ...]
    findings: tuple[Finding, ...]
    others: tuple[str, ...]


def change_set(root: Path, revision: str) -> ChangeSet:
    """What the files in ``root`` change against the commit at which they left ``revision``.

    Raises :class:`KbgenError` where Git cannot tell.
    """
    base = merge_base(root, revision)
    files = changed_files(root, base)
    after = load_tree(root)
    before = _tree_before(after, base, files)
    records = tuple(_record_pairs(before, after, files))
    of_records = {file.path for pair in records for file in (pair.before, pair.after) if file}
    return ChangeSet(
        base=base,
        before=before,
        after=after,
        records=records,
        findings=tuple(_findings(before, after, files)),
        others=tuple(file.path for file in files if file.path not in of_records),
    )


def _tree_before(after: Tree, base: str, files: tuple[ChangedFile, ...]) -> Tree:
    """The knowledge base as it was; a file that is the same now is not read again."""
    changed = [file for file in files if file.path.startswith("data/")]
    old = contents_at(after.root, base, [file.path for file in changed if file.status != "added"])
    # Bytes that are no text stay such when the text is read as a file again.
    texts = {path: content.decode("utf-8", "surrogateescape") for path, content in old.items()}
    return tree_after(after, [FileEdit(file.path, None, texts.get(file.path)) for file in changed])


def _record_pairs(before: Tree, after: Tree, files: tuple[ChangedFile, ...]) -> Iterator[RecordPair]:
    """Pairs by path; a record whose file moved, also under a new identifier, is one pair."""
    changed = {file.path for file in files}
    old = {file.path: file for file in before.records if file.path in changed}
    new = {file.path: file for file in after.records if file.path in changed}
    old_by_id = {(file.kind, file.id): file for file in old.values() if file.path not in new}
    papers = {file.path: file for file, _ in after.of_kind("paper", Paper)}
    index = _identity_index(papers) if not papers.keys().isdisjoint(new) else IdentityIndex()
    moved = set()
    for path, file in new.items():
        names = (file.id, *(file.model.aliases if isinstance(file.model, Paper | Dataset) else ()))
        gone = (old_by_id[file.kind, name] for name in names if (file.kind, name) in old_by_id)
        was = old.get(path) or next(gone, None)
        if was is not None and was.path != path:
            moved.add(was.path)
        yield RecordPair(was, file, tuple(_twins(papers, index, file)))
    for path, file in old.items():
        if path not in new and path not in moved:
            yield RecordPair(file, None)


def _identity_index(papers: Mapping[str, LoadedFile]) -> IdentityIndex:
    index = IdentityIndex()
    for path, file in papers.items():
        if isinstance(file.model, Paper):
            index.add(path, Work.of(file.model))
    return index


def _twins(papers: Mapping[str, LoadedFile], index: IdentityIndex, file: LoadedFile) -> Iterator[Twin]:
    if not isinstance(file.model, Paper):
        return
    for path, verdict in index.find(Work.of(file.model)):
        other = papers[path]
        if path != file.path and isinstance(other.model, Paper):
            yield Twin(other, other.model, verdict)


def _findings(before: Tree, after: Tree, files: tuple[ChangedFile, ...]) -> Iterator[Finding]:
    """Findings of the changed files, and elsewhere those that were not there before."""
    found = check(after).findings
    old = check(before.without_places(), frozenset(finding.code for finding in found)).findings if found else ()
    changed = {file.path for file in files}
    new = set(map(id, new_findings(old, found)))
    return (finding for finding in found if finding.place.path in changed or id(finding) in new)
