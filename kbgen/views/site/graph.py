"""The page of the graph: the map of all papers, and in tables what is known of it."""

from collections import Counter
from heapq import nsmallest

from kbgen.model.words import _
from kbgen.views.graph.map import NO_GROUP, RELATIONS, DrawnMap
from kbgen.views.graph.summary import Coverage, Stater, coverage_of, staters
from kbgen.views.site.addresses import paper_url
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import Ref
from kbgen.views.titles import readable_title
from kbgen.views.view import View

_FOREMOST = 25
_OF_A_GROUP = 3
_GROUPS = 60


class MappedPaper(View, frozen=True):
    """A paper with its standing; ``rank`` is PageRank times the number of papers: 1 is the average."""

    paper: Ref
    year: int | None
    rank: float
    cited_by: int
    cites: int


class MappedGroup(View, frozen=True):
    """A group of papers with those of them that stand out."""

    name: str
    papers: int
    foremost: tuple[Ref, ...]


class GraphPage(View, frozen=True):
    """``/graph/``: ``catalogue_url`` and ``map_url`` are site-relative and lead to scripts.

    ``groups`` are the largest; ``groups_in_all`` counts all. ``relations`` counts what curators state besides
    citations, by kind.
    """

    head: Head
    catalogue_url: str
    map_url: str
    papers: int
    citations: int
    coverage: Coverage
    staters: tuple[Stater, ...]
    relations: tuple[tuple[str, int], ...]
    foremost: tuple[MappedPaper, ...]
    groups: tuple[MappedGroup, ...]
    groups_in_all: int
    ungrouped: int


def graph_page(index: SiteIndex, drawn: DrawnMap, catalogue_url: str, map_url: str) -> GraphPage:
    """``/graph/`` with the map as it is drawn."""
    kb, citations = index.kb, index.citations
    rank = dict(zip(kb.papers, drawn.rank, strict=True))
    relations: Counter[str] = Counter()
    for (relation, target), sources in index.related_from.items():
        if target in kb.papers:
            relations[relation.removesuffix("_to")] += len(sources)
    members: dict[int, list[str]] = {}
    for paper_id, group in zip(kb.papers, drawn.group, strict=True):
        members.setdefault(group, []).append(paper_id)
    return GraphPage(
        head=Head(
            _("Graph"),
            _("The map of all papers: who cites whom, and what is near"),
            (Crumb(_("Graph"), "graph/"),),
        ),
        catalogue_url=catalogue_url,
        map_url=map_url,
        papers=len(kb.papers),
        citations=sum(len(edges) for edges in citations.outgoing.values()),
        coverage=coverage_of(citations, len(kb.papers)),
        staters=staters(citations),
        relations=tuple((kind, relations[kind]) for kind in RELATIONS if relations[kind]),
        foremost=tuple(
            MappedPaper(
                _ref(index, one),
                kb.papers[one].year,
                rank[one],
                len(citations.cited_by(one)),
                len(citations.cites(one)),
            )
            for one in nsmallest(_FOREMOST, citations.incoming, key=lambda one: (-rank[one], one))
        ),
        groups=tuple(
            MappedGroup(
                group.name,
                len(members.get(number, ())),
                tuple(
                    _ref(index, one)
                    for one in nsmallest(_OF_A_GROUP, members.get(number, ()), key=lambda one: (-rank[one], one))
                ),
            )
            for number, group in enumerate(drawn.groups[:_GROUPS])
        ),
        groups_in_all=len(drawn.groups),
        ungrouped=len(members.get(NO_GROUP, ())),
    )


def _ref(index: SiteIndex, paper_id: str) -> Ref:
    return Ref(readable_title(index.kb.papers[paper_id].title), paper_url(paper_id))
