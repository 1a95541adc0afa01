"""What a list's ``select`` means: which records it finds, and in which order.

Keys are combined with *and*, the values of one key with *or*. A term also finds what is filed under the terms below
it. A key that has no meaning for the kind of record asked for (``venue`` of a dataset) finds nothing.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TypeVar

from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import Select
from kbgen.model.paper import Paper
from kbgen.model.text import fold
from kbgen.model.vocabulary import Taxonomy

DEFAULT_SORT = ("-year", "title")
"""Newest first, then by title: the order where a ``select`` names none."""

DATASET_KEYS = frozenset({"topics", "year", "source", "family", "has", "ids", "exclude", "sort", "limit"})
"""Keys of ``select`` that have a meaning for datasets."""

FAMILY_AXIS = "dataset-family"
MODALITY_AXIS = "modality"
TASK_AXIS = "task"

_SortValue = str | int | datetime.date | None
_RecordT = TypeVar("_RecordT", Paper, Dataset)


def select_papers(kb: KnowledgeBase, select: Select) -> tuple[Paper, ...]:
    """The papers that ``select`` finds, in its order."""
    tests = list(_paper_tests(kb, select))
    found = [paper for paper in kb.papers.values() if all(test(paper) for test in tests)]

    def value(paper: Paper, key: str) -> _SortValue:
        match key:
            case "year":
                return paper.year
            case "added":
                return paper.added
            case "venue":
                venue = kb.venues.by_id.get(paper.venue or "")
                return fold(venue.short) if venue else paper.venue
        return fold(paper.title)

    return _ordered(found, select, value)


def select_datasets(kb: KnowledgeBase, select: Select) -> tuple[Dataset, ...]:
    """The datasets that ``select`` finds, in its order."""
    tests = list(_dataset_tests(kb, select))
    found = [dataset for dataset in kb.datasets.values() if all(test(dataset) for test in tests)]

    def value(dataset: Dataset, key: str) -> _SortValue:
        match key:
            case "year":
                return dataset.year
            case "added":
                return dataset.added
            case "venue":
                return None
        return fold(dataset.name)

    return _ordered(found, select, value)


def year_range(text: str) -> tuple[int | None, int | None]:
    """First and last year that ``2020``, ``2020..2022``, ``..2019`` or ``2021..`` stand for; ``None`` is no bound."""
    first, dots, last = text.partition("..")
    if not dots:
        return int(first), int(first)
    return int(first) if first else None, int(last) if last else None


def _paper_tests(kb: KnowledgeBase, select: Select) -> Iterator[Callable[[Paper], bool]]:
    for axis, terms in select.topics.items():
        yield _under(axis, with_descendants(kb.taxonomy, axis, terms))
    if select.kind:
        yield lambda paper: paper.kind in select.kind
    if select.venue:
        yield lambda paper: paper.venue in select.venue
    if select.year:
        yield lambda paper: _in_years(paper.year, select.year)
    if select.source:
        yield lambda paper: not set(select.source).isdisjoint(paper.sources)
    if select.dataset:
        yield lambda paper: not set(select.dataset).isdisjoint(datasets_of(paper))
    if select.family:
        families = with_descendants(kb.taxonomy, FAMILY_AXIS, select.family)
        members = {dataset.id for dataset in kb.datasets.values() if dataset.family in families}
        yield lambda paper: not members.isdisjoint(datasets_of(paper))
    if select.has:
        yield lambda paper: any(_paper_has(kb, paper, thing) for thing in select.has)
    if select.ids:
        yield lambda paper: not {paper.id, *paper.aliases}.isdisjoint(select.ids)
    if select.exclude:
        yield lambda paper: {paper.id, *paper.aliases}.isdisjoint(select.exclude)


def _dataset_tests(kb: KnowledgeBase, select: Select) -> Iterator[Callable[[Dataset], bool]]:
    if select.kind or select.venue or select.dataset:
        yield lambda dataset: False
    for axis, terms in select.topics.items():
        yield _under(axis, with_descendants(kb.taxonomy, axis, terms))
    if select.year:
        yield lambda dataset: _in_years(dataset.year, select.year)
    if select.source:
        yield lambda dataset: not set(select.source).isdisjoint(dataset.sources)
    if select.family:
        families = with_descendants(kb.taxonomy, FAMILY_AXIS, select.family)
        yield lambda dataset: dataset.family in families
    if select.has:
        results = {row.dataset for paper in kb.papers.values() for row in paper.results}
        yield lambda dataset: any(_dataset_has(dataset, thing, results) for thing in select.has)
    if select.ids:
        yield lambda dataset: not {dataset.id, *dataset.aliases}.isdisjoint(select.ids)
    if select.exclude:
        yield lambda dataset: {dataset.id, *dataset.aliases}.isdisjoint(select.exclude)


def with_descendants(taxonomy: Taxonomy, axis: str, terms: Iterable[str]) -> frozenset[str]:
    """The terms themselves and every term of the axis below one of them."""
    wanted = set(terms)
    below = {
        placed.term.id for placed in taxonomy.walk() if placed.axis == axis and not wanted.isdisjoint(placed.ancestors)
    }
    return frozenset(wanted | below)


def datasets_of(paper: Paper) -> frozenset[str]:
    """Datasets that a paper introduces, uses or reports a number for."""
    return frozenset([use.dataset for use in paper.datasets] + [result.dataset for result in paper.results])


def terms_of(record: Paper | Dataset, axis: str) -> Sequence[str]:
    """The terms of an axis that a record is filed under."""
    if isinstance(record, Paper):
        return record.topics.get(axis, ())
    if axis == FAMILY_AXIS:
        return (record.family,) if record.family else ()
    return {MODALITY_AXIS: record.modalities, TASK_AXIS: record.tasks}.get(axis, ())


def _under(axis: str, wanted: frozenset[str]) -> Callable[[Paper | Dataset], bool]:
    return lambda record: not wanted.isdisjoint(terms_of(record, axis))


def _in_years(year: int | None, ranges: Iterable[str]) -> bool:
    if year is None:
        return False
    bounds = (year_range(text) for text in ranges)
    return any((first is None or first <= year) and (last is None or year <= last) for first, last in bounds)


def _paper_has(kb: KnowledgeBase, paper: Paper, thing: str) -> bool:
    match thing:
        case "code":
            return bool(paper.links.code)
        case "arxiv":
            return paper.ids.arxiv is not None
        case "doi":
            return paper.ids.doi is not None
        case "summary":
            return paper.summary is not None
        case "project":
            return paper.links.project is not None
        case "results":
            return bool(paper.results)
        case "authors":
            return bool(paper.authors)
        case "abstract":
            return "abstract" in kb.enrichment.get(paper.id, ())
    return False


def _dataset_has(dataset: Dataset, thing: str, with_results: set[str]) -> bool:
    match thing:
        case "code":
            return bool(dataset.links.code)
        case "summary":
            return dataset.summary is not None
        case "project":
            return dataset.links.home is not None
        case "results":
            return dataset.id in with_results
    return False


def _ordered(
    records: list[_RecordT], select: Select, value: Callable[[_RecordT, str], _SortValue]
) -> tuple[_RecordT, ...]:
    """Sort by each key in turn, the last first, because Python's sort is stable; a missing value comes last."""
    records.sort(key=lambda record: record.id)
    for key in reversed(select.sort or DEFAULT_SORT):
        name = key.removeprefix("-")
        valued = [(value(record, name), record) for record in records]
        known = [(_comparable(one), record) for one, record in valued if one is not None]
        known.sort(key=itemgetter(0), reverse=key.startswith("-"))
        records = [record for _, record in known] + [record for one, record in valued if one is None]
    return tuple(records[: select.limit])


def _comparable(value: _SortValue) -> tuple[int, str]:
    """One type for all sort values, because ``None`` was set aside: numbers by size, dates and texts as text."""
    return (value, "") if isinstance(value, int) else (0, str(value))
