"""What the pages of datasets show: one page a dataset, one table a family."""

from collections.abc import Iterable
from statistics import mean

from kbgen.model.dataset import Dataset
from kbgen.model.text import fold
from kbgen.model.words import _, marked, plural
from kbgen.views.site.addresses import dataset_url, leaderboard_url
from kbgen.views.site.dataset_filter import facets, filed, most_used_by_modality
from kbgen.views.site.dataset_use import anchor_of, most_used_of, uses_by_year
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.index import FAMILY_AXIS, MODALITY_AXIS, TASK_AXIS, SiteIndex
from kbgen.views.site.leaderboards import boards
from kbgen.views.site.listings import year_counts
from kbgen.views.site.papers import result_row
from kbgen.views.site.parts import DatasetRow, DatasetTable, OutLink, RecordInfo, SizeCell
from kbgen.views.site.record_pages import DatasetFamily, DatasetPage, DatasetsPage

_LINKS = (
    ("home", marked("Home page")),
    ("paper", marked("Paper")),
    ("code", marked("Code")),
    ("data", marked("Data")),
    ("docs", marked("Documentation")),
)


def dataset_page(index: SiteIndex, dataset_id: str, record: RecordInfo) -> DatasetPage:
    """The page of one dataset."""
    dataset = index.kb.datasets[dataset_id]
    users = index.users(dataset_id)
    has_results = dataset_id in index.results_on
    description = dataset.summary or _("{name}: a dataset", name=", ".join((dataset.name, *dataset.domain)))
    return DatasetPage(
        head=Head(
            dataset.name,
            description,
            (_crumb(), Crumb(dataset.name, dataset_url(dataset_id))),
        ),
        id=dataset_id,
        name=dataset.name,
        also_known_as=dataset.also_known_as,
        year=dataset.year,
        family=index.term_ref(FAMILY_AXIS, dataset.family) if dataset.family else None,
        modalities=tuple(index.term_ref(MODALITY_AXIS, term) for term in dataset.modalities),
        domain=dataset.domain,
        tasks=tuple(index.term_ref(TASK_AXIS, term) for term in dataset.tasks),
        task_text=_task_text(index, dataset),
        sizes=_sizes(dataset),
        license=dataset.license,
        access=dataset.access,
        links=_links(dataset),
        summary=dataset.summary,
        introduced_by=index.cards(index.introducers(dataset)),
        used_by=index.cards(users),
        results=tuple(
            result_row(index, result, paper_id)
            for paper_id in index.results_on.get(dataset_id, ())
            for result in index.kb.papers[paper_id].results
            if result.dataset == dataset_id
        ),
        record=record,
        uses=uses_by_year(index, dataset_id),
        years=year_counts(index, users, lambda year: f"#{anchor_of(year)}"),
        boards=boards(index, dataset_id) if has_results else (),
        leaderboard=leaderboard_url(dataset_id) if has_results else "",
    )


def dataset_row(index: SiteIndex, dataset: Dataset) -> DatasetRow:
    """A dataset as tables list it."""
    introducers = index.introducers(dataset)
    return DatasetRow(
        id=dataset.id,
        name=dataset.name,
        url=dataset_url(dataset.id),
        also_known_as=dataset.also_known_as,
        year=dataset.year,
        modalities=tuple(index.term_ref(MODALITY_AXIS, term) for term in dataset.modalities),
        domain=dataset.domain,
        tasks=tuple(index.term_ref(TASK_AXIS, term) for term in dataset.tasks),
        task_text=dataset.task_text,
        sizes=_sizes(dataset),
        license=dataset.license,
        access=dataset.access,
        links=_links(dataset),
        paper=index.paper_ref(introducers[0]) if introducers else None,
        used_by=len(index.users(dataset.id)),
        filed=filed(index, dataset, has_link=bool(_links(dataset))),
    )


def dataset_table(rows: Iterable[DatasetRow]) -> DatasetTable:
    """Datasets with a column for each thing that is counted in some of them.

    The columns stand in the order in which records name what they count, as far as the records agree.
    """
    shown = tuple(rows)
    places: dict[str, list[int]] = {}
    for row in shown:
        for place, size in enumerate(row.sizes):
            places.setdefault(size.of, []).append(place)
    counted = sorted(places, key=lambda of: (mean(places[of]), -len(places[of]), of))
    return DatasetTable(
        tuple(counted), tuple((row, tuple(_cell(row.sizes, heading) for heading in counted)) for row in shown)
    )


