"""Work on several cores, by processes that inherit what is to be worked on instead of being sent it."""

import gc
import multiprocessing
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
    global _task  # children find the task where it stood when they were forked
    step = -(-count // (workers * _CHUNKS))
    chunks = [range(start, min(start + step, count)) for start in range(0, count, step)]
    _task = task
    gc.collect()
    gc.freeze()  # so that collecting garbage in a child does not copy what it shares with its parent
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            return [result for results in pool.imap(_run, chunks) for result in results]
    finally:
        gc.unfreeze()
        _task = None


def _run(numbers: range) -> list[Any]:
    if _task is None:
        raise RuntimeError("no task was set before the workers were started")
    return _task(numbers)
