"""How two papers hang together: the shortest ways from one to the other."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kbgen.graph.knowledge_graph import node_of

LENGTHS: Mapping[str, float] = {
    "cites": 1,
    "extends": 1,
    "compares": 1,
    "introduces": 1,
    "uses": 1.5,
    "authored": 1.5,
    "implements": 1.5,
}
"""How long a step is. A shared author or dataset joins less than a citation between two papers, so it comes to three
times its length; terms and venues join nearly everything and are no way at all."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way: from node to node, by edges of these kinds; ``forward`` says which of the two states them."""

    start: str
    end: str
    kinds: tuple[str, ...]
    forward: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """A way between two papers and its length, the sum of :data:`LENGTHS`."""

    length: float
    steps: tuple[Step, ...]


def connections(graph: "nx.MultiDiGraph[str]", paper: str, other: str, most: int = 3) -> tuple[Connection, ...]:
    """The shortest ways between two papers, at most ``most`` of equal length, in the order of their nodes' names.

    Edges are followed in both directions. Empty where nothing joins the two; one way without steps from a paper to
    itself. Raises :class:`KeyError` where either is not a paper of the graph.
    """
    start, end = node_of("paper", paper), node_of("paper", other)
    for node, name in ((start, paper), (end, other)):
        if node not in graph:
            raise KeyError(name)
    both_ways = graph.to_undirected(as_view=True)
    try:
        length = nx.bidirectional_dijkstra(both_ways, start, end, weight=_length)[0]
        ways = nx.all_shortest_paths(both_ways, start, end, weight=_length)
        found = sorted(itertools.islice(ways, _ENOUGH))
    except nx.NetworkXNoPath:
        return ()
    return tuple(Connection(length, _steps(graph, way)) for way in found[:most])


_ENOUGH = 1_000
"""Of more ways than this, the first found are looked at: they may be as many as there are pairs of citations."""


def _length(_start: str, _end: str, edges: dict[str, Any]) -> float | None:
    """The length of the shortest of the edges between two nodes; ``None`` hides them."""
    return min((LENGTHS[kind] for kind in edges if kind in LENGTHS), default=None)


def _steps(graph: "nx.MultiDiGraph[str]", way: list[str]) -> tuple[Step, ...]:
    steps = []
    for start, end in itertools.pairwise(way):
        forward = graph.has_edge(start, end)
        kinds = graph[start][end] if forward else graph[end][start]
        steps.append(Step(start, end, tuple(sorted(kind for kind in kinds if kind in LENGTHS)), forward))
    return tuple(steps)
