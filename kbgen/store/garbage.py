"""Python's search for garbage in cycles, switched off where a stage makes many values and none of them is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Load, render or write without looking for garbage: looking would take as long as the work itself.

    What was made is set aside from later searches too: records and views hold no cycles, so they go when nobody
    needs them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()
