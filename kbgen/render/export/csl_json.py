"""Papers as CSL-JSON, which citation processors, Zotero and Pandoc read.

Types and variables are those of the Citation Style Language 1.0.2, https://docs.citationstyles.org/en/stable/.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kbgen.model.paper import Paper
from kbgen.model.vocabulary import VenueKind
from kbgen.render.export.exported import Exported, track_words
from kbgen.render.export.names import divided
from kbgen.views.titles import readable_title

_TYPES: Mapping[VenueKind, tuple[str, str]] = {
    "conference": ("paper-conference", "container-title"),
    "workshop": ("paper-conference", "container-title"),
    "journal": ("article-journal", "container-title"),
    "book": ("chapter", "container-title"),
    "thesis": ("thesis", "publisher"),
    "preprint": ("article", "publisher"),
    "other": ("document", "publisher"),
}


# What a collection keeps of a paper and a reference does not need.
_OF_COLLECTIONS = frozenset({"keyword", "annote", "custom"})


def chunks(exported: Exported) -> Iterator[bytes]:
    """An array of items, one a line."""
    opening = b"[\n"
    for paper in exported.papers:
        yield opening + msgspec.json.encode(_item(paper, exported))
        opening = b",\n"
    yield b"\n]\n" if exported.papers else b"[]\n"


def reference(paper: Paper, exported: Exported) -> dict[str, Any]:
    """A paper as an item with nothing but what a reference to it needs."""
    return {name: value for name, value in _item(paper, exported).items() if name not in _OF_COLLECTIONS}


def _item(paper: Paper, exported: Exported) -> dict[str, Any]:
    venue = exported.venue(paper)
    item_type, container = _TYPES[exported.kind_of_venue(paper)]
    links = paper.links.model_dump(exclude_defaults=True)
    other = {
        "kbgen": paper.id,
        "arxiv": paper.ids.arxiv,
        "acl": paper.ids.acl,
        "openreview": paper.ids.openreview,
        "links": links,
    }
    item = {
        "id": exported.keys[paper.id],
        "type": item_type,
        "title": readable_title(paper.title),
        "author": [_person(name) for name in paper.authors],
        "issued": {"date-parts": [[paper.year]]} if paper.year else None,
        container: exported.venue_name(paper),
        "container-title-short": venue.short if venue and container == "container-title" else "",
        "genre": "PhD thesis" if item_type == "thesis" else "",
        "archive": "arXiv" if paper.ids.arxiv else "",
        "archive_location": paper.ids.arxiv,
        "number": f"arXiv:{paper.ids.arxiv}" if paper.ids.arxiv and item_type == "article" else "",
        "DOI": paper.ids.doi,
        "URL": paper.url,
        "keyword": ", ".join(name.replace(",", " ") for name in exported.keywords(paper)),
        "annote": paper.summary,
        "note": track_words(paper),
        "custom": {name: value for name, value in other.items() if value},
    }
    return {name: value for name, value in item.items() if value}


def _person(name: str) -> dict[str, str]:
    parts = divided(name)
    if not parts.given:
        return {"literal": name}
    person = {
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {part: value for part, value in person.items() if value}
