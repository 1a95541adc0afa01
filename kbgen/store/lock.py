"""One process at a time that writes to a knowledge base, and one that builds its site."""

import contextlib
import datetime
import json
import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from kbgen.model.finding import KbgenError
from kbgen.store.files import local_folder, remove_parts, write_text
from kbgen.store.layout import LOCAL_FOLDER
from kbgen.store.transaction import NOTE, finish

WAIT = 10.0
"""Seconds a process waits for another to finish; an edit takes a fraction of one."""


@contextlib.contextmanager
def writing(root: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Hold a knowledge base for writing; within a process it may be taken again by the function that is called.

    The system frees the lock when the process ends, however it ends. What one that was killed had begun is finished,
    and what it left besides is removed. Raises :class:`KbgenError`, which names the holder, where another process holds
    it for longer than ``wait`` seconds.
    """
    with _held(root, "writing", f"writing to {root.resolve()}", wait) as is_first:
        if is_first:
            finish(root)
            remove_parts(_folders(root))
            remove_parts([root / LOCAL_FOLDER], (_holder_file(root, "writing").name, NOTE))
        yield


@contextlib.contextmanager
def building(root: Path, folders: Iterable[Path] = (), *, wait: float = WAIT) -> Iterator[None]:
    """Hold what builds of a knowledge base's site keep; records may be written meanwhile.

    In ``folders``, which nobody else writes to, what a build that was killed left half written is removed. Raises
    :class:`KbgenError` as :func:`writing` does.
    """
    with _held(root, "building", f"building the site of {root.resolve()}", wait):
        remove_parts(folders)
        yield


@contextlib.contextmanager
def _held(root: Path, name: str, doing: str, wait: float) -> Iterator[bool]:
    """Hold the lock of a name; gives whether this process did not hold it yet. ``doing`` is for who waits in vain."""
    local_folder(root / LOCAL_FOLDER)
    # One lock a process, however the path is spelt: a second one would wait for the first.
    lock = FileLock((root / LOCAL_FOLDER / f"{name}.lock").resolve(), is_singleton=True, thread_local=False)
    note = _holder_file(root, name)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise KbgenError(
            f"another process is {doing}: {_holder(note)}",
            "try again when it has ended; one process does so at a time",
        ) from None
    is_first = lock.lock_counter == 1
    try:
        if is_first:
            _note_holder(note)
        yield is_first
    finally:
        if is_first:
            note.unlink(missing_ok=True)
        lock.release()


def _holder_file(root: Path, name: str) -> Path:
    return root / LOCAL_FOLDER / f"{name}.json"


def _note_holder(note: Path) -> None:
    command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]]) if sys.argv[0] else "python"
    since = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    write_text(note, json.dumps({"process": os.getpid(), "since": since, "command": command}) + "\n")


def _holder(note: Path) -> str:
    """Who holds the lock, in words; the note may be gone already, or not yet there."""
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
        return f"`{said['command']}` (process {said['process']}, since {said['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has left no note of who it is"


def _folders(root: Path) -> Iterator[Path]:
    yield root
    yield from (Path(folder) for folder, _, _ in os.walk(root / "data"))
