"""Everything that is computed from the graph of one knowledge base, each part when it is first asked for."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kbgen.graph.citations import Citations, citations
from kbgen.model.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    import networkx as nx
    from scipy.sparse import csr_matrix

    from kbgen.graph.citation_matrix import CitationMatrix
    from kbgen.graph.communities import Community
    from kbgen.graph.measures import Standing
    from kbgen.graph.related import RelatedPapers


class Analysis:
    """A knowledge base with its graph. ``year`` ends the count of years since a paper was published."""

    def __init__(self, kb: KnowledgeBase, year: int, known: Citations | None = None) -> None:
        self.kb = kb
        self.year = year
        self._known = known

    @cached_property
    def citations(self) -> Citations:
        """Who cites whom, and who says so."""
        return citations(self.kb) if self._known is None else self._known

    @cached_property
    def matrix(self) -> "CitationMatrix":
        """The citations between papers as a matrix."""
        from kbgen.graph.citation_matrix import citation_matrix

        return citation_matrix(self.kb.papers, self.citations)

    @cached_property
    def graph(self) -> "nx.MultiDiGraph[str]":
        """The whole graph: papers, datasets, people, venues, terms and repositories."""
        from kbgen.graph.knowledge_graph import knowledge_graph

        return knowledge_graph(self.kb, self.citations)

    @cached_property
    def standings(self) -> Mapping[str, "Standing"]:
        """Where each paper stands among the papers here."""
        from kbgen.graph.measures import standings

        return standings(self.kb, self.matrix, self.year)

    @cached_property
    def related(self) -> "RelatedPapers":
        """The papers nearest to each."""
        from kbgen.graph.related import RelatedPapers

        return RelatedPapers(self.kb, self.citations)

    @cached_property
    def ties(self) -> "csr_matrix":
        """How strongly papers are joined: their titles count, but no longer text, which is rewritten so often."""
        from kbgen.graph.communities import ties
        from kbgen.graph.related import RelatedPapers

        return ties(self.matrix, RelatedPapers(self.kb, self.citations, prose=False).pairs)

    @cached_property
    def communities(self) -> "tuple[Community, ...]":
        """The groups of papers that belong together, largest first."""
        from kbgen.graph.communities import communities

        return communities(self.kb, self.matrix, self.ties)
