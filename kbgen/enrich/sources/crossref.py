"""Crossref: published works by DOI or by title. https://api.crossref.org/swagger-ui/index.html.

DOIs that other agencies register are unknown here; arXiv's own (``10.48550/…``) are DataCite's.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from pydantic import JsonValue

from kbgen.enrich.agencies import crossref_doi
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer, Session
from kbgen.enrich.metadata import Metadata, about_doi
from kbgen.enrich.request import Request
from kbgen.enrich.settings import CROSSREF
from kbgen.enrich.source import Facts, Source
from kbgen.enrich.text import LONGEST_ABSTRACT, person, plain
from kbgen.enrich.trust import require_asked
from kbgen.enrich.values import at, items_at, number_at, text_at, year_at
from kbgen.enrich.work_fields import work_fields
from kbgen.model.identifiers import Identifier, parse_acl, parse_arxiv, parse_doi
from kbgen.model.identity import identifier_keys
from kbgen.model.paper import PaperIds

BATCH = 50
"""DOIs a request: more of them make addresses longer than servers like."""

_TITLE_RESULTS = 5
_SELECT = "DOI,title,subtitle,author,issued,published-print,published-online,container-title,event,type,relation"
_DATES = ("published-print", "published", "issued", "published-online")
_WORKS = frozenset(
    [
        "journal-article",
        "proceedings-article",
        "posted-content",
        "book-chapter",
        "book",
        "monograph",
        "edited-book",
        "reference-book",
        "report",
        "report-component",
        "dissertation",
        "other",
    ]
)
_RETRACTIONS = frozenset({"retraction", "withdrawal", "removal"})
_PREPRINT_RELATIONS = ("has-preprint", "is-same-as", "is-version-of", "is-identical-to")


def by_doi(session: Session, doi: str) -> Metadata | None:
    """The work with this DOI; ``None`` where Crossref does not know it.

    Raises :class:`ServiceError` where it is no work but a journal, a review, a figure, a grant.
    """
    answer = session.get(CROSSREF, f"works/{quote(doi, safe='')}")
    if answer is None:
        return None
    message = at(answer.json(), "message")
    kind = text_at(message, "type")
    if kind and kind not in _WORKS:
        raise ServiceError(CROSSREF, "refused", f"says that {doi} is no paper: its type is {kind}")
    return about_doi(doi, parse(message), CROSSREF)


def by_title(session: Session, title: str) -> Sequence[Metadata]:
    """Works that Crossref finds for the words of a title, most relevant first."""
    params = {"query.bibliographic": title, "rows": str(_TITLE_RESULTS), "select": _SELECT}
    answer = session.get(CROSSREF, "works", params)
    items = items_at(answer.json(), "message", "items") if answer else ()
    # Reviews, figures and whole journals have titles too.
    return tuple(work for item in items if text_at(item, "type") in _WORKS and (work := parse(item)))


def parse(message: object) -> Metadata | None:
    """A work of Crossref's; ``None`` where it has no title or no DOI."""
    title = plain(text_at(message, "title", 0))
    doi = parse_doi(text_at(message, "DOI"))
    if not title or not doi:
        return None
    subtitle = plain(text_at(message, "subtitle", 0))
    if subtitle and subtitle.lower() not in title.lower():
        title = f"{title.rstrip(':')}: {subtitle}"
    preprint = text_at(message, "type") == "posted-content"
    return Metadata(
        source=CROSSREF.name,
        title=title,
        authors=tuple(_authors(message)),
        year=next((year for name in _DATES if (year := year_at(message, name, "date-parts", 0, 0))), None),
        venue=plain(_venue(message)),
        ids=PaperIds(doi=doi, arxiv=_preprint(message), acl=parse_acl(doi)),
        preprint=preprint,
        abstract=plain(text_at(message, "abstract"), LONGEST_ABSTRACT),
    )


def _authors(message: object) -> Iterator[str]:
    for author in items_at(message, "author"):
        given, family = text_at(author, "given"), text_at(author, "family")
        if name := plain(f"{given} {family}") or person(text_at(author, "name")):
            suffix = plain(text_at(author, "suffix"))
            yield f"{name} {suffix}" if suffix else name


