"""Where papers stand on the map."""

import csv
import gzip
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from kbgen.graph.forces import Points
from kbgen.graph.layout import layout

Numbers: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"
CITATIONS = Path(__file__).parents[3] / "shared" / "scale" / "citations.csv.gz"


def tied(pairs: list[tuple[int, int]], size: int) -> csr_matrix:
    """A symmetric matrix of ties; pairs may come twice, in both directions or lead to themselves."""
    ends = np.array([pair for pair in pairs if pair[0] != pair[1]], dtype=int).reshape(-1, 2)
    one_way = csr_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    return csr_matrix(one_way.maximum(one_way.T))


def placed(pairs: list[tuple[int, int]], size: int) -> Points:
    points = layout([f"paper-{number}" for number in range(size)], tied(pairs, size))
    assert points.shape == (size, 2)
    assert np.isfinite(points).all()
    assert points.min(initial=0) >= 0
    assert points.max(initial=1) <= 1
    return points


def nearest(points: Points) -> Numbers:
    """How far the nearest other paper is, where 1 is the room that each has on average."""
    in_rooms: Numbers = _nearest(points) * np.sqrt(len(points))
    return in_rooms


def _nearest(points: Points) -> Numbers:
    distances, _ = cKDTree(points).query(points, 2)
    return np.asarray(distances)[:, 1]


def cliques(count: int, size: int) -> list[tuple[int, int]]:
    """Groups of papers that all cite each other, each joined to the next by one citation."""
    inside = [
        (first * size + one, first * size + other)
        for first in range(count)
        for one in range(size)
        for other in range(one)
    ]
    return inside + [(first * size, (first + 1) * size) for first in range(count - 1)]


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_few_papers_have_places(size: int) -> None:
    points = placed([(0, 1)] if size > 1 else [], size)
    assert len({tuple(point) for point in points.tolist()}) == size


def test_papers_that_nothing_joins_stand_side_by_side() -> None:
    assert nearest(placed([], 900)).min() > 0.5


@pytest.mark.parametrize(("count", "size"), [(6, 10), (40, 25)], ids=["at once", "group by group"])
def test_papers_that_belong_together_stand_together(count: int, size: int) -> None:
    points = placed(cliques(count, size), count * size).reshape(count, size, 2)
    middles = points.mean(axis=1)
    wide = np.linalg.norm(points - middles[:, None], axis=2).mean()
    apart = _nearest(middles)
    assert np.median(apart) > 1.5 * wide


@pytest.mark.parametrize(
    "pairs", [[(one, one + 1) for one in range(520)], cliques(30, 30)], ids=["at once", "by group"]
)
def test_the_same_papers_stand_at_the_same_places(pairs: list[tuple[int, int]]) -> None:
    size = 1 + max(max(pair) for pair in pairs)
    assert (placed(pairs, size) == placed(pairs, size)).all()


def test_a_paper_more_leaves_most_where_they_were() -> None:
    pairs, names = cliques(8, 8), [f"paper-{number}" for number in range(64)]
    before = layout(names, tied(pairs, 64))
    after = layout(["a-new-one", *names], tied([(0, 4), *((one + 1, other + 1) for one, other in pairs)], 65))[1:]
    assert np.median(np.linalg.norm(before - after, axis=1)) < 0.1


@pytest.mark.parametrize("size", [521, 1_500])
def test_a_circle_of_citations_is_laid_out(size: int) -> None:
    points = placed([(one, (one + 1) % size) for one in range(size)], size)
    assert np.quantile(nearest(points), 0.05) > 0.02


def test_papers_that_all_cite_each_other_are_laid_out_where_no_group_stands_out() -> None:
    assert nearest(placed([(one, other) for one in range(700) for other in range(one)], 700)).min() > 0.1


def test_a_star_is_laid_out() -> None:
    assert np.median(nearest(placed([(0, one) for one in range(1, 1_200)], 1_200))) > 0.1


@pytest.mark.parametrize("most", [3_000] if CITATIONS.exists() else [])
def test_real_citations_with_their_hard_cases_are_laid_out(most: int) -> None:
    with gzip.open(CITATIONS, "rt", encoding="utf-8", newline="") as file:
        rows = [(row["citing"], row["cited"]) for row in islice(csv.DictReader(file), most)]
    number = {name: at for at, name in enumerate(sorted({end for row in rows for end in row}))}
    points = placed([(number[citing], number[cited]) for citing, cited in rows], len(number))
    apart = nearest(points)
    assert np.median(apart) > 0.1
    assert np.quantile(apart, 0.99) < 5
