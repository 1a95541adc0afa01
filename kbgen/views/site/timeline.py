"""What ``/timeline/`` shows: papers, topics, venues and datasets over the years, and which topics meet."""

from collections.abc import Iterable, Sequence

from kbgen.model.features import PAPER_FEATURES
from kbgen.model.vocabulary import Axis, Term
from kbgen.model.words import _, marked
from kbgen.views.charts import Cell, Chart, Heading, Row
from kbgen.views.site.addresses import axis_url, dataset_url, term_url, venue_url
from kbgen.views.site.dataset_use import by_use
from kbgen.views.site.explore_links import explore_url
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.year_columns import YearColumns
from kbgen.views.view import View

_TERMS = 8
_WORTH_CROSSING = 3
_VENUES = 8
_DATASETS = 10
_SEVERAL = marked("A paper may carry several terms, and counts for each.")
_APART = marked("The last row, in grey, has a measure of its own.")


class AxisTrends(View, frozen=True):
    """One axis over the years, and the terms of it that papers carry together (``None`` where none do)."""

    id: str
    name: str
    url: str
    by_year: Chart
    together: Chart | None


class TimelinePage(View, frozen=True):
    """``/timeline/``: ``undated`` papers are in no chart over years.

    ``crossed`` tell how often terms of the first axis meet those of another one.
    """

    head: Head
    total: int
    undated: int
    years: Chart
    axes: tuple[AxisTrends, ...]
    crossed: tuple[Chart, ...]
    venues: Chart
    datasets: Chart
    introducing: Chart

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Everything that is drawn."""
        by_axis = [chart for axis in self.axes for chart in (axis.by_year, axis.together) if chart]
        return (self.years, *by_axis, *self.crossed, self.venues, self.datasets, self.introducing)


def timeline_page(index: SiteIndex) -> TimelinePage:
    """``/timeline/``."""
    columns = YearColumns(index)
    axes = [axis for one in index.axes_in_use if (axis := index.kb.taxonomy.axis(one))]
    introducing = [paper.id for paper in index.papers if paper.datasets and PAPER_FEATURES["dataset"](paper)]
    return TimelinePage(
        head=Head(
            _("Timeline"),
            _("Papers, topics, venues and datasets over the years"),
            (Crumb(_("Timeline"), "timeline/"),),
        ),
        total=len(index.papers),
        undated=len(index.by_year.get(None, ())),
        years=_over_years(
            "papers", _("Papers per year"), columns, [Row(Heading(_("Papers")), columns.cells(index.kb.papers))]
        ),
        axes=tuple(_trends(index, columns, axis) for axis in axes),
        crossed=tuple(chart for axis in axes[1:] if (chart := _crossed(index, axes[0], axis))),
        venues=_venues(index, columns),
        datasets=_datasets(index, columns),
        introducing=_over_years(
            "introducing",
            _("Papers that introduce a dataset"),
            columns,
            [Row(Heading(_("Papers")), columns.cells(introducing, query="has:dataset"))],
        ),
    )


def _over_years(
    anchor: str, title: str, columns: YearColumns, rows: Sequence[Row], down: str = "", note: str = ""
) -> Chart:
    return Chart(anchor, "rows" if down else "bars", title, columns.headings, tuple(rows), _("Year"), down, note=note)


def _trends(index: SiteIndex, columns: YearColumns, axis: Axis) -> AxisTrends:
    terms = _fullest(index, axis)
    return AxisTrends(
        axis.id, axis.name, axis_url(axis.id), _by_year(index, columns, axis), _together(index, axis, terms)
    )


def _fullest(index: SiteIndex, axis: Axis) -> list[Term]:
    """The terms at the top of an axis, those with most papers first; a term without papers is none of them."""
    filed = [term for term in axis.terms if _filed(index, axis, term)]
    return sorted(filed, key=lambda term: -len(_filed(index, axis, term)))


def _filed(index: SiteIndex, axis: Axis, term: Term) -> list[str]:
    return index.by_term.get((axis.id, term.id), [])


def _by_year(index: SiteIndex, columns: YearColumns, axis: Axis) -> Chart:
    terms = _fullest(index, axis)
    shown, others = terms[:_TERMS], terms[_TERMS:]
    rows = [
        Row(
            Heading(term.name, term_url(axis.id, term.id)), columns.cells(_filed(index, axis, term), {axis.id: term.id})
        )
        for term in shown
    ]
    if others:
        ids = [term.id for term in others]
        papers = _union(_filed(index, axis, term) for term in others)
        rows.append(Row(Heading(_("Other terms"), axis_url(axis.id)), columns.cells(papers, {axis.id: ids})))
    unfiled = index.kb.papers.keys() - _union(_filed(index, axis, term) for term in terms)
    if unfiled:
        query = f"-{axis.id}:{','.join(term.id for term in terms)}"
        rows.append(Row(Heading(_("Not filed on this axis")), columns.cells(unfiled, query=query), apart=True))
    return _over_years(
        f"{axis.id}-years",
        _("{name} over the years", name=axis.name),
        columns,
        rows,
        _("Term"),
        f"{_(_SEVERAL)} {_(_APART)}" if unfiled else _(_SEVERAL),
    )


def _union(lists: Iterable[Iterable[str]]) -> set[str]:
    return set().union(*lists)


def _together(index: SiteIndex, axis: Axis, terms: Sequence[Term]) -> Chart | None:
    """How many papers carry each two terms of an axis; the explorer is asked for both in a query."""
    if len(terms) < _WORTH_CROSSING:
        return None
    shown = terms[:_TERMS]
    papers = {term.id: set(_filed(index, axis, term)) for term in shown}
    rows = []
    for one in shown:
        cells = []
        for other in shown:
            both = len(papers[one.id] & papers[other.id])
            url = explore_url({}, f"{axis.id}:{one.id} {axis.id}:{other.id}") if both else ""
            cells.append(Cell(None, words=_("the same term")) if one is other else Cell(both, url))
        rows.append(Row(Heading(one.name, term_url(axis.id, one.id)), tuple(cells)))
    return _meeting(
        f"{axis.id}-together", _("{axis}: terms that occur together", axis=axis.name), axis, shown, rows, _("Term")
    )


def _crossed(index: SiteIndex, down: Axis, across: Axis) -> Chart | None:
    """How many papers carry a term of one axis and a term of another."""
    of_column = {term.id: set(_filed(index, across, term)) for term in _fullest(index, across)[:_TERMS]}
    rows = []
    for one in _fullest(index, down)[:_TERMS]:
        papers = set(_filed(index, down, one))
        counts = {other: len(papers & found) for other, found in of_column.items()}
        cells = (
            Cell(count, explore_url({down.id: one.id, across.id: other}) if count else "")
            for other, count in counts.items()
        )
        rows.append(Row(Heading(one.name, term_url(down.id, one.id)), tuple(cells)))
    terms = _fullest(index, across)[:_TERMS]
    title = _("{first} and {second}", first=down.name, second=across.name.lower())
    return _meeting(f"{down.id}-{across.id}", title, across, terms, rows, down.name)


def _meeting(anchor: str, title: str, across: Axis, terms: Sequence[Term], rows: list[Row], down: str) -> Chart | None:
    if not any(cell.value for row in rows for cell in row.cells):
        return None
    columns = tuple(Heading(term.name, term_url(across.id, term.id)) for term in terms)
    return Chart(anchor, "heat", title, columns, tuple(rows), across.name, down)


def _venues(index: SiteIndex, columns: YearColumns) -> Chart:
    fullest = sorted(index.by_venue, key=lambda key: -len(index.by_venue[key]))
    shown, others = fullest[:_VENUES], fullest[_VENUES:]
    rows = [
        Row(Heading(index.venue_short(key), venue_url(key)), columns.cells(index.by_venue[key], {"venue": key}))
        for key in shown
    ]
    if others:
        papers = _union(index.by_venue[key] for key in others)
        query = f"has:venue -venue:{','.join(shown)}"
        rows.append(Row(Heading(_("Other venues"), "venues/"), columns.cells(papers, query=query)))
    unknown = index.kb.papers.keys() - _union(index.by_venue.values())
    if unknown and shown:
        rows.append(Row(Heading(_("Venue not known")), columns.cells(unknown, query="-has:venue"), apart=True))
    return _over_years("venues", _("Venues over the years"), columns, rows, _("Venue"), _(_APART) if unknown else "")


def _datasets(index: SiteIndex, columns: YearColumns) -> Chart:
    """The datasets that most papers use."""
    rows = []
    for dataset in by_use(index, index.datasets)[:_DATASETS]:
        users = index.users(dataset.id)
        named_by = {*(paper.id for paper in index.papers_of_dataset[dataset.id]), *index.results_on.get(dataset.id, ())}
        # The explorer also finds the papers that introduce a dataset and those that only report a result on it.
        others = index.newest_first(named_by.difference(users))
        query = " ".join([f"dataset:{dataset.id}", *([f"-id:{','.join(others)}"] if others else [])])
        rows.append(Row(Heading(dataset.name, dataset_url(dataset.id)), columns.cells(users, query=query)))
    note = _("Papers whose record says that they use a dataset; those that introduce it are not counted.")
    return _over_years("datasets", _("Datasets used most, over the years"), columns, rows, _("Dataset"), note)
