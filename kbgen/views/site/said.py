"""Reading what the overlay says of a paper: the value in the kind that is expected, or nothing."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from kbgen.enrich.settings import SERVICE_TITLES
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.identifiers import Identifier
from kbgen.views.view import View

Known = Mapping[str, EnrichedValue]
"""The fields of the overlay that are known of a record."""


class SaidBy(View, frozen=True):
    """Who states something, by the name it gives itself, and the day it was read (``2026-11-20``)."""

    name: str
    on: str


class SaidNumber(View, frozen=True):
    """A number and who states it."""

    number: int
    said_by: SaidBy


def text(known: Known, name: str) -> str:
    """The text of a field; empty where there is none."""
    value = known.get(name)
    return value.value.strip() if value and isinstance(value.value, str) else ""


def number(known: Known, name: str) -> int | None:
    """The whole number of a field."""
    value = known.get(name)
    return value.value if value and isinstance(value.value, int) and not isinstance(value.value, bool) else None


def texts(known: Known, name: str) -> tuple[str, ...]:
    """The texts of a field that holds several."""
    value = known.get(name)
    listed = value.value if value and isinstance(value.value, list) else ()
    return tuple(one for one in listed if isinstance(one, str) and one.strip())


def said_by(known: Known, name: str) -> SaidBy:
    """Who states a field that is known."""
    value = known[name]
    return SaidBy(SERVICE_TITLES.get(value.source, value.source), value.fetched.isoformat())


def web_address(address: str) -> str | None:
    """An address that may stand in a link: a service could name one that runs as a script."""
    try:
        return address if urlsplit(address).scheme in {"http", "https"} else None
    except ValueError:
        return None


def doi_address(doi: str) -> str | None:
    """Where a DOI leads; ``None`` for an empty one."""
    return Identifier("doi", doi).url if doi else None
