"""Crossref: published works by DOI or by title. https://api.crossref.org/swagger-ui/index.html.

DOIs that other agencies register are unknown here; arXiv's own (``10.48550/…``) are DataCite's.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from kbgen.enrich.http import Session
from kbgen.enrich.metadata import Metadata, about_doi
from kbgen.enrich.settings import CROSSREF
from kbgen.enrich.text import person, plain
from kbgen.enrich.values import at, items_at, text_at, year_at
from kbgen.model.identifiers import parse_acl, parse_arxiv, parse_doi
from kbgen.model.paper import PaperIds

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
_PREPRINT_RELATIONS = ("has-preprint", "is-same-as", "is-version-of", "is-identical-to")


def by_doi(session: Session, doi: str) -> Metadata | None:
    """The work with this DOI; ``None`` where Crossref does not know it."""
    answer = session.get(CROSSREF, f"works/{quote(doi, safe='')}")
    return about_doi(doi, parse(at(answer.json(), "message")), CROSSREF) if answer else None


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
        abstract=plain(text_at(message, "abstract")),
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
    return names[-1] if names else text_at(message, "event", "name")


def _preprint(message: object) -> str | None:
    """The arXiv identifier of a work's preprint, where Crossref relates the two."""
    for relation in _PREPRINT_RELATIONS:
        for related in items_at(message, "relation", relation):
            if arxiv := parse_arxiv(text_at(related, "id")):
                return arxiv.id
    return None
