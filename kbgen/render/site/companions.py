"""What is made with a page: its feed, where it has one, and its twin in Markdown."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from kbgen.render.site.alternates import TWIN
from kbgen.render.site.digests import Digests
from kbgen.render.site.twins import Twins
from kbgen.views.feeds import FEED, Followed, feed, newest
from kbgen.views.site.addresses import author_url, dataset_url
from kbgen.views.site.arrivals import Arrivals
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.listings import PART
from kbgen.views.site.pages import Page

if TYPE_CHECKING:
    from kbgen.render.site.feeds import Feeds

TWIN_ALONE = (TWIN,)
_FEED_AND_TWIN = (FEED, TWIN)
_MANY_AUTHORS = 5000
_WITH_TWIN = frozenset(
    {"home", "papers", "paper", "datasets", "dataset", "topics", "axis", "topic", "authors", "letter", "author"}
    | {"venues", "venue", "years", "year", "new", "week", "lists", "list"}
    | {"leaderboards", "leaderboard"}
)
"""Kinds of pages that have a twin, by their shells; those that only lead on, or that need a script, have none."""


def least_papers(index: SiteIndex, site: SiteInfo) -> int:
    """How many papers an author must have for a feed: one, or two where authors are many and most have one."""
    if site.author_feeds_from is not None:
        return site.author_feeds_from
    return 1 if len(index.authors) <= _MANY_AUTHORS else 2


class Companions:
    """Decides which files stand beside a page, tells the page of them, and makes them with it.

    A page has a feed where the site's address is known and one of its records says when it was added. The parts of a
    list that is cut lead to the feed of the first, and pages that gather nothing to the feed of everything.
    """

    def __init__(self, index: SiteIndex, site: SiteInfo, arrivals: Arrivals, twins: Twins, digests: Digests) -> None:
        self._index = index
        self._site = site
        self._arrivals = arrivals
        self._twins = twins
        self._digests = digests
        self._least = least_papers(index, site)

    def of_author(self, slug: str) -> Followed | None:
        """The papers of an author, where these are enough for a feed."""
        papers = self._index.authors.papers[slug]
        return Followed(papers, url=author_url(slug)) if len(papers) >= self._least else None

    def of_dataset(self, dataset_id: str) -> Followed:
        """The papers that introduce or use a dataset, or report results on it."""
        index = self._index
        introducers = index.introducers(index.kb.datasets[dataset_id])
        papers = dict.fromkeys([*introducers, *index.users(dataset_id), *index.results_on.get(dataset_id, ())])
        return Followed(tuple(papers), dataset=dataset_id, url=dataset_url(dataset_id))

    def of_one_paper(self) -> Mapping[str, tuple[str, ...]]:
        """By paper, what stands beside the page of an author of that paper alone, where it is more than the twin.

        The paper's key stands for it.
        """
        return dict.fromkeys(self._arrivals.papers, _FEED_AND_TWIN) if self._site.url and self._least < 2 else {}

    def names(self, url: str, shell: str, followed: Followed | None) -> tuple[str, ...]:
        """The files beside a page."""
        feeds = (FEED,) if followed and followed.url == url and self._has_feed(followed) else ()
        return feeds if not _has_twin(shell) else (*feeds, TWIN)

    def key(self, url: str, followed: Followed | None) -> str:
        """What a page's companions are made from besides what the page itself is made from.

        A page's key stands for the papers that it shows: the newest of a list that is cut may be on any part of it.
        """
        feed_of_page = self._feed_url(followed)
        if not followed or followed.url != url or not feed_of_page:
            return feed_of_page
        shown = newest(self._arrivals, followed) if len(followed.papers) > PART else followed
        papers = self._digests.papers(shown.papers) if shown is not followed else ""
        files = self._digests.files
        return feed_of_page + papers + "".join([files["dataset", one] for one in followed.datasets])

    def announced(self, page: Page, url: str, shell: str, followed: Followed | None) -> Page:
        """A page that knows of its feed and twin."""
        address = self._feed_url(followed)
        title = f"{page.head.title} – {self._site.name}" if followed else self._site.name
        head = msgspec.structs.replace(
            page.head, feed=address, feed_title=title if address else "", twin=_has_twin(shell)
        )
        return msgspec.structs.replace(page, head=head)

    def contents(self, page: Page, url: str, root: str, followed: Followed | None) -> tuple[bytes, ...]:
        """The files beside a page, in the order of their names."""
        twin = (self._twins.twin(page, root),) if page.head.twin else ()
        if followed is None or followed.url != url or not page.head.feed:
            return twin
        return (self.feed(page.head.feed_title, followed), *twin)

    def feed(self, title: str, followed: Followed) -> bytes:
        """The feed of the followed records, one of which has a day."""
        made = feed(self._index, self._arrivals, title, followed)
        if made is None:
            raise ValueError(f"nothing in the feed of {followed.url}")
        return self._feeds.atom(made)

    @cached_property
    def _feeds(self) -> "Feeds":
        # Imported where it is needed: a build that makes no feed does without.
        from kbgen.render.site.feeds import Feeds

        return Feeds(self._site)

    def has_whole_feed(self) -> bool:
        """Whether there is a feed of everything."""
        return bool(self._site.url) and self._arrivals.any

    def _feed_url(self, followed: Followed | None) -> str:
        if followed is None:
            return FEED if self.has_whole_feed() else ""
        return f"{followed.url}{FEED}" if self._has_feed(followed) else ""

    def _has_feed(self, followed: Followed) -> bool:
        papers, datasets = self._arrivals.papers, self._arrivals.datasets
        known = any(one in papers for one in followed.papers) or any(one in datasets for one in followed.datasets)
        return bool(self._site.url) and known


def _has_twin(shell: str) -> bool:
    return shell.removesuffix("-part") in _WITH_TWIN
