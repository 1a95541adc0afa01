"""The map of all papers: where each stands, how much it matters and to which group it belongs.

Drawing it takes seconds where papers are many, and libraries that no other page needs.
"""

from typing import NamedTuple, TypedDict

from kbgen.graph.citations import Citations
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.words import _
from kbgen.views.graph.summary import STATERS

VERSION = 1
SCALE = 10_000
"""The map's width and height in the units of its coordinates."""
NO_GROUP = -1
_KINDS = tuple(STATERS)
RELATIONS = ("extends", "compares")


class Group(NamedTuple):
    """A group of papers (:class:`kbgen.graph.communities.Community`)."""

    id: str
    name: str


class DrawnMap(NamedTuple):
    """Columns of equal length, one value a paper in the order of ``kb.papers``, and the groups, largest first.

    ``rank`` is PageRank times the number of papers, so that 1 is what a paper has on average; ``group`` is an index
    of ``groups`` or :data:`NO_GROUP`.
    """

    x: tuple[int, ...]
    y: tuple[int, ...]
    rank: tuple[float, ...]
    group: tuple[int, ...]
    groups: tuple[Group, ...]


class MapData(TypedDict):
    """The file that the map's page loads: columns in the order of the catalogue's papers.

    ``citations`` has two numbers a citation, the places of the citing and the cited paper; ``stated`` has a bit set of
    ``staters`` for each, lowest first. ``relations`` has three: paper, paper, and an index of ``kinds``.
    """

    version: int
    scale: int
    x: list[int]
    y: list[int]
    rank: list[float]
    group: list[int]
    groups: list[str]
    citations: list[int]
    stated: list[int]
    staters: list[str]
    relations: list[int]
    kinds: list[str]


def draw_map(kb: KnowledgeBase, citations: Citations) -> DrawnMap:
    """Lay out all papers, rank and group them."""
    from kbgen.graph.analysis import Analysis
    from kbgen.graph.layout import layout
    from kbgen.graph.measures import pagerank

    # Nothing that is drawn depends on the year.
    analysis = Analysis(kb, 0, citations)
    points = (layout(analysis.matrix.ids, analysis.ties) * SCALE).round().astype(int)
    ranks = pagerank(analysis.matrix)
    groups = analysis.communities
    group_of = {paper: number for number, group in enumerate(groups) for paper in group.papers}
    return DrawnMap(
        tuple(points[:, 0].tolist()),
        tuple(points[:, 1].tolist()),
        tuple(round(ranks[one] * len(ranks), 2) for one in kb.papers),
        tuple(group_of.get(one, NO_GROUP) for one in kb.papers),
        tuple(Group(one.id, one.name) for one in groups),
    )


def map_data(kb: KnowledgeBase, citations: Citations, drawn: DrawnMap, order: list[str]) -> MapData:
    """The file of a map; ``order`` are the papers in the order of the catalogue."""
    place = {one: number for number, one in enumerate(order)}
    rows = {one: number for number, one in enumerate(kb.papers)}
    edges = [edge for one in order for edge in citations.cites(one)]
    bit = {kind: 1 << number for number, kind in enumerate(_KINDS)}
    relations: list[int] = []
    for one in order:
        tied = kb.papers[one].relations
        for kind, others in enumerate((tied.extends, tied.compares_to)):
            for other in others:
                if other in place and other != one:
                    relations += place[one], place[other], kind
    return MapData(
        version=VERSION,
        scale=SCALE,
        x=[drawn.x[rows[one]] for one in order],
        y=[drawn.y[rows[one]] for one in order],
        rank=[drawn.rank[rows[one]] for one in order],
        group=[drawn.group[rows[one]] for one in order],
        groups=[one.name for one in drawn.groups],
        citations=[place[end] for edge in edges for end in (edge.citing, edge.cited)],
        stated=[sum({bit[said.kind] for said in edge.statements}) for edge in edges],
        staters=[_(STATERS[kind]) for kind in _KINDS],
        relations=relations,
        kinds=list(RELATIONS),
    )
