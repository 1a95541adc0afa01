"""What machines read in a page's head: citation tags, structured data, and what a shared link shows.

Tags follow the Highwire Press names that Google Scholar asks for
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing) and schema.org's ``ScholarlyArticle``. Only facts
of the record are stated, and no address of a PDF on another host: Scholar wants that on the page's own.
"""

import json
from html import escape

from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Venue
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


def page_head(head: Head, site: SiteInfo, url: str, kind: str = "website") -> str:
    """The tags that every page has; ``url`` is its absolute address, empty where the site has none."""
    tags = [
        _meta("property", "og:title", head.title),
        _meta("property", "og:description", head.description),
        _meta("property", "og:type", kind),
        _meta("property", "og:site_name", site.name),
    ]
    if url:
        tags.append(_meta("property", "og:url", url))
    if head.robots:
        tags.append(_meta("name", "robots", head.robots))
    if url and len(head.crumbs) > 1:
        tags.append(_json_ld(_breadcrumbs(head, site)))
    return "\n".join(tags)


def paper_head(paper: Paper, venue: Venue | None, url: str) -> str:
    """The tags by which reference managers and Google Scholar know a paper."""
    facts: list[tuple[str, str | None]] = [("citation_title", readable_title(paper.title))]
    facts += [("citation_author", name) for name in paper.authors]
    facts.append(("citation_publication_date", str(paper.year) if paper.year else None))
    if venue:
        facts.append((_CONTAINERS.get(venue.kind, "citation_conference_title"), venue.name))
    facts.append(("citation_doi", paper.ids.doi))
    facts.append(("citation_arxiv_id", paper.ids.arxiv))
    facts.append(("citation_abstract_html_url", url or None))
    tags = [_meta("name", name, value) for name, value in facts if value]
    tags.append(_json_ld(_article(paper, venue, url)))
    return "\n".join(tags)


_CONTAINERS = {"journal": "citation_journal_title", "thesis": "citation_dissertation_institution"}
_PARTS_OF = {"journal": "Periodical", "book": "Book"}


def _article(paper: Paper, venue: Venue | None, url: str) -> dict[str, object]:
    same = [identifier.url for identifier in paper.ids.all()]
    facts: dict[str, object | None] = {
        "@context": "https://schema.org",
        "@type": "Thesis" if venue and venue.kind == "thesis" else "ScholarlyArticle",
        "name": readable_title(paper.title),
        "headline": readable_title(paper.title),
        "author": [{"@type": "Person", "name": name} for name in paper.authors],
        "datePublished": str(paper.year) if paper.year else None,
        "isPartOf": {"@type": _PARTS_OF.get(venue.kind, "CreativeWork"), "name": venue.name} if venue else None,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": one.scheme, "value": one.value} for one in paper.ids.all()
        ],
        "sameAs": same,
        "url": paper.url,
        "mainEntityOfPage": url,
    }
    return {name: value for name, value in facts.items() if value}


def _breadcrumbs(head: Head, site: SiteInfo) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": crumb.name, "item": f"{site.url}{crumb.url}"}
            for at, crumb in enumerate(head.crumbs, 1)
        ],
    }


def _json_ld(data: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json_script(data)}</script>'


def _meta(attribute: str, name: str, value: str) -> str:
    return f'<meta {attribute}="{name}" content="{escape(value)}">'
