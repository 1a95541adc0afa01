"""Work on several cores, by processes that inherit what is to be worked on instead of being sent it."""

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, Self, TypeVar

_Result = TypeVar("_Result")

_CHUNKS = 8
_WORTH_IT = 400
_task: Callable[[range], list[Any]] | None = None


def available() -> int:
    """How many processes may work at once."""
    if sys.platform in {"win32", "darwin"}:  # no fork there, or none that is safe
        return 1
    return len(os.sched_getaffinity(0))


class Background(Generic[_Result]):
    """A task that another process works on from now on, where a core is to spare and ``count`` things are worth it.

    Its result is plain data. Leaving the context ends a task whose result nobody asked for.
    """

    def __init__(self, task: Callable[[], _Result], count: int) -> None:
        self._task = task
        self._process = self._pipe = 0
        if available() > 1 and count >= _WORTH_IT:
            self._pipe, into = os.pipe()
            self._process = os.fork()
            if not self._process:
                _send_and_exit(task, into)
            os.close(into)

    def result(self) -> _Result:
        """What the task gave; where its process failed, the task is done here, so that its error is seen here."""
        return self._result

    @cached_property
    def _result(self) -> _Result:
        if not self._process:
            return self._task()
        with os.fdopen(self._pipe, "rb") as pipe:
            sent = pipe.read()
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        if status:
            return self._task()
        result: _Result = pickle.loads(sent)  # noqa: S301 a copy of this very process wrote it
        return result

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            os.close(self._pipe)
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0


class Backed:
    """What a task in the background works for. Leaving the context ends a task whose result nobody asked for."""

    _task: Background[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._task:
            self._task.__exit__()


def _send_and_exit(task: Callable[[], Any], into: int) -> None:
    """In the process that was made for a task: it must never return to what its parent is doing."""
    failed = True
    try:
        with os.fdopen(into, "wb") as pipe:
            pickle.dump(task(), pipe, protocol=5)
        failed = False
    finally:
        os._exit(failed)


def in_parallel(task: Callable[[range], list[Any]], count: int, workers: int) -> list[Any]:
    """Do ``task`` for the numbers below ``count``, in order; with one worker or little work in this process alone."""
    if workers < 2 or count < _WORTH_IT:
        return task(range(count))
    import multiprocessing

    global _task  # children find the task where it stood when they were forked
    # Every so many of them are a chunk, so that a run of heavy ones is shared by all.
    step = workers * _CHUNKS
    _task = task
    done: list[Any] = [None] * count
    gc.collect()
    gc.freeze()  # so that collecting garbage in a child does not copy what it shares with its parent
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            for start, results in enumerate(pool.imap(_run, [range(start, count, step) for start in range(step)])):
                done[start::step] = results
    finally:
        gc.unfreeze()
        _task = None
    return done


def _run(numbers: range) -> list[Any]:
    if _task is None:
        raise RuntimeError("no task was set before the workers were started")
    return _task(numbers)
