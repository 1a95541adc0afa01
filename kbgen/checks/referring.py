"""What a record is called by others, and what it refers to: how far a change reaches."""

from collections.abc import Iterator, Mapping

from kbgen.model.base import Record
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.model.source import Sources
from kbgen.model.vocabulary import Taxonomy, Venues

Name = tuple[str, ...]
"""What others refer to: ``("paper", id)``, ``("venue", id)``, ``("axis", id)``, ``("term", axis, id)`` and the like."""


def named_by(record: Record | None) -> Mapping[Name, object]:
    """The names that a record gives, each with what it stands for: where that differs, the name means another thing."""
    match record:
        case Paper():
            return {("paper", name): record for name in (record.id, *record.aliases)}
        case Dataset():
            return {("dataset", name): record for name in (record.id, *record.aliases)}
        case Venues():
            return {("venue", venue.id): venue for venue in record.venues}
        case Sources():
            return {("source", source.id): source for source in record.sources}
        case Taxonomy():
            names: dict[Name, object] = {("axis", axis.id): (axis.name, axis.aliases) for axis in record.axes}
            for placed in record.walk():
                own = placed.term.model_copy(update={"children": ()})
                names["term", placed.axis, placed.term.id] = (own, placed.ancestors)
            return names
    return {}


def referred_by(record: Record | None) -> frozenset[Name]:
    """The names that a paper or dataset refers to. Lists refer to all records, by what they ask for."""
    match record:
        case Paper():
            return frozenset(_of_paper(record))
        case Dataset():
            return frozenset(_of_dataset(record))
    return frozenset()


def _of_paper(paper: Paper) -> Iterator[Name]:
    if paper.venue:
        yield "venue", paper.venue
    for axis, terms in paper.topics.items():
        yield "axis", axis
        yield from (("term", axis, term) for term in terms)
    yield from (("dataset", use.dataset) for use in paper.datasets)
    yield from (("dataset", result.dataset) for result in paper.results)
    relations = paper.relations
    yield from (("paper", other) for other in (*relations.cites, *relations.extends, *relations.compares_to))
    yield from (("source", source) for source in paper.sources)


def _of_dataset(dataset: Dataset) -> Iterator[Name]:
    if dataset.family:
        yield "term", "dataset-family", dataset.family
    yield from (("term", "modality", term) for term in dataset.modalities)
    yield from (("term", "task", term) for term in dataset.tasks)
    if dataset.introduced_by:
        yield "paper", dataset.introduced_by
    yield from (("source", source) for source in dataset.sources)
