"""What a record can have: the things that ``has`` asks for."""

from collections.abc import Callable, Collection, Mapping
from typing import Literal, get_args

from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import SERVICE_REFERENCES
from kbgen.model.paper import Paper

Feature = Literal[
    "code",
    "arxiv",
    "doi",
    "summary",
    "project",
    "results",
    "authors",
    "abstract",
    "references",
    "dataset",
    "notes",
    "acl",
    "openreview",
    "pdf",
    "blog",
    "video",
    "slides",
    "poster",
    "demo",
    "data",
    "model",
    "year",
    "venue",
    "topics",
]

FEATURES: tuple[Feature, ...] = get_args(Feature)

IN_OVERLAY: Mapping[str, tuple[str, ...]] = {
    "abstract": ("abstract",),
    "references": ("reference_coverage", *SERVICE_REFERENCES),
}
"""Features that the overlay tells, with the fields of which one must be there: a list of references that was read."""

PAPER_FEATURES: Mapping[str, Callable[[Paper], object]] = {
    "code": lambda paper: paper.links.code,
    "arxiv": lambda paper: paper.ids.arxiv,
    "doi": lambda paper: paper.ids.doi,
    "summary": lambda paper: paper.summary,
    "project": lambda paper: paper.links.project,
    "results": lambda paper: paper.results,
    "authors": lambda paper: paper.authors,
    "dataset": lambda paper: paper.introduced_datasets,
    "notes": lambda paper: paper.notes,
    "acl": lambda paper: paper.ids.acl,
    "openreview": lambda paper: paper.ids.openreview,
    "pdf": lambda paper: paper.links.pdf,
    "blog": lambda paper: paper.links.blog,
    "video": lambda paper: paper.links.video,
    "slides": lambda paper: paper.links.slides,
    "poster": lambda paper: paper.links.poster,
    "demo": lambda paper: paper.links.demo,
    "data": lambda paper: paper.links.data,
    "model": lambda paper: paper.links.model,
    "year": lambda paper: paper.year,
    "venue": lambda paper: paper.venue,
    "topics": lambda paper: any(paper.topics.values()),
}
"""What a paper's own record tells, as something that is true where the paper has it."""

DATASET_FEATURES: Mapping[str, Callable[[Dataset], object]] = {
    "code": lambda dataset: dataset.links.code,
    "summary": lambda dataset: dataset.summary,
    "project": lambda dataset: dataset.links.home,
    "data": lambda dataset: dataset.links.data,
    "year": lambda dataset: dataset.year,
    "topics": lambda dataset: dataset.modalities or dataset.tasks or dataset.family,
}
"""What a dataset's own record tells; whether anybody reports ``results`` on it, the papers tell."""


def paper_has(paper: Paper, feature: str, overlay: Collection[str]) -> bool:
    """Whether a paper has something; ``overlay`` names the fields that the overlay holds of it."""
    if feature in IN_OVERLAY:
        return any(name in overlay for name in IN_OVERLAY[feature])
    return feature in PAPER_FEATURES and bool(PAPER_FEATURES[feature](paper))


def dataset_has(dataset: Dataset, feature: str, with_results: Collection[str]) -> bool:
    """Whether a dataset has something; ``with_results`` are the datasets on which a result is reported."""
    if feature == "results":
        return dataset.id in with_results
    return feature in DATASET_FEATURES and bool(DATASET_FEATURES[feature](dataset))
