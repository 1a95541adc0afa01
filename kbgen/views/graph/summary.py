"""The graph in numbers: how much of what it holds, who states its citations, and which papers and groups stand out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kbgen.graph.analysis import Analysis
from kbgen.graph.citations import Citations
from kbgen.model.enrichment import CitationKind
from kbgen.model.words import _, marked
from kbgen.views.most_used import Count, most_used_datasets
from kbgen.views.view import View

if TYPE_CHECKING:
    from kbgen.graph.measures import Standing

STATERS: Mapping[CitationKind, str] = {
    "curated": marked("curators of this knowledge base"),
    "reference-list": marked("the citing paper's own reference list"),
    "semantic-scholar-list": marked("a reference list made by Semantic Scholar"),
    "service": marked("a citation service"),
    "seed": marked("a list of papers that cite a given one"),
}
"""What sort of list states a citation, in words that are still to be said."""


class Stater(View, frozen=True):
    """A sort of list with the citations that it states, and those that no other sort states."""

    kind: CitationKind
    name: str
    citations: int
    alone: int


class Coverage(View, frozen=True):
    """For how many of ``papers`` the references are known.

    ``whole`` and ``part`` count the papers whose reference list was read whole and in part; ``single`` those of which
    others state a citation while the list itself was not read.
    """

    papers: int
    whole: int
    part: int
    single: int

    @property
    def known(self) -> int:
        """Papers of which the reference list was read, whole or in part."""
        return self.whole + self.part


class RankedPaper(View, frozen=True):
    """A paper with its standing among the papers here; ``per_year`` is ``None`` where its year is unknown."""

    id: str
    title: str
    year: int | None
    pagerank: float
    cited_by: int
    cites: int
    per_year: float | None


class CommunityRow(View, frozen=True):
    """A group of papers with those of them that stand out."""

    id: str
    name: str
    papers: int
    foremost: tuple[RankedPaper, ...]


class GraphSummary(View, frozen=True):
    """What ``kbgen graph stats`` prints and the page of the graph shows."""

    nodes: tuple[Count, ...]
    edges: tuple[Count, ...]
    staters: tuple[Stater, ...]
    coverage: Coverage
    foremost: tuple[RankedPaper, ...]
    rising: tuple[RankedPaper, ...]
    communities: tuple[CommunityRow, ...]
    datasets: tuple[Count, ...]


def graph_summary(analysis: Analysis, most: int = 10) -> GraphSummary:
    """The graph in numbers; lists of papers and datasets hold ``most`` each, of a community three."""
    graph, standings = analysis.graph, analysis.standings
    cited = [one for one, standing in standings.items() if standing.cited_by]
    return GraphSummary(
        nodes=_counts(attributes["kind"] for _, attributes in graph.nodes(data=True)),
        edges=_counts(kind for _, _, kind in graph.edges(keys=True)),
        staters=staters(analysis.citations),
        coverage=coverage_of(analysis.citations, len(analysis.kb.papers)),
        foremost=_ranked(analysis, sorted(cited, key=lambda one: (-standings[one].pagerank, one))[:most]),
        rising=_ranked(analysis, sorted(cited, key=lambda one: (-(standings[one].per_year or 0), one))[:most]),
        communities=tuple(
            CommunityRow(
                one.id,
                one.name,
                len(one.papers),
                _ranked(analysis, sorted(one.papers, key=lambda paper: (-standings[paper].pagerank, paper))[:3]),
            )
            for one in analysis.communities
        ),
        datasets=most_used_datasets(analysis.kb, analysis.kb.papers, most),
    )


def coverage_of(citations: Citations, papers: int) -> Coverage:
    """How much is known of the references of ``papers`` papers."""
    read = citations.coverage
    whole = sum(1 for one in read.values() if one.complete)
    single = sum(1 for one in citations.outgoing if one not in read)
    return Coverage(papers, whole, len(read) - whole, single)


def ranked_paper(analysis: Analysis, paper_id: str) -> RankedPaper:
    """One paper with its standing."""
    paper = analysis.kb.papers[paper_id]
    standing: Standing = analysis.standings[paper_id]
    return RankedPaper(
        paper_id,
        paper.title,
        paper.year,
        round(standing.pagerank, 6),
        standing.cited_by,
        standing.cites,
        None if standing.per_year is None else round(standing.per_year, 2),
    )


def _ranked(analysis: Analysis, paper_ids: Iterable[str]) -> tuple[RankedPaper, ...]:
    return tuple(ranked_paper(analysis, one) for one in paper_ids)


def _counts(kinds: Iterable[str]) -> tuple[Count, ...]:
    return tuple(Count(kind, kind.replace("-", " "), count) for kind, count in sorted(Counter(kinds).items()))


def staters(citations: Citations) -> tuple[Stater, ...]:
    """How many citations each sort of list states."""
    stated: Counter[CitationKind] = Counter()
    alone: Counter[CitationKind] = Counter()
    for edges in citations.outgoing.values():
        for edge in edges:
            kinds = {statement.kind for statement in edge.statements}
            stated.update(kinds)
            if len(kinds) == 1:
                alone.update(kinds)
    return tuple(Stater(kind, _(words), stated[kind], alone[kind]) for kind, words in STATERS.items() if stated[kind])
