"""The files that an import writes: new records as new files, and changes of what is there line by line."""

from collections.abc import Iterator, Mapping

from kbgen.ingest.merge import Outcome
from kbgen.model.base import Record
from kbgen.model.change import Change, Move
from kbgen.model.source import Sources
from kbgen.store.edit import FileEdit, edited_files
from kbgen.store.layout import layout_of, relative_path
from kbgen.store.tree import LoadedFile, Tree
from kbgen.store.writer import dump, plain


def edits_of(tree: Tree, outcome: Outcome, *, update: bool) -> list[FileEdit]:
    """What becomes of files, by path; records that are there change only with ``update``.

    Raises :class:`kbgen.store.text_edit.EditError` where the layout of a file does not allow a change.
    """
    files: dict[tuple[str, str], LoadedFile] = {}
    for file in tree.records:
        files.setdefault((file.kind, file.id), file)
    changes: list[Change | Move] = []
    found: list[FileEdit] = []
    for record in _records(tree, outcome, update=update):
        layout = layout_of(record)
        known = next((file for file in tree.records if file.kind == layout.kind), None) if layout.single else None
        known = known or files.get((layout.kind, str(getattr(record, "id", ""))))
        path = relative_path(record)
        if known is None or known.model is None:
            found.append(FileEdit(path, None, dump(record)))
            continue
        changes += _differing(known.path, plain(known.model), plain(record))
        if known.path != path:
            changes.append(Move(known.path, path))
    found += edited_files(tree.root, changes)
    return sorted((edit for edit in found if edit.before != edit.after), key=lambda edit: edit.path)


def _records(tree: Tree, outcome: Outcome, *, update: bool) -> Iterator[Record]:
    """The records to be written: all, or without ``update`` those that are new and what they need."""
    yield from (paper for key, paper in outcome.papers.items() if update or key not in tree.kb.papers)
    yield from (dataset for key, dataset in outcome.datasets.items() if update or key not in tree.kb.datasets)
    yield from outcome.lists.values()
    yield from (vocabulary for vocabulary in (outcome.taxonomy, outcome.venues) if vocabulary)
    after = outcome.sources or {}
    kept = after if update else {**after, **tree.kb.sources}
    if kept and kept != tree.kb.sources:
        yield Sources(sources=tuple(kept[key] for key in sorted(kept)))


def _differing(path: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Change]:
    """A change for each key at the top of a file; within one, only the lines that differ are written."""
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield Change(path, (key,), after.get(key))
