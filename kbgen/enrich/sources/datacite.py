"""DataCite: works whose DOI Crossref does not register, such as those of arXiv and Zenodo.

https://support.datacite.org/docs/api.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from pydantic import JsonValue

from kbgen.enrich.agencies import datacite_doi, is_of_datacite
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer, Session
from kbgen.enrich.metadata import Metadata, about_doi
from kbgen.enrich.request import Request
from kbgen.enrich.settings import DATACITE, Service
from kbgen.enrich.source import FOUR_WEEKS, Facts, Source
from kbgen.enrich.text import person, plain
from kbgen.enrich.trust import require_asked
from kbgen.enrich.values import at, items_at, text_at, year_at
from kbgen.enrich.work_fields import work_fields
from kbgen.model.identifiers import parse_arxiv, parse_doi
from kbgen.model.paper import PaperIds

BATCH = 50
"""DOIs a request: more of them make addresses longer than servers like."""

_ACCEPT = "application/vnd.api+json"
_WORKS = frozenset(
    {"Text", "Preprint", "JournalArticle", "ConferencePaper", "DataPaper", "Report", "Dissertation", "Book"}
    | {"BookChapter", "Other"}
)
"""What DataCite calls things that may be papers."""


def by_doi(session: Session, doi: str) -> Metadata | None:
    """The work with this DOI; ``None`` where DataCite does not know it.

    Raises :class:`ServiceError` where it is no work but an image, software, a collection.
    """
    answer = session.get(DATACITE, f"dois/{quote(doi, safe='')}", accept=_ACCEPT)
    if answer is None:
        return None
    data = at(answer.json(), "data")
    kind = text_at(data, "attributes", "types", "resourceTypeGeneral")
    if kind and kind not in _WORKS:
        raise ServiceError(DATACITE, "refused", f"says that {doi} is no paper: its type is {kind}")
    return about_doi(doi, parse(data), DATACITE)


def parse(data: object) -> Metadata | None:
    """A work of DataCite's; ``None`` where it has no title or no DOI."""
    attributes = at(data, "attributes")
    doi = parse_doi(text_at(attributes, "doi") or text_at(data, "id"))
    titles = [title for title in items_at(attributes, "titles") if plain(text_at(title, "title"))]
    main = next((title for title in titles if not text_at(title, "titleType")), titles[0] if titles else None)
    if main is None or not doi:
        return None
    title = plain(text_at(main, "title"))
    subtitle = next((plain(text_at(one, "title")) for one in titles if text_at(one, "titleType") == "Subtitle"), "")
    arxiv = parse_arxiv(doi)
    return Metadata(
        source=DATACITE.name,
        title=f"{title}: {subtitle}" if subtitle not in {"", title} else title,
        authors=tuple(_authors(attributes)),
        year=year_at(attributes, "publicationYear"),
        venue=plain(text_at(attributes, "container", "title")),
        ids=PaperIds(arxiv=arxiv.id) if arxiv else PaperIds(doi=doi),
        preprint=arxiv is not None or text_at(attributes, "types", "resourceTypeGeneral") == "Preprint",
    )


def _authors(attributes: object) -> Iterator[str]:
    for creator in items_at(attributes, "creators"):
        given, family = text_at(creator, "givenName"), text_at(creator, "familyName")
        whole = text_at(creator, "name")
        if name := plain(f"{given} {family}") if given and family else _name(creator, whole):
            yield name


def _name(creator: object, whole: str) -> str:
    """A creator's one name; only a person's may be written with the family name first."""
    return plain(whole) if text_at(creator, "nameType") == "Organizational" else person(whole)


def read(answer: Answer, dois: Sequence[str]) -> Mapping[str, Facts]:
    """What an answer says of the works with these DOIs; raises :class:`ServiceError` where it is none."""
    value = answer.json()
    if answer.status == 400:
        raise ServiceError(
            answer.service, "refused", f"refuses the question: {plain(text_at(value, 'errors', 0, 'title'))}"
        )
    if not isinstance(at(value, "data"), list):
        raise ServiceError(answer.service, "broken", "answers with something else than a list of works")
    asked = {doi.lower(): doi for doi in dois}
    found: dict[str, Facts] = {}
    require_asked(answer.service, asked, [text_at(one, "attributes", "doi").lower() for one in items_at(value, "data")])
    for data in items_at(value, "data"):
        doi = asked.get(text_at(data, "attributes", "doi").lower())
        if doi and (work := parse(data)):
            found[doi] = Facts(work_fields(work) | _own_fields(data), work.work)
    return found


def _own_fields(data: object) -> dict[str, JsonValue]:
    """What only DataCite says: the licence of a preprint, and the DOI under which it was published."""
    attributes = at(data, "attributes")
    published = [
        text_at(one, "relatedIdentifier")
        for one in items_at(attributes, "relatedIdentifiers")
        if text_at(one, "relationType") == "IsVersionOf" and text_at(one, "relatedIdentifierType") == "DOI"
    ]
    doi = next((known for one in published if (known := parse_doi(one)) and not is_of_datacite(known)), None)
    licences = [
        text_at(one, "rightsUri") or text_at(one, "rightsIdentifier") for one in items_at(attributes, "rightsList")
    ]
    fields: dict[str, JsonValue] = {
        "datacite": text_at(attributes, "doi").lower(),
        "license": next(filter(None, licences), ""),
    }
    # A publication's DOI counts before the preprint's own, which the record's identifier says already.
    fields |= {"doi": doi} if doi else {}
    return {name: value for name, value in fields.items() if value != ""}


def _request(_: Service, dois: Sequence[str]) -> Request:
    # DOIs are kept in lower case there, and compared as they are.
    quoted = " OR ".join(json.dumps(doi.lower(), ensure_ascii=False) for doi in dois)
    return Request("dois", {"query": f"doi:({quoted})", "page[size]": str(len(dois))}, accept=_ACCEPT)


SOURCE = Source(DATACITE, "paper", datacite_doi, lambda _: BATCH, _request, read, rest=FOUR_WEEKS)
