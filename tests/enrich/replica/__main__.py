"""Run the replica until Ctrl+C, for trying commands by hand."""

import sys
import threading
from contextlib import suppress

from tests.enrich.replica import running

with running() as replica, suppress(KeyboardInterrupt):
    for name, value in replica.environment().items():
        sys.stdout.write(f"export {name}={value}\n")
    sys.stdout.flush()
    threading.Event().wait()
