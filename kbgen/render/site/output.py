"""The output folder, written like a database.

A manifest beside the knowledge base says which files we wrote, from what (``key``) and what is in them (``digest``).
A build renders what has a new key into a staging folder; only when all of it is there are files moved into place, one
rename each. Files whose content stays keep their modification time, files that no longer belong go, and a file that we
did not write is never touched.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kbgen.model.finding import KbgenError
from kbgen.render.site.manifest import (
    UNFINISHED,
    digest_of,
    entry,
    has_key,
    has_status,
    read_manifest,
    read_pending,
    with_key,
    write_manifest,
    write_pending,
)
from kbgen.render.site.workers import in_parallel


class Item(NamedTuple):
    """A file of the site: its path below the output folder, what it is made from as a digest, and how it is made."""

    path: str
    key: str
    make: Callable[[], bytes]


class Staged(NamedTuple):
    """A rendered file: where it waits, or an empty ``stage`` where the file in place already has this content."""

    stage: str
    digest: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did to the output folder, in numbers of files."""

    total: int
    rendered: int
    written: int
    removed: int


class Output:
    """An output folder with its manifest. Raises :class:`KbgenError` where the folder holds files that are not ours."""

    def __init__(self, folder: Path, manifests: Path) -> None:
        self.folder = folder.resolve()
        self._prefix = f"{self.folder}/"
        name = hashlib.blake2b(str(self.folder).encode(), digest_size=8).hexdigest()
        self._manifest = manifests / f"{name}.manifest"
        self._pending = manifests / f"{name}.pending"
        self._made_from, self._entries = read_manifest(self._manifest)
        for path in read_pending(self._pending):
            self._entries.setdefault(path, UNFINISHED)
        self._refuse_foreign_folder()

    def _refuse_foreign_folder(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise KbgenError(f"{self.folder} is not a folder", "name another with --out")
        if not self._entries and self.folder.is_dir() and any(self.folder.iterdir()):
            raise KbgenError(
                f"{self.folder} is not empty and was not written by this knowledge base",
                "empty it, or name another folder with --out",
            )

    def __len__(self) -> int:
        return len(self._entries)

    def damaged(self) -> set[str]:
        """The files of ours that are not as we wrote them."""
        return {path for path, known in self._entries.items() if not self._is_intact(path, known)}

    def holds(self, made_from: str, damaged: Callable[[], Set[str]] | None = None) -> Outcome | None:
        """What a build does that finds the folder as the last one left it, made from the same; ``None`` otherwise.

        ``damaged`` gives what :meth:`damaged` gives, which is what is asked without it.
        """
        if made_from != self._made_from or (damaged or self.damaged)():
            return None
        return Outcome(len(self._entries), 0, 0, 0)

    def update(
        self,
        items: Sequence[Item],
        made_from: str = "",
        *,
        damaged: Set[str] | None = None,
        workers: int,
        force: bool = False,
    ) -> Outcome:
        """Make the folder hold exactly these files of ours; ``made_from`` is a digest of everything they come from.

        Everything is rendered before anything is moved: where rendering fails, the folder stays as it was. With
        ``force`` every file is rendered again, whatever its key. ``damaged`` is what :meth:`damaged` gave, if it was
        asked already.
        """
        damaged = self.damaged() if damaged is None else damaged
        stale = [item for item in items if force or item.path in damaged or not self._is_current(item)]
        self._refuse_foreign_files(stale)
        stage = self.folder.parent / f".{self.folder.name}.staging"
        # A folder that is not there yet is staged in the shape it will have, and moved as one.
        is_first = not self.folder.exists()
        shutil.rmtree(stage, ignore_errors=True)
        try:
            staged = self._render(stale, stage, workers, in_shape=is_first)
            outcome = self._apply(stale, staged, {item.path for item in items}, stage if is_first else None)
            if outcome.rendered or outcome.removed or made_from != self._made_from:
                write_manifest(self._manifest, made_from, self._entries)
            self._pending.unlink(missing_ok=True)
            return outcome
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def _is_current(self, item: Item) -> bool:
        known = self._entries.get(item.path)
        return known is not None and has_key(known, item.key)

    def _is_intact(self, path: str, known: str) -> bool:
        try:
            status = os.stat(self._prefix + path)  # noqa: PTH116 a Path a file costs more than the call
        except OSError:
            return False
        return has_status(known, status.st_size, status.st_mtime_ns)

    def _refuse_foreign_files(self, items: Iterable[Item]) -> None:
        if not self._entries:
            return
        in_the_way = [
            item.path for item in items if item.path not in self._entries and os.path.lexists(self._prefix + item.path)
        ]
        for path in in_the_way:
            target: Path | None = self.folder / path
            if target is not None and target.is_dir():
                target = next((one for one in target.rglob("*") if self._is_foreign(one)), None)
            if target is not None:
                raise KbgenError(f"{target} is in the way and was not written by kbgen", "move or delete it")

    def _is_foreign(self, path: Path) -> bool:
        return not path.is_dir() and path.relative_to(self.folder).as_posix() not in self._entries

    def _render(self, items: Sequence[Item], stage: Path, workers: int, *, in_shape: bool) -> list[Staged]:
        known = {
            item.path: digest_of(found)
            for item in items
            if (found := self._entries.get(item.path)) and self._is_intact(item.path, found)
        }
        stage.mkdir(parents=True)

        made = {str(stage)}

        def render(numbers: range) -> list[Staged]:
            staged = []
            for number in numbers:
                target = f"{stage}/{items[number].path if in_shape else number}"
                staged.append(_stage(items[number], known, target, made))
            return staged

        return in_parallel(render, len(items), workers)

    def _apply(self, items: Sequence[Item], staged: Sequence[Staged], wanted: set[str], whole: Path | None) -> Outcome:
        """Put staged files in place; ``whole`` is a staged folder that becomes the output folder."""
        written = [item.path for item, one in zip(items, staged, strict=True) if one.stage]
        gone = [path for path in self._entries if path not in wanted]
        if written:
            write_pending(self._pending, written)
        # A file may stand where a folder is wanted now, or the other way round: what goes, goes first.
        for path in gone:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(self._prefix + path)  # noqa: PTH108 see _is_intact
            del self._entries[path]
        self._remove_empty_folders(gone)
        if whole:
            whole.rename(self.folder)
        made: set[str] = set()
        for item, one in zip(items, staged, strict=True):
            if one.stage:
                if not whole:
                    _move(one.stage, self._prefix + item.path, made)
                self._entries[item.path] = entry(item.key, one.digest, one.size, one.mtime_ns)
            else:
                self._entries[item.path] = with_key(self._entries[item.path], item.key)
        return Outcome(len(wanted), len(staged), len(written), len(gone))

    def _remove_empty_folders(self, paths: Iterable[str]) -> None:
        folders = {parent for path in paths for parent in Path(path).parents if parent != Path()}
        for folder in sorted(folders, key=lambda one: -len(one.parts)):
            with suppress(OSError):  # not empty, or gone already: both are as they should be
                (self.folder / folder).rmdir()


def key_of(*parts: str) -> str:
    """One digest for everything a file is made from."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _stage(item: Item, known: Mapping[str, str], stage: str, made: set[str]) -> Staged:
    content = item.make()
    digest = hashlib.blake2b(content, digest_size=12).hexdigest()
    if known.get(item.path) == digest:
        return Staged("", digest, -1, -1)
    _make_folder(stage.rpartition("/")[0], made)
    file = _create(stage)
    try:
        done = os.write(file, content)
        while done < len(content):
            done += os.write(file, content[done:])
        status = os.fstat(file)
    finally:
        os.close(file)
    return Staged(stage, digest, status.st_size, status.st_mtime_ns)


def _create(path: str) -> int:
    """A new file, opened without the layers of :func:`open`, which cost more than the writing."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)


def _move(stage: str, target: str, made: set[str]) -> None:
    _make_folder(target.rpartition("/")[0], made)
    os.replace(stage, target)  # noqa: PTH105 see _is_intact


def _make_folder(folder: str, made: set[str]) -> None:
    """Make a folder, which may be there, unless it is among those ``made``; asking first would cost as much."""
    if folder in made:
        return
    try:
        os.mkdir(folder)  # noqa: PTH102 see _is_intact
    except FileExistsError:
        pass
    except FileNotFoundError:
        _make_folder(folder.rpartition("/")[0], made)
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 see _is_intact
    made.add(folder)
