"""Work on several cores, by processes that inherit what is to be worked on instead of being sent it."""

import gc
import os
import sys
from collections.abc import Callable
from typing import Any

_CHUNKS = 8
_WORTH_IT = 400
_task: Callable[[range], list[Any]] | None = None


def available() -> int:
    """How many processes may work at once."""
    if sys.platform in {"win32", "darwin"}:  # no fork there, or none that is safe
        return 1
    return len(os.sched_getaffinity(0))


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
