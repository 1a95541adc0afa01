"""The output folder, written like a database.

A manifest beside the knowledge base says which files we wrote, from what (``key``) and what is in them (``digest``).
A build renders what has a new key into a staging folder; only when all of it is there are files moved into place, one
rename each. Files whose content stays keep their modification time, files that no longer belong go, and a file that we
did not write is never touched.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kbgen.model.finding import KbgenError
from kbgen.render.site.manifest import (
    UNFINISHED,
    Written,
    companion,
    count_of,
    entry,
    files_of,
    has_key,
    has_status,
    is_alone,
    read_manifest,
    read_pending,
    statuses_of,
    write_manifest,
    write_pending,
)
from kbgen.render.site.staging import Staged, move, stage
from kbgen.render.site.workers import in_parallel


class Item(NamedTuple):
    """A file of the site: its path below the output folder, what it is made from as a digest, and how it is made.

    ``companions`` are files that are made with it, as a page's feed is, named as :func:`companion` reads it: they have
    its key, which stands also for how many there are, and ``make`` gives their contents after its own, all at once.
    """

    path: str
    key: str
    make: Callable[[], bytes | tuple[bytes, ...]]
    companions: tuple[str, ...] = ()

    def paths(self) -> tuple[str, ...]:
        """The paths of all its files."""
        return (self.path, *[companion(self.path, name) for name in self.companions])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did to the output folder, in numbers of files; ``notices`` are for whoever keeps the site."""

    total: int
    rendered: int
    written: int
    removed: int
    notices: tuple[str, ...] = ()


