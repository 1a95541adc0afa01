"""The map of all papers, drawn when what it shows has changed and kept from build to build."""

import hashlib
from functools import cached_property
from pathlib import Path

from kbgen.render.site.output import Item, key_of
from kbgen.render.site.paper_facts import PaperFacts
from kbgen.render.site.scripts import data_script, script_value
from kbgen.store.shards import Shards
from kbgen.views.graph.map import DrawnMap, Group, draw_map, map_data
from kbgen.views.site.graph import GraphPage, graph_page
from kbgen.views.site.index import SiteIndex


class GraphMap:
    """The page of the graph and its data. Nothing is done before one of them is asked for.

    What is drawn is kept in ``folder``; ``code`` is a digest of what draws it.
    """

    def __init__(self, index: SiteIndex, facts: PaperFacts, folder: Path, code: str) -> None:
        self._index = index
        self._facts = facts
        self._folder = folder
        self._code = code

    def page(self, catalogue_url: str) -> GraphPage:
        """``/graph/``."""
        return graph_page(self._index, self._drawn, catalogue_url, self.data.path)

    @cached_property
    def data(self) -> Item:
        """The file that the page loads; its name carries a digest, so that it may be cached for good."""
        index = self._index
        order = [paper.id for paper in index.papers]
        content = data_script("kbgenMap", script_value(map_data(index.kb, index.citations, self._drawn, order)))
        digest = hashlib.blake2b(content, digest_size=6).hexdigest()
        return Item(f"graph/map-{digest}.js", digest, lambda: content)

    @cached_property
    def _drawn(self) -> DrawnMap:
        kb, citations = self._index.kb, self._index.citations
        name = key_of(self._facts.vocabulary, self._facts.all_ties, *self._facts.outlines)
        kept = Shards(self._folder, "map", self._code, count=1)
        kept.load()
        known = kept.values.get(name)
        if known is not None:
            x, y, rank, group, groups = known
            return DrawnMap(x, y, rank, group, tuple(Group._make(one) for one in groups))
        drawn = draw_map(kb, citations)
        kept.put(name, (*drawn[:-1], tuple(tuple(one) for one in drawn.groups)))
        kept.keep_only({name})
        kept.save()
        return drawn
