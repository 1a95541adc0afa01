"""The datasets of a paper: those that it introduces, and those that it uses."""

from kbgen.model.paper import DatasetUse, Paper
from kbgen.model.words import _
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import DatasetUseRow


def introduced(index: SiteIndex, paper: Paper) -> tuple[DatasetUseRow, ...]:
    """The datasets that a paper introduces, as its own record says or as a dataset's does."""
    named = paper.introduced_datasets
    stated = [use for use in paper.datasets if use.dataset in named]
    others = (one for one in index.introduced_by_record.get(paper.id, ()) if one not in named)
    by_datasets = (
        DatasetUseRow(index.dataset_ref(one), "introduces", None, _("the dataset's record")) for one in others
    )
    return (*(_row(index, use) for use in stated), *by_datasets)


def used(index: SiteIndex, paper: Paper) -> tuple[DatasetUseRow, ...]:
    """The datasets that a paper uses, each with what for."""
    return tuple(_row(index, use) for use in paper.uses)


def _row(index: SiteIndex, use: DatasetUse) -> DatasetUseRow:
    return DatasetUseRow(index.dataset_ref(use.dataset), use.role, use.detail, use.source)
