"""DataCite: works whose DOI Crossref does not register, such as those of Zenodo. https://support.datacite.org/docs/api."""

from collections.abc import Iterator
from urllib.parse import quote

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.metadata import Metadata, about_doi
from kbgen.enrich.settings import DATACITE
from kbgen.enrich.text import person, plain
from kbgen.enrich.values import at, items_at, text_at, year_at
from kbgen.model.identifiers import parse_arxiv, parse_doi
from kbgen.model.paper import PaperIds

_WORKS = frozenset(
    {"Text", "Preprint", "JournalArticle", "ConferencePaper", "DataPaper", "Report", "Dissertation", "Book"}
    | {"BookChapter", "Other"}
)
"""What DataCite calls things that may be papers."""


def by_doi(session: Session, doi: str) -> Metadata | None:
    """The work with this DOI; ``None`` where DataCite does not know it.

    Raises :class:`ServiceError` where it is no work but an image, software, a collection.
    """
    answer = session.get(DATACITE, f"dois/{quote(doi, safe='')}", accept="application/vnd.api+json")
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
