"""The part of a knowledge base that findings are asked for: some files and folders, or what a change touches.

Rules always look at the whole, because a reference or a duplicate may lie anywhere; a scope chooses among what they
find.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kbgen.checks.referring import Name, named_by, referred_by
from kbgen.model.base import Record
from kbgen.model.finding import Finding, KbgenError
from kbgen.store.cache import NO_FILE
from kbgen.store.git import changed_files, contents_at, merge_base
from kbgen.store.layout import LAYOUTS, Kind, kind_of
from kbgen.store.reading import interpret
from kbgen.store.scan import FoundFile
from kbgen.store.tree import Tree

VIEWED: frozenset[Kind] = frozenset({"paper", "dataset", "taxonomy", "venues", "sources"})
"""What lists are views of: a change of any of them may leave a section of any list empty."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Files, by their path from the root, and folders with all that lies in them."""

    files: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Whether a file lies in the scope."""
        return path in self.files or any(path.startswith(f"{folder}/") for folder in self.folders)

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding is placed in the scope, or is about a place in it."""
        return self.holds(finding.place.path) or any(self.holds(place.path) for place in finding.related)


def scope_of_paths(root: Path, paths: Iterable[Path]) -> Scope:
    """The scope of files and folders that somebody named, as seen from the current folder or from the root.

    Raises :class:`KbgenError` for a name that leads nowhere or out of the knowledge base.
    """
    files: set[str] = set()
    folders: list[str] = []
    for path in paths:
        found = path if os.path.lexists(path) else root / path
        if not os.path.lexists(found):
            raise KbgenError(f"there is no file or folder {path}", "name files or folders of the knowledge base")
        # The folder is resolved and the name is not, because a link in the tree is a file of the tree.
        absolute = found.resolve() if found.is_dir() else found.parent.resolve() / found.name
        if not absolute.is_relative_to(root.resolve()):
            raise KbgenError(f"{path} lies outside the knowledge base {root}", "name its root with -C DIR")
        name = absolute.relative_to(root.resolve()).as_posix()
        if not found.is_dir():
            files.add(name)
        elif name == ".":
            folders.append("data")
        else:
            folders.append(name)
    return Scope(frozenset(files), tuple(sorted(folders)))


def scope_of_change(tree: Tree, revision: str) -> Scope:
    """What the work since ``revision`` touches: files that were added, changed or removed, and what is tied to them.

    Tied are the records that refer to one of them, by its name before or after; the vocabularies and datasets that one
    of them no longer refers to, which may now be unused; and the lists, which are views of all records. Work that is
    not committed counts. Raises :class:`KbgenError` where Git cannot say.
    """
    base = merge_base(tree.root, revision)
    changed = [file for file in changed_files(tree.root, base) if file.path.startswith("data/")]
    touched = {file.path for file in changed}
    before = contents_at(tree.root, base, [file.path for file in changed if file.status != "added"])
    old = {path: _record(path, content) for path, content in before.items()}
    new = {file.path: file.model for file in tree.records if file.path in touched}
    renamed: set[Name] = set()
    dropped: set[Name] = set()
    for path in touched:
        renamed |= _differing(path, old.get(path), new.get(path))
        dropped |= referred_by(old.get(path)) - referred_by(new.get(path))
    tied = {file.path for file in tree.records if not renamed.isdisjoint(referred_by(file.model))}
    tied |= {file.path for file in tree.records if not dropped.isdisjoint(named_by(file.model))} if dropped else set()
    tied |= set(_overlay_about(tree, renamed))
    if any(kind_of(path) in VIEWED for path in touched):
        tied |= {file.path for file in tree.records if file.kind == "list"}
    return Scope(frozenset(touched | tied))


def _record(path: str, content: bytes) -> Record | None:
    """The record that a file held, or ``None`` where it held no valid one."""
    kind = kind_of(path)
    if kind is None:
        return None
    found, _ = interpret(content, FoundFile(path, kind, NO_FILE))
    return found if isinstance(found, Record) else None


def _differing(path: str, old: Record | None, new: Record | None) -> set[Name]:
    """Names that mean another thing now, or nothing, or did not before."""
    before: Mapping[Name, object] = named_by(old)
    after: Mapping[Name, object] = named_by(new)
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    kind = kind_of(path)
    if (old is None or new is None) and kind and not LAYOUTS[kind].single:
        # What refers to a broken file means the record that its name promises.
        names.add((kind, path.rpartition("/")[2].removesuffix(".yaml")))
    return names


def _overlay_about(tree: Tree, names: set[Name]) -> Iterator[str]:
    """Overlay files with a line about, or a citation of, one of the names."""
    ids = {name[1] for name in names if name[0] in {"paper", "dataset"}}
    for line in tree.overlay if ids else ():
        references = line.record.fields.get("references")
        cited = references.value if references and isinstance(references.value, list) else []
        if line.record.id in ids or any(isinstance(item, dict) and item.get("id") in ids for item in cited):
            yield line.place.path
