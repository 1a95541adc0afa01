"""What came in when: records by the day they were added, newest first, and by the ISO week of that day."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from typing import NamedTuple

from kbgen.views.site.index import SiteIndex

Week = tuple[int, int]
"""Year and number of an ISO 8601 week."""


class Arrived(NamedTuple):
    """Papers and datasets that came in together, the last added first; papers of one day are newest first."""

    papers: Sequence[str]
    datasets: Sequence[str]


class Arrivals:
    """The records of an index by the day they were added; those without that day are counted and in no list."""

    def __init__(self, index: SiteIndex) -> None:
        self._index = index

    @cached_property
    def papers(self) -> dict[str, int]:
        """Every paper whose day is known, the last added first, with its place in this order."""
        added = self._index.tally.added
        papers = self._index.papers
        order = sorted((at for at, day in enumerate(added) if day), key=lambda at: -added[at])
        return {papers[at].id: place for place, at in enumerate(order)}

    @cached_property
    def datasets(self) -> dict[str, int]:
        """The same of datasets; those of one day are in the order of their names."""
        dated = [(-one.added.toordinal(), at, one.id) for at, one in enumerate(self._index.datasets) if one.added]
        return {dataset: place for place, (_, _, dataset) in enumerate(sorted(dated))}

    @property
    def any(self) -> bool:
        """Whether any record says when it was added."""
        return bool(self.papers or self.datasets)

    @property
    def undated(self) -> tuple[int, int]:
        """How many papers and datasets do not say when they were added."""
        index = self._index
        return len(index.papers) - len(self.papers), len(index.datasets) - len(self.datasets)

    def newest_papers(self, paper_ids: Iterable[str], count: int) -> list[str]:
        """Of these papers those that were added last."""
        place = self.papers
        return nsmallest(count, [one for one in paper_ids if one in place], key=place.__getitem__)

    def newest_datasets(self, dataset_ids: Iterable[str], count: int) -> list[str]:
        """Of these datasets those that were added last."""
        place = self.datasets
        return nsmallest(count, [one for one in dataset_ids if one in place], key=place.__getitem__)

    @cached_property
    def weeks(self) -> Mapping[Week, Arrived]:
        """What came in each week, the last week first."""
        kb = self._index.kb
        found: dict[Week, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for paper in self.papers:
            if added := kb.papers[paper].added:
                found[week_of(added)][0].append(paper)
        for dataset in self.datasets:
            if added := kb.datasets[dataset].added:
                found[week_of(added)][1].append(dataset)
        return {week: Arrived(*found[week]) for week in sorted(found, reverse=True)}


def week_of(day: datetime.date) -> Week:
    """The ISO week of a day. The first days of January may be in a week of the year before."""
    year, number, _ = day.isocalendar()
    return year, number


def days_of(week: Week) -> tuple[datetime.date, datetime.date]:
    """Monday and Sunday of a week; the last day there is where the calendar ends before that."""
    monday = datetime.date.fromisocalendar(*week, 1)
    return monday, monday + min(datetime.timedelta(days=6), datetime.date.max - monday)


def week_name(week: Week) -> str:
    """A week as ISO 8601 writes it: ``2026-W47``."""
    return f"{week[0]}-W{week[1]:02d}"


def week_url(week: Week) -> str:
    """The site-relative address of a week's page."""
    return f"new/{week_name(week)}/"
