"""Values that a query may ask for in any knowledge base: years, days, kinds, things to have, identifiers."""

from collections.abc import Iterable, Iterator
from typing import get_args

from kbgen.model.bounds import day_bounds, year_bounds
from kbgen.model.features import FEATURES
from kbgen.model.identifiers import parse_arxiv, parse_doi
from kbgen.model.paper import PaperKind
from kbgen.model.query_syntax import Query, QueryError, QueryProblem, scan
from kbgen.model.suggest import did_you_mean

STATES = ("preprint", "published")
"""Values of ``is``."""

_YEAR_FORMS = "write 2021, 2020..2022, ..2019, 2021.. or >=2020"
_DAY_FORMS = "write 2026-11-20, 2026-11, 2026, 2026-01..2026-06 or >=2026-11"


def parse_query(text: str) -> Query:
    """Read a query; raises :class:`QueryError` with all that is wrong with it in any knowledge base."""
    query, problems = scan(text)
    problems += impossible_values(query)
    if problems:
        raise QueryError(text, problems)
    return query


def impossible_values(query: Query) -> Iterator[QueryProblem]:
    """Values that no knowledge base can know: no year, no kind of paper and so on."""
    for clause, value, column in query.values():
        wrong = _impossible(clause.field, value)
        if wrong:
            yield QueryProblem(column, *wrong)


def _impossible(field: str, value: str) -> tuple[str, str] | None:
    match field:
        case "year" if year_bounds(value) is None:
            return f'"{value}" is no year or range', _YEAR_FORMS
        case "added" if day_bounds(value) is None:
            return f'"{value}" is no day or range', _DAY_FORMS
        case "kind":
            return _one_of("kind of paper", value, get_args(PaperKind))
        case "has":
            return _one_of("thing to have", value, FEATURES)
        case "is":
            return _one_of("state", value, STATES)
        case "arxiv" if parse_arxiv(value) is None:
            return f'"{value}" is no arXiv identifier', "write one such as 1705.08168"
        case "doi" if parse_doi(value) is None:
            return (
                f'"{value}" is no DOI',
                "write one such as 10.1109/ICCV.2017.73",
            )
        case "author" | "title" if not any(char.isalnum() for char in value):
            return f'there are no words in "{value}"', "leave it out"
    return None


def _one_of(what: str, value: str, known: Iterable[str]) -> tuple[str, str] | None:
    known = tuple(known)
    if value in known:
        return None
    return f'unknown {what} "{value}"', did_you_mean(value, known, f"one of: {', '.join(known)}")
