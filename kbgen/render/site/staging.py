"""Files on their way into the output folder: written aside first, then moved into place one by one.

There are tens of thousands of them, so each is written and moved with as few calls to the system as can be.
"""

import hashlib
import os
from typing import NamedTuple

from kbgen.render.site.manifest import Written


class Staged(NamedTuple):
    """A rendered file: where it waits, or an empty ``stage`` where the file in place already has this content."""

    stage: str
    file: Written


def stage(content: bytes, known: Written | None, at: str, made: set[str]) -> Staged:
    """Write a file at ``at``, unless it is ``known`` with this content; ``made`` are folders known to be there."""
    digest = hashlib.blake2b(content, digest_size=12).hexdigest()
    if known is not None and known.digest == digest:
        return Staged("", known)
    _make_folder(at.rpartition("/")[0], made)
    file = _create(at)
    try:
        done = os.write(file, content)
        while done < len(content):
            done += os.write(file, content[done:])
        status = os.fstat(file)
    finally:
        os.close(file)
    return Staged(at, Written(digest, status.st_size, status.st_mtime_ns))


def _create(path: str) -> int:
    """A new file, opened without the layers of :func:`open`, which cost more than the writing."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)


def move(staged: str, target: str, made: set[str]) -> None:
    """Put a staged file in place of whatever file stands there."""
    _make_folder(target.rpartition("/")[0], made)
    os.replace(staged, target)  # noqa: PTH105 a Path a file costs more than the call


def _make_folder(folder: str, made: set[str]) -> None:
    """Make a folder, which may be there, unless it is among those ``made``; asking first would cost as much."""
    if folder in made:
        return
    try:
        os.mkdir(folder)  # noqa: PTH102 see move
    except FileExistsError:
        pass
    except FileNotFoundError:
        _make_folder(folder.rpartition("/")[0], made)
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 see move
    made.add(folder)
