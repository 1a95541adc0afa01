"""The query language: what the lists' ``where``, the box of the explorer and ``--where`` understand.

A query is words and ``field:value`` clauses, all of which must hold. ``docs/queries.md`` is its manual, and
``tests/fixtures/queries.json`` the cases that this reader and the explorer's (``site_templates/assets/src/query``)
must agree on. Its form is read in :mod:`kbgen.model.query_syntax`, what it finds is decided in
:mod:`kbgen.model.conditions`; here its names are looked up in a knowledge base.
"""

from collections.abc import Iterator, Mapping

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
    axes = {axis.id for axis in kb.taxonomy.axes}
    for clause in query.clauses:
        if clause.field and clause.field not in FIELDS and clause.field not in axes:
            known = did_you_mean(clause.field, [*FIELDS, *axes], f"fields: {', '.join([*FIELDS, *sorted(axes)])}")
            yield QueryProblem(clause.column, f'unknown field "{clause.field}"', known)
    for clause, value, column in query.values():
        wrong = _unknown(kb, clause.field, value, axes)
        if wrong:
            yield QueryProblem(column, *wrong)


def _unknown(kb: KnowledgeBase, field: str, value: str, axes: set[str]) -> tuple[str, str] | None:
    if field in {ANY_AXIS, "family"} or (field in axes and field not in FIELDS):
        return _unknown_term(kb, FAMILY_AXIS if field == "family" else field, value)
    match field:
        case "venue" if find_venue(kb, value) is None:
            names = {name: venue.id for venue in kb.venues.venues for name in (venue.short, venue.name, venue.id)}
            return f'unknown venue "{value}"', _meant(value, names, "data/venues.yaml lists those that are known")
        case "dataset" if not find_datasets(kb, value):
            names = {name: one.id for one in kb.datasets.values() for name in (one.name, *one.also_known_as, one.id)}
            return f'unknown dataset "{value}"', _meant(value, names, "data/datasets/ holds those that are known")
        case "source" if value not in (sources := _sources(kb)):
            return f'unknown source "{value}"', did_you_mean(value, sources)
        case "id" if value not in (ids := _ids(kb)):
            return f'unknown record "{value}"', did_you_mean(value, ids)
    return None


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


def _meant(value: str, names: Mapping[str, str], otherwise: str) -> str:
    """A remedy that gives the key behind the nearest name, or ``otherwise``."""
    near = nearest(value, names)
    return f'did you mean "{names[near]}"?' if near else otherwise


def _records(kb: KnowledgeBase) -> Iterator[Paper | Dataset]:
    yield from kb.papers.values()
    yield from kb.datasets.values()


def _sources(kb: KnowledgeBase) -> set[str]:
    return set(kb.sources) | {source for record in _records(kb) for source in record.sources}


def _ids(kb: KnowledgeBase) -> set[str]:
    return {name for record in _records(kb) for name in (record.id, *record.aliases)}
