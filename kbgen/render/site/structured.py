"""Structured data of pages: JSON-LD in the words of schema.org (https://schema.org/docs/schemas.html).

Search engines read these; what they want of each type is at https://developers.google.com/search/docs/appearance.
Only facts of the records are stated. What names an address of this site is left out where the site has none.
"""

from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Venue
from kbgen.model.words import _
from kbgen.views.site.addresses import paper_url
from kbgen.views.site.head import Head, SiteInfo
from kbgen.views.site.index import SiteIndex
from kbgen.views.titles import readable_title

JsonLd = dict[str, object]

_CATALOG = "datasets/#catalog"
_PARTS_OF = {"journal": "Periodical", "book": "Book"}


def article(paper: Paper, venue: Venue | None, topics: list[str], url: str) -> JsonLd:
    """A paper; ``topics`` are the names of its terms and ``url`` is its page's address."""
    title = readable_title(paper.title)
    identifiers = paper.ids.all()
    return _stated(
        {
            "@type": "Thesis" if venue and venue.kind == "thesis" else "ScholarlyArticle",
            "@id": f"{url}#paper" if url else None,
            "name": title,
            "headline": title,
            "description": paper.summary,
            "author": [{"@type": "Person", "name": name} for name in paper.authors],
            "datePublished": str(paper.year) if paper.year else None,
            "isPartOf": {"@type": _PARTS_OF.get(venue.kind, "CreativeWork"), "name": venue.name} if venue else None,
            "creativeWorkStatus": paper.status,
            "keywords": topics,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": one.scheme, "value": one.value} for one in identifiers
            ],
            "sameAs": [one.url for one in identifiers],
            "url": paper.url,
            "mainEntityOfPage": url,
        }
    )


def dataset(index: SiteIndex, record: Dataset, site: SiteInfo, url: str) -> JsonLd:
    """A dataset. The papers that introduce it are its citations; those that only use it are not named."""
    links = record.links
    papers = [index.kb.papers[paper_id] for paper_id in index.introducers(record)]
    return _stated(
        {
            "@type": "Dataset",
            "@id": f"{url}#dataset" if url else None,
            "name": record.name,
            "alternateName": list(record.also_known_as),
            "description": record.summary,
            "datePublished": str(record.year) if record.year else None,
            "keywords": [
                *(index.term_ref("modality", term).name for term in record.modalities),
                *(index.term_ref("task", term).name for term in record.tasks),
                *record.domain,
            ],
            "size": [f"{size.text} {size.of}" for size in record.sizes],
            "license": {"@type": "CreativeWork", "name": record.license} if record.license else None,
            "conditionsOfAccess": record.access,
            "citation": [_introduction(paper, site) for paper in papers],
            "url": links.home or links.data or links.docs,
            "sameAs": [one for one in (links.home, links.docs, *links.code) if one],
            "distribution": [{"@type": "DataDownload", "contentUrl": links.data}] if links.data else [],
            "includedInDataCatalog": {"@id": f"{site.url}{_CATALOG}"} if site.url else None,
            "mainEntityOfPage": url,
        }
    )


def _introduction(paper: Paper, site: SiteInfo) -> dict[str, object]:
    known = {
        "@type": "ScholarlyArticle",
        "@id": f"{site.url}{paper_url(paper.id)}#paper" if site.url else None,
        "name": readable_title(paper.title),
        "url": paper.url,
    }
    return {name: value for name, value in known.items() if value}


def website(site: SiteInfo) -> JsonLd:
    """The site, with the address that searches it; it needs an address."""
    return _stated(
        {
            "@type": "WebSite",
            "@id": f"{site.url}#website",
            "name": site.name,
            "description": site.description,
            "url": site.url,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{site.url}explore/?q={{search_term_string}}"},
                "query-input": "required name=search_term_string",
            },
        }
    )


def catalog(site: SiteInfo, description: str) -> JsonLd:
    """All datasets together; each says itself that it belongs to them."""
    return _stated(
        {
            "@type": "DataCatalog",
            "@id": f"{site.url}{_CATALOG}",
            "name": _("Datasets of {site}", site=site.name),
            "description": description,
            "url": f"{site.url}datasets/",
            "isPartOf": {"@id": f"{site.url}#website"},
        }
    )


def breadcrumbs(head: Head, site: SiteInfo) -> JsonLd:
    """The way from the home page to a page."""
    return _stated(
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": at, "name": crumb.name, "item": f"{site.url}{crumb.url}"}
                for at, crumb in enumerate(head.crumbs, 1)
            ],
        }
    )


def _stated(facts: JsonLd) -> JsonLd:
    """What is known, in the vocabulary of schema.org."""
    return {"@context": "https://schema.org", **{name: value for name, value in facts.items() if value}}
