"""What came in within some days: the value of a digest, which is sent to people or posted where they read."""

import datetime
from collections.abc import Callable

from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.model.words import _, ngettext
from kbgen.views.feeds import FeedEntry, dataset_entry, paper_entry
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.in_common import filed_under
from kbgen.views.site.index import SiteIndex
from kbgen.views.view import View

_TOPICS = 6


class Digest(View, frozen=True):
    """Papers, newest first, and datasets, by name, that were added from ``since`` to ``until``, both included.

    ``papers`` and ``datasets`` are those that are told in full, ``total_papers`` and ``total_datasets`` count all.
    ``about`` says in words what was asked for, empty for everything. ``topics`` are those that most papers are filed
    under. ``undated`` counts records that do not say when they were added: nobody knows whether they belong here.
    """

    site: SiteInfo
    since: datetime.date
    until: datetime.date
    about: str
    papers: tuple[FeedEntry, ...]
    datasets: tuple[FeedEntry, ...]
    total_papers: int
    total_datasets: int
    topics: tuple[tuple[str, int], ...]
    undated: int

    @property
    def subject(self) -> str:
        """The digest in a line, for a message's subject or a post's title."""
        papers = ngettext("{count} new paper", "{count} new papers", self.total_papers)
        datasets = ngettext("{count} new dataset", "{count} new datasets", self.total_datasets)
        if self.total_papers and self.total_datasets:
            what = _("{papers} and {datasets}", papers=papers, datasets=datasets)
        else:
            what = papers if self.total_papers else datasets if self.total_datasets else _("nothing new")
        return f"{self.about or self.site.name}: {what}"

    @property
    def left_out(self) -> int:
        """How many papers and datasets are counted and not told."""
        return self.total_papers + self.total_datasets - len(self.papers) - len(self.datasets)

    @property
    def is_empty(self) -> bool:
        """Whether nothing came in."""
        return not self.total_papers and not self.total_datasets


class Wanted(View, frozen=True):
    """Which records a digest is about; ``about`` says it in words."""

    papers: Callable[[Paper], bool]
    datasets: Callable[[Dataset], bool]
    about: str = ""


def digest(
    index: SiteIndex, site: SiteInfo, wanted: Wanted, since: datetime.date, until: datetime.date, most: int
) -> Digest:
    """What came in of the wanted records, of which no more than ``most`` papers and ``most`` datasets are told."""
    asked_papers = [paper for paper in index.papers if wanted.papers(paper)]
    asked_datasets = [dataset for dataset in index.datasets if wanted.datasets(dataset)]
    papers = [one.id for one in asked_papers if one.added and since <= one.added <= until]
    datasets = [one.id for one in asked_datasets if one.added and since <= one.added <= until]
    return Digest(
        site=site,
        since=since,
        until=until,
        about=wanted.about,
        papers=tuple(entry for one in papers[:most] if (entry := paper_entry(index, one))),
        datasets=tuple(entry for one in datasets[:most] if (entry := dataset_entry(index, one))),
        total_papers=len(papers),
        total_datasets=len(datasets),
        topics=tuple((index.term_ref(*place).name, count) for place, count in filed_under(index, papers, _TOPICS)),
        undated=sum(not one.added for one in asked_papers) + sum(not one.added for one in asked_datasets),
    )
