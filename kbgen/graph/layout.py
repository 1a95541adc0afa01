"""Where each paper stands on the map of all papers, so that papers that belong together stand together.

Up to :data:`_TOGETHER` papers are laid out at once by ForceAtlas2 (Jacomy et al., "ForceAtlas2, a continuous graph
layout algorithm for handy network visualization", 2014), which compares each paper with each. More of them are parted
into groups by Louvain's method, each group is laid out by itself, and the groups are packed as discs, near the groups
that they are tied to, so that time and memory grow about as the number of papers does.

A paper starts from a point that its identifier gives. Nothing is left to chance: the same papers with the same ties
stand at the same places, and few that come or go leave most of the others about where they were.
"""

import hashlib
import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree
from sknetwork.clustering import Louvain

from kbgen.graph.forces import Points, force_atlas

_Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"

_TOGETHER = 600
"""So many papers are laid out at once; of more, each group by itself."""
_PART = 150
"""So many papers of a group are laid out at once."""
_FEW = 8
"""So few stand side by side, the one with most ties in the middle."""
_ROUNDS = 100
"""Steps of ForceAtlas2; more change little."""
_PACKING_ROUNDS = 150
_GAP = 0.3
"""Room around a group, in units of a paper's."""
_PULL = 0.985
"""How far a disc stays from the middle in each round of packing."""
_EVEN = 0.5
"""How much of a paper's distance from the middle comes of its rank, which spreads the crowd in the middle."""
_GOLDEN_ANGLE = np.pi * (3 - 5**0.5)
_DIGITS = 4


def layout(ids: Sequence[str], ties: csr_matrix) -> Points:
    """The places of papers in the unit square, to four digits; ``ties`` is symmetric, without self-ties.

    Papers that nothing is tied to stand around the others.
    """
    points = _disc(ties, _starts(ids), _TOGETHER)
    if not len(points):
        return points
    low, high = points.min(axis=0), points.max(axis=0)
    width = max(float((high - low).max()), 1e-9)
    framed: Points = ((points - (low + high) / 2) / width + 0.5).round(_DIGITS)
    return framed


def _starts(ids: Sequence[str]) -> Points:
    """A point between -1 and 1 for each identifier."""
    digests = b"".join(hashlib.blake2b(one.encode(), digest_size=8).digest() for one in ids)
    drawn = np.frombuffer(digests, dtype="<u4").reshape(-1, 2)
    starts: Points = drawn / 2**31 - 1
    return starts


def _disc(ties: csr_matrix, starts: Points, together: int) -> Points:
    """Places around the middle, in a disc of about one unit of area for each paper, over pi."""
    count = len(starts)
    points = np.zeros((count, 2))
    is_tied = np.diff(ties.indptr) > 0
    tied = np.flatnonzero(is_tied)
    if len(tied) <= _FEW:
        points[tied[np.argsort(-np.diff(ties.indptr)[tied], kind="stable")]] = _sunflower(0, len(tied))
    elif len(tied) <= together:
        points[tied] = _spread(force_atlas(_among(ties, tied), starts[tied], _ROUNDS))
    else:
        points[tied] = _discs(_among(ties, tied), starts[tied])
    inside = math.ceil(_reach(points) ** 2)
    points[~is_tied] = _sunflower(inside, inside + count - len(tied))
    return points


def _discs(ties: csr_matrix, starts: Points) -> Points:
    """The papers group by group."""
    labels = Louvain().fit_predict(ties)
    count = int(labels.max()) + 1
    if count == 1:
        return _sunflower(0, len(starts))
    members = [np.flatnonzero(labels == label) for label in range(count)]
    parts = [_disc(_among(ties, one), starts[one], _PART) for one in members]
    radii = np.array([_reach(one) + _GAP for one in parts])
    member_of = csr_matrix((np.ones(len(labels)), (np.arange(len(labels)), labels)))
    between = csr_matrix(member_of.T @ ties @ member_of)
    between.setdiag(0)
    between.eliminate_zeros()
    centres = _disc(between, np.array([starts[one].mean(axis=0) for one in members]), _TOGETHER)
    centres = _packed(centres, radii)
    points = np.zeros_like(starts)
    for centre, one, part in zip(centres, members, parts, strict=True):
        points[one] = centre + part
    return points


def _reach(points: Points) -> float:
    """How far from the middle the outermost point is."""
    return float(np.linalg.norm(points, axis=1).max(initial=0))


def _packed(centres: Points, radii: _Numbers) -> Points:
    """Discs of these radii, pushed apart where they overlap and drawn to the middle; near ``centres`` they begin."""
    centres = centres * (1.2 * np.linalg.norm(radii) / max(_reach(centres), 1e-9))
    areas = radii**2
    for left in range(_PACKING_ROUNDS, 0, -1):
        if left > _PACKING_ROUNDS // 4:
            centres = centres * _PULL
        pairs = cKDTree(centres).query_pairs(2 * radii.max(), output_type="ndarray")
        one, other = pairs[:, 0], pairs[:, 1]
        apart = centres[one] - centres[other]
        distance = np.linalg.norm(apart, axis=1)
        overlap = radii[one] + radii[other] - distance
        touching = overlap > 0
        one, other, apart = one[touching], other[touching], apart[touching]
        push = apart * (overlap[touching] / np.maximum(distance[touching], 1e-9) / (areas[one] + areas[other]))[:, None]
        # The smaller of two discs gives way.
        np.add.at(centres, one, push * areas[other][:, None])
        np.add.at(centres, other, -push * areas[one][:, None])
    return centres


def _among(ties: csr_matrix, rows: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> csr_matrix:
    return csr_matrix(ties[rows][:, rows])


def _spread(points: Points) -> Points:
    """Points around the middle, one for about each unit of area over pi, without a crowd and without stragglers."""
    points = points - np.median(points, axis=0)
    distance = np.linalg.norm(points, axis=1)
    count = len(points)
    rank = np.empty(count)
    rank[np.argsort(distance, kind="stable")] = np.arange(1, count + 1)
    reach = max(float(np.quantile(distance, 0.97)), 1e-9)
    wanted = (1 - _EVEN) * np.minimum(distance / reach, 1) + _EVEN * np.sqrt(rank / count)
    factor = wanted * np.sqrt(count) / np.maximum(distance, 1e-9)
    spread: Points = points * factor[:, None]
    return spread


def _sunflower(first: int, end: int) -> Points:
    """Places from number ``first`` to before ``end`` of a spiral that fills a disc evenly."""
    number = np.arange(first, end) + 0.5
    angle = number * _GOLDEN_ANGLE
    places: Points = np.column_stack([np.cos(angle), np.sin(angle)]) * np.sqrt(number)[:, None]
    return places
