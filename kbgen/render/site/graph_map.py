"""The map of all papers, drawn when what it shows has changed much and kept from build to build."""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

from kbgen.render.site.output import Item, key_of
from kbgen.render.site.paper_facts import PaperFacts
from kbgen.render.site.related import RelatedPapersKept
from kbgen.render.site.scripts import data_script, script_value
from kbgen.render.site.workers import Backed, Background
from kbgen.store.shards import Shards
from kbgen.views.graph.kept_map import carried_on, is_carried_on
from kbgen.views.graph.map import DrawnMap, Group, draw_map, map_data
from kbgen.views.site.graph import GraphPage, graph_page
from kbgen.views.site.index import SiteIndex

STEM = "map"
"""The map is kept in files of this name."""
_DRAWN, _SHOWN, _DATA = "drawn", "shown", "data"


class GraphMap(Backed):
    """The page of the graph and its data.

    What is drawn is kept in ``folder``; ``code`` is a digest of what draws it. Leaving the context ends a drawing that
    nobody asked for.
    """

    _task: Background[DrawnMap] | None = None

    def __init__(
        self, index: SiteIndex, facts: PaperFacts, related: RelatedPapersKept, folder: Path, code: str
    ) -> None:
        self._index = index
        self._facts = facts
        self._related = related
        self._kept = Shards(folder, STEM, code, count=1)
        self._kept.load()

    def start(self) -> None:
        """Begin to draw, in another process where a core is to spare, unless a map that is kept will do."""
        if not self._is_shown and not self._is_carried_on:
            self._task = Background(self._draw, len(self._index.kb.papers))

    def page(self, catalogue_url: str) -> GraphPage:
        """``/graph/``."""
        return graph_page(self._index, self._shown, catalogue_url, self.data.path)

    @cached_property
    def data(self) -> Item:
        """The file that the page loads; its name carries a digest, so that it may be cached for good."""
        index, overlay = self._index, self._facts.overlay
        order = [paper.id for paper in index.papers]
        shown = self._shown
        made_from = key_of(self._made_from, overlay, *order)
        known = self._kept.values.get(_DATA)
        if known and known[0] == made_from:
            digest = known[1]
        else:
            digest = hashlib.blake2b(_content(index, shown, order), digest_size=6).hexdigest()
            self._kept.put(_DATA, (made_from, digest))
            self._kept.save()
        return Item(f"graph/map-{digest}.js", digest, lambda: _content(index, shown, order))

    @cached_property
    def _made_from(self) -> str:
        return key_of(self._facts.vocabulary, self._facts.all_ties, *self._facts.outlines)

    @cached_property
    def _shown(self) -> DrawnMap:
        if self._is_shown:
            return _unpacked(self._kept.values[_SHOWN][1])
        shown = self._carried_on() if self._is_carried_on else self._drawn_anew()
        self._kept.put(_SHOWN, (self._made_from, _packed(shown)))
        self._kept.save()
        return shown

    @cached_property
    def _is_shown(self) -> bool:
        """Whether the map that is kept is that of now."""
        known = self._kept.values.get(_SHOWN)
        return known is not None and known[0] == self._made_from

    @cached_property
    def _is_carried_on(self) -> bool:
        """Whether so little has changed since a map was drawn that papers keep their places."""
        known = self._kept.values.get(_DRAWN)
        return known is not None and known[0] == self._facts.vocabulary and is_carried_on(known[1], self._facts.said)

    def _carried_on(self) -> DrawnMap:
        _, was, drawn = self._kept.values[_DRAWN]
        return carried_on(_unpacked(drawn), list(was), self._index.kb, self._index.citations, self._near)

    def _near(self, paper_id: str) -> list[str]:
        return [one for one, _ in self._related.of(paper_id)]

    def _drawn_anew(self) -> DrawnMap:
        drawn = self._task.result() if self._task else self._draw()
        self._kept.put(_DRAWN, (self._facts.vocabulary, self._facts.said, _packed(drawn)))
        return drawn

    def _draw(self) -> DrawnMap:
        return draw_map(self._index.kb, self._index.citations)


def _content(index: SiteIndex, drawn: DrawnMap, order: list[str]) -> bytes:
    return data_script("kbgenMap", script_value(map_data(index.kb, index.citations, drawn, order)))


def _packed(drawn: DrawnMap) -> tuple[Any, ...]:
    """Plain data, which can be kept."""
    return (*drawn[:-1], tuple(tuple(one) for one in drawn.groups))


def _unpacked(kept: tuple[Any, ...]) -> DrawnMap:
    x, y, rank, group, groups = kept
    return DrawnMap(x, y, rank, group, tuple(Group._make(one) for one in groups))
