"""Takes a record away, unless others name it."""

from dataclasses import replace
from pathlib import Path

from kbgen.contribute.allowed_entries import entries_about
from kbgen.contribute.naming import find_file
from kbgen.contribute.overlay_lines import removed_lines
from kbgen.contribute.planned_edit import PlannedEdit, plan
from kbgen.contribute.pointing import Pointer, pointers_to
from kbgen.model.dataset import Dataset
from kbgen.model.finding import KbgenError
from kbgen.model.paper import Paper
from kbgen.store.edit import FileEdit, read_file, write_edits
from kbgen.store.lock import writing
from kbgen.store.tree import LoadedFile, Tree, load_tree


class NamedElsewhereError(KbgenError):
    """A record that others name cannot go; ``pointers`` are the places."""

    def __init__(self, record_id: str, pointers: tuple[Pointer, ...]) -> None:
        count = "one place names" if len(pointers) == 1 else f"{len(pointers)} places name"
        super().__init__(f'{count} "{record_id}"; nothing was removed', "change or remove them first, with kbgen edit")
        self.pointers = pointers


def remove_record(root: Path, name: str, *, dry_run: bool = False) -> PlannedEdit:
    """Remove a record's file and what the overlay and the allow-list say of it.

    Raises :class:`NamedElsewhereError` where other records or lists name it, and :class:`KbgenError` where there is no
    such record.
    """
    if dry_run:
        return plan_remove(load_tree(root), name)
    with writing(root):
        planned = plan_remove(load_tree(root), name)
        write_edits(root, planned.edits)
    return planned


def plan_remove(tree: Tree, name: str) -> PlannedEdit:
    """What :func:`remove_record` does."""
    file, former = find_file(tree, name)
    if former:
        raise KbgenError(f'"{former}" is called "{file.id}" now', f"kbgen remove {file.id}")
    aliases = file.model.aliases if isinstance(file.model, Paper | Dataset) else ()
    names = (file.id, *aliases)
    pointers = pointers_to(tree, file.kind, frozenset(names))
    others = tuple(pointer for pointer in pointers if pointer.place.path != file.path)
    if others and not _is_repeated(tree, file):
        raise NamedElsewhereError(file.id, others)
    text = read_file(tree.root, file.path)
    lines = [] if _is_repeated(tree, file) else removed_lines(tree, file.kind, file.id)
    edits = [FileEdit(file.path, text, None), *lines]
    planned = plan(tree, entries_about(tree, file.path), edits=edits)
    note = f"its page goes with the next build, and nothing leads on from {', '.join(names)}"
    return replace(planned, notes=() if _is_repeated(tree, file) else (note,))


def _is_repeated(tree: Tree, file: LoadedFile) -> bool:
    """Whether another file holds a record of the same name, which keeps what is said of it."""
    return any(other.path != file.path and (other.kind, other.id) == (file.kind, file.id) for other in tree.records)
