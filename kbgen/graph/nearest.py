"""How near papers are, and what they share, pair by pair."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kbgen.graph.candidates import DIGITS, NOBODY, Places
from kbgen.graph.features import Features, Integers, Numbers

LEAST_SCORE = 0.05
"""Papers that are less near than this are not called related."""
_CELLS = 4_000_000
"""Numbers that are held at once to look products up."""
_PAIRS = 50_000
"""Pairs that are compared at once."""


class Pairs(NamedTuple):
    """Pairs of papers by their rows, and how near they are; by row, nearest first."""

    rows: Integers
    others: Integers
    scores: Numbers


class Shared(NamedTuple):
    """What pairs share: the number of the pair, the column, and the product of what the two have of it."""

    pairs: Integers
    columns: Integers
    products: Numbers


def nearest(features: Features, rows: Integers, others: Places, most: int) -> Pairs:
    """The ``most`` nearest of each of ``rows`` among its candidates; of equals the earlier ones."""
    is_somebody = others != NOBODY
    left = np.repeat(rows, is_somebody.sum(axis=1))
    right = others[is_somebody]
    scores = np.empty(len(left))
    for start, end, part in _compared(features, left, right):
        scores[start:end] = np.bincount(part.pairs, part.products, end - start)
    scores = scores.round(DIGITS)
    order = np.lexsort((right, -scores, left))
    left, right, scores = left[order], right[order], scores[order]
    rank = np.arange(len(left)) - np.searchsorted(left, left)
    kept = (rank < most) & (scores >= LEAST_SCORE)
    return Pairs(left[kept], right[kept], scores[kept])


def shared(features: Features, pairs: Pairs) -> Shared:
    """What each pair shares, by pair and likeness, the weightiest first."""
    found = [
        Shared(part.pairs + start, part.columns, part.products)
        for start, _, part in _compared(features, pairs.rows, pairs.others)
    ]
    if not found:
        return Shared(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))
    numbers, columns, products = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((columns, -products, features.likeness[columns], numbers))
    return Shared(numbers[order], columns[order], products[order])


def _batches(features: Features, left: Integers) -> list[tuple[int, int]]:
    """Where to cut pairs, which come by their left paper, so that no batch needs too much memory."""
    papers = max(1, _CELLS // max(1, len(features.things)))
    firsts = np.flatnonzero(np.diff(left, prepend=-1))
    bounds, start = [], 0
    for first in [*firsts[papers::papers].tolist(), len(left)]:
        bounds += [(cut, min(cut + _PAIRS, first)) for cut in range(start, first, _PAIRS)]
        start = first
    return bounds


def _compared(features: Features, left: Integers, right: Integers) -> Iterator[tuple[int, int, Shared]]:
    """Where each batch begins and ends, and what its pairs share."""
    width, sizes = len(features.things), np.diff(features.ends)
    batches = _batches(features, left)
    held = np.zeros(max(_CELLS, width)) if batches else np.empty(0)
    for start, end in batches:
        papers, place = np.unique(left[start:end], return_inverse=True)
        own = features.entries(papers)
        cells = np.repeat(np.arange(len(papers)), sizes[papers]) * width + features.columns[own]
        held[cells] = features.values[own]
        entries = features.entries(right[start:end])
        pairs = np.repeat(np.arange(end - start), sizes[right[start:end]])
        products = held[place[pairs] * width + features.columns[entries]] * features.values[entries]
        held[cells] = 0
        is_shared = np.flatnonzero(products)
        yield start, end, Shared(pairs[is_shared], features.columns[entries[is_shared]], products[is_shared])
