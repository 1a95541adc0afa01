"""What is known of the records and how old it is, and how each service was asked: the values of ``kbgen status``."""

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from kbgen.enrich.fields import FIELDS, LINKS_FILE
from kbgen.enrich.plan import ServicePlan, Wanted, make_plan
from kbgen.enrich.services import SOURCES
from kbgen.enrich.settings import SERVICES, Service, Settings
from kbgen.enrich.state import State
from kbgen.enrich.usage import Count
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import EnrichedValue, Enrichment, Known
from kbgen.model.paper import Paper, PaperIds
from kbgen.store.tree import Tree

"""Field → record → value."""

_STATED_BY_RECORDS: Mapping[str, Callable[[Paper], object]] = {
    **{name: attrgetter(name) for name in ("title", "authors", "year", "venue")},
    **{name: attrgetter(f"ids.{name}") for name in PaperIds.model_fields},
}


@dataclass(frozen=True, slots=True)
class FieldStatus:
    """A field: ``known`` of so many records, ``of`` those that could have it.

    These are all papers for what a record can state, as ``in_records`` do, and otherwise the records that give
    something to ask one of the field's services about. ``sources`` counts the values of the overlay by who states
    them, ``fetched`` holds the days on which these were first read, in order, and ``local`` says how many of them stay
    on this machine.
    """

    name: str
    known: int
    of: int
    in_records: int
    sources: Mapping[str, int] = field(default_factory=dict)
    fetched: tuple[datetime.date, ...] = ()
    local: int = 0

    @property
    def oldest(self) -> datetime.date | None:
        """The day on which the oldest value was first read."""
        return self.fetched[0] if self.fetched else None

    @property
    def median(self) -> datetime.date | None:
        """The day before which as many values were first read as after it."""
        return self.fetched[(len(self.fetched) - 1) // 2] if self.fetched else None


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """A service: how many things records give to ask it about, what it said of them, and what is due.

    ``newest`` is the day of the last value that it changed in the overlay, ``last_asked`` and ``next_due`` are days,
    ``sent`` are the requests of the last 30 days and ``spared`` those that the cache answered. ``has_key`` is ``None``
    for a service that has no keys.
    """

    name: str
    title: str
    askable: int = 0
    known: int = 0
    unknown: int = 0
    failed: int = 0
    due: int = 0
    last_asked: datetime.date | None = None
    next_due: datetime.date | None = None
    newest: datetime.date | None = None
    sent: int = 0
    spared: int = 0
    has_key: bool | None = None
    key_variable: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a knowledge base's enrichment on a day."""

    today: datetime.date
    papers: int
    datasets: int
    fields: tuple[FieldStatus, ...]
    services: tuple[ServiceStatus, ...]

    @property
    def records(self) -> int:
        """How many papers and datasets there are."""
        return self.papers + self.datasets

    @property
    def is_fresh(self) -> bool:
        """Whether no service has ever said anything that is kept here."""
        return not any(one.last_asked or one.newest for one in self.services)


def status_of(
    tree: Tree, state: State, usage: Mapping[str, Count], settings: Settings, stale: int, today: datetime.date
) -> Status:
    """The status of a tree; ``stale`` is the number of days after which a service is asked again."""
    plan = make_plan(tree.kb, state, settings, Wanted(tuple(SOURCES.values()), (), stale), today)
    known = _known(tree)
    newest = _newest(known)
    plans: dict[Service, list[ServicePlan]] = {}
    for one in plan.services:
        plans.setdefault(one.source.service, []).append(one)
    for service in SERVICES:
        if service.name in usage:
            plans.setdefault(service, [])
    services = tuple(
        _service(settings.service(service), asked, state, stale, today, newest.get(service.name), usage)
        for service, asked in plans.items()
    )
    askable, local = _askable(tree), _local(tree)
    fields = tuple(
        _field(tree, name, known.get(name, {}), askable, local) for name in dict.fromkeys([*FIELDS, *sorted(known)])
    )
    return Status(today, len(tree.kb.papers), len(tree.kb.datasets), fields, services)


def _newest(known: Enrichment) -> Mapping[str, datetime.date]:
    """The day of the newest value of each source."""
    days: dict[str, datetime.date] = {}
    for values in known.values():
        for value in values.values():
            days[value.source] = max(value.fetched, days.get(value.source, value.fetched))
    return days


def _known(tree: Tree) -> Enrichment:
    """The values of the overlay about records that exist, without what was seen of links."""
    known: dict[str, dict[str, EnrichedValue]] = {}
    records: Collection[str] = {*tree.kb.papers, *tree.kb.datasets}
    elsewhere = {
        (line.record.id, name)
        for line in tree.overlay
        if line.place.path.endswith(f"/{LINKS_FILE}")
        for name in line.record.fields
    }
    for record_id, fields in tree.kb.enrichment.items():
        for name, value in fields.items():
            if record_id in records and (record_id, name) not in elsewhere:
                known.setdefault(name, {})[record_id] = value
    return known


def _askable(tree: Tree) -> Mapping[str, set[str]]:
    """Service → records that give something to ask it about."""
    records: tuple[Paper | Dataset, ...] = (*tree.kb.papers.values(), *tree.kb.datasets.values())
    askable: dict[str, set[str]] = {}
    for source in SOURCES.values():
        askable.setdefault(source.service.name, set()).update(record.id for record in records if source.keys(record))
    return askable


def _local(tree: Tree) -> Mapping[str, set[str]]:
    """Field → records of which it is known on this machine only."""
    local: dict[str, set[str]] = {}
    for is_local in (True, False):
        for line in tree.overlay:
            if line.local is not is_local:
                continue
            for name in line.record.fields:
                if is_local:
                    local.setdefault(name, set()).add(line.record.id)
                elif name in local:
                    local[name].discard(line.record.id)
    return local


def _field(
    tree: Tree,
    name: str,
    known: Known,
    askable: Mapping[str, set[str]],
    local: Mapping[str, set[str]],
) -> FieldStatus:
    stated = _STATED_BY_RECORDS.get(name)
    in_records = {paper.id for paper in tree.kb.papers.values() if stated and stated(paper)}
    services = FIELDS[name].services if name in FIELDS else ()
    could = set(known).union(*(askable.get(service, ()) for service in services))
    return FieldStatus(
        name,
        known=len(in_records | set(known)),
        of=len(could) if services and not stated else len(tree.kb.papers),
        in_records=len(in_records),
        sources=dict(sorted(Counter(value.source for value in known.values()).items())),
        fetched=tuple(sorted(value.fetched for value in known.values())),
        local=len(local.get(name, set()) & set(known)),
    )


def _service(
    service: Service,
    plans: Sequence[ServicePlan],
    state: State,
    stale: int,
    today: datetime.date,
    newest: datetime.date | None,
    usage: Mapping[str, Count],
) -> ServiceStatus:
    """A service's status. It is asked in one way or two, or by other commands than ``kbgen enrich`` only."""
    asked = [
        # A day in the future comes of a clock that was wrong.
        (known, min(known.day, today) + datetime.timedelta(days=max(stale, plan.source.rest)))
        for plan in plans
        for key in plan.all_keys
        if (known := state.get(plan.source.name, key))
    ]
    said = Counter(known.said for known, _ in asked)
    due = sum(len(plan.keys) for plan in plans)
    counted = usage.get(service.name, Count())
    return ServiceStatus(
        service.name,
        service.title,
        askable=sum(len(plan.all_keys) for plan in plans),
        known=said["known"],
        unknown=said["unknown"],
        failed=said["failed"],
        due=due,
        last_asked=max((known.day for known, _ in asked), default=None),
        next_due=today if due else min((again for _, again in asked), default=None),
        newest=newest,
        sent=counted.sent,
        spared=counted.spared,
        has_key=bool(service.key) if service.key_variables else None,
        key_variable=service.key_variables[0] if service.key_variables else "",
    )