def datasets_page(index: SiteIndex) -> DatasetsPage:
    """All datasets, one table a family in the taxonomy's order; those that name none come last.

    In a family those stand first that most papers use.
    """
    by_family: dict[str | None, list[DatasetRow]] = {}
    for dataset in sorted(index.datasets, key=lambda one: -len(index.users(one.id))):
        by_family.setdefault(dataset.family, []).append(dataset_row(index, dataset))
    families = [
        DatasetFamily(placed.term.id, placed.term.name, placed.term.description, dataset_table(rows))
        for placed in index.kb.taxonomy.walk()
        if placed.axis == FAMILY_AXIS and (rows := by_family.pop(placed.term.id, None))
    ]
    if by_family:
        rest = sorted(
            (row for rows in by_family.values() for row in rows), key=lambda row: (-row.used_by, row.name.casefold())
        )
        words = "" if any(_described(row) for row in rest) else _(_ONLY_NAMED)
        families.append(
            DatasetFamily("other", _("Other datasets") if families else _("Datasets"), words, dataset_table(rest))
        )
    return DatasetsPage(
        head=Head(
            _("Datasets"),
            _("{datasets} with size, modality and task", datasets=plural(len(index.datasets), "dataset")),
            (_crumb(),),
        ),
        total=len(index.datasets),
        families=tuple(families),
        facets=facets(index, [row for family in families for row in family.table.rows]),
        most_used=most_used_of(index, index.datasets),
        most_used_by_modality=most_used_by_modality(index),
    )


def _crumb() -> Crumb:
    return Crumb(_("Datasets"), "datasets/")


_ONLY_NAMED = marked(
    "Named in papers here and described by no list: what they hold, how much of it and where it is, is not known."
)
_PLURALS = {
    "clip": marked("Clips"),
    "hour": marked("Hours"),
    "image": marked("Images"),
    "item": marked("Items"),
    "mesh": marked("Meshes"),
    "pair": marked("Pairs"),
    "point": marked("Points"),
    "utterance": marked("Utterances"),
    "video": marked("Videos"),
    "video-audio": marked("Videos with sound"),
    "video / clips": marked("Videos or clips"),
}
"""Headings for what lists count, by the name of one."""
_HEADINGS = {**_PLURALS, **{heading.casefold(): heading for heading in _PLURALS.values()}}
"""Headings by what lists write, one or several; other words stand as they are."""


def _sizes(dataset: Dataset) -> tuple[SizeCell, ...]:
    return tuple(SizeCell(_heading(size.of), size.text, size.count) for size in dataset.sizes)


def _task_text(index: SiteIndex, dataset: Dataset) -> str | None:
    """The source's words for the tasks, unless they are the names of the terms that were made of them."""
    names = ", ".join(index.term_ref(TASK_AXIS, term).name for term in dataset.tasks)
    return dataset.task_text if dataset.task_text and fold(dataset.task_text) != fold(names) else None


def _heading(of: str) -> str:
    known = _HEADINGS.get(of.casefold())
    return _(known) if known else f"{of[0].upper()}{of[1:]}"


def _cell(sizes: Iterable[SizeCell], heading: str) -> SizeCell | None:
    """What a dataset says under one heading; where it counts the same in two ways, both stand there."""
    found = [size for size in sizes if size.of == heading]
    if len(found) < 2:
        return found[0] if found else None
    number = next((size.number for size in found if size.number is not None), None)
    return SizeCell(heading, "; ".join(size.text for size in found), number)


def _described(row: DatasetRow) -> bool:
    return bool(row.sizes or row.modalities or row.domain or row.tasks or row.task_text or row.links)


def _links(dataset: Dataset) -> tuple[OutLink, ...]:
    found = []
    for kind, label in _LINKS:
        value = getattr(dataset.links, kind)
        addresses = (value,) if isinstance(value, str) else value or ()
        for number, address in enumerate(addresses, 1):
            found.append(OutLink(kind, _(label) if number == 1 else f"{_(label)} {number}", address))
    return tuple(found)
