"""Names as people write them in queries, looked up in the vocabularies."""

from collections.abc import Iterable

from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Taxonomy, Venue

FAMILY_AXIS = "dataset-family"
ANY_AXIS = "topic"
"""The field of a query that asks for a term of whichever axis."""


def find_terms(taxonomy: Taxonomy, field: str, name: str) -> list[tuple[str, str]]:
    """Axis and identifier of the terms that a name means: by identifier or else by name or alias.

    ``field`` is an axis or :data:`ANY_AXIS`, where ``axis/term`` names one of the axis.
    """
    axes = [axis.id for axis in taxonomy.axes] if field == ANY_AXIS else [field]
    axis, slash, rest = name.partition("/")
    if slash and field == ANY_AXIS and axis in axes:
        axes, name = [axis], rest
    exact = [(axis, name) for axis in axes if (axis, name) in taxonomy.terms]
    return exact or [(axis, term.id) for axis in axes if (term := taxonomy.find(axis, name))]


def find_venue(kb: KnowledgeBase, name: str) -> Venue | None:
    """The venue of that key, or else of that short name, name or alias."""
    return kb.venues.by_id.get(name) or kb.venues.find(name)


def find_datasets(kb: KnowledgeBase, name: str) -> list[Dataset]:
    """The dataset of that identifier, or else those that have or had this identifier or name."""
    if name in kb.datasets:
        return [kb.datasets[name]]
    asked = normalise_title(name)
    return [
        dataset
        for dataset in kb.datasets.values()
        if name in dataset.aliases or (asked and asked in map(normalise_title, (dataset.name, *dataset.also_known_as)))
    ]


def with_descendants(taxonomy: Taxonomy, axis: str, terms: Iterable[str]) -> frozenset[str]:
    """The terms themselves and every term of the axis below one of them."""
    wanted = set(terms)
    below = {
        placed.term.id for placed in taxonomy.walk() if placed.axis == axis and not wanted.isdisjoint(placed.ancestors)
    }
    return frozenset(wanted | below)
