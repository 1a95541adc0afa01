"""The status of a knowledge base's enrichment as tables of text, and as JSON."""

import datetime
import json
from collections.abc import Iterator

from kbgen.enrich.settings import SERVICE_TITLES
from kbgen.enrich.status import FieldStatus, ServiceStatus, Status
from kbgen.model.grid import Column, Grid

_NOTHING = "-"


def hint(status: Status) -> str:
    """What to do where there is nothing to tell yet; empty where there is."""
    if not status.records:
        return "There are no records yet: `kbgen add` and `kbgen import` make some."
    if status.is_fresh:
        return "No service was asked yet: `kbgen enrich --dry-run` shows what would be asked, `kbgen enrich` asks."
    return ""


def grids(status: Status) -> Iterator[Grid]:
    """What is known by field, and the services that were asked; nothing where there are no records."""
    if not status.records:
        return
    fields = [one for one in status.fields if one.known]
    yield Grid(
        (
            Column("field"),
            Column("known", is_number=True),
            Column("", is_number=True),
            Column("records", is_number=True),
            Column("oldest", is_number=True),
            Column("median", is_number=True),
            Column("services", wraps=True),
        ),
        tuple(_field_row(one, status.today) for one in fields),
    )
    yield Grid(
        (
            Column("service", wraps=True),
            Column("known", is_number=True),
            Column("unknown", is_number=True),
            Column("failed", is_number=True),
            Column("asked"),
            Column("newest"),
            Column("next due"),
            Column("sent", is_number=True),
            Column("cached", is_number=True),
        ),
        tuple(_service_row(one, status.today) for one in status.services),
    )


def notes(status: Status) -> Iterator[str]:
    """How the tables are to be read, the fields of which nothing is known, and the keys that are not set."""
    if not status.records:
        return
    yield "Ages count from the day on which a value was first read; sent and cached count requests of the last 30 days."
    if unknown := [one.name for one in status.fields if one.of and not one.known]:
        yield f"Nothing is known of: {', '.join(unknown)}."
    if without := [f"{one.title} ({one.key_variable})" for one in status.services if one.has_key is False]:
        yield f"No key is set for: {', '.join(without)}."


def _field_row(one: FieldStatus, today: datetime.date) -> tuple[str, ...]:
    sources = [f"{SERVICE_TITLES[name]} {number}" for name, number in one.sources.items() if name in SERVICE_TITLES]
    if others := sum(number for name, number in one.sources.items() if name not in SERVICE_TITLES):
        sources.append(f"lists {others}")
    local = f" ({one.local} on this machine only)" if one.local else ""
    return (
        one.name,
        f"{one.known} of {one.of}",
        _share(one.known, one.of),
        str(one.in_records or _NOTHING),
        _age(one.oldest, today),
        _age(one.median, today),
        ", ".join(sources) + local or _NOTHING,
    )


def _service_row(one: ServiceStatus, today: datetime.date) -> tuple[str, ...]:
    return (
        one.title,
        f"{one.known} of {one.askable}" if one.askable else _NOTHING,
        str(one.unknown or _NOTHING),
        str(one.failed or _NOTHING),
        _ago(one.last_asked, today),
        _ago(one.newest, today),
        f"now: {one.due}" if one.due else _ahead(one.next_due, today),
        str(one.sent or _NOTHING),
        str(one.spared or _NOTHING),
    )


def _share(known: int, of: int) -> str:
    """A share in whole per cent, where all and nothing are said of all and nothing only."""
    if known in {0, of}:
        return "100 %" if known else "0 %"
    return f"{min(99, max(1, round(100 * known / of)))} %"


def _age(day: datetime.date | None, today: datetime.date) -> str:
    return f"{max(0, (today - day).days)} d" if day else _NOTHING


def _ago(day: datetime.date | None, today: datetime.date) -> str:
    if day is None:
        return _NOTHING
    return f"{(today - day).days} d ago" if day < today else "today"


def _ahead(day: datetime.date | None, today: datetime.date) -> str:
    if day is None:
        return _NOTHING
    return f"in {(day - today).days} d"


def status_json(status: Status) -> str:
    """The status for programs, with days as dates."""
    fields = {
        one.name: {
            "known": one.known,
            "of": one.of,
            "in_records": one.in_records,
            "on_this_machine_only": one.local,
            "oldest": _date(one.oldest),
            "median": _date(one.median),
            "sources": one.sources,
        }
        for one in status.fields
    }
    services = {
        one.name: {
            "askable": one.askable,
            "known": one.known,
            "unknown": one.unknown,
            "failed": one.failed,
            "due": one.due,
            "last_asked": _date(one.last_asked),
            "newest_value": _date(one.newest),
            "next_due": _date(one.next_due),
            "requests": one.sent,
            "from_cache": one.spared,
            "key": one.has_key,
        }
        for one in status.services
    }
    told = {
        "today": status.today.isoformat(),
        "papers": status.papers,
        "datasets": status.datasets,
        "fields": fields,
        "services": services,
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _date(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
