"""What happens when whoever reads a command's output has seen enough: ``kbgen export jsonl | head -1``."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_CLOSED_PIPE = 128 + 13  # what a shell gives for a program that SIGPIPE ended


@contextmanager
def quiet_when_unread() -> Iterator[None]:
    """End the command at once and without a word, as other programs of a pipe do, when nobody reads its output.

    What was printed goes out before the command ends, so that its exit code does not depend on how much that was.
    """
    try:
        try:
            yield
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more when it ends; what is left goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_CLOSED_PIPE)
