"""OpenAlex: works by DOI, many at a time. https://docs.openalex.org/api-entities/works.

Preprints on arXiv are known by the DOI that arXiv gives them.
"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from kbgen.enrich.agencies import ARXIV_PREFIX
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer
from kbgen.enrich.metadata import Metadata
from kbgen.enrich.request import Request
from kbgen.enrich.settings import OPENALEX, Service
from kbgen.enrich.source import Facts, Source
from kbgen.enrich.text import person, plain
from kbgen.enrich.trust import require_asked
from kbgen.enrich.values import at, items_at, number_at, text_at, year_at
from kbgen.enrich.work_fields import work_fields
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import parse_arxiv, parse_doi
from kbgen.model.paper import Paper, PaperIds

BATCH = 100
"""DOIs a request: OpenAlex takes no more values of one filter, and no more works a page."""

_SELECT = (
    "id,doi,title,authorships,publication_year,type,primary_location,best_oa_location,is_retracted,cited_by_count,"
    "referenced_works"
)
_WORK = "https://openalex.org/"


def read(answer: Answer, dois: Sequence[str]) -> Mapping[str, Facts]:
    """What an answer says of the works with these DOIs; raises :class:`ServiceError` where it is none."""
    value = answer.json()
    if answer.status == 400:
        words = plain(text_at(value, "message") or text_at(value, "error"))
        raise ServiceError(answer.service, "refused", f"refuses the question: {words}")
    if not isinstance(at(value, "results"), list):
        raise ServiceError(answer.service, "broken", "answers with something else than a list of works")
    if len(dois) > 1 and (number_at(value, "meta", "count") or 0) > len(list(items_at(value, "results"))):
        raise ServiceError(answer.service, "broken", "has more works for these DOIs than it sends at once")
    asked = {doi.lower(): doi for doi in dois}
    found: dict[str, Facts] = {}
    named = [(parse_doi(text_at(item, "doi")) or "").lower() for item in items_at(value, "results")]
    require_asked(answer.service, asked, named)
    for name, item in zip(named, items_at(value, "results"), strict=True):
        doi = asked.get(name)
        if doi and (facts := work_facts(item)):
            # Of several works with one DOI the first is the one that others refer to most.
            found.setdefault(doi, facts)
    return found


def work_facts(item: object) -> Facts | None:
    """What OpenAlex says of one work, in an answer or in its snapshot; ``None`` where that is no work with a title."""
    title = plain(text_at(item, "title"))
    if not title:
        return None
    doi = parse_doi(text_at(item, "doi"))
    arxiv = parse_arxiv(doi) if doi else None
    names = (person(text_at(one, "author", "display_name")) for one in items_at(item, "authorships"))
    work = Metadata(
        source=OPENALEX.name,
        title=title,
        authors=tuple(name for name in names if name),
        year=year_at(item, "publication_year"),
        venue=plain(text_at(item, "primary_location", "source", "display_name")),
        ids=PaperIds(arxiv=arxiv.id) if arxiv else PaperIds(doi=doi),
        preprint=arxiv is not None or text_at(item, "type") == "preprint",
    )
    cited = tuple((key,) for one in items_at(item, "referenced_works") if (key := _key(one)))
    # An empty list stands for a list that it does not have.
    return Facts(work_fields(work) | _own_fields(item), work.work, cited or None)


def _own_fields(item: object) -> dict[str, JsonValue]:
    pdf = text_at(item, "best_oa_location", "pdf_url")
    retracted = at(item, "is_retracted")
    fields: dict[str, JsonValue] = {
        "openalex": _key(at(item, "id")).removeprefix("openalex:"),
        "citation_count": number_at(item, "cited_by_count"),
        "license": text_at(item, "best_oa_location", "license"),
        "open_access_pdf": pdf if pdf.startswith(("http://", "https://")) else "",
        "retracted": retracted if isinstance(retracted, bool) else None,
    }
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _key(address: object) -> str:
    """The key of a work of OpenAlex's (``openalex:W2741809807``); empty where the address is none."""
    name = address.removeprefix(_WORK) if isinstance(address, str) else ""
    return f"openalex:{name}" if name.startswith("W") and name[1:].isdecimal() else ""


def work_dois(paper: Paper) -> tuple[str, ...]:
    """The DOIs under which OpenAlex may know a paper, in small letters: its own, which is asked for, then arXiv's."""
    arxiv = f"{ARXIV_PREFIX}{paper.ids.arxiv}" if paper.ids.arxiv else None
    return tuple(doi.lower() for doi in (paper.ids.doi, arxiv) if doi)


def _keys(record: Paper | Dataset) -> tuple[str, ...]:
    return work_dois(record)[:1] if isinstance(record, Paper) else ()


def _request(_: Service, dois: Sequence[str]) -> Request:
    params = {"filter": f"doi:{'|'.join(dois)}", "select": _SELECT, "per_page": str(BATCH)}
    return Request("works", params)


def _separates(doi: str) -> bool:
    """Whether a DOI holds a sign that separates values or filters."""
    return "," in doi or "|" in doi


def _askable(record: Paper | Dataset) -> Iterator[str]:
    # There is no way to quote a value of a filter.
    return (doi for doi in _keys(record) if not _separates(doi))


SOURCE = Source(OPENALEX, "paper", lambda record: tuple(_askable(record)), lambda _: BATCH, _request, read)
