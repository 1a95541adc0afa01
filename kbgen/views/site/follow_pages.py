"""The values of the pages that readers follow: what is new, one week of it, and lists that maintainers keep."""

from kbgen.views.entries import PaperCard
from kbgen.views.site.head import Head
from kbgen.views.site.parts import CountedRef, DatasetTable, Pager, PaperList, Ref
from kbgen.views.view import View


class WeekSummary(View, frozen=True):
    """One week on ``/new/``: how much came in, and the first of it. ``first`` and ``last`` are Monday and Sunday."""

    name: str
    url: str
    first: str
    last: str
    papers: int
    datasets: int
    shown: tuple[PaperCard, ...]
    shown_datasets: tuple[Ref, ...]


class NewPage(View, frozen=True):
    """``/new/``: weeks, the last first; the counts are of records that do not say when they were added."""

    head: Head
    weeks: tuple[WeekSummary, ...]
    pager: Pager
    undated_papers: int
    undated_datasets: int
    lists: tuple[CountedRef, ...]


class WeekPage(View, frozen=True):
    """``/new/YYYY-Www/``: everything that came in within a week. ``query`` finds its papers in the explorer."""

    head: Head
    name: str
    first: str
    last: str
    query: str
    topics: tuple[CountedRef, ...]
    papers: PaperList
    datasets: DatasetTable
    earlier: Ref | None
    later: Ref | None


class ListPage(View, frozen=True):
    """``/lists/ID/``: what a list finds. ``intro`` is Markdown; ``query`` finds the same in the explorer."""

    head: Head
    title: str
    intro: str
    query: str
    papers: PaperList
    datasets: DatasetTable