def _venue(message: object) -> str:
    """The journal or proceedings; of several names (a series and a volume) the most telling is the last."""
    names = [name for name in items_at(message, "container-title") if isinstance(name, str) and name.strip()]
    name = names[-1] if names else text_at(message, "event", "name")
    # What Crossref has of NAACL 2018 and 2019 breaks off after the first word of the chapter.
    broken_off = name.rstrip().endswith("Conference of the North")
    return f"{name.rstrip()} American Chapter of the Association for Computational Linguistics" if broken_off else name


def _preprint(message: object) -> str | None:
    """The arXiv identifier of a work's preprint, where Crossref relates the two."""
    for relation in _PREPRINT_RELATIONS:
        for related in items_at(message, "relation", relation):
            if arxiv := parse_arxiv(text_at(related, "id")):
                return arxiv.id
    return None


def read(answer: Answer, dois: Sequence[str]) -> Mapping[str, Facts]:
    """What an answer says of the works with these DOIs; raises :class:`ServiceError` where it is none."""
    value = answer.json()
    if answer.status == 400:
        words = plain(text_at(value, "message", 0, "message") or text_at(value, "message"))
        raise ServiceError(answer.service, "refused", f"refuses the question: {words}")
    asked = {doi.lower(): doi for doi in dois}
    found: dict[str, Facts] = {}
    messages = at(value, "message", "items") if len(dois) > 1 else [at(value, "message")]
    if not isinstance(messages, list):
        raise ServiceError(answer.service, "broken", "answers with something else than a list of works")
    require_asked(answer.service, asked, [text_at(message, "DOI").lower() for message in messages])
    for message in messages:
        work = parse(message)
        doi = asked.get((work.ids.doi or "").lower()) if work else None
        if work and doi:
            found[doi] = Facts(work_fields(work) | _own_fields(message), work.work, tuple(_cited(message)) or None)
    return found


def _own_fields(message: object) -> dict[str, JsonValue]:
    """What only Crossref says: how often a work is cited, its licence, and what was published to correct it."""
    updates = list(_notices(message, "updated-by"))
    licences = [text_at(one, "URL") for one in items_at(message, "license") if text_at(one, "content-version") != "tdm"]
    fields: dict[str, JsonValue] = {
        "citation_count": number_at(message, "is-referenced-by-count"),
        "license": next((url for url in licences if url.startswith(("http://", "https://"))), None),
        "updates": [*updates],
        "notice_of": [*_notices(message, "update-to")],
        "retracted": any(update["type"] in _RETRACTIONS for update in updates),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _notices(message: object, name: str) -> Iterator[dict[str, JsonValue]]:
    """Retractions and corrections: those that a work was given, or those that a work is.

    https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/registering-updates/
    """
    for update in items_at(message, name):
        if kind := text_at(update, "type").lower().replace(" ", "_").replace("-", "_"):
            date = text_at(update, "updated", "date-time")[:10]
            row = {"type": kind, "doi": parse_doi(text_at(update, "DOI")) or "", "date": date}
            yield {key: value for key, value in row.items() if value}


def _cited(message: object) -> Iterator[tuple[str, ...]]:
    """The reference list, of which only entries with a DOI can be told."""
    for reference in items_at(message, "reference"):
        doi = parse_doi(text_at(reference, "DOI"))
        yield tuple(sorted(identifier_keys([Identifier("doi", doi)]))) if doi else ()


def _request(_: object, dois: Sequence[str]) -> Request:
    if len(dois) == 1:
        return Request(f"works/{quote(dois[0], safe='')}", names_one=True)
    return Request("works", {"filter": ",".join(f"doi:{doi}" for doi in dois), "rows": str(len(dois))})


SOURCE = Source(
    CROSSREF,
    "paper",
    crossref_doi,
    lambda _: BATCH,
    _request,
    read,
    # A comma ends a filter.
    solitary=lambda doi: "," in doi,
)
