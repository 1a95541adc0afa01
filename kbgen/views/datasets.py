"""Datasets as tables: a row for each, with the source's own words and the number they mean."""

from collections.abc import Iterable

from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.vocabulary import Taxonomy
from kbgen.views.entries import Link
from kbgen.views.view import View


class SizeCell(View, frozen=True):
    """How many of a column's things a dataset holds: the source's words, and their number where they give one."""

    text: str = ""
    count: float | None = None


class DatasetRow(View, frozen=True):
    """One dataset; ``sizes`` stand in the order of the table's ``size_columns``.

    ``url`` is where the dataset is described or downloaded, ``access`` the source's words where it gives no address,
    and ``more`` the other addresses, such as that of the paper that introduces it.
    """

    id: str
    name: str
    url: str | None
    year: int | None
    sizes: tuple[SizeCell, ...]
    domain: str
    tasks: str
    access: str
    license: str
    code: tuple[Link, ...]
    more: tuple[Link, ...]


class DatasetTable(View, frozen=True):
    """Datasets that are shown together. ``size_columns`` are the things they count, as their sources name them."""

    size_columns: tuple[str, ...]
    rows: tuple[DatasetRow, ...]

    @property
    def has_access(self) -> bool:
        """Whether any row says in words how to get the data."""
        return any(row.access for row in self.rows)

    @property
    def has_license(self) -> bool:
        """Whether any row names a licence."""
        return any(row.license for row in self.rows)


def dataset_table(datasets: Iterable[Dataset], kb: KnowledgeBase) -> DatasetTable:
    """The table of some datasets, in the order given, with a column for each thing that one of them counts."""
    datasets = tuple(datasets)
    columns = dict.fromkeys(size.of for dataset in datasets for size in dataset.sizes)
    return DatasetTable(tuple(columns), tuple(_row(dataset, tuple(columns), kb) for dataset in datasets))


def _row(dataset: Dataset, columns: tuple[str, ...], kb: KnowledgeBase) -> DatasetRow:
    sizes: dict[str, SizeCell] = {}
    for size in dataset.sizes:
        before = sizes.get(size.of)
        text = f"{before.text}, {size.text}" if before else size.text
        sizes[size.of] = SizeCell(text, before.count if before else size.count)
    links = dataset.links
    home = links.home or links.data or links.docs
    introduced = kb.papers.get(dataset.introduced_by or "")
    others = (
        ("paper", "Paper", links.paper or (introduced.url if introduced else None)),
        ("data", "Data", links.data),
        ("docs", "Details", links.docs),
    )
    return DatasetRow(
        id=dataset.id,
        name=dataset.name,
        url=home,
        year=dataset.year,
        sizes=tuple(sizes.get(column, SizeCell()) for column in columns),
        domain=", ".join(dataset.domain),
        tasks=dataset.task_text or ", ".join(_names(dataset.tasks, kb.taxonomy)),
        access=dataset.access or "",
        license=dataset.license or "",
        code=tuple(Link("code", "Code" if n == 1 else f"Code {n}", url) for n, url in enumerate(links.code, 1)),
        more=tuple(Link(kind, label, url) for kind, label, url in others if url and url != home),
    )


def _names(tasks: tuple[str, ...], taxonomy: Taxonomy) -> list[str]:
    return [placed.term.name if (placed := taxonomy.terms.get(("task", task))) else task for task in tasks]
