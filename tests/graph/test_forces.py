"""ForceAtlas2, against networkx."""

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_matrix

from kbgen.graph.forces import force_atlas


@pytest.mark.parametrize("graph", [nx.karate_club_graph(), nx.path_graph(40), nx.star_graph(25), nx.empty_graph(5)])
@pytest.mark.parametrize("rounds", [1, 2, 15])
def test_papers_stand_where_networkx_places_them(graph: "nx.Graph[int]", rounds: int) -> None:
    starts = np.random.default_rng(3).uniform(-1, 1, (len(graph), 2))
    ties = csr_matrix(nx.to_scipy_sparse_array(graph, weight="weight"))
    wanted = nx.forceatlas2_layout(graph, pos=dict(enumerate(starts)), max_iter=rounds, weight="weight", seed=0)
    found = force_atlas(ties, starts, rounds)
    np.testing.assert_allclose(found, [wanted[one] for one in graph], rtol=1e-6, atol=1e-9)


def test_the_same_ties_make_the_same_places() -> None:
    ties = csr_matrix(nx.to_scipy_sparse_array(nx.karate_club_graph()))
    starts = np.random.default_rng(3).uniform(-1, 1, (ties.shape[0], 2))
    assert (force_atlas(ties, starts, 100) == force_atlas(ties, starts, 100)).all()
