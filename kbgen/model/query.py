"""The query language: what the lists' ``where``, the box of the explorer and ``--where`` understand.

A query is words and ``field:value`` clauses, all of which must hold. ``docs/queries.md`` is its manual, and
``tests/fixtures/queries.json`` the cases that this reader and the explorer's (``site_templates/assets/src/query``)
must agree on. Its form is read in :mod:`kbgen.model.query_syntax`, what it finds is decided in
:mod:`kbgen.model.conditions`; here its names are looked up in a knowledge base.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lookup import ANY_AXIS, FAMILY_AXIS, find_datasets, find_terms, find_venue
from kbgen.model.paper import Paper
from kbgen.model.query_syntax import FIELDS, Query, QueryError, QueryProblem, scan
from kbgen.model.query_values import impossible_values
from kbgen.model.suggest import did_you_mean, nearest


def read_query(text: str, kb: KnowledgeBase) -> Query:
    """Read a query for a knowledge base; raises :class:`QueryError` with all that is wrong with it there."""
    query, problems = scan(text)
    problems += [*impossible_values(query), *unknown_names(query, kb)]
    if problems:
        raise QueryError(text, problems)
    return query


def unknown_names(query: Query, kb: KnowledgeBase) -> Iterator[QueryProblem]:
    """Fields, terms, venues, datasets, sources and records that a query names and a knowledge base lacks."""
    names = _Names(kb)
    for clause in query.clauses:
        if clause.field and clause.field not in names.fields:
            known = did_you_mean(clause.field, names.fields, f"fields: {', '.join(names.fields)}")
            yield QueryProblem(clause.column, f'unknown field "{clause.field}"', known)
    for clause, value, column in query.values():
        wrong = names.unknown(clause.field, value)
        if wrong:
            yield QueryProblem(column, *wrong)


class _Names:
    """The names of a knowledge base, each kind gathered once, when it is first asked for."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._axes = [axis.id for axis in kb.taxonomy.axes if axis.id not in FIELDS]
        self.fields = (*FIELDS, *self._axes)

    def unknown(self, field: str, value: str) -> tuple[str, str] | None:
        """What is wrong with a value and what would be right, or ``None``."""
        kb = self._kb
        if field in {ANY_AXIS, "family", *self._axes}:
            return _unknown_term(kb, FAMILY_AXIS if field == "family" else field, value)
        match field:
            case "venue" if find_venue(kb, value) is None:
                remedy = _meant(value, self._venues, "data/venues.yaml lists those that are known")
                return f'unknown venue "{value}"', remedy
            case "dataset" if not find_datasets(kb, value):
                remedy = _meant(value, self._datasets, "data/datasets/ holds those that are known")
                return f'unknown dataset "{value}"', remedy
            case "source" if value not in self._sources:
                return f'unknown source "{value}"', _meant(value, self._sources)
            case "id" if value not in self._ids:
                return f'unknown record "{value}"', _meant(value, self._ids)
        return None

    @cached_property
    def _venues(self) -> dict[str, str]:
        return {name: venue.id for venue in self._kb.venues.venues for name in (venue.short, venue.name, venue.id)}

    @cached_property
    def _datasets(self) -> dict[str, str]:
        return {name: one.id for one in self._kb.datasets.values() for name in (one.name, *one.also_known_as, one.id)}

    @cached_property
    def _sources(self) -> dict[str, str]:
        named = (source for record in self._records() for source in record.sources)
        return {source: source for source in (*self._kb.sources, *named)}

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {name: record.id for record in self._records() for name in (record.id, *record.aliases)}

    def _records(self) -> Iterator[Paper | Dataset]:
        yield from self._kb.papers.values()
        yield from self._kb.datasets.values()


def _unknown_term(kb: KnowledgeBase, field: str, value: str) -> tuple[str, str] | None:
    if find_terms(kb.taxonomy, field, value):
        return None
    elsewhere = [placed for placed in find_terms(kb.taxonomy, ANY_AXIS, value) if placed[0] != field]
    if elsewhere:
        axis, term = elsewhere[0]
        return f'no term "{value}" on the axis "{field}"', f"write {axis}:{term}"
    names = {
        name: placed.term.id
        for (axis, _), placed in kb.taxonomy.terms.items()
        if field in {axis, ANY_AXIS}
        for name in (placed.term.name, *placed.term.aliases, placed.term.id)
    }
    where = "" if field == ANY_AXIS else f' on the axis "{field}"'
    return f'no term "{value}"{where}', _meant(value, names, "data/taxonomy.yaml lists the terms")


def _meant(value: str, names: Mapping[str, str], otherwise: str = "") -> str:
    """A remedy that gives the key behind the nearest name, or ``otherwise``."""
    near = nearest(value, names)
    return f'did you mean "{names[near]}"?' if near else otherwise
