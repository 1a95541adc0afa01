"""Semantic Scholar: works by any identifier, many at a time. https://api.semanticscholar.org/api-docs/graph.

The answer is a list in the order of the question, with ``null`` for what is not known.
"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer
from kbgen.enrich.metadata import Metadata
from kbgen.enrich.request import Request
from kbgen.enrich.settings import SEMANTIC_SCHOLAR, Service
from kbgen.enrich.source import Facts, Source
from kbgen.enrich.text import LONGEST_ABSTRACT, person, plain
from kbgen.enrich.values import at, items_at, number_at, text_at, year_at
from kbgen.enrich.work_fields import work_fields
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import Identifier, parse_acl, parse_arxiv, parse_doi
from kbgen.model.identity import identifier_keys
from kbgen.model.paper import Paper, PaperIds

BATCH = 500
"""Works a request; the answer may also be no larger than 10 MB, and a batch that makes it so is refused."""

_FIELDS = (
    "externalIds,title,authors,year,venue,publicationTypes,tldr,abstract,citationCount,openAccessPdf,"
    "references.externalIds"
)
_NONE_KNOWN = "no valid paper ids given"
_PREPRINT_VENUES = frozenset({"", "arxiv.org", "arxiv", "corr"})


def read(answer: Answer, keys: Sequence[str]) -> Mapping[str, Facts]:
    """What an answer says of the works with these keys; raises :class:`ServiceError` where it is none."""
    value = answer.json()
    if answer.status == 400:
        words = plain(text_at(value, "error") or text_at(value, "message"))
        if words.lower().startswith(_NONE_KNOWN):
            return {}
        raise ServiceError(answer.service, "refused", f"refuses the question: {words}")
    if not isinstance(value, list) or len(value) != len(keys):
        raise ServiceError(answer.service, "broken", f"answers with something else than a list of {len(keys)} papers")
    if not all(item is None or isinstance(at(item, "title"), str | None) for item in value):
        raise ServiceError(answer.service, "broken", "answers with something else than papers")
    return {key: facts for key, item in zip(keys, value, strict=True) if (facts := _facts(item))}


def _facts(item: object) -> Facts | None:
    title = plain(text_at(item, "title"))
    if not title:
        return None
    venue = plain(text_at(item, "venue"))
    names = (person(text_at(author, "name")) for author in items_at(item, "authors"))
    work = Metadata(
        source=SEMANTIC_SCHOLAR.name,
        title=title,
        authors=tuple(name for name in names if name),
        year=year_at(item, "year"),
        venue=venue,
        ids=PaperIds(**{one.scheme: one.value for one in _identifiers(item)}),
        preprint=venue.lower() in _PREPRINT_VENUES,
        abstract=plain(text_at(item, "abstract"), LONGEST_ABSTRACT),
    )
    cited = tuple(_names(reference) for reference in items_at(item, "references"))
    # An empty list stands for a list that it does not have.
    return Facts(work_fields(work) | _own_fields(item), work.work, cited or None)


def _own_fields(item: object) -> dict[str, JsonValue]:
    pdf = text_at(item, "openAccessPdf", "url")
    fields: dict[str, JsonValue] = {
        "semantic_scholar": text_at(item, "paperId"),
        "dblp": text_at(item, "externalIds", "DBLP"),
        "citation_count": number_at(item, "citationCount"),
        "tldr": plain(text_at(item, "tldr", "text")),
        "open_access_pdf": pdf if pdf.startswith(("http://", "https://")) else "",
    }
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _identifiers(item: object) -> Iterator[Identifier]:
    ids = at(item, "externalIds")
    if arxiv := parse_arxiv(text_at(ids, "ArXiv")):
        yield Identifier("arxiv", arxiv.id)
    doi = parse_doi(text_at(ids, "DOI"))
    if doi and not parse_arxiv(doi):
        yield Identifier("doi", doi)
    if acl := parse_acl(text_at(ids, "ACL")):
        yield Identifier("acl", acl)


def _names(item: object) -> tuple[str, ...]:
    """All keys under which a cited work may be found."""
    own = text_at(item, "paperId")
    return (*sorted(identifier_keys(_identifiers(item))), *([f"semantic_scholar:{own}"] if own else []))


def _keys(record: Paper | Dataset) -> tuple[str, ...]:
    if not isinstance(record, Paper):
        return ()
    ids = record.ids
    named = (("ARXIV", ids.arxiv), ("DOI", ids.doi), ("ACL", ids.acl))
    return tuple(f"{scheme}:{value}" for scheme, value in named if value)[:1]


def _request(_: Service, keys: Sequence[str]) -> Request:
    return Request("graph/v1/paper/batch", {"fields": _FIELDS}, body={"ids": list(keys)})


SOURCE = Source(SEMANTIC_SCHOLAR, "paper", _keys, lambda _: BATCH, _request, read)
