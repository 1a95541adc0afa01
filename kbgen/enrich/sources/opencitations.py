"""OpenCitations: the reference lists of published works by DOI, one at a time; nobody deposits those of others.

https://api.opencitations.net/index/v2. Each entry names the citing and the cited work by several identifiers with
spaces between them (``omid:br/061… doi:10.1109/… openalex:W…``); of an unknown DOI the list is empty.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from kbgen.enrich.agencies import crossref_doi
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer
from kbgen.enrich.request import Request
from kbgen.enrich.settings import OPENCITATIONS, Service
from kbgen.enrich.source import FOUR_WEEKS, Facts, Source
from kbgen.enrich.values import text_at
from kbgen.model.identifiers import Identifier, parse_doi
from kbgen.model.identity import identifier_keys


def read(answer: Answer, dois: Sequence[str]) -> Mapping[str, Facts]:
    """The reference list of the work with this DOI; raises :class:`ServiceError` where the answer is none."""
    doi = dois[0]
    entries = answer.json()
    if answer.status == 400 or not isinstance(entries, list):
        raise ServiceError(answer.service, "broken", "answers with something else than a list of references")
    asked = identifier_keys([Identifier("doi", doi)])
    for entry in entries:
        citing = {name for name in _names(text_at(entry, "citing")) if name.startswith("doi:")}
        if not text_at(entry, "cited") or (citing and not citing & asked):
            raise ServiceError(answer.service, "broken", "answers about another work")
    # Several collections that it is made of may hold the same reference.
    cited = dict.fromkeys(text_at(entry, "cited") for entry in entries)
    return {doi: Facts({"opencitations": doi.lower()}, None, tuple(map(_names, cited)))} if cited else {}


def _names(text: str) -> tuple[str, ...]:
    """The keys of the identifiers that name one work."""
    names: set[str] = set()
    for name in text.split():
        scheme, _, value = name.partition(":")
        if scheme == "doi" and (doi := parse_doi(value)):
            names |= identifier_keys([Identifier("doi", doi)])
        elif scheme == "openalex":
            names.add(name)
    return tuple(sorted(names))


def _request(_: Service, dois: Sequence[str]) -> Request:
    return Request(f"index/v2/references/doi:{quote(dois[0], safe='/')}")


SOURCE = Source(OPENCITATIONS, "paper", crossref_doi, lambda _: 1, _request, read, rest=FOUR_WEEKS)
