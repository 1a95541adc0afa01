"""What a list's ``select`` means: which records it finds, and in which order.

Keys are combined with *and*, the values of one key with *or*, as in a query (:mod:`kbgen.model.query`), of which each
key is a clause. A term also finds what is filed under the terms below it. A key that has no meaning for the kind of
record asked for (``venue`` of a dataset) finds nothing.
"""

import datetime
from collections.abc import Callable
from operator import itemgetter
from typing import TypeVar

from kbgen.model.conditions import dataset_test, paper_test
from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import Select
from kbgen.model.paper import Paper
from kbgen.model.query_syntax import Clause
from kbgen.model.query_values import parse_query
from kbgen.model.text import fold

DEFAULT_SORT = ("-year", "title")
"""Newest first, then by title: the order where a ``select`` names none."""

DATASET_KEYS = frozenset({"topics", "year", "source", "family", "has", "ids", "exclude", "where", "sort", "limit"})
"""Keys of ``select`` that have a meaning for datasets."""

_SortValue = str | int | datetime.date | None
_RecordT = TypeVar("_RecordT", Paper, Dataset)


def select_papers(kb: KnowledgeBase, select: Select) -> tuple[Paper, ...]:
    """The papers that ``select`` finds, in its order."""
    found = list(filter(paper_test(kb, clauses_of(select)), kb.papers.values()))

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
    found = list(filter(dataset_test(kb, clauses_of(select)), kb.datasets.values()))

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


def clauses_of(select: Select) -> tuple[Clause, ...]:
    """What a ``select`` asks for, as the clauses of a query: its keys, then its ``where``."""
    asked = [(axis, terms) for axis, terms in select.topics.items()]
    asked += [
        ("kind", select.kind),
        ("venue", select.venue),
        ("year", select.year),
        ("source", select.source),
        ("dataset", select.dataset),
        ("family", select.family),
        ("has", select.has),
        ("id", select.ids),
    ]
    clauses = [Clause(tuple(values), field) for field, values in asked if values]
    if select.exclude:
        clauses.append(Clause(select.exclude, "id", negated=True))
    return (*clauses, *(parse_query(select.where).clauses if select.where else ()))


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
