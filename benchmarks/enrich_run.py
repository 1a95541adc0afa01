"""One run of enrichment on a simulated clock, in a process of its own so that its memory can be measured.

    python -m benchmarks.enrich_run ROOT URL --today 2026-11-16 [--latency 1]

It is ``kbgen enrich`` but for the clock: whatever it would wait for passes at once. It prints as JSON what was asked,
by service, and the simulated seconds that passed until the last question. ``--latency`` is how long each answer takes.
"""

import argparse
import datetime
import json
import math
import resource
import sys
import threading
from pathlib import Path
from typing import Any

from requests import PreparedRequest, Response

from kbgen.enrich.http import Session
from kbgen.enrich.overlay import Publishing
from kbgen.enrich.plan import ServicePlan, Wanted, make_plan
from kbgen.enrich.run import enrich
from kbgen.enrich.services import chosen
from kbgen.enrich.settings import SERVICES, Settings, read_settings
from kbgen.enrich.state import read_state
from kbgen.enrich.transport import PoliteAdapter
from kbgen.store.tree import load_tree
from tests.enrich.replica.server import SIMULATED

KEYS = {"SEMANTIC_SCHOLAR_API_KEY": "key", "GITHUB_TOKEN": "key"}


class SimulatedClock:
    """A clock on which each thread has its own time and waits without waiting; ``latest`` is that of the last question.

    Threads that ask side by side do so at the same simulated times, as they would on a real clock.
    """

    def __init__(self, start: float) -> None:
        self.start = start
        self.latest: dict[str, float] = {}
        self._own = threading.local()

    def time(self) -> float:
        """Seconds since 1970."""
        now: float = getattr(self._own, "now", self.start)
        return now

    def sleep(self, seconds: float) -> None:
        """Let time pass for the thread that asks."""
        self._own.now = self.time() + seconds


def adapter(clock: SimulatedClock, latency: float) -> type[PoliteAdapter]:
    """What sends requests: it tells the replica the simulated time, and lets the time of the answer pass."""

    class Simulated(PoliteAdapter):
        def dispatch(self, request: PreparedRequest, options: dict[str, Any]) -> Response:
            service = self.service.name
            clock.latest[service] = max(clock.latest.get(service, clock.start), clock.time())
            request.headers[SIMULATED] = repr(clock.time())
            clock.sleep(latency)
            return super().dispatch(request, options)

    return Simulated


def settings_for(root: Path, url: str) -> Settings:
    """The settings that lead to a replica; the intervals are the real ones."""
    variables = {f"KBGEN_{one.name.upper().replace('-', '_')}_URL": f"{url}/{one.name}" for one in SERVICES}
    return read_settings(root, {**variables, **KEYS, "KBGEN_CACHE_DIR": str(root / "cache")})


def measure(root: Path, url: str, today: datetime.date, latency: float = 0) -> dict[str, Any]:
    """Run enrichment, and say what was due, how long it took, what changed and what failed, by service."""
    settings = settings_for(root, url)
    midnight = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    clock = SimulatedClock(midnight.timestamp())
    plan = make_plan(load_tree(root).kb, read_state(root), settings, Wanted(chosen([])), today)
    due = {one.source.name: _due(one) for one in plan.services}
    sending = adapter(clock, latency)
    run = enrich(root, plan, lambda: Session(settings, clock, sending), today, Publishing(), lambda *_: None)
    seconds = {service: latest - clock.start for service, latest in clock.latest.items()}
    troubles = {one.source.name: one.trouble or str(one.failed) for one in run.outcomes if not one.whole}
    return {"due": due, "seconds": seconds, "changes": len(run.changes), "troubles": troubles}


def peak_megabytes() -> float:
    """The most memory that this process has had. What the system tells a parent may be the parent's own peak."""
    status = Path("/proc/self/status")
    if status.is_file():
        [peak] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("url")
    parser.add_argument("--today", type=datetime.date.fromisoformat, required=True)
    parser.add_argument("--latency", type=float, default=0)
    options = parser.parse_args()
    told = measure(options.root, options.url, options.today, options.latency)
    print(json.dumps({**told, "megabytes": peak_megabytes()}))


def _due(plan: ServicePlan) -> dict[str, Any]:
    size = plan.source.batch(plan.service)
    alone = sum(plan.source.solitary(key) for key in plan.keys)
    fewest = math.ceil((len(plan.keys) - alone) / size) + alone
    return {"service": plan.service.name, "keys": len(plan.keys), "alone": alone, "batch": size, "fewest": fewest}


if __name__ == "__main__":
    main()
