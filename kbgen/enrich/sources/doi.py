"""The DOI system: whether a DOI is registered, with any agency. https://www.doi.org/doi-handbook/HTML/rest-api-proxy.html.

The page that a DOI leads to is a publisher's, and publishers refuse programs; the handle answers everybody.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer
from kbgen.enrich.request import Request
from kbgen.enrich.settings import DOI, Service
from kbgen.enrich.source import Facts, Source
from kbgen.enrich.values import number_at
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper

_FOUND = frozenset({1, 200})
_UNKNOWN = 100


def read(answer: Answer, dois: Sequence[str]) -> Mapping[str, Facts]:
    """The DOI, if it is registered; raises :class:`ServiceError` where the answer does not say."""
    code = number_at(answer.json(), "responseCode")
    if code in _FOUND:
        return {dois[0]: Facts()}
    if code == _UNKNOWN:
        return {}
    raise ServiceError(answer.service, "broken", "answers with something else than a handle")


def _keys(record: Paper | Dataset) -> tuple[str, ...]:
    return (record.ids.doi,) if isinstance(record, Paper) and record.ids.doi else ()


def _request(_: Service, dois: Sequence[str]) -> Request:
    return Request(f"api/handles/{quote(dois[0], safe='/')}", names_one=True)


SOURCE = Source(DOI, "DOI", _keys, lambda _: 1, _request, read)
