"""One writing process at a time for each knowledge base."""

import contextlib
import datetime
import json
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from kbgen.model.finding import KbgenError
from kbgen.store.files import local_folder, remove_parts, write_text
from kbgen.store.layout import LOCAL_FOLDER
from kbgen.store.transaction import NOTE, finish

_LOCK = f"{LOCAL_FOLDER}/writing.lock"
_HOLDER = f"{LOCAL_FOLDER}/writing.json"

WAIT = 10.0
"""Seconds a process waits for another to finish; an edit takes a fraction of one."""


@contextlib.contextmanager
def writing(root: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Hold a knowledge base for writing; within a process it may be taken again by the function that is called.

    The system frees the lock when the process ends, however it ends. What one that was killed had begun is finished,
    and what it left besides is removed. Raises :class:`KbgenError`, which names the holder, where another process holds
    it for longer than ``wait`` seconds.
    """
    local_folder(root / LOCAL_FOLDER)
    # One lock a process, however the path is spelt: a second one would wait for the first.
    lock = FileLock((root / _LOCK).resolve(), is_singleton=True, thread_local=False)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise KbgenError(
            f"another process is writing to {root.resolve()}: {_holder(root)}",
            "try again when it has ended; one process writes at a time",
        ) from None
    try:
        if lock.lock_counter == 1:
            _note_holder(root)
            finish(root)
            remove_parts(_folders(root))
            remove_parts([root / LOCAL_FOLDER], (_HOLDER, NOTE))
        yield
    finally:
        if lock.lock_counter == 1:
            (root / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _note_holder(root: Path) -> None:
    command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]]) if sys.argv[0] else "python"
    since = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    write_text(root / _HOLDER, json.dumps({"process": os.getpid(), "since": since, "command": command}) + "\n")


def _holder(root: Path) -> str:
    """Who holds the lock, in words; the note may be gone already, or not yet there."""
    try:
        note = json.loads((root / _HOLDER).read_text(encoding="utf-8"))
        return f"`{note['command']}` (process {note['process']}, since {note['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has left no note of who it is"


def _folders(root: Path) -> Iterator[Path]:
    yield root
    yield from (Path(folder) for folder, _, _ in os.walk(root / "data"))
