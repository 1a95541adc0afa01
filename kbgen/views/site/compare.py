"""The page that sets papers side by side, and what it shows of them that the explorer's catalogue lacks."""

from collections.abc import Mapping
from typing import TypedDict
from urllib.parse import quote

from kbgen.model.made import Made
from kbgen.model.metrics import better
from kbgen.model.paper import Notes, Result
from kbgen.model.words import _, said
from kbgen.views.site.entrance_pages import ExplorerData
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.index import SiteIndex
from kbgen.views.view import View

COMPARE = "compare/"
AT_MOST = 12
"""Papers side by side: more fit no screen and no page."""
_EXAMPLE = 3

VERSION = 1
Use = tuple[int, str, str]
"""A dataset (an index of ``datasets``), the role, and the detail or an empty text."""
ReportedResult = tuple[int, str, str, str, str, str, str, str]
"""Dataset (an index), task in words, metric, value as text, unit, model, source, and which way the metric improves
(``higher``, ``lower``, or empty where that is not known)."""


class ComparedDataset(TypedDict):
    """A dataset that papers introduce, use or report on."""

    id: str
    name: str


class Comparison(TypedDict):
    """What ``site_templates/assets/src/compare/data.ts`` reads. Papers of which nothing is known are left out.

    ``notes`` are headings with words; ``status`` is what became of a paper.
    """

    version: int
    datasets: list[ComparedDataset]
    uses: dict[str, list[Use]]
    results: dict[str, list[ReportedResult]]
    notes: dict[str, list[tuple[str, str]]]
    status: dict[str, str]


class ComparePage(View, frozen=True):
    """``/compare/``: addresses are site-relative; ``example`` leads to a comparison, empty where there is none."""

    head: Head
    data: ExplorerData
    compared_url: str
    at_most: int
    example: str


def compare_page(index: SiteIndex, data: ExplorerData, compared_url: str) -> ComparePage:
    """``/compare/``: the example are the papers that most papers here cite."""
    cited = [paper_id for paper_id, _ in index.most_cited[:_EXAMPLE]]
    return ComparePage(
        head=Head(
            _("Compare"), _("Papers side by side, as in a survey's summary table"), (Crumb(_("Compare"), COMPARE),)
        ),
        data=data,
        compared_url=compared_url,
        at_most=AT_MOST,
        example=compare_url(cited) if len(cited) > 1 else "",
    )


def compare_url(paper_ids: list[str]) -> str:
    """The site-relative address at which papers stand side by side."""
    return f"{COMPARE}?ids={','.join(map(quote, paper_ids))}"


def comparison(index: SiteIndex) -> Comparison:
    """What the papers' records say of datasets, results and notes."""
    places: dict[str, int] = {}
    uses: dict[str, list[Use]] = {}
    results: dict[str, list[ReportedResult]] = {}
    notes: dict[str, list[tuple[str, str]]] = {}
    status: dict[str, str] = {}
    # A task is one of few words, and looked up once.
    tasks: Made[str, str] = Made(lambda task: index.task_ref(task).name)
    for paper in index.papers:
        if paper.datasets:
            uses[paper.id] = [
                (places.setdefault(use.dataset, len(places)), use.role, use.detail or "") for use in paper.datasets
            ]
        if paper.results:
            results[paper.id] = [
                _result(result, places.setdefault(result.dataset, len(places)), tasks) for result in paper.results
            ]
        if paper.notes and (noted := _notes(paper.notes)):
            notes[paper.id] = noted
        if paper.status:
            status[paper.id] = said(paper.status)
    return Comparison(
        version=VERSION,
        datasets=[ComparedDataset(id=one, name=index.dataset_ref(one).name) for one in places],
        uses=uses,
        results=results,
        notes=notes,
        status=status,
    )


def _result(result: Result, dataset: int, tasks: Mapping[str, str]) -> ReportedResult:
    return (
        dataset,
        tasks[result.task] if result.task else "",
        result.metric,
        f"{result.value:.10g}",
        result.unit or "",
        result.model or "",
        result.source,
        better(result.metric) or "",
    )


def _notes(notes: Notes) -> list[tuple[str, str]]:
    """What surveys put into their tables; key points are for reading, not for comparing."""
    return [
        *((_("Pretext tasks"), one) for one in notes.pretext_tasks),
        *((_("Architecture: {part}", part=part), words) for part, words in notes.architecture.items()),
        *((_("Downstream tasks"), one) for one in notes.downstream_tasks),
    ]
