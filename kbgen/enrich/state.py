"""When services were asked about what: kept on this machine, so that a run asks only about what is due.

The overlay's dates say when a value was first read; this says when it was last asked for. It may be lost: then
everything is due again.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from kbgen.enrich.asking import Outcome
from kbgen.store.files import write_text
from kbgen.store.layout import LOCAL_FOLDER

STATE_FILE = f"{LOCAL_FOLDER}/enrich.json"

Said = Literal["known", "unknown", "failed"]
_SAID: dict[str, Said] = {said: said for said in get_args(Said)}


@dataclass(frozen=True, slots=True)
class Asked:
    """The day on which a service was last asked about something, and what it said."""

    day: datetime.date
    said: Said


@dataclass(slots=True)
class State:
    """Service → key → when it was last asked."""

    asked: dict[str, dict[str, Asked]] = field(default_factory=dict)

    def get(self, service: str, key: str) -> Asked | None:
        """When a service was last asked about a key."""
        return self.asked.get(service, {}).get(key)

    def due(self, service: str, key: str, since: datetime.date) -> bool:
        """Whether a service has not answered about a key on or after a day."""
        last = self.get(service, key)
        return last is None or last.said == "failed" or last.day < since

    def note(self, outcome: Outcome, day: datetime.date) -> None:
        """Keep in mind what a service was asked today."""
        of_service = self.asked.setdefault(outcome.source.name, {})
        said: tuple[tuple[Said, Iterable[str]], ...] = (
            ("known", outcome.facts),
            ("unknown", outcome.unknown),
            ("failed", outcome.failed),
        )
        for what, keys in said:
            of_service.update(dict.fromkeys(keys, Asked(day, what)))

    def keep_only(self, service: str, keys: Iterable[str]) -> None:
        """Forget what no record refers to any more."""
        wanted = set(keys)
        self.asked[service] = {key: one for key, one in self.asked.get(service, {}).items() if key in wanted}


def read_state(root: Path) -> State:
    """The state of a knowledge base; what cannot be understood counts as never asked."""
    try:
        stored = json.loads((root / STATE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return State()
    state = State()
    for service, entries in stored.items() if isinstance(stored, dict) else ():
        for key, entry in entries.items() if isinstance(entries, dict) else ():
            if asked := _asked(entry):
                state.asked.setdefault(service, {})[key] = asked
    return state


def write_state(root: Path, state: State) -> None:
    """Write the state, one line a key."""
    stored = {
        service: {key: [one.day.isoformat(), one.said] for key, one in sorted(entries.items())}
        for service, entries in sorted(state.asked.items())
    }
    write_text(root / STATE_FILE, json.dumps(stored, ensure_ascii=False) + "\n")


def _asked(entry: object) -> Asked | None:
    match entry:
        case [str(day), str(said)] if said in _SAID:
            try:
                return Asked(datetime.date.fromisoformat(day), _SAID[said])
            except ValueError:
                return None
    return None
