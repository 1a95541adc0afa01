"""What pages are made from, as digests: a page is rendered again only when its own changes.

A key may change without need (a page whose card shows nothing of an edited note), never the other way round: the
output folder still sees that the bytes are the same.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property

from kbgen.model.enrichment import EnrichedValue
from kbgen.model.made import Made
from kbgen.render.site.output import key_of
from kbgen.store.tree import Tree
from kbgen.views.counted import SHOWN
from kbgen.views.site.index import SiteIndex


class Digests:
    """Digests of records and of what all pages share. ``frame`` stands for templates, shells and configuration."""

    def __init__(self, tree: Tree, index: SiteIndex, frame: str) -> None:
        self._index = index
        self.files = {(file.kind, file.id): file.digest for file in reversed(tree.records)}
        self._shown = {
            paper_id: self.files["paper", paper_id] + _counted_of(index.overlay(paper_id))
            for paper_id in index.kb.papers
        }
        self._frame = frame

    @cached_property
    def shared(self) -> str:
        """Frame, vocabularies, and the names of datasets, authors and sources, which stand on records' pages."""
        names = [f"{one.id}={one.name}" for one in self._index.datasets]
        spellings = [f"{slug}={self._index.authors.name(slug)}" for slug in sorted(self._index.authors.also_written)]
        vocabularies = [self.files[key] for key in sorted(self.files) if key[0] in {"taxonomy", "venues"}]
        sources = [f"{one.id}={one.name}={one.kind}={one.url}={one.file}" for one in self._index.kb.sources.values()]
        return key_of(self._frame, *vocabularies, *names, "", *spellings, "", *sources)

    def papers(self, paper_ids: Iterable[str]) -> str:
        """What the cards of these papers are made from."""
        return "".join(map(self._shown.__getitem__, paper_ids))

    @cached_property
    def cards(self) -> dict[str, str]:
        """For each paper what a page is made from that shows nothing but its card and what all pages share."""
        shared = self.shared
        return {paper_id: key_of(shared, shown) for paper_id, shown in self._shown.items()}

    def paper(self, paper_id: str) -> str:
        """What a paper's page is made from: its record, what the overlay says of it, and the papers tied to it."""
        card = self.cards[paper_id]
        if paper_id not in self._tied:
            return card
        introduced = self._index.introduced_by_record.get(paper_id, ())
        return key_of(card, self.overlay(paper_id), self.related(paper_id), self.citations(paper_id), *introduced)

    @cached_property
    def _tied(self) -> set[str]:
        """The papers that something besides their own record says something of."""
        index = self._index
        related = {one for (_, target), sources in index.related_from.items() for one in (target, *sources)}
        known = (index.kb.enrichment, index.introduced_by_record, index.citations.outgoing, index.citations.incoming)
        return related.union(*known)

    def overlay(self, record_id: str) -> str:
        """What the overlay says of a record."""
        known = self._index.overlay(record_id)
        if not known:
            return ""
        facts = [f"{name}={one.value!r}{one.source}{one.fetched}" for name, one in sorted(known.items())]
        return hashlib.blake2b("\0".join(facts).encode("utf-8", "replace"), digest_size=8).hexdigest()

    def citations(self, paper_id: str) -> str:
        """A paper's citations with the cards they show, and those of the papers one step away, for its picture."""
        around = self._around
        index = self._index.citations
        adjacent = [edge.cited for edge in index.cites(paper_id)] + [edge.citing for edge in index.cited_by(paper_id)]
        return key_of(around[paper_id], *[around[one] for one in adjacent]) if adjacent else ""

    @cached_property
    def _around(self) -> Made[str, str]:
        return Made(self._one_step)

    def _one_step(self, paper_id: str) -> str:
        cites = self._index.citations.cites(paper_id)
        cited_by = self._index.citations.cited_by(paper_id)
        statements = repr([edge.statements for edge in (*cites, *cited_by)])
        return key_of(self.papers([edge.cited for edge in cites] + [edge.citing for edge in cited_by]), statements)

    def related(self, paper_id: str) -> str:
        """The cards of the papers that relations tie to this one."""
        relations = self._index.kb.papers[paper_id].relations
        incoming = self._index.related_from
        tied = [
            *relations.extends,
            *relations.compares_to,
            *incoming.get(("extends", paper_id), ()),
            *incoming.get(("compares_to", paper_id), ()),
        ]
        return self.papers(one for one in tied if one in self._index.kb.papers)

    def leaderboard(self, dataset_id: str) -> str:
        """A dataset's record, and the papers that report results on it."""
        return self.files["dataset", dataset_id] + self.papers(self._index.results_on.get(dataset_id, ()))

    def dataset(self, dataset_id: str) -> str:
        """A dataset's record, and the papers that introduce it, use it or report results on it."""
        index = self._index
        named_by = [paper.id for paper in index.papers_of_dataset.get(dataset_id, ())]
        papers = [*index.introducers(index.kb.datasets[dataset_id]), *named_by, *index.results_on.get(dataset_id, ())]
        return self.files["dataset", dataset_id] + self.overlay(dataset_id) + self.papers(papers)


def _counted_of(known: Mapping[str, EnrichedValue]) -> str:
    """What the overlay says that a card shows."""
    return "".join([repr(known[name].value) for name in SHOWN if name in known]) if known else ""
