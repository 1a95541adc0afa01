"""Runs over one small knowledge base against the replica, as somebody makes them week by week."""

import datetime
from pathlib import Path

from kbgen.enrich.http import Session
from kbgen.enrich.overlay import Publishing
from kbgen.enrich.plan import Plan, Wanted, make_plan
from kbgen.enrich.run import Enriched, enrich
from kbgen.enrich.services import chosen
from kbgen.enrich.settings import Settings
from kbgen.enrich.state import read_state
from kbgen.store.tree import load_tree
from tests.enrich.conftest import FastClock
from tests.enrich.replica import Replica

MONDAY = datetime.date(2026, 11, 16)
NEXT_MONDAY = datetime.date(2026, 11, 23)
LOCAL = Publishing()


class Weekly:
    """Runs over one knowledge base, each as if the cache of answers were empty."""

    def __init__(self, root: Path, replica: Replica) -> None:
        self.root = root
        self.replica = replica
        self.publishing = LOCAL
        self.environment: dict[str, str] = {}

    @property
    def settings(self) -> Settings:
        return self.replica.settings(self.root, KBGEN_PATIENCE="5", **self.environment)

    def plan(self, today: datetime.date = MONDAY, *ids: str, only: str = "", stale: int = 6) -> Plan:
        wanted = Wanted(chosen([only]), ids, stale)
        return make_plan(load_tree(self.root).kb, read_state(self.root), self.settings, wanted, today)

    def run(self, today: datetime.date = MONDAY, *ids: str, only: str = "", keep_answers: bool = False) -> Enriched:
        if not keep_answers:
            (self.root / ".kbgen/cache/http.sqlite").unlink(missing_ok=True)
        plan = self.plan(today, *ids, only=only)
        return enrich(
            self.root, plan, lambda: Session(self.settings, FastClock()), today, self.publishing, lambda *_: None
        )

    def value(self, record_id: str, name: str) -> object:
        known = load_tree(self.root).kb.enrichment.get(record_id, {}).get(name)
        return known.value if known else None

    def text(self, name: str) -> str:
        path = self.root / "data/enriched" / name
        return path.read_text("utf-8") if path.exists() else ""
