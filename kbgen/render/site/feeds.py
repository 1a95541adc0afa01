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

from kbgen.model.words import said, spoken
from kbgen.views.entries import Link
from kbgen.views.feeds import FEED, Feed, FeedEntry
from kbgen.views.site.head import SiteInfo

# What XML 1.0 has no way to say: control characters, halves of characters, and two that are none.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEGIN, _END = "<entry>", "</entry>"


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library brings no types
    """An Atom feed that is as new as it is told, and whose entries may have several authors."""

    def latest_post_date(self) -> datetime.datetime:
        return _instant(self.feed["day"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


class Feeds:
    """Writes the feeds of a site, whose address must be known. An entry is drawn once, as it stands in many feeds."""

    def __init__(self, site: SiteInfo) -> None:
        self._site = site
        self._entries: dict[FeedEntry, str] = {}

    def atom(self, feed: Feed) -> bytes:
        """A feed as a file."""
        frame = _written(self._frame(feed))
        end = frame.rindex("</feed>")
        return "".join([frame[:end], *map(self._entry, feed.entries), frame[end:]]).encode()

    def _frame(self, feed: Feed) -> _Atom:
        page = f"{self._site.url}{feed.url}"
        return _Atom(
            title=_text(feed.title),
            link=page,
            description=None,
            language=spoken().code,
            author_name=_text(self._site.name),
            author_link=self._site.url,
            feed_url=page + FEED,
            day=feed.updated,
        )

    def _entry(self, entry: FeedEntry) -> str:
        known = self._entries.get(entry)
        if known is None:
            document = self._frame(Feed("", "", (entry,)))
            address = self._site.url + entry.url
            day = _instant(entry.added)
            document.add_item(
                title=_text(entry.title),
                link=address,
                unique_id=address,
                description=_text(_summary(entry)),
                pubdate=day,
                updateddate=day,
                categories=[_text(one) for one in dict.fromkeys((said(entry.kind), *entry.topics))],
                authors=[_text(name) for name in entry.authors],
            )
            text = _written(document)
            # In text, these are escaped.
            known = self._entries[entry] = text[text.index(_BEGIN) : text.rindex(_END) + len(_END)]
        return known


def _written(document: _Atom) -> str:
    file = StringIO()
    document.write(file, "utf-8")
    return file.getvalue()


def _summary(entry: FeedEntry) -> str:
    """What a reader of feeds shows below the title, as HTML in which every text of the record is escaped."""
    about = " · ".join(part for part in (escape(entry.byline), _links(entry.foremost_links)) if part)
    parts = [about, escape(entry.remark), escape(entry.summary or "")]
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _links(links: tuple[Link, ...]) -> str:
    return " · ".join(f'<a href="{escape(link.url)}">{escape(link.label)}</a>' for link in links)


def _instant(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
