"""What a page of each kind states of its subject in its head, beside what every page has."""

from kbgen.render.site import structured
from kbgen.render.site.head import citation_tags, json_ld
from kbgen.views.entries import topic_labels
from kbgen.views.site.entrance_pages import HomePage
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.pages import Page
from kbgen.views.site.record_pages import DatasetPage, DatasetsPage, PaperPage


def facts_of(page: Page, index: SiteIndex, site: SiteInfo, url: str) -> str:
    """Tags to add to a page's head, each on a line of its own; ``url`` is the page's address, if the site has one."""
    if isinstance(page, PaperPage):
        paper = index.kb.papers[page.id]
        venue = index.kb.venues.by_id.get(paper.venue or "")
        topics = [topic.name for topic in topic_labels(paper, index.kb.taxonomy)]
        tags = citation_tags(paper, venue, url)
        return f"\n{tags}\n{json_ld(structured.article(paper, venue, topics, url))}"
    if isinstance(page, DatasetPage):
        return f"\n{json_ld(structured.dataset(index, index.kb.datasets[page.id], site, url))}"
    if isinstance(page, HomePage) and url:
        return f"\n{json_ld(structured.website(site))}"
    if isinstance(page, DatasetsPage) and url and page.total:
        return f"\n{json_ld(structured.catalog(site, page.head.description))}"
    return ""
