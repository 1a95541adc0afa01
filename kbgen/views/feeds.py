"""What a feed holds: the records of a page that were added last, as entries that a reader of feeds shows."""

import datetime
from collections.abc import Callable, Sequence

from kbgen.model.dataset import Dataset
from kbgen.model.words import _
from kbgen.views.entries import Link
from kbgen.views.site.addresses import dataset_url, paper_url
from kbgen.views.site.arrivals import Arrivals
from kbgen.views.site.index import SiteIndex
from kbgen.views.view import View

MOST = 50
"""Entries of one feed. Whoever looks less often than these last finds the rest on the page."""
FEED = "feed.xml"
"""The name of a page's feed, which stands beside the page."""
_LINKED = frozenset({"code", "project", "data", "demo", "home"})
"""Kinds of links that are foremost beside the first."""


class FeedEntry(View, frozen=True):
    """A record in a feed. ``url`` is site-relative; ``remark`` says what it has to do with the page of the feed."""

    id: str
    url: str
    title: str
    kind: str
    added: datetime.date
    authors: tuple[str, ...] = ()
    byline: str = ""
    remark: str = ""
    summary: str | None = None
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def foremost_links(self) -> tuple[Link, ...]:
        """The link to the record itself, which is the first, and those to code, data and the like."""
        return tuple(link for at, link in enumerate(self.links) if not at or link.kind in _LINKED)


class Feed(View, frozen=True):
    """The feed of the page at ``url`` (site-relative), the last added first; it is never empty."""

    title: str
    url: str
    entries: tuple[FeedEntry, ...]

    @property
    def updated(self) -> datetime.date:
        """The day on which the newest entry was added."""
        return self.entries[0].added


class Followed(View, frozen=True):
    """The records whose arrival the feed of the page at ``url`` tells; ``dataset`` is set where it is a dataset's."""

    papers: Sequence[str] = ()
    datasets: Sequence[str] = ()
    dataset: str = ""
    url: str = ""


def newest(arrivals: Arrivals, followed: Followed) -> Followed:
    """Those of the followed records that the feed holds."""
    papers = arrivals.newest_papers(followed.papers, MOST)
    return Followed(papers, arrivals.newest_datasets(followed.datasets, MOST), followed.dataset, followed.url)


def feed(index: SiteIndex, arrivals: Arrivals, title: str, followed: Followed) -> Feed | None:
    """The feed of a page, ``None`` where no record says when it was added: what has no day cannot be new."""
    shown = newest(arrivals, followed)
    remark = _roles(index, shown.dataset)
    papers = [paper_entry(index, one, remark(one)) for one in shown.papers]
    entries = [entry for entry in (*papers, *(dataset_entry(index, one) for one in shown.datasets)) if entry]
    entries.sort(key=lambda entry: entry.added, reverse=True)
    return Feed(title, followed.url, tuple(entries[:MOST])) if entries else None


def paper_entry(index: SiteIndex, paper_id: str, remark: str = "") -> FeedEntry | None:
    """A paper as an entry, ``None`` where it does not say when it was added."""
    card, added = index.card(paper_id), index.kb.papers[paper_id].added
    if added is None:
        return None
    return FeedEntry(
        id=paper_id,
        url=paper_url(paper_id),
        title=card.title,
        kind=card.kind,
        added=added,
        authors=card.authors,
        byline=", ".join(part for part in (card.authors_short, card.venue_label) if part),
        remark=remark,
        summary=card.summary,
        topics=tuple(topic.name for topic in card.topics),
        links=card.links,
    )


def dataset_entry(index: SiteIndex, dataset_id: str) -> FeedEntry | None:
    """A dataset as an entry, ``None`` where it does not say when it was added."""
    dataset = index.kb.datasets[dataset_id]
    if dataset.added is None:
        return None
    return FeedEntry(
        id=dataset_id,
        url=dataset_url(dataset_id),
        title=dataset.name,
        kind="dataset",
        added=dataset.added,
        byline=_about(index, dataset),
        summary=dataset.summary,
        links=(Link("home", _("Home page"), dataset.links.home),) if dataset.links.home else (),
    )


def _roles(index: SiteIndex, dataset_id: str) -> Callable[[str], str]:
    """What a paper has to do with a dataset, in words that tell those that introduce it from those that use it."""
    dataset = index.kb.datasets.get(dataset_id)
    if dataset is None:
        return lambda paper_id: ""
    roles = dict.fromkeys(index.users(dataset_id), _("Uses {name}.", name=dataset.name))
    roles |= dict.fromkeys(index.introducers(dataset), _("Introduces {name}.", name=dataset.name))
    return lambda paper_id: roles.get(paper_id, _("Reports results on {name}.", name=dataset.name))


def _about(index: SiteIndex, dataset: Dataset) -> str:
    words = (_("Dataset"), *(index.term_ref("modality", one).name for one in dataset.modalities), *dataset.domain)
    return ", ".join([*words, str(dataset.year)] if dataset.year else words)
