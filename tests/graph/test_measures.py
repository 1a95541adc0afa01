"""The measures on the example of the manual, small enough to check by hand, and against networkx on others."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.graph.citation_matrix import CitationMatrix, citation_matrix
from kbgen.graph.citations import citations
from kbgen.graph.measures import (
    pagerank,
    shared_citers,
    shared_references,
    standings,
)
from kbgen.model.knowledge_base import KnowledgeBase
from tests.graph.samples import EXAMPLE, base_of, paper


def matrix_of(kb: KnowledgeBase) -> CitationMatrix:
    return citation_matrix(kb.papers, citations(kb))


def test_pagerank_of_the_example() -> None:
    ranks = pagerank(matrix_of(EXAMPLE))
    # With x for what starts anew at each paper: a = d = e = x, b = x + .85 (a/2 + d/2), c = x + .85 (a/2 + b + d/2).
    start = 1 / (1 + 1 + 1 + 1.85 + (1 + 0.85 * (0.5 + 1.85 + 0.5)))
    expected = {"a": start, "d": start, "e": start, "b": 1.85 * start, "c": (1 + 0.85 * 2.85) * start}
    assert ranks == pytest.approx(expected, abs=1e-9)


def test_standings_of_the_example() -> None:
    found = standings(EXAMPLE, matrix_of(EXAMPLE), 2022)
    assert (found["c"].cited_by, found["c"].cites, found["c"].per_year) == (3, 0, 3 / 4)
    assert (found["a"].cited_by, found["a"].cites, found["a"].per_year) == (0, 2, 0)
    assert found["e"].per_year is None


def test_a_paper_of_a_year_to_come_counts_one_year() -> None:
    kb = base_of(paper("a", cites=["b"]), paper("b", year=2024))
    assert standings(kb, matrix_of(kb), 2022)["b"].per_year == 1


def test_coupling_and_co_citation_of_the_example() -> None:
    matrix = matrix_of(EXAMPLE)
    assert shared_references(matrix, "a", "d") == ("b", "c")
    assert shared_references(matrix, "a", "b") == ("c",)
    assert shared_citers(matrix, "b", "c") == ("a", "d")
    assert shared_citers(matrix, "a", "d") == ()


def test_no_citations_rank_all_alike() -> None:
    assert pagerank(matrix_of(base_of(paper("a"), paper("b")))) == {"a": 0.5, "b": 0.5}
    assert pagerank(matrix_of(base_of())) == {}


@given(st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_pagerank_is_that_of_networkx(drawn: tuple[int, set[tuple[int, int]]]) -> None:
    size, pairs = drawn
    names = [f"p{number:02d}" for number in range(size)]
    kb = base_of(*(paper(one, cites=[names[b] for a, b in sorted(pairs) if a == n]) for n, one in enumerate(names)))
    graph = nx.DiGraph([(names[a], names[b]) for a, b in pairs if a != b])
    graph.add_nodes_from(names)
    assert pagerank(matrix_of(kb)) == pytest.approx(nx.pagerank(graph, tol=1e-12, max_iter=1000), abs=1e-6)
