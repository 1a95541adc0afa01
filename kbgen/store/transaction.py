"""Writes several files so that all of them change or none does, also where the process is killed in between.

The new contents are written beside the files first, then a note of what goes where, then the files are put in place.
Whoever writes next finds the note of a process that was killed, and puts in place what it had not: as a database does
with its log. Without the note nothing had begun, and what was written beside the files is thrown away.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from kbgen.store.files import PART, has_content, naming, remove, sync_folders, target_of, write_bytes, write_part
from kbgen.store.layout import LOCAL_FOLDER

NOTE = f"{LOCAL_FOLDER}/unfinished.json"
"""What is being put in place; it is there for an instant, unless the process was killed then."""

_AT_ONCE = 4
"""Files that are brought to disk at a time; more gain nothing on the disks that were tried."""


def write_files(root: Path, contents: Mapping[str, bytes | None]) -> list[str]:
    """Write files durably, or remove those whose content is ``None``; returns those that changed.

    Paths are relative to ``root``, whose lock the caller holds. What may fail (no space, no permission) fails before
    anything changed. Raises :class:`OSError` that names the file.
    """
    changed = {path: content for path, content in contents.items() if not _is_so(root / path, content)}
    if not changed:
        return []
    # Imported where it is needed: most commands write no records.
    from concurrent.futures import ThreadPoolExecutor

    parts: dict[str, Path] = {}
    try:
        # Several at once, because a disk takes as long to confirm one file as a few.
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            jobs = {path: pool.submit(_write, root / path, new) for path, new in changed.items() if new is not None}
        parts = {path: job.result() for path, job in jobs.items() if job.exception() is None}
        for job in jobs.values():
            job.result()
        steps = [
            {"path": path, "was": _digest(root / path), "part": parts[path].name if path in parts else None}
            for path in changed
        ]
        if len(steps) > 1:
            write_bytes(root / NOTE, json.dumps(steps).encode("utf-8"), durable=True)
    except BaseException:
        for part in parts.values():
            remove(part)
        remove(root / NOTE)
        raise
    for path in changed:
        with naming(root / path):
            _put(root / path, parts.get(path))
    _end(root, changed)
    return list(changed)


def finish(root: Path) -> None:
    """Finish what a process that was killed had begun; the caller holds the lock.

    A file that somebody changed since stays as it is.
    """
    try:
        steps = json.loads((root / NOTE).read_bytes())
    except FileNotFoundError:
        return
    except (OSError, ValueError):
        steps = []
    done = []
    for path, was, part in _read(root, steps):
        if _digest(root / path) == was and (part is None or part.exists()):
            _put(root / path, part)
            done.append(path)
    _end(root, done)


def _write(path: Path, content: bytes) -> Path:
    with naming(path):
        return write_part(path, content, durable=True)


def _put(path: Path, part: Path | None) -> None:
    if part is not None:
        part.replace(target_of(path))
    else:
        path.unlink()


def _end(root: Path, changed: Iterable[str]) -> None:
    sync_folders(*(target_of(root / path) for path in changed))
    with contextlib.suppress(FileNotFoundError):
        (root / NOTE).unlink()


def _read(root: Path, steps: Any) -> Iterator[tuple[str, str | None, Path | None]]:
    """The steps of a note, but for those that no process of ours can have written."""
    for step in steps if isinstance(steps, list) else ():
        match step:
            case {"path": str(path), "was": str() | None as was, "part": str() | None as name}:
                target = target_of(root / path)
                inside = ".." not in PurePosixPath(path).parts and target.resolve().is_relative_to(root.resolve())
                ours = name is None or (name == Path(name).name and name.startswith(".") and name.endswith(PART))
                if inside and ours:
                    yield path, was, target.parent / name if name else None


def _digest(path: Path) -> str | None:
    """Names the content of a file; ``None`` where there is none."""
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_so(path: Path, content: bytes | None) -> bool:
    return not path.is_symlink() and not path.exists() if content is None else has_content(path, content)
