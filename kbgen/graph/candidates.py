"""Which papers are worth comparing in full with a paper: the forty that share most of what is rare with it.

Of equals the earlier ones are taken, so that the same papers are found one by one and all at once.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import numpy as np

from kbgen.graph.features import Features, Integers, Numbers, spans

Places: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.int64]]"

MOST = 40
NOBODY = -1
DIGITS = 9
"""Scores that differ by less are equal: sums of the same parts may differ in the last digits."""
_SPARE = 8
"""So many more are asked for, to see whether the last ones are equal."""
_ONE_BY_ONE = 1 / 4
"""Of more papers than this share, candidates are found by multiplying matrices."""


class Candidates(NamedTuple):
    """A row a paper: the rows of its candidates, :data:`NOBODY` where there are fewer; and what the last one scores.

    Who scores less than ``floor`` is no candidate; it is 0 where every paper that shares something is one.
    """

    others: Places
    floor: Numbers


def candidates(features: Features, rows: Integers) -> Candidates:
    """The candidates of the papers at ``rows``."""
    found = Candidates(np.full((len(rows), MOST), NOBODY, dtype=np.int64), np.zeros(len(rows)))
    left = np.arange(len(rows))
    if len(rows) > _ONE_BY_ONE * len(features.ids):
        left = _at_once(features, rows, found)
    for place, scores in zip(left.tolist(), _one_by_one(features, rows[left]), strict=True):
        near = np.flatnonzero(scores)
        _keep(found, place, near, scores[near])
    return found


def reached(features: Features, rows: Integers, floor: Numbers) -> Integers:
    """Which papers have one of those at ``rows`` as a candidate, where ``floor`` is what their last one scores."""
    is_reached = np.zeros(len(features.ids), dtype=bool)
    for scores in _one_by_one(features, rows):
        is_reached |= (scores > 0) & (scores.round(DIGITS) >= floor)
    return np.flatnonzero(is_reached)


def _one_by_one(features: Features, rows: Integers) -> Iterator[Numbers]:
    """For each of ``rows`` what it shares with every paper, of what finds candidates; with itself nothing."""
    size = len(features.ids)
    entries = features.entries(rows)
    wanted = np.zeros(len(features.things), dtype=bool)
    wanted[features.columns[entries]] = True
    wanted &= features.finding
    held = np.flatnonzero(wanted[features.columns])
    held = held[np.argsort(features.columns[held], kind="stable")]
    owners, values = features.rows[held], features.values[held]
    bounds = np.searchsorted(features.columns[held], np.arange(len(wanted) + 1))
    for row in rows.tolist():
        own = np.arange(features.ends[row], features.ends[row + 1])
        own = own[wanted[features.columns[own]]]
        starts, ends = bounds[features.columns[own]], bounds[features.columns[own] + 1]
        shared = spans(starts, ends)
        products = np.repeat(features.values[own], ends - starts) * values[shared]
        scores = np.bincount(owners[shared], products, size).astype(np.float64, copy=False)
        scores[row] = 0
        yield scores


def _at_once(features: Features, rows: Integers, found: Candidates) -> Integers:
    """Enter the candidates of ``rows``; returns the places of those whose last ones were equal to ones left out."""
    # Imported where they are needed: a build after an edit looks at few papers.
    from scipy.sparse import csr_matrix
    from sparse_dot_topn import sp_matmul_topn

    shape = len(features.ids), len(features.things)
    everything = csr_matrix((features.values, features.columns, features.ends), shape=shape)
    rare = csr_matrix(everything[:, np.flatnonzero(features.finding)])
    asked = MOST + _SPARE + 1  # one is the paper itself
    best = sp_matmul_topn(rare[rows], rare.T.tocsr(), asked, n_threads=-1)
    others, scores, ends = best.indices.astype(np.int64), best.data, best.indptr.tolist()
    unsure = []
    for place, row in enumerate(rows.tolist()):
        near = np.arange(ends[place], ends[place + 1])
        is_whole = len(near) < asked
        near = near[others[near] != row]
        _keep(found, place, others[near], scores[near])
        if not is_whole and scores[near].round(DIGITS).min() >= found.floor[place]:
            unsure.append(place)
    return np.array(unsure, dtype=np.int64)


def _keep(found: Candidates, place: int, near: Integers, scores: Numbers) -> None:
    scores = scores.round(DIGITS)
    if len(near) > MOST:
        is_best = scores >= np.partition(scores, -MOST)[-MOST]
        near, scores = near[is_best], scores[is_best]
    order = np.lexsort((near, -scores))[:MOST]
    found.others[place, : len(order)] = near[order]
    found.floor[place] = scores[order[-1]] if len(order) == MOST else 0
