"""Time and memory of the graph of many papers.

Real papers of the source folder with its real citations, and made-up ones beside them until there are as many as
asked: newer papers cite older ones, and few are cited by most, as in real fields.

    python -m benchmarks.graph --source ../shared/scale --papers 100000 --citations 1000000
"""

import argparse
import csv
import gzip
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import networkx as nx
import numpy as np

from benchmarks.make_knowledge_base import choose, read_lines, taxonomy
from benchmarks.measure import machine
from kbgen.graph.analysis import Analysis
from kbgen.graph.citations import Citation, Citations, Statement
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper

_SKEW = 0.45
_MADE_UP = (Statement("made up", "service"),)
_REAL = (Statement("source", "reference-list"),)
_Result = TypeVar("_Result")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="folder with papers.jsonl.gz and citations.csv.gz")
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--citations", type=int, default=1_000_000)
    parser.add_argument("--networkx", action="store_true", help="find the groups with networkx too")
    options = parser.parse_args()
    chosen = choose(read_lines(options.source / "papers.jsonl.gz"), options.papers)
    papers = sorted((paper for paper, _ in chosen.values()), key=lambda paper: (paper.year or 0, paper.id))
    kb = KnowledgeBase(papers={paper.id: paper for paper in papers}, taxonomy=taxonomy(papers))
    known = citations_among(papers, {name: paper.id for name, (paper, _) in chosen.items()}, options)
    print(f"{machine()}\n\n{len(papers):,} papers, {sum(map(len, known.outgoing.values())):,} citations\n")
    print("| | seconds | peak memory, MB |\n| --- | ---: | ---: |")
    print(f"| records and citations in memory | | {_megabytes():,.0f} |")
    analysis = Analysis(kb, 2026, known)
    _timed("matrix", lambda: analysis.matrix)
    _timed("standings: PageRank, citations a year", lambda: analysis.standings)
    _timed("related papers: the ten nearest of each", lambda: analysis.related.pairs)
    _timed("groups", lambda: analysis.communities)
    _timed("the whole graph in networkx", lambda: analysis.graph)
    newest = papers[-1].id
    _timed("reasons of one paper's neighbours", lambda: analysis.related.of(newest))
    if options.networkx:
        _timed("groups as networkx finds them", lambda: nx.community.louvain_communities(_undirected(analysis), seed=0))


def citations_among(papers: list[Paper], names: dict[str, str], options: argparse.Namespace) -> Citations:
    """The real citations between ``papers``, oldest first, and as many made-up ones as are missing."""
    place = {paper.id: number for number, paper in enumerate(papers)}
    with gzip.open(options.source / "citations.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        real = {(names[row["citing"]], names[row["cited"]]) for row in rows if {*row.values()} <= names.keys()}
    chance = np.random.default_rng(7)
    missing = max(0, options.citations - len(real))
    citing = chance.integers(1, len(papers), missing)
    cited = (citing * chance.power(_SKEW, missing)).astype(int)
    made = {(papers[one].id, papers[other].id) for one, other in zip(citing.tolist(), cited.tolist(), strict=True)}
    outgoing: dict[str, list[Citation]] = {}
    incoming: dict[str, list[Citation]] = {}
    for one, other in sorted(real | made, key=lambda pair: (place[pair[0]], place[pair[1]])):
        if one != other:
            edge = Citation(one, other, _REAL if (one, other) in real else _MADE_UP)
            outgoing.setdefault(one, []).append(edge)
            incoming.setdefault(other, []).append(edge)
    return Citations(
        {one: tuple(edges) for one, edges in outgoing.items()}, {one: tuple(edges) for one, edges in incoming.items()}
    )


def _undirected(analysis: Analysis) -> "nx.Graph[int]":
    graph: nx.Graph[int] = nx.from_scipy_sparse_array(analysis.ties)
    return graph


def _timed(name: str, compute: Callable[[], _Result]) -> None:
    begin = time.perf_counter()
    compute()
    print(f"| {name} | {time.perf_counter() - begin:.1f} | {_megabytes():,.0f} |", flush=True)


def _megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024 * 1024)


if __name__ == "__main__":
    main()