class Output:
    """An output folder with its manifest. Raises :class:`KbgenError` where the folder holds files that are not ours."""

    def __init__(self, folder: Path, manifests: Path) -> None:
        self.folder = folder.resolve()
        self._prefix = f"{self.folder}/"
        name = hashlib.blake2b(str(self.folder).encode(), digest_size=8).hexdigest()
        self._manifest = manifests / f"{name}.manifest"
        self._pending = manifests / f"{name}.pending"
        self._made_from, self._entries = read_manifest(self._manifest)
        if pending := read_pending(self._pending):
            ours = self._ours()
            self._entries |= {path: UNFINISHED for path in pending if path not in ours}
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
        return count_of(self._entries.values())

    def _ours(self) -> set[str]:
        """Every file that we wrote."""
        return {file for path, known in self._entries.items() for file in files_of(path, known)}

    def damaged(self) -> set[str]:
        """The files of ours that are not as we wrote them, or that have a companion which is not."""
        return {path for path, known in self._entries.items() if not self._is_intact(path, known)}

    def holds(self, made_from: str, damaged: Callable[[], Set[str]] | None = None) -> Outcome | None:
        """What a build does that finds the folder as the last one left it, made from the same; ``None`` otherwise.

        ``damaged`` gives what :meth:`damaged` gives, which is what is asked without it.
        """
        if made_from != self._made_from or (damaged or self.damaged)():
            return None
        return Outcome(len(self), 0, 0, 0)

    def update(
        self,
        items: Sequence[Item],
        made_from: str = "",
        *,
        damaged: Set[str] | None = None,
        workers: int,
        late: Callable[[], Sequence[Item]] | None = None,
        force: bool = False,
    ) -> Outcome:
        """Make the folder hold exactly these files of ours; ``made_from`` is a digest of everything they come from.

        Everything is rendered before anything is moved: where rendering fails, the folder stays as it was. With
        ``force`` every file is rendered again, whatever its key. ``damaged`` is what :meth:`damaged` gave, if it was
        asked already. ``late`` gives further files, and is asked when the others are rendered: it may wait for them.
        """
        damaged = self.damaged() if damaged is None else damaged
        aside = self.folder.parent / f".{self.folder.name}.staging"
        # A folder that is not there yet is staged in the shape it will have, and moved as one.
        is_first = not self.folder.exists()
        shutil.rmtree(aside, ignore_errors=True)
        try:
            aside.mkdir(parents=True)
            wanted: set[str] = set()
            stale: list[Item] = []
            staged: list[tuple[Staged, ...]] = []
            for found in _batches(items, late):
                wanted.update([item.path for item in found])
                again = [item for item in found if force or not self._is_current(item) or item.path in damaged]
                self._refuse_foreign_files(again)
                staged += self._render(again, aside, workers, first=None if is_first else len(stale))
                stale += again
            outcome = self._apply(stale, staged, wanted, aside if is_first else None)
            if outcome.rendered or outcome.removed or made_from != self._made_from:
                write_manifest(self._manifest, made_from, self._entries)
            self._pending.unlink(missing_ok=True)
            return outcome
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _is_current(self, item: Item) -> bool:
        known = self._entries.get(item.path)
        return known is not None and has_key(known, item.key)

    def _is_intact(self, path: str, known: str) -> bool:
        if not is_alone(known):
            return all(self._has_status(file, size, mtime_ns) for file, size, mtime_ns in statuses_of(path, known))
        try:
            status = os.stat(self._prefix + path)  # noqa: PTH116 a Path a file costs more than the call
        except OSError:
            return False
        return has_status(known, status.st_size, status.st_mtime_ns)

    def _has_status(self, path: str, size: int, mtime_ns: int) -> bool:
        try:
            status = os.stat(self._prefix + path)  # noqa: PTH116 see _is_intact
        except OSError:
            return False
        return status.st_size == size and status.st_mtime_ns == mtime_ns

    def _refuse_foreign_files(self, items: Iterable[Item]) -> None:
        if not self._entries:
            return
        in_the_way = [
            path
            for item in items
            for path in item.paths()
            if path not in self._files(item.path) and os.path.lexists(self._prefix + path)
        ]
        ours = self._ours() if in_the_way else set()
        for path in in_the_way:
            if path in ours:
                continue
            target: Path | None = self.folder / path
            if target is not None and target.is_dir():
                below = (one for one in target.rglob("*") if not one.is_dir())
                target = next((one for one in below if one.relative_to(self.folder).as_posix() not in ours), None)
            if target is not None:
                raise KbgenError(f"{target} is in the way and was not written by kbgen", "move or delete it")

    def _render(
        self, items: Sequence[Item], aside: Path, workers: int, *, first: int | None
    ) -> list[tuple[Staged, ...]]:
        """Render items into ``aside``, under numbers from ``first`` on; without one, under their own names."""
        made = {str(aside)}

        def render(numbers: range) -> list[tuple[Staged, ...]]:
            done = []
            for number in numbers:
                item = items[number]
                paths = item.paths()
                targets = paths if first is None else [f"{first + number}-{at}" for at in range(len(paths))]
                contents = item.make()
                known = self._in_place(item.path)
                done.append(
                    tuple(
                        stage(content, known.get(path), f"{aside}/{target}", made)
                        for path, target, content in zip(
                            paths, targets, (contents,) if isinstance(contents, bytes) else contents, strict=True
                        )
                    )
                )
            return done

        return in_parallel(render, len(items), workers)

    def _files(self, path: str) -> dict[str, Written]:
        """The files of the entry at ``path``, if there is one."""
        known = self._entries.get(path)
        return files_of(path, known) if known else {}

    def _in_place(self, path: str) -> dict[str, Written]:
        """The files of the entry at ``path`` that are as we wrote them."""
        files = self._files(path)
        return {file: one for file, one in files.items() if self._has_status(file, one.size, one.mtime_ns)}

    def _apply(
        self, items: Sequence[Item], staged: Sequence[tuple[Staged, ...]], wanted: set[str], whole: Path | None
    ) -> Outcome:
        """Put staged files in place; ``whole`` is a staged folder that becomes the output folder."""
        moves = [
            (one.stage, path)
            for item, files in zip(items, staged, strict=True)
            for path, one in zip(item.paths(), files, strict=True)
            if one.stage
        ]
        leaving = self._entries.keys() - wanted
        gone = self._gone(items, leaving)
        if moves:
            write_pending(self._pending, [path for _, path in moves])
        # A file may stand where a folder is wanted now, or the other way round: what goes, goes first.
        for path in gone:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(self._prefix + path)  # noqa: PTH108 see _is_intact
        self._remove_empty_folders(gone)
        for path in leaving:
            del self._entries[path]
        if whole:
            whole.rename(self.folder)
        else:
            made: set[str] = set()
            for staged_at, path in moves:
                move(staged_at, self._prefix + path, made)
        for item, (file, *others) in zip(items, staged, strict=True):
            written = zip(item.companions, [one.file for one in others], strict=True)
            self._entries[item.path] = entry(item.key, file.file, written)
        return Outcome(len(self), sum(map(len, staged)), len(moves), len(gone))

    def _gone(self, items: Iterable[Item], leaving: Set[str]) -> list[str]:
        """The files that belong to nothing any more: of entries that leave, and companions that items had before."""
        gone = [file for path in leaving for file in files_of(path, self._entries[path])]
        for item in items:
            known = self._entries.get(item.path)
            if known and not is_alone(known):
                gone += files_of(item.path, known).keys() - set(item.paths())
        return gone

    def _remove_empty_folders(self, paths: Iterable[str]) -> None:
        folders = {parent for path in paths for parent in Path(path).parents if parent != Path()}
        for folder in sorted(folders, key=lambda one: -len(one.parts)):
            with suppress(OSError):  # not empty, or gone already: both are as they should be
                (self.folder / folder).rmdir()


def _batches(items: Sequence[Item], late: Callable[[], Sequence[Item]] | None) -> Iterator[Sequence[Item]]:
    yield items
    if late:
        yield late()


def key_of(*parts: str) -> str:
    """One digest for everything a file is made from."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
