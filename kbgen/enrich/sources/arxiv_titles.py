"""arXiv's search by title, for papers whose records have no arXiv identifier.

Several titles share a request, each a phrase, joined by ``OR``
(https://info.arxiv.org/help/api/user-manual.html#query_details). What is found need not be what was meant, so the
answer holds candidates, and :mod:`kbgen.enrich.by_title` decides.
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
from kbgen.model.paper import Paper

BATCH = 10
"""Titles a request: the address of more might be longer than arXiv takes."""

_RESULTS = 20
_LEAST_RESULTS = 50


def read(answer: Answer, titles: Sequence[str]) -> Mapping[str, Facts]:
    """The works that may be those of these titles; raises :class:`ServiceError` where the answer is none.

    It raises too where arXiv found more than it sent, and what is missing may be the works of one of several titles.
    """
    works = arxiv.works(answer)
    if len(titles) > 1 and arxiv.total(answer) > len(works):
        raise ServiceError(answer.service, "broken", "finds more works for these titles than it sends at once")
    found = {title: Facts(candidates=near_title(title, works)) for title in titles}
    return {title: facts for title, facts in found.items() if facts.candidates}


def _keys(record: Paper | Dataset) -> tuple[str, ...]:
    return (record.title,) if isinstance(record, Paper) and not record.ids.arxiv and arxiv.phrase(record.title) else ()


def _request(_: Service, titles: Sequence[str]) -> Request:
    query = " OR ".join(arxiv.phrase(title) for title in titles)
    return arxiv.request({"search_query": query, "max_results": str(max(_LEAST_RESULTS, _RESULTS * len(titles)))})


SOURCE = Source(
    ARXIV,
    "title",
    _keys,
    lambda _: BATCH,
    _request,
    read,
    # So many works hold a short phrase that they would push the others out of the answer.
    solitary=is_short,
    way="titles",
    rest=FOUR_WEEKS,
)
