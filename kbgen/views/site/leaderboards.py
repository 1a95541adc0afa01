"""What leaderboards show: for each dataset the results that papers report on it, apart by task, metric and unit."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kbgen.model.metrics import Better, better
from kbgen.model.paper import Result
from kbgen.model.text import fold, slugify
from kbgen.model.words import _
from kbgen.views.charts import Chart
from kbgen.views.site.addresses import leaderboard_url
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.index import MODALITY_AXIS, SiteIndex
from kbgen.views.site.parts import Ref
from kbgen.views.site.progress import progress
from kbgen.views.view import View

LEADERBOARDS = "leaderboards/"


class Standing(View, frozen=True):
    """A reported result. Equal values share a rank; ``None`` where it is not known which way the metric improves.

    ``source`` says where in the paper the number stands; ``href`` leads to the paper itself.
    """

    rank: int | None
    paper: Ref
    year: int | None
    value: str
    number: float
    unit: str | None
    model: str | None
    source: str
    href: str | None


class Board(View, frozen=True):
    """Results of one task, metric and unit, the best first; by year where no order is known. ``id`` is its anchor."""

    id: str
    task: Ref | None
    metric: str
    unit: str | None
    better: Better | None
    rows: tuple[Standing, ...]
    papers: int
    progress: Chart | None


class LeaderboardPage(View, frozen=True):
    """``/leaderboards/DATASET/``."""

    head: Head
    dataset: Ref
    modalities: tuple[Ref, ...]
    results: int
    papers: int
    boards: tuple[Board, ...]

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Everything that is drawn."""
        return tuple(board.progress for board in self.boards if board.progress)


class LeaderboardRow(View, frozen=True):
    """A dataset with results, as the index lists it."""

    dataset: Ref
    url: str
    modalities: tuple[Ref, ...]
    tasks: tuple[Ref, ...]
    metrics: tuple[str, ...]
    results: int
    papers: int
    newest: int | None


class LeaderboardsPage(View, frozen=True):
    """``/leaderboards/``: the datasets with results, those with most results first."""

    head: Head
    results: int
    papers: int
    rows: tuple[LeaderboardRow, ...]


def with_results(index: SiteIndex) -> list[str]:
    """The datasets that have a leaderboard: those with a record and a result, by name."""
    return [dataset.id for dataset in index.datasets if dataset.id in index.results_on]


def leaderboard_page(index: SiteIndex, dataset_id: str) -> LeaderboardPage:
    """The leaderboard of one dataset."""
    dataset = index.kb.datasets[dataset_id]
    found = boards(index, dataset_id)
    results = sum(len(board.rows) for board in found)
    return LeaderboardPage(
        head=Head(
            _("Leaderboard: {name}", name=dataset.name),
            _("Results that papers report on {name}, each with its source", name=dataset.name),
            (Crumb(_("Leaderboards"), LEADERBOARDS), Crumb(dataset.name, leaderboard_url(dataset_id))),
        ),
        dataset=index.dataset_ref(dataset_id),
        modalities=tuple(index.term_ref(MODALITY_AXIS, term) for term in dataset.modalities),
        results=results,
        papers=len(index.results_on.get(dataset_id, ())),
        boards=found,
    )


def leaderboards_page(index: SiteIndex) -> LeaderboardsPage:
    """The index of all leaderboards."""
    rows = sorted((_row(index, one) for one in with_results(index)), key=lambda row: -row.results)
    crumb = Crumb(_("Leaderboards"), LEADERBOARDS)
    return LeaderboardsPage(
        head=Head(_("Leaderboards"), _("Results by dataset, as the papers report them"), (crumb,)),
        results=sum(row.results for row in rows),
        papers=len({paper for one in with_results(index) for paper in index.results_on[one]}),
        rows=tuple(rows),
    )


def boards(index: SiteIndex, dataset_id: str) -> tuple[Board, ...]:
    """The results on a dataset, apart by task, metric and unit; those with most results first."""
    apart: dict[tuple[str, str, str], list[tuple[str, Result]]] = {}
    for paper_id, result in _results(index).get(dataset_id, ()):
        key = (slugify(result.task or ""), fold(result.metric), result.unit or "")
        apart.setdefault(key, []).append((paper_id, result))
    anchors: dict[str, int] = {}
    found = []
    for key, results in sorted(apart.items(), key=lambda one: (-len(one[1]), one[0])):
        anchor = slugify(" ".join(part for part in key[:2] if part)) or "results"
        anchors[anchor] = anchors.get(anchor, 0) + 1
        found.append(_board(index, anchor if anchors[anchor] == 1 else f"{anchor}-{anchors[anchor]}", results))
    return tuple(found)


@lru_cache(maxsize=1)
def _results(index: SiteIndex) -> Mapping[str, Sequence[tuple[str, Result]]]:
    """For each dataset the results on it with the papers that report them, newest papers first."""
    found: dict[str, list[tuple[str, Result]]] = {}
    for paper in index.papers:
        for result in paper.results:
            found.setdefault(result.dataset, []).append((paper.id, result))
    return found


def _board(index: SiteIndex, anchor: str, results: Sequence[tuple[str, Result]]) -> Board:
    first = results[0][1]
    way = better(first.metric)
    ordered = results
    if way:
        sign = -1 if way == "higher" else 1
        ordered = sorted(results, key=lambda one: sign * one[1].value)
    dated = [
        (year, result.value, index.paper_ref(paper_id))
        for paper_id, result in ordered
        if (year := index.years[paper_id]) is not None
    ]
    ranks: dict[float, int] = {}
    for place, (_paper, result) in enumerate(ordered, 1):
        ranks.setdefault(result.value, place)
    return Board(
        id=anchor,
        task=index.task_ref(first.task) if first.task else None,
        metric=first.metric,
        unit=first.unit,
        better=way,
        rows=tuple(
            _standing(index, paper_id, result, ranks[result.value] if way else None) for paper_id, result in ordered
        ),
        papers=len({paper_id for paper_id, _ in results}),
        progress=progress(anchor, first.metric, first.unit, dated, way) if way else None,
    )


def _standing(index: SiteIndex, paper_id: str, result: Result, rank: int | None) -> Standing:
    paper = index.kb.papers[paper_id]
    return Standing(
        rank=rank,
        paper=index.paper_ref(paper_id),
        year=paper.year,
        value=_text(result.value),
        number=result.value,
        unit=result.unit,
        model=result.model,
        source=result.source,
        href=paper.url,
    )


def _row(index: SiteIndex, dataset_id: str) -> LeaderboardRow:
    dataset = index.kb.datasets[dataset_id]
    papers = index.results_on[dataset_id]
    results = [result for _, result in _results(index)[dataset_id]]
    return LeaderboardRow(
        dataset=index.dataset_ref(dataset_id),
        url=leaderboard_url(dataset_id),
        modalities=tuple(index.term_ref(MODALITY_AXIS, term) for term in dataset.modalities),
        tasks=tuple(index.task_ref(task) for task in dict.fromkeys(one.task for one in results if one.task)),
        metrics=tuple(dict.fromkeys(one.metric for one in results)),
        results=len(results),
        papers=len(papers),
        newest=max((year for paper in papers if (year := index.years[paper])), default=None),
    )


def _text(value: float) -> str:
    return f"{value:.10g}"
