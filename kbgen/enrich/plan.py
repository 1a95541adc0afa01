"""What a run asks: which records are due at which service, in how many requests, and how long the limits make that."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kbgen.enrich.request import Request
from kbgen.enrich.settings import Service, Settings
from kbgen.enrich.source import Source
from kbgen.enrich.state import State
from kbgen.model.dataset import Dataset
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """What one service is asked about: ``keys`` in the order of asking, of ``all_keys`` that records give for it."""

    source: Source
    service: Service
    keys: tuple[str, ...]
    all_keys: frozenset[str]

    @property
    def requests(self) -> tuple[Request, ...]:
        """The requests, if none has to be repeated."""
        batches = self.source.batches(self.service, self.keys)
        return tuple(self.source.request(self.service, batch) for batch in batches)

    @property
    def seconds(self) -> float:
        """How long the service's pace makes the requests of this run take at least: the first one starts at once."""
        return _pace([self])

    @property
    def too_many(self) -> int:
        """Requests beyond what the service allows in an hour without a key: they wait for a later run."""
        if self.service.hourly is None or self.service.key:
            return 0
        return max(0, len(self.requests) - self.service.hourly)

    @property
    def requests_with_key(self) -> int:
        """How many requests it would be if there were a key for the service."""
        return sum(1 for _ in self.source.batches(replace(self.service, key="a key"), self.keys))


def _pace(plans: Sequence[ServicePlan]) -> float:
    """How long the pace of the one service that all of these ask makes them take: the first request starts at once."""
    number = sum(len(plan.requests) - plan.too_many for plan in plans)
    return max(0, number - 1) * plans[0].service.interval


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run asks each service. ``records`` gives the keys of each record for each source."""

    services: tuple[ServicePlan, ...]
    records: dict[str, dict[str, tuple[str, ...]]]

    @property
    def seconds(self) -> float:
        """How long the run takes at least: services side by side, and the questions to one of them in turn."""
        of_service: dict[str, list[ServicePlan]] = {}
        for one in self.services:
            of_service.setdefault(one.service.name, []).append(one)
        return max((_pace(plans) for plans in of_service.values()), default=0.0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a user wants asked: the records ``ids`` if any are named, or else what is older than ``stale`` days."""

    sources: tuple[Source, ...]
    ids: tuple[str, ...] = ()
    stale: int = 6


def make_plan(kb: KnowledgeBase, state: State, settings: Settings, wanted: Wanted, today: datetime.date) -> Plan:
    """The plan for a knowledge base.

    What was never asked comes first, then what was asked longest ago, and last what failed the last time, so that a
    limit that ends a run before its time keeps nothing from ever being asked. Raises :class:`KbgenError` for an id that
    no record has.
    """
    everything: dict[str, Paper | Dataset] = {**kb.papers, **kb.datasets}
    records = list(named_records(everything, wanted.ids))
    services = []
    for source in wanted.sources:
        name = source.name
        since = _since(source, wanted.stale, today)
        keys = dict.fromkeys(key for record in records for key in source.keys(record))
        due = [key for key in keys if wanted.ids or state.due(name, key, since)]
        due.sort(key=partial(_turn, state, name))
        all_keys = frozenset(key for record in everything.values() for key in source.keys(record))
        services.append(ServicePlan(source, settings.service(source.service), tuple(due), all_keys))
    asked = {plan.source.name: set(plan.keys) for plan in services}
    return Plan(tuple(services), {record.id: dict(_keys(record, wanted.sources, asked)) for record in records})


def _since(source: Source, stale: int, today: datetime.date) -> datetime.date:
    """The day from which an answer is new enough; nothing is, where somebody wants everything asked again."""
    if not stale:
        return today + datetime.timedelta(days=1)
    return today - datetime.timedelta(days=max(stale, source.rest) - 1)


def _turn(state: State, service: str, key: str) -> tuple[bool, str, str]:
    last = state.get(service, key)
    return (last is not None and last.said == "failed", last.day.isoformat() if last else "", key)


def _keys(
    record: Paper | Dataset, sources: Iterable[Source], asked: dict[str, set[str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for source in sources:
        name = source.name
        if keys := tuple(key for key in source.keys(record) if key in asked[name]):
            yield name, keys


def named_records(records: dict[str, Paper | Dataset], ids: Collection[str]) -> Iterator[Paper | Dataset]:
    """The records of these identifiers, or all; raises :class:`KbgenError` for an identifier that no record has."""
    if not ids:
        yield from records.values()
    for record_id in ids:
        if record_id not in records:
            remedy = did_you_mean(
                record_id, records, "ids are the names of the files in data/papers/ and data/datasets/"
            )
            raise KbgenError(f'no record has the id "{record_id}"', remedy)
        yield records[record_id]
