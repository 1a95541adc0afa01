"""The pages that readers follow, and the files by which programs follow: what is new, lists, the feed of everything."""

from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property, partial
from typing import Protocol

from kbgen.model.words import _
from kbgen.render.site.companions import Companions
from kbgen.render.site.digests import Digests
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.programs import llms_txt, opensearch
from kbgen.views.feeds import FEED, Followed, newest
from kbgen.views.site import lists, new
from kbgen.views.site.addresses import list_url
from kbgen.views.site.arrivals import Arrivals, Arrived, week_url
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.listings import PART, parts
from kbgen.views.site.pages import Page


class PartOfList(Protocol):
    """Plans one part of a list that may be cut."""

    def __call__(
        self, url: str, shell: str, part: int, key: str, view: Callable[[], Page], followed: Followed | None = None
    ) -> Item:
        """The item of a part."""


class FollowPlan:
    """Plans these pages. A week, a list and ``/new/`` show little of what their records hold: their cards."""

    def __init__(
        self, index: SiteIndex, site: SiteInfo, arrivals: Arrivals, digests: Digests, companions: Companions
    ) -> None:
        self._index = index
        self._site = site
        self._arrivals = arrivals
        self._digests = digests
        self._companions = companions

    @cached_property
    def _lists(self) -> Mapping[str, Arrived]:
        return {list_id: lists.members(self._index, one) for list_id, one in self._index.kb.lists.items()}

    def pages(self, part_of: PartOfList, own_hubs: Set[str]) -> Iterator[Item]:
        """``/new/`` with its weeks, and the lists."""
        refs = lists.list_refs(self._index, self._lists)
        if "new" in own_hubs:
            yield from self._new(part_of)
        yield from self._weeks(part_of)
        if "lists" in own_hubs:
            yield part_of(lists.LISTS, "lists", 1, repr(refs), partial(lists.lists_index, refs))
        for list_id, one in self._index.kb.lists.items():
            found, url = self._lists[list_id], list_url(list_id)
            followed = Followed(found.papers, found.datasets, url=url)
            shared = f"{one!r}{len(found.papers)}{self._datasets(found)}"
            for part in range(1, parts(len(found.papers)) + 1):
                key = shared + self._shown(found, part)
                view = partial(lists.list_page, self._index, one, found, part)
                yield part_of(url, "list", part, key, view, followed)

    def _new(self, part_of: PartOfList) -> Iterator[Item]:
        index, arrivals = self._index, self._arrivals
        refs = lists.list_refs(index, self._lists)
        for part in range(1, new.parts_of_new(arrivals) + 1):
            weeks = new.weeks_on(arrivals, part)
            counts = [(week, *map(len, arrivals.weeks[week])) for week in weeks]
            datasets = [arrivals.weeks[week].datasets[: new.SHOWN] for week in weeks]
            cards = [self._digests.papers(arrivals.weeks[week].papers[: new.SHOWN]) for week in weeks]
            key = f"{counts}{datasets}{len(arrivals.weeks)}{arrivals.undated}{refs!r}{''.join(cards)}"
            yield part_of(new.NEW, "new", part, key, partial(new.new_page, index, arrivals, refs, part))

    def _weeks(self, part_of: PartOfList) -> Iterator[Item]:
        index, arrivals = self._index, self._arrivals
        neighbours = new.neighbours(arrivals.weeks)
        for week, arrived in arrivals.weeks.items():
            found = Arrived(index.newest_first(arrived.papers), arrived.datasets)
            shared = f"{neighbours[week]}{len(found.papers)}{self._datasets(found)}"
            for part in range(1, parts(len(found.papers)) + 1):
                # The first part counts the topics of all papers.
                shown = self._digests.papers(found.papers) if part == 1 else self._shown(found, part)
                view = partial(new.week_page, index, arrivals, week, part)
                yield part_of(week_url(week), "week", part, shared + shown, view)

    def _shown(self, found: Arrived, part: int) -> str:
        return self._digests.papers(found.papers[(part - 1) * PART : part * PART])

    def _datasets(self, found: Arrived) -> str:
        """What rows of datasets are made from: their records, the papers that introduce them, how many use them."""
        files, index = self._digests.files, self._index
        introducers = [self._digests.papers(index.introducers(index.kb.datasets[one])) for one in found.datasets]
        rows = [f"{files['dataset', one]}{len(index.users(one))}" for one in found.datasets]
        return "".join([*rows, *introducers])

    def for_programs(self, own_hubs: Set[str]) -> Iterator[Item]:
        """The feed of everything, ``opensearch.xml`` and ``llms.txt``."""
        index, site = self._index, self._site
        if self._companions.has_whole_feed():
            shown = newest(self._arrivals, Followed(tuple(index.kb.papers), tuple(index.kb.datasets)))
            files = [self._digests.files["dataset", one] for one in shown.datasets]
            key = key_of(self._digests.shared, self._digests.papers(shown.papers), *files)
            yield Item(FEED, key, partial(self._companions.feed, _("New in {site}", site=site.name), shown))
        if site.url:
            description = opensearch(site)
            yield Item("opensearch.xml", key_of(description), description.encode)
        refs = lists.list_refs(index, self._lists)
        text = llms_txt(index, site, refs, own_hubs, has_feed=self._companions.has_whole_feed())
        yield Item("llms.txt", key_of(text), text.encode)
