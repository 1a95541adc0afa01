"""CSL-JSON, the data of citation processors, and Crossref's JSON, which its items are made after.

Fields: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables and the schema
https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json.
"""

import re
from collections.abc import Iterator, Mapping

from kbgen.ingest.draft import Draft, ReadContext
from kbgen.ingest.html_text import text_of_html
from kbgen.ingest.json_bibliography import extra_fields, read_items
from kbgen.ingest.json_items import Item, first_item
from kbgen.ingest.jsonl import JsonObject, texts_of
from kbgen.ingest.keywords import keywords_of
from kbgen.ingest.names import Names, joined_name, plain_names
from kbgen.ingest.reference import Reference, ReferenceKind

_LISTS = ("items", "references")
_KINDS: Mapping[ReferenceKind, str] = {
    "article": "article-journal article-magazine article-newspaper review journal-article",
    "conference": "paper-conference proceedings-article",
    "chapter": "chapter entry-encyclopedia entry-dictionary entry book-chapter reference-entry book-section book-part",
    "book": "book monograph classic pamphlet edited-book reference-book",
    "thesis": "thesis dissertation",
    "report": "report report-component",
    "preprint": "article posted-content",
    "other": "manuscript webpage post post-weblog document speech other",
    "dataset": "dataset",
    "container": "collection periodical proceedings journal journal-issue journal-volume book-series book-set",
    "none": "bill broadcast event figure graphic hearing interview legal_case legislation map motion_picture "
    "musical_score patent performance personal_communication regulation review-book software song standard treaty "
    "component grant peer-review",
}
_KIND_OF: Mapping[str, ReferenceKind] = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_OF_CSL = {"issued", "container-title", "DOI", "custom"}
_CONTAINERS: Mapping[ReferenceKind, tuple[str, ...]] = {
    "conference": ("container-title", "event-title", "event"),
    "thesis": ("publisher",),
    "report": ("publisher",),
    "preprint": ("container-title", "archive", "publisher"),
    "book": (),
}


class CslJson:
    """CSL-JSON and Crossref's answers."""

    name = "csl-json"

    def detect(self, text: str, name: str) -> float:
        """A first item with a type of CSL and something that no other format has."""
        first = first_item(text, _LISTS)
        people = first.get("author")
        of_csl = bool(first.keys() & _OF_CSL) or (
            isinstance(people, list) and any(isinstance(one, dict) for one in people)
        )
        if of_csl and str(first.get("type")) in _KIND_OF:
            return 1.0
        return 0.8 if {"type", "title"} <= first.keys() and isinstance(first.get("issued"), dict) else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One entry for each item."""
        return read_items(text, _LISTS, context, _reference)


def _reference(value: JsonObject, item: Item) -> Reference:
    written = _first(value, "type")
    # A type that nobody knows is no reason to leave a work out.
    kind = _KIND_OF.get(written, "other")
    extra = extra_fields(_first(value, "note"))
    fields = {"doi": _first(value, "DOI"), "arxiv": extra.get("arxiv", "")}
    number = _first(value, "number")
    if not fields["arxiv"] and number.lower().startswith("arxiv:"):
        fields["arxiv"] = number
    if not fields["arxiv"] and re.match(r"arxiv", _first(value, "archive"), re.IGNORECASE):
        fields["arxiv"] = _first(value, "archive_location")
    custom = _custom(value)
    fields |= {scheme: found for scheme in ("arxiv", "acl", "openreview") if (found := _first(custom, scheme))}
    return Reference(
        item.line,
        item.column,
        _key(value),
        kind,
        f'"{written}"',
        _title(value),
        _names(value),
        _date(value),
        _container(value, kind),
        fields,
        tuple(_links(value)),
        keywords_of(texts_of(value, "keyword")),
        record=_first(custom, "kbgen"),
        summary=_first(value, "annote"),
    )


def _links(value: JsonObject) -> Iterator[tuple[str, str]]:
    """The address of an item, and the links that an export of kbgen keeps with it."""
    if url := _first(value, "URL"):
        yield "url", url
    links = _custom(value).get("links")
    if isinstance(links, dict):
        yield from ((role, address) for role in links for address in texts_of(links, role))


def _custom(value: JsonObject) -> JsonObject:
    """What an item holds beyond the variables of CSL."""
    custom = value.get("custom")
    return custom if isinstance(custom, dict) else {}


def _first(value: JsonObject, *keys: str) -> str:
    """The first text of the first of these keys; Crossref writes lists where CSL writes one text."""
    return next((texts[0] for key in keys if (texts := texts_of(value, key))), "")


def _key(value: JsonObject) -> str:
    found = value.get("citation-key") or value.get("id")
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def _title(value: JsonObject) -> str:
    title, subtitle = text_of_html(_first(value, "title")), text_of_html(_first(value, "subtitle"))
    return f"{title}: {subtitle}" if subtitle and subtitle.casefold() not in title.casefold() else title


def _container(value: JsonObject, kind: ReferenceKind) -> str:
    return text_of_html(_first(value, *_CONTAINERS.get(kind, ("container-title",))))


def _names(value: JsonObject) -> Names:
    people = value.get("author")
    return plain_names([_name(one) for one in people if isinstance(one, dict)] if isinstance(people, list) else [])


def _name(person: JsonObject) -> str:
    if whole := _first(person, "literal", "name"):
        return whole
    particle = " ".join(filter(None, (_first(person, "dropping-particle"), _first(person, "non-dropping-particle"))))
    return joined_name(_first(person, "given"), particle, _first(person, "family"), _first(person, "suffix"))


def _date(value: JsonObject) -> str:
    for key in ("issued", "published", "published-print", "published-online", "created"):
        date = value.get(key)
        if not isinstance(date, dict):
            continue
        parts = date.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] and parts[0][0]:
            return str(parts[0][0])
        if text := _first(date, "raw", "literal"):
            return text
    return ""
