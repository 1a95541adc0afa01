"""What is remembered of links: failures in the overlay, so that a workflow knows them the next week.

``data/enriched/links.jsonl`` has a line for each record with a link that fails, and none for the others. The field
``failing_links`` lists the links with the first and the last day on which the failure was seen, and on how many days.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from kbgen.enrich.fields import LINKS_FILE
from kbgen.enrich.links.sight import Sight
from kbgen.model.base import Date, Record, Text
from kbgen.model.enrichment import EnrichedValue, EnrichmentLine
from kbgen.store.layout import OVERLAY_FOLDER

MEMORY_FILE = f"{OVERLAY_FOLDER}/{LINKS_FILE}"
FAILING = "failing_links"
SOURCE = "link-check"

DAYS = 3
"""Days on which a link must have failed before it is called dead."""

SPAN = 7
"""Days that must lie between the first of them and the last: a host may be down for a weekend."""


class Failure(Record):
    """A link that fails; ``why`` is what was seen the last time."""

    url: Text
    first: Date
    last: Date
    days: int
    why: Text

    @property
    def dead(self) -> bool:
        """Whether it failed often and long enough."""
        return self.days >= DAYS and (self.last - self.first).days >= SPAN


@dataclass(frozen=True, slots=True)
class Memory:
    """The failures of each record's links, by record and address."""

    failures: Mapping[str, Mapping[str, Failure]]

    @classmethod
    def of(cls, enrichment: Mapping[str, Mapping[str, EnrichedValue]]) -> "Memory":
        """What the overlay remembers; what is not understood is forgotten."""
        found: dict[str, dict[str, Failure]] = {}
        for record_id, fields in enrichment.items():
            value = fields[FAILING].value if FAILING in fields else None
            for item in value if isinstance(value, list) else ():
                try:
                    failure = Failure.model_validate(item)
                except ValidationError:
                    continue
                found.setdefault(record_id, {})[failure.url] = failure
        return cls(found)

    def after(self, links: Mapping[str, Iterable[str]], sights: Mapping[str, Sight], today: datetime.date) -> "Memory":
        """What is remembered after links were looked at; ``links`` are the addresses that each record has now.

        A link that is alive again is forgotten; one of which nothing could be told is remembered as it was.
        """
        now: dict[str, dict[str, Failure]] = {}
        for record_id, urls in links.items():
            for url in urls:
                known = self.failures.get(record_id, {}).get(url)
                failure = _after(known, url, sights.get(url), today)
                if failure:
                    now.setdefault(record_id, {})[url] = failure
        return Memory(now)

    def lines(self, today: datetime.date) -> list[EnrichmentLine]:
        """The lines of the file."""
        lines = []
        for record_id, failures in self.failures.items():
            value: list[JsonValue] = [failures[url].model_dump(mode="json") for url in sorted(failures)]
            last = max((failure.last for failure in failures.values()), default=today)
            fields = {FAILING: EnrichedValue(value=value, source=SOURCE, fetched=last)}
            lines.append(EnrichmentLine(id=record_id, fields=fields))
        return lines


def _after(known: Failure | None, url: str, sight: Sight | None, today: datetime.date) -> Failure | None:
    if sight is None or sight.state == "unknown":
        return known
    if sight.state == "alive":
        return None
    if known is None:
        return Failure(url=url, first=today, last=today, days=1, why=sight.why)
    more = 1 if today > known.last else 0
    return known.model_copy(update={"last": max(today, known.last), "days": known.days + more, "why": sight.why})
