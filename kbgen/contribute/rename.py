"""Gives a record another identifier, and everything that names it the new one."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kbgen.contribute.naming import Named, find_record
from kbgen.contribute.overlay_lines import renamed_lines
from kbgen.contribute.planned_edit import PlannedEdit, plan
from kbgen.contribute.pointing import Pointer, pointers_to
from kbgen.model.base import RECORD_ID_PATTERN
from kbgen.model.change import Change, Move
from kbgen.model.dataset import Dataset
from kbgen.model.finding import KbgenError
from kbgen.model.paper import Paper
from kbgen.model.text import slugify
from kbgen.store.edit import write_edits
from kbgen.store.lock import writing
from kbgen.store.tree import Tree, load_tree

_LONGEST = 100


def rename_record(root: Path, old: str, new: str, *, dry_run: bool = False) -> PlannedEdit:
    """Rename a record; it keeps ``old`` as an alias, so that its page still leads to it.

    Raises :class:`KbgenError` where there is no such record or the new name is taken or none.
    """
    if dry_run:
        return plan_rename(load_tree(root), old, new)
    with writing(root):
        planned = plan_rename(load_tree(root), old, new)
        write_edits(root, planned.edits)
    return planned


def plan_rename(tree: Tree, old: str, new: str) -> PlannedEdit:
    """What :func:`rename_record` writes."""
    named = find_record(tree, old)
    file, record = named.file, named.record
    _check_name(tree, named, new)
    to = str(PurePosixPath(file.path).with_name(f"{new}.yaml"))
    if (tree.root / to).exists():
        raise KbgenError(f"{to} is there already", "choose another name, or look at that file first")
    aliases = [*(alias for alias in record.aliases if alias != new), record.id]
    pointers = pointers_to(tree, file.kind, frozenset({record.id}))
    return plan(
        tree,
        [
            Change(file.path, ("id",), new),
            Change(file.path, ("aliases",), aliases),
            *_renamed(pointers, record.id, new),
            Move(file.path, to),
        ],
        edits=renamed_lines(tree, file.kind, record.id, new),
        renamed={record.id: new},
        notes=_notes(named, new, pointers),
    )


def _check_name(tree: Tree, named: Named, new: str) -> None:
    record = named.record
    if not re.fullmatch(RECORD_ID_PATTERN, new) or len(new) > _LONGEST:
        remedy = f'for example "{slug}"' if (slug := slugify(new, _LONGEST)) else ""
        rule = f"lower-case letters and digits, in words joined by hyphens, at most {_LONGEST} characters"
        raise KbgenError(f'"{new}" is not an identifier: {rule}', remedy)
    if new == record.id:
        raise KbgenError(f'"{new}" is its name already')
    for file in tree.records:
        if file.kind != named.file.kind or file.path == named.file.path:
            continue
        aliases = file.model.aliases if isinstance(file.model, Paper | Dataset) else ()
        if new in (file.id, file.stem, *aliases):
            raise KbgenError(f'"{new}" is the name of {file.path}', "choose another, or merge the two records")


def _renamed(pointers: list[Pointer], old: str, new: str) -> Iterator[Change]:
    """Each value with the new name; a query may name the record several times."""
    word = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    for pointer in pointers:
        yield Change(pointer.place.path, pointer.key_path, word.sub(new, pointer.text))


def _notes(named: Named, new: str, pointers: list[Pointer]) -> tuple[str, ...]:
    folder = "papers" if named.file.kind == "paper" else "datasets"
    count = len(pointers)
    changed = f"{count} {'place that names' if count == 1 else 'places that name'} it changed too; " if count else ""
    former = (f"{named.former} is called {named.record.id} now",) if named.former else ()
    return (*former, f"{changed}on the site, {folder}/{named.record.id}/ will lead to {folder}/{new}/")
