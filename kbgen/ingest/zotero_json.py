"""Zotero's JSON: what its web API answers, and what Better BibTeX exports as "BetterBibTeX JSON".

Types and fields: https://api.zotero.org/schema.
"""

from collections.abc import Mapping
from typing import TypeGuard

from kbgen.ingest.draft import Draft, ReadContext
from kbgen.ingest.html_text import text_of_html
from kbgen.ingest.json_bibliography import extra_fields, read_items
from kbgen.ingest.json_items import Item, first_item
from kbgen.ingest.jsonl import JsonObject, text_of
from kbgen.ingest.keywords import keywords_of
from kbgen.ingest.names import Names, joined_name, plain_names
from kbgen.ingest.reference import Reference, ReferenceKind

_LISTS = ("items",)
_KINDS: Mapping[ReferenceKind, str] = {
    "article": "journalArticle magazineArticle newspaperArticle",
    "conference": "conferencePaper",
    "chapter": "bookSection encyclopediaArticle dictionaryEntry",
    "book": "book",
    "thesis": "thesis",
    "report": "report",
    "preprint": "preprint",
    "other": "manuscript webpage presentation document blogPost forumPost",
    "dataset": "dataset",
}
_KIND_OF: Mapping[str, ReferenceKind] = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_CONTAINERS: Mapping[ReferenceKind, tuple[str, ...]] = {
    "article": ("publicationTitle", "journalAbbreviation"),
    "conference": ("proceedingsTitle", "conferenceName", "publicationTitle"),
    "chapter": ("bookTitle", "publicationTitle", "encyclopediaTitle", "dictionaryTitle"),
    "thesis": ("university", "publisher"),
    "report": ("institution", "publisher"),
    "preprint": ("repository", "publisher", "publicationTitle"),
}
_AUTHORS = frozenset({"author", "presenter", "contributor"})
_WRITERS = frozenset({"author", "presenter"})


class ZoteroJson:
    """Items of a Zotero library."""

    name = "zotero-json"

    def detect(self, text: str, name: str) -> float:
        """A first item with Zotero's name for its type."""
        return 1.0 if "itemType" in _data(first_item(text, _LISTS)) else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One entry for each item; notes and attachments are none."""
        return read_items(text, _LISTS, context, _reference)


def _data(value: JsonObject) -> JsonObject:
    """The item itself; the web API wraps it."""
    data = value.get("data")
    return data if isinstance(data, dict) else value


def _reference(value: JsonObject, item: Item) -> Reference:
    data = _data(value)
    written = text_of(data, "itemType")
    kind = _KIND_OF.get(written, "none")
    remark = data.get("extra")
    extra = extra_fields(remark if isinstance(remark, str) else "")
    archive = text_of(data, "archiveID")
    fields = {
        "doi": text_of(data, "DOI") or extra.get("doi", ""),
        "arxiv": archive if archive.lower().startswith("arxiv:") else extra.get("arxiv", ""),
    }
    return Reference(
        item.line,
        item.column,
        text_of(data, "citationKey") or text_of(data, "citekey") or text_of(data, "key") or text_of(value, "key"),
        kind,
        f'"{written}"',
        text_of_html(text_of(data, "title")),
        _names(data),
        text_of(data, "date"),
        text_of_html(next((found for key in _CONTAINERS.get(kind, ()) if (found := text_of(data, key))), "")),
        fields,
        tuple(("url", url) for url in (text_of(data, "url"),) if url),
        keywords_of(_tags(data)),
    )


def _tags(data: JsonObject) -> list[str]:
    tags = data.get("tags")
    # Tags of type 1 were added by a machine, out of a library's catalogue.
    return [text_of(tag, "tag") for tag in tags if _by_hand(tag)] if isinstance(tags, list) else []


def _by_hand(tag: object) -> TypeGuard[JsonObject]:
    return isinstance(tag, dict) and tag.get("type") != 1


def _names(data: JsonObject) -> Names:
    creators = data.get("creators")
    people = [one for one in creators if isinstance(one, dict)] if isinstance(creators, list) else []
    writers = [one for one in people if text_of(one, "creatorType") in _WRITERS] or [
        one for one in people if text_of(one, "creatorType") in _AUTHORS
    ]
    return plain_names(
        text_of(one, "name") or joined_name(text_of(one, "firstName"), "", text_of(one, "lastName"), "")
        for one in writers
    )
