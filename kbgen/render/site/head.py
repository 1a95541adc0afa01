"""What machines read in a page's head: citation tags, structured data, and what a shared link shows.

Tags follow the Highwire Press names that Google Scholar asks for
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing); ``structured.py`` has the structured data. Only
facts of the record are stated, and no address of a PDF on another host: Scholar wants that on the page's own.
"""

import json
from html import escape
from typing import NamedTuple

from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Venue, VenueKind
from kbgen.render.site.structured import JsonLd, breadcrumbs
from kbgen.views.site.head import Head, SiteInfo
from kbgen.views.titles import readable_title

# Inside a script element only these can end it or begin another; as escapes they mean the same in JSON.
_SCRIPT_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_UNSAFE = "<>&\u2028\u2029"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def json_script(value: object) -> str:
    """Data as JSON that may stand in a ``<script>`` element whatever it contains."""
    text = _JSON.encode(value)
    # Looking for a character takes far less time than translating.
    return text.translate(_SCRIPT_SAFE) if any(character in text for character in _UNSAFE) else text


class SharedPicture(NamedTuple):
    """The picture of a page where a link to it is shared: its absolute address, and what it shows in words."""

    url: str
    alt: str


def page_head(head: Head, site: SiteInfo, url: str, picture: SharedPicture | None, kind: str = "website") -> str:
    """The tags that every page has; ``url`` is its absolute address, empty where the site has none."""
    tags = [
        _meta("property", "og:title", head.title),
        _meta("property", "og:description", head.description),
        _meta("property", "og:type", kind),
        _meta("property", "og:site_name", site.name),
    ]
    if url:
        tags.append(_meta("property", "og:url", url))
    if picture:
        tags += [
            _meta("property", "og:image", picture.url),
            _meta("property", "og:image:width", "1200"),
            _meta("property", "og:image:height", "630"),
            _meta("property", "og:image:alt", picture.alt),
        ]
    tags.append(_meta("name", "twitter:card", "summary_large_image" if picture else "summary"))
    if head.robots:
        tags.append(_meta("name", "robots", head.robots))
    if url and len(head.crumbs) > 1:
        tags.append(json_ld(breadcrumbs(head, site)))
    return "\n".join(tags)


def citation_tags(paper: Paper, venue: Venue | None, url: str) -> str:
    """The tags by which reference managers and Google Scholar know a paper; ``url`` is its page's address."""
    facts: list[tuple[str, str | None]] = [("citation_title", readable_title(paper.title))]
    facts += [("citation_author", name) for name in paper.authors]
    facts.append(("citation_publication_date", str(paper.year) if paper.year else None))
    facts.append(_container(paper, venue))
    facts.append(("citation_doi", paper.ids.doi))
    facts.append(("citation_arxiv_id", paper.ids.arxiv))
    facts.append(("citation_abstract_html_url", url or None))
    return "\n".join([_meta("name", name, value) for name, value in facts if value])


_CONTAINERS: dict[VenueKind, str] = {
    "journal": "citation_journal_title",
    "conference": "citation_conference_title",
    "workshop": "citation_conference_title",
    "book": "citation_inbook_title",
    "thesis": "citation_dissertation_institution",
}
_REPORT = "citation_technical_report_institution"
"""Preprints, and whatever else is no part of anything: the name alone would make a conference of it."""


def _container(paper: Paper, venue: Venue | None) -> tuple[str, str | None]:
    """The one tag by which reference managers tell what sort of paper it is; no value where nothing is known."""
    if venue:
        return _CONTAINERS.get(venue.kind, _REPORT), venue.name
    return _REPORT, paper.venue or ("arXiv" if paper.ids.arxiv else None)


def json_ld(data: JsonLd) -> str:
    """Structured data as a page's head holds them."""
    return f'<script type="application/ld+json">{json_script(data)}</script>'


def _meta(attribute: str, name: str, value: str) -> str:
    return f'<meta {attribute}="{name}" content="{escape(value)}">'
