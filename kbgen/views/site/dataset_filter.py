"""By what a reader narrows the tables of datasets: modality, task, licence, access, and what is known of them."""

from collections import Counter
from collections.abc import Iterable

from kbgen.model.dataset import Dataset
from kbgen.model.text import slugify
from kbgen.model.words import _, marked
from kbgen.views.site.dataset_use import UsedDataset, most_used_of
from kbgen.views.site.index import MODALITY_AXIS, TASK_AXIS, SiteIndex
from kbgen.views.site.parts import CountedRef, DatasetRow, Ref
from kbgen.views.view import View

_PER_MODALITY = 3
_FACETS = {
    MODALITY_AXIS: marked("Modality"),
    TASK_AXIS: marked("Task"),
    "license": marked("Licence"),
    "access": marked("Access"),
    "has": marked("With a"),
}
_HAS = {
    "link": marked("link to the data"),
    "results": marked("leaderboard"),
    "use": marked("paper here that uses it"),
}


class DatasetFacet(View, frozen=True):
    """Something that tables of datasets can be narrowed by; an option's ``id`` is as rows are ``filed`` under it.

    ``unknown`` counts the datasets of which nothing of the kind is known.
    """

    id: str
    name: str
    options: tuple[CountedRef, ...]
    unknown: int


class MostUsed(View, frozen=True):
    """The datasets of a term that most papers use; ``datasets`` counts all that carry the term."""

    term: Ref
    datasets: int
    used: tuple[UsedDataset, ...]


def filed(index: SiteIndex, dataset: Dataset, *, has_link: bool) -> tuple[str, ...]:
    """What a dataset is found under: see :class:`DatasetRow`."""
    terms = [
        f"{axis}:{term}"
        for axis, carried in ((MODALITY_AXIS, dataset.modalities), (TASK_AXIS, dataset.tasks))
        for one in carried
        for term in index.kb.taxonomy.with_ancestors(axis, one)
    ]
    worded = {"license": slugify(dataset.license or ""), "access": slugify(dataset.access or "")}
    has = {"link": has_link, "results": dataset.id in index.results_on, "use": bool(index.users(dataset.id))}
    return (
        *dict.fromkeys(terms),
        *(f"{facet}:{words}" for facet, words in worded.items() if words),
        *(f"has:{name}" for name, holds in has.items() if holds),
    )


def facets(index: SiteIndex, rows: Iterable[DatasetRow]) -> tuple[DatasetFacet, ...]:
    """What rows can be narrowed by, each value with the datasets that have it; what none has is left out."""
    counts: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    licenses: dict[str, str] = {}
    access: dict[str, str] = {}
    for row in rows:
        counts.update(row.filed)
        unknown.update(_FACETS.keys() - {one.partition(":")[0] for one in row.filed})
        for worded, names_of in ((row.license, licenses), (row.access, access)):
            if worded:
                names_of.setdefault(slugify(worded), worded)
    names: dict[str, dict[str, str]] = {
        MODALITY_AXIS: {},
        TASK_AXIS: {},
        "license": licenses,
        "access": access,
        "has": {name: _(words) for name, words in _HAS.items()},
    }
    for value in counts:
        axis, term = value.split(":", 1)
        if axis in (MODALITY_AXIS, TASK_AXIS):
            names[axis][term] = index.term_ref(axis, term).name
    found = []
    for facet, label in _FACETS.items():
        options = [
            CountedRef(name, "", count, value)
            for value, name in names[facet].items()
            if (count := counts[f"{facet}:{value}"])
        ]
        if options:
            in_order = tuple(sorted(options, key=_commonest_first))
            found.append(DatasetFacet(facet, _(label), in_order, unknown[facet] if facet != "has" else 0))
    return tuple(found)


def most_used_by_modality(index: SiteIndex) -> tuple[MostUsed, ...]:
    """For each modality at the top of its axis that datasets carry, those of them that most papers use."""
    found = []
    for placed in index.kb.taxonomy.walk():
        members = index.datasets_by_term.get((MODALITY_AXIS, placed.term.id), ())
        if placed.axis == MODALITY_AXIS and not placed.ancestors and members:
            used = most_used_of(index, [index.kb.datasets[one] for one in members], _PER_MODALITY)
            if used:
                found.append(MostUsed(index.term_ref(MODALITY_AXIS, placed.term.id), len(members), used))
    return tuple(found)


def _commonest_first(option: CountedRef) -> tuple[int, str]:
    return -option.count, option.name.casefold()
