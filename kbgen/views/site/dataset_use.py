"""Who uses which dataset, and which datasets are used most."""

from collections.abc import Iterable

from kbgen.model.dataset import Dataset
from kbgen.model.paper import DatasetUse
from kbgen.model.words import _
from kbgen.views.entries import PaperCard
from kbgen.views.most_used import most_used_datasets
from kbgen.views.site.addresses import leaderboard_url
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import Ref
from kbgen.views.view import View

MOST_USED = 10


class UsedDataset(View, frozen=True):
    """A dataset with the number of papers that use it; ``leaderboard`` is empty where no result on it is known."""

    dataset: Ref
    papers: int
    leaderboard: str


class UseRow(View, frozen=True):
    """A paper that uses a dataset, and what it says of that; ``role`` is ``uses`` where nothing narrower is stated."""

    paper: PaperCard
    role: str
    detail: str | None
    source: str | None


class UsesOfYear(View, frozen=True):
    """The papers of one year that use a dataset; ``anchor`` leads to them on the dataset's page."""

    heading: str
    anchor: str
    rows: tuple[UseRow, ...]
    papers: int


def most_used(index: SiteIndex, paper_ids: Iterable[str]) -> tuple[UsedDataset, ...]:
    """The datasets that most of these papers use, most first."""
    found = most_used_datasets(index.kb, paper_ids, MOST_USED)
    return tuple(_used_dataset(index, one.id, one.count) for one in found)


def most_used_of(index: SiteIndex, datasets: Iterable[Dataset], at_most: int = MOST_USED) -> tuple[UsedDataset, ...]:
    """Of these datasets those that most papers use, most first."""
    return tuple(_used_dataset(index, one.id, len(index.users(one.id))) for one in by_use(index, datasets)[:at_most])


def by_use(index: SiteIndex, datasets: Iterable[Dataset]) -> list[Dataset]:
    """Those of the datasets that a paper uses, the most used first, then by name."""
    used = (dataset for dataset in datasets if index.users(dataset.id))
    return sorted(used, key=lambda one: (-len(index.users(one.id)), one.name.casefold(), one.id))


def uses_by_year(index: SiteIndex, dataset_id: str) -> tuple[UsesOfYear, ...]:
    """The papers that use a dataset, newest first, under the years they appeared in."""
    groups: dict[int | None, list[UseRow]] = {}
    for paper_id in index.users(dataset_id):
        paper = index.kb.papers[paper_id]
        rows = groups.setdefault(paper.year, [])
        rows.extend(_use_row(index, paper_id, use) for use in paper.uses if use.dataset == dataset_id)
    return tuple(
        UsesOfYear(str(year or _("Undated")), anchor_of(year), tuple(rows), len({row.paper.id for row in rows}))
        for year, rows in groups.items()
    )


def anchor_of(year: int | None) -> str:
    """The place of a year's papers on the page of the dataset that they use."""
    return f"used-in-{year}" if year is not None else "used-undated"


def _used_dataset(index: SiteIndex, dataset_id: str, papers: int) -> UsedDataset:
    has_board = dataset_id in index.results_on and dataset_id in index.kb.datasets
    return UsedDataset(index.dataset_ref(dataset_id), papers, leaderboard_url(dataset_id) if has_board else "")


def _use_row(index: SiteIndex, paper_id: str, use: DatasetUse) -> UseRow:
    return UseRow(index.card(paper_id), use.role, use.detail, use.source)
