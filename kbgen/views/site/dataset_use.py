"""Who uses which dataset. A paper that introduces a dataset is not counted among those that use it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from kbgen.model.dataset import Dataset
from kbgen.model.paper import DatasetUse
from kbgen.views.entries import PaperCard
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.leaderboards import leaderboard_url
from kbgen.views.site.parts import Ref
from kbgen.views.view import View

MOST_USED = 10
WIDTH, HEIGHT = 640, 180
_LEFT, _TOP, _BOTTOM = 4, 20, 22
_SLOT = 48


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


class Bar(View, frozen=True):
    """A year in the picture of a dataset's use; a year of which no use is known has no height."""

    year: int
    papers: int
    anchor: str
    x: float
    y: float
    width: float
    height: float


class UseBars(View, frozen=True):
    """Papers a year that use a dataset, as a picture ``width`` by ``height`` whose bars stand on ``bottom``."""

    width: float
    height: float
    bottom: float
    bars: tuple[Bar, ...]


def most_used(index: SiteIndex, paper_ids: Iterable[str], at_most: int = MOST_USED) -> tuple[UsedDataset, ...]:
    """The datasets that most of these papers use, most first, then by name."""
    counts = Counter(chain.from_iterable(map(_used(index).__getitem__, paper_ids)))
    ranked = sorted(counts.items(), key=lambda one: (-one[1], _name(index, one[0]), one[0]))[:at_most]
    return tuple(_used_dataset(index, dataset_id, count) for dataset_id, count in ranked)


def most_used_of(index: SiteIndex, datasets: Iterable[Dataset], at_most: int = MOST_USED) -> tuple[UsedDataset, ...]:
    """Of these datasets those that most papers use, most first, then by name; those that none uses are left out."""
    users = user_counts(index)
    counts = [(users.get(dataset.id, 0), dataset) for dataset in datasets]
    ranked = sorted((one for one in counts if one[0]), key=lambda one: (-one[0], one[1].name.casefold(), one[1].id))
    return tuple(_used_dataset(index, dataset.id, count) for count, dataset in ranked[:at_most])


def uses_by_year(index: SiteIndex, dataset_id: str) -> tuple[UsesOfYear, ...]:
    """The papers that use a dataset, newest first, under the years they appeared in."""
    groups: dict[int | None, list[UseRow]] = {}
    for paper, use in index.uses_of_dataset.get(dataset_id, ()):
        if use.role != "introduces":
            groups.setdefault(paper.year, []).append(_use_row(index, paper.id, use))
    return tuple(
        UsesOfYear(str(year or "Undated"), _anchor(year), tuple(rows), len({row.paper.id for row in rows}))
        for year, rows in groups.items()
    )


def use_bars(groups: Iterable[UsesOfYear]) -> UseBars | None:
    """The picture of a dataset's use over the years; ``None`` where the uses are all of one year."""
    papers = {int(group.heading): group.papers for group in groups if group.heading.isdecimal()}
    if len(papers) < 2:
        return None
    first, last = min(papers), max(papers)
    years = range(first, last + 1)
    slot = min(_SLOT, (WIDTH - 2 * _LEFT) / len(years))
    bottom, most = HEIGHT - _BOTTOM, max(papers.values())
    bars = []
    for place, year in enumerate(years):
        count = papers.get(year, 0)
        tall = round(count / most * (bottom - _TOP), 1)
        x, width = round(_LEFT + place * slot + slot * 0.12, 1), round(slot * 0.76, 1)
        bars.append(Bar(year, count, _anchor(year), x, round(bottom - tall, 1), width, tall))
    return UseBars(round(slot * len(years) + 2 * _LEFT, 1), HEIGHT, bottom, tuple(bars))


@lru_cache(maxsize=1)
def user_counts(index: SiteIndex) -> Mapping[str, int]:
    """For each dataset that a paper uses, the number of papers that do."""
    return Counter(chain.from_iterable(_used(index).values()))


@lru_cache(maxsize=1)
def _used(index: SiteIndex) -> Mapping[str, tuple[str, ...]]:
    """For each paper the datasets it uses, each once."""
    return {
        paper.id: tuple(dict.fromkeys(use.dataset for use in paper.datasets if use.role != "introduces"))
        for paper in index.papers
    }


def _used_dataset(index: SiteIndex, dataset_id: str, papers: int) -> UsedDataset:
    has_board = dataset_id in index.results_on and dataset_id in index.kb.datasets
    return UsedDataset(index.dataset_ref(dataset_id), papers, leaderboard_url(dataset_id) if has_board else "")


def _use_row(index: SiteIndex, paper_id: str, use: DatasetUse) -> UseRow:
    return UseRow(index.card(paper_id), use.role, use.detail, use.source)


def _name(index: SiteIndex, dataset_id: str) -> str:
    return index.dataset_ref(dataset_id).name.casefold()


def _anchor(year: int | None) -> str:
    return f"used-in-{year}" if year is not None else "used-undated"
