"""What ``/new/`` and the pages of its weeks show."""

from collections.abc import Mapping, Sequence

from kbgen.model.words import _
from kbgen.views.site.arrivals import Arrivals, Week, days_of, week_name, week_url
from kbgen.views.site.datasets import dataset_row, dataset_table
from kbgen.views.site.follow_pages import NewPage, WeekPage, WeekSummary
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.in_common import filed_under
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.listings import pager, paper_list
from kbgen.views.site.parts import CountedRef, DatasetTable, Ref

WEEKS = 26
"""Weeks on one part of ``/new/``."""
SHOWN = 12
"""Papers, and datasets, of a week that ``/new/`` shows; the rest is on the week's own page."""
_TOPICS = 12
NEW = "new/"


def _crumb() -> Crumb:
    return Crumb(_("New"), NEW)


def parts_of_new(arrivals: Arrivals) -> int:
    """How many pages the weeks take."""
    return max(1, -(-len(arrivals.weeks) // WEEKS))


def weeks_on(arrivals: Arrivals, part: int) -> tuple[Week, ...]:
    """The weeks of one part."""
    return tuple(arrivals.weeks)[(part - 1) * WEEKS : part * WEEKS]


def new_page(index: SiteIndex, arrivals: Arrivals, lists: tuple[CountedRef, ...], part: int) -> NewPage:
    """One part of what came in; ``lists`` are those that can be followed."""
    papers, datasets = arrivals.undated
    return NewPage(
        head=Head(_("New"), _("What came in, week by week"), (_crumb(),)),
        weeks=tuple(_summary(index, arrivals, week) for week in weeks_on(arrivals, part)),
        pager=pager(NEW, part, parts_of_new(arrivals)),
        undated_papers=papers,
        undated_datasets=datasets,
        lists=lists,
    )


def _summary(index: SiteIndex, arrivals: Arrivals, week: Week) -> WeekSummary:
    arrived, (first, last) = arrivals.weeks[week], days_of(week)
    return WeekSummary(
        name=week_name(week),
        url=week_url(week),
        first=first.isoformat(),
        last=last.isoformat(),
        papers=len(arrived.papers),
        datasets=len(arrived.datasets),
        shown=index.cards(arrived.papers[:SHOWN]),
        shown_datasets=tuple(index.dataset_ref(one) for one in arrived.datasets[:SHOWN]),
    )


def week_page(index: SiteIndex, arrivals: Arrivals, week: Week, part: int) -> WeekPage:
    """Everything that came in within a week."""
    arrived, (first, last), url = arrivals.weeks[week], days_of(week), week_url(week)
    earlier, later = neighbours(arrivals.weeks)[week]
    name = week_name(week)
    topics = filed_under(index, arrived.papers, _TOPICS) if part == 1 else ()
    return WeekPage(
        head=Head(
            _("New in {week}", week=name),
            _("What came in from {first} to {last}", first=first, last=last),
            (_crumb(), Crumb(name, url)),
        ),
        name=name,
        first=first.isoformat(),
        last=last.isoformat(),
        query=f"added:{first}..{last}",
        topics=tuple(index.counted_term(*one) for one in topics),
        papers=paper_list(index, index.newest_first(arrived.papers), url, part),
        datasets=week_datasets(index, arrived.datasets),
        earlier=_ref(earlier),
        later=_ref(later),
    )


def week_datasets(index: SiteIndex, datasets: Sequence[str]) -> DatasetTable:
    """Datasets that came in, by name."""
    wanted = frozenset(datasets)
    return dataset_table(dataset_row(index, one) for one in index.datasets if one.id in wanted)


def neighbours(weeks: Mapping[Week, object]) -> dict[Week, tuple[Week | None, Week | None]]:
    """For each week the one before it and the one after it in which something came in."""
    order = list(weeks)
    return {
        week: (order[at + 1] if at + 1 < len(order) else None, order[at - 1] if at else None)
        for at, week in enumerate(order)
    }


def _ref(week: Week | None) -> Ref | None:
    return Ref(week_name(week), week_url(week)) if week else None
