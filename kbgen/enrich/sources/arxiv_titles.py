"""arXiv's search by title, for papers whose records have no arXiv identifier.

Several titles share a request, each a phrase, joined by ``OR``
(https://info.arxiv.org/help/api/user-manual.html#query_details). So many works hold a short phrase that they would push
the others out of the answer; it is asked for together with the first author's family name, or, where a record names no
author, alone. What is found need not be what was meant, so the answer holds candidates, and
:mod:`kbgen.enrich.by_title` decides.
"""

from collections.abc import Mapping, Sequence

from kbgen.enrich.by_title import is_short, near_title
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer
from kbgen.enrich.request import Request
from kbgen.enrich.settings import ARXIV, Service
from kbgen.enrich.source import FOUR_WEEKS, Facts, Source
from kbgen.enrich.sources import arxiv
from kbgen.model.dataset import Dataset
from kbgen.model.identity import family_name
from kbgen.model.paper import Paper

BATCH = 10
"""Titles a request: the address of more might be longer than arXiv takes."""

_RESULTS = 20
_LEAST_RESULTS = 50


_AUTHOR = "\x1f"
"""Stands in a key between a short title and the family name of its first author; no title has the sign."""


def read(answer: Answer, keys: Sequence[str]) -> Mapping[str, Facts]:
    """The works that may be those of these titles; raises :class:`ServiceError` where the answer is none.

    It raises too where arXiv found more than it sent, and what is missing may be the works of one of several titles.
    """
    works = arxiv.works(answer)
    if len(keys) > 1 and arxiv.total(answer) > len(works):
        raise ServiceError(answer.service, "broken", "finds more works for these titles than it sends at once")
    found = {key: Facts(candidates=near_title(_parts(key)[0], works)) for key in keys}
    return {key: facts for key, facts in found.items() if facts.candidates}


def _keys(record: Paper | Dataset) -> tuple[str, ...]:
    if not isinstance(record, Paper) or record.ids.arxiv or not arxiv.phrase(record.title):
        return ()
    if is_short(record.title) and record.authors:
        name = family_name(record.authors[0])
        # arXiv knows people by their names in Latin letters.
        if name.isascii() and name.isalpha():
            return (f"{record.title}{_AUTHOR}{name}",)
    return (record.title,)


def _parts(key: str) -> tuple[str, str]:
    """The title of a key, and the family name where it has one."""
    title, _, name = key.partition(_AUTHOR)
    return title, name


def _clause(key: str) -> str:
    title, name = _parts(key)
    return f'({arxiv.phrase(title)} AND au:"{name}")' if name else arxiv.phrase(title)


def _request(_: Service, keys: Sequence[str]) -> Request:
    query = " OR ".join(map(_clause, keys))
    return arxiv.request({"search_query": query, "max_results": str(max(_LEAST_RESULTS, _RESULTS * len(keys)))})


def _solitary(key: str) -> bool:
    title, name = _parts(key)
    return is_short(title) and not name


SOURCE = Source(
    ARXIV, "title", _keys, lambda _: BATCH, _request, read, solitary=_solitary, way="titles", rest=FOUR_WEEKS
)
