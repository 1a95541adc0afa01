"""OpenAlex's JSON: one work, or a page of works as its API answers a search.

Fields: https://docs.openalex.org/api-entities/works/work-object.
"""

import re
from collections.abc import Iterator, Mapping

from kbgen.ingest.draft import Draft, ReadContext
from kbgen.ingest.html_text import text_of_html
from kbgen.ingest.json_bibliography import read_items
from kbgen.ingest.json_items import Item, first_item
from kbgen.ingest.jsonl import JsonObject, text_of, whole_number_of
from kbgen.ingest.names import Names, plain_names
from kbgen.ingest.reference import Reference, ReferenceKind
from kbgen.model.identifiers import parse_arxiv

_LISTS = ("results", "group_by")
_WORK = re.compile(r"https?://openalex\.org/(W\d+)$")
_KINDS: Mapping[ReferenceKind, str] = {
    "article": "article review editorial letter journal-article",
    "conference": "proceedings-article",
    "chapter": "book-chapter reference-entry book-section book-part",
    "book": "book monograph",
    "thesis": "dissertation",
    "report": "report",
    "preprint": "preprint posted-content",
    "other": "other",
    "dataset": "dataset",
}
_KIND_OF: Mapping[str, ReferenceKind] = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_HOSTS_PAPERS = frozenset({"journal", "conference", "book series"})
"""Kinds of source that name where a work appeared; a repository or an e-book platform only holds a copy."""


class OpenAlexJson:
    """Works of OpenAlex."""

    name = "openalex-json"

    def detect(self, text: str, name: str) -> float:
        """A first item that is a work of OpenAlex by its identifier."""
        return 1.0 if _WORK.match(text_of(first_item(text, _LISTS), "id")) else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One entry for each work."""
        return read_items(text, _LISTS, context, _reference)


def _reference(value: JsonObject, item: Item) -> Reference:
    written = text_of(value, "type")
    kind = _KIND_OF.get(written, "none")
    source = _object(_object(value, "primary_location"), "source") or _object(value, "host_venue")
    if kind == "article" and (text_of(source, "type") == "conference" or _crossref_type(value) == "conference"):
        kind = "conference"
    if kind == "preprint" and text_of(source, "type") == "journal":
        kind = "article"
    identifier = _WORK.match(text_of(value, "id"))
    year = whole_number_of(value, "publication_year")
    doi = text_of(value, "doi")
    return Reference(
        item.line,
        item.column,
        identifier[1] if identifier else "",
        kind,
        f'"{written}"',
        text_of_html(text_of(value, "title") or text_of(value, "display_name")),
        _names(value),
        str(year) if year is not None else text_of(value, "publication_date"),
        _container(source, kind),
        {"doi": doi, "arxiv": next(_arxiv(value), "")},
        tuple(_links(value, doi)),
    )


def _object(value: JsonObject, key: str) -> JsonObject:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _objects(value: JsonObject, key: str) -> list[JsonObject]:
    found = value.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _crossref_type(value: JsonObject) -> ReferenceKind:
    return _KIND_OF.get(text_of(value, "type_crossref"), "none")


def _container(source: JsonObject, kind: ReferenceKind) -> str:
    name = text_of(source, "display_name")
    of = text_of(source, "type")
    if of in _HOSTS_PAPERS or not of:
        return name
    return name if kind == "preprint" and of == "repository" else ""


def _names(value: JsonObject) -> Names:
    names = plain_names(
        text_of(_object(one, "author"), "display_name") or text_of(one, "raw_author_name")
        for one in _objects(value, "authorships")
    )
    return Names(names.names, value.get("is_authors_truncated") is not True)


def _arxiv(value: JsonObject) -> Iterator[str]:
    """Identifiers of arXiv that the work's DOI or the places of its copies state."""
    for text in (
        text_of(value, "doi"),
        *(text_of(one, key) for one in _objects(value, "locations") for key in ("landing_page_url", "pdf_url")),
    ):
        if found := parse_arxiv(text):
            yield found.id


def _links(value: JsonObject, doi: str) -> Iterator[tuple[str, str]]:
    location = _object(value, "primary_location")
    page = text_of(location, "landing_page_url")
    if page and page.casefold() != doi.casefold():
        yield "url", page
    if (pdf := text_of(_object(value, "best_oa_location"), "pdf_url")) and not parse_arxiv(pdf):
        yield "pdf", pdf
