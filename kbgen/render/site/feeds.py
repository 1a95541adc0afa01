"""Atom feeds (https://www.rfc-editor.org/rfc/rfc4287) of what a page's records brought in last.

An entry's identifier is the address of the record's page, which never changes its meaning. No date is that of the
build: a feed is as new as its newest entry. Addresses are absolute, so a site whose address is not known has no feeds.
"""

import datetime
import re
from html import escape
from io import StringIO
from typing import Any

from feedgenerator import Atom1Feed

from kbgen.views.entries import Link
from kbgen.views.feeds import FEED, Feed, FeedEntry
from kbgen.views.site.head import SiteInfo

# What XML 1.0 has no way to say: control characters, halves of characters, and two that are none.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINKED = ("code", "project", "data", "demo", "home")
"""Kinds of links that an entry shows beside the first, which leads to the paper itself."""


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library brings no types
    """An Atom feed whose entries may have several authors."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


def atom(feed: Feed, site: SiteInfo) -> bytes:
    """A feed as a file; ``site.url`` must be known."""
    page = f"{site.url}{feed.url}"
    document = _Atom(
        title=_text(feed.title),
        link=page,
        description=None,
        language="en",
        author_name=_text(site.name),
        author_link=site.url,
        feed_url=page + FEED,
    )
    for entry in feed.entries:
        address = site.url + entry.url
        day = _instant(entry.added)
        document.add_item(
            title=_text(entry.title),
            link=address,
            unique_id=address,
            description=_text(_summary(entry)),
            pubdate=day,
            updateddate=day,
            categories=[_text(one) for one in dict.fromkeys((entry.kind, *entry.topics))],
            authors=[_text(name) for name in entry.authors],
        )
    written = StringIO()
    document.write(written, "utf-8")
    return written.getvalue().encode()


def _summary(entry: FeedEntry) -> str:
    """What a reader of feeds shows below the title, as HTML in which every text of the record is escaped."""
    about = " · ".join(part for part in (escape(entry.byline), _links(entry.links)) if part)
    parts = [about, escape(entry.remark), escape(entry.summary or "")]
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _links(links: tuple[Link, ...]) -> str:
    shown = [link for at, link in enumerate(links) if not at or link.kind in _LINKED]
    return " · ".join(f'<a href="{escape(link.url)}">{escape(link.label)}</a>' for link in shown)


def _instant(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
