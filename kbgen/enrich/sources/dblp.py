"""DBLP: where and when a preprint was published, by its title. https://dblp.org/faq/13501473.html.

DBLP knows no arXiv identifiers, and preprints have entries of their own there, so what is asked for is a publication
with the preprint's title; :mod:`kbgen.enrich.by_title` decides whether it is the one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from kbgen.enrich.by_title import PREPRINT_VENUES, near_title
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer
from kbgen.enrich.request import Request
from kbgen.enrich.settings import DBLP, Service
from kbgen.enrich.source import FOUR_WEEKS, Facts, Source
from kbgen.enrich.text import plain
from kbgen.enrich.values import at, items_at, text_at, year_at
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import Identifier, parse_acl, parse_doi
from kbgen.model.identity import Work, identifier_keys
from kbgen.model.paper import Paper
from kbgen.model.text import words

_RESULTS = "30"
_PUBLICATIONS = frozenset(
    {"Conference and Workshop Papers", "Journal Articles", "Parts in Books or Collections", "Books and Theses"}
)
_PREPRINTS = ("journals/corr/", "journals/iacr/")
# People of one name are told apart by a number: "Wei Wang 0012".
_NUMBER = re.compile(r" \d{4}$")


def read(answer: Answer, titles: Sequence[str]) -> Mapping[str, Facts]:
    """The publications that may be that of this title; raises :class:`ServiceError` where the answer is none."""
    hits = at(answer.json(), "result", "hits")
    if not isinstance(hits, Mapping):
        raise ServiceError(answer.service, "broken", "answers with something else than what it found")
    found = [facts for hit in items_at(hits, "hit") if (facts := _facts(at(hit, "info")))]
    near = near_title(titles[0], found)
    return {titles[0]: Facts(candidates=near)} if near else {}


def _facts(info: object) -> Facts | None:
    """A publication; ``None`` for a preprint, an editorship, data."""
    title = plain(text_at(info, "title")).removesuffix(".")
    key = text_at(info, "key")
    if not title or not key or key.startswith(_PREPRINTS) or text_at(info, "type") not in _PUBLICATIONS:
        return None
    doi = parse_doi(text_at(info, "doi"))
    fields: dict[str, JsonValue] = {
        "dblp": key,
        "year": year_at(info, "year"),
        "venue": plain(next(_texts(info, "venue"), "")),
        "doi": doi,
        "acl": parse_acl(doi) if doi else None,
    }
    keys = identifier_keys([Identifier("doi", doi)]) if doi else frozenset[str]()
    work = Work(title, tuple(_authors(info)), year_at(info, "year"), keys)
    return Facts({name: value for name, value in fields.items() if value not in (None, "")}, work)


def _authors(info: object) -> Iterator[str]:
    for author in _several(at(info, "authors", "author")):
        name = author if isinstance(author, str) else text_at(author, "text")
        if name := _NUMBER.sub("", plain(name)):
            yield name


def _texts(info: object, name: str) -> Iterator[str]:
    return (text for text in _several(at(info, name)) if isinstance(text, str) and text.strip())


def _several(value: object) -> list[object]:
    """What is a list where there are several, and stands alone where there is one."""
    return value if isinstance(value, list) else [value]


def _keys(record: Paper | Dataset) -> tuple[str, ...]:
    """The titles of preprints: of what is known to be published there is nothing to find out."""
    if not isinstance(record, Paper) or record.venue not in PREPRINT_VENUES or record.ids.doi or record.ids.acl:
        return ()
    return (record.title,) if words(record.title) else ()


def _request(_: Service, titles: Sequence[str]) -> Request:
    # Every other sign means something in a query.
    query = " ".join(words(titles[0]))
    return Request("search/publ/api", {"q": query, "format": "json", "h": _RESULTS, "c": "0"})


SOURCE = Source(DBLP, "title", _keys, lambda _: 1, _request, read, rest=FOUR_WEEKS)
