"""What papers have in common, as one sparse matrix: a row for each paper, a column for each thing.

A thing that few papers have says more than one that most have: each column is weighted by its inverse document
frequency, ``log(1 + n / df)`` (Spärck Jones, 1972). Within each likeness rows are scaled to the square root of its
weight, so that the product of two rows is the weighted sum of their cosines.

Counts above :data:`_EXACT` are steadied, so that a paper more or less changes the weights of few others. Columns are in
the order of their names, so that what two papers share sums to the same number whatever else there is.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from kbgen.graph.things import LIKENESSES, WEIGHTS

Integers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"
Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"
Flags: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"

RARE = 2_000
"""What more papers share than this finds no candidates: comparing all that share it would take the square of them."""
_COMMON = 0.2
"""A word in more than this share of the papers is said of the field, not of a paper."""
_FEW = 5
"""However few papers there are, a word in no more than so many of them is never common."""
_EXACT = 16
_STEPS = 4
"""So many steps a doubling have the counts above :data:`_EXACT`."""


def steadied(count: int) -> float:
    """A count as weights are made of it: above 16 the nearest of 16, 19.03, 22.63, 26.91, 32 and so on."""
    if count <= _EXACT:
        return count
    return _EXACT * math.pow(2, round(math.log2(count / _EXACT) * _STEPS) / _STEPS)


@dataclass(frozen=True)
class Features:
    """The things of papers, sorted; paper ``i`` has those of ``columns[ends[i]:ends[i + 1]]``, ascending."""

    ids: tuple[str, ...]
    things: list[str]
    ends: Integers
    columns: Integers

    @cached_property
    def rows(self) -> Integers:
        """The row of each entry of ``columns``."""
        return np.repeat(np.arange(len(self.ids)), np.diff(self.ends))

    @cached_property
    def likeness(self) -> Integers:
        """For each column the number of its likeness."""
        firsts = [bisect_left(self.things, str(number)) for number in range(len(LIKENESSES) + 1)]
        return np.repeat(np.arange(len(LIKENESSES)), np.diff(firsts))

    @cached_property
    def rarity(self) -> Numbers:
        """What each column weighs; nothing where it is a common word."""
        counts, position = np.unique(self._counts, return_inverse=True)
        papers = steadied(len(self.ids))
        steady = [steadied(count) for count in counts.tolist()]
        weights = np.array([math.log1p(papers / max(one, 1)) for one in steady], dtype=float)[position]
        common = np.array([one > max(_FEW, _COMMON * papers) for one in steady], dtype=bool)[position]
        weights[common & (self.likeness == LIKENESSES.index("words"))] = 0
        return weights

    @cached_property
    def finding(self) -> Flags:
        """Which columns find candidates: what two papers have and not too many."""
        return (self._counts > 1) & (self._counts <= RARE) & (self.rarity > 0)

    @cached_property
    def values(self) -> Numbers:
        """How much of its column each entry of ``columns`` has."""
        weighted = self.rarity[self.columns]
        parts = self.rows * len(LIKENESSES) + self.likeness[self.columns]
        lengths = np.sqrt(np.bincount(parts, weighted * weighted, len(self.ids) * len(LIKENESSES)))
        scale = np.sqrt(np.array(list(WEIGHTS.values())))[self.likeness[self.columns]]
        values: Numbers = weighted * scale / np.maximum(lengths, np.finfo(float).tiny)[parts]
        return values

    @cached_property
    def _counts(self) -> Integers:
        """How many papers have each thing."""
        return np.bincount(self.columns, minlength=len(self.things))

    def entries(self, rows: Integers) -> Integers:
        """The numbers of the entries of several rows, one row after the other."""
        return spans(self.ends[rows], self.ends[rows + 1])


def spans(starts: Integers, ends: Integers) -> Integers:
    """The numbers from each start to before its end, one span after the other."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())


def features(things: Mapping[str, Sequence[str]]) -> Features:
    """The matrix of papers with their things, which are sorted."""
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(thing, len(numbers)) for own in things.values() for thing in own]
    names = sorted(numbers)
    place = np.empty(len(names), dtype=np.int64)
    place[[numbers[name] for name in names]] = np.arange(len(names))
    return Features(
        tuple(things), names, _ends([len(own) for own in things.values()]), place[np.array(found, dtype=np.int64)]
    )


def revised(old: Features, ids: Sequence[str], changed: Mapping[str, Sequence[str]]) -> Features:
    """The matrix of the papers ``ids``: of those ``changed`` with these things, of the others with what they had."""
    row_of = {one: row for row, one in enumerate(old.ids)}
    kept_rows = np.array([-1 if one in changed else row_of[one] for one in ids], dtype=np.int64)
    new = sorted({thing for own in changed.values() for thing in own if not _holds(old.things, thing)})
    before = np.array([bisect_left(old.things, thing) for thing in new], dtype=np.int64)
    place = np.arange(len(old.things)) + np.searchsorted(before, np.arange(len(old.things)), side="right")
    things = sorted(old.things + new)
    is_kept = kept_rows >= 0
    sizes = np.array([len(changed.get(one, ())) for one in ids], dtype=np.int64)
    sizes[is_kept] = np.diff(old.ends)[kept_rows[is_kept]]
    ends = _ends(sizes)
    columns = np.empty(ends[-1], dtype=np.int64)
    columns[spans(ends[:-1][is_kept], ends[1:][is_kept])] = place[old.columns[old.entries(kept_rows[is_kept])]]
    for row in np.flatnonzero(~is_kept).tolist():
        columns[ends[row] : ends[row + 1]] = [bisect_left(things, thing) for thing in changed[ids[row]]]
    held = np.bincount(columns, minlength=len(things)) > 0
    if not held.all():
        columns = (np.cumsum(held) - 1)[columns]
        things = [thing for thing, is_held in zip(things, held.tolist(), strict=True) if is_held]
    return Features(tuple(ids), things, ends, columns)


def reweighted(old: Features, new: Features) -> Integers:
    """The rows of ``new`` that have something whose weight, or use for finding candidates, is not what it was."""
    place = dict(zip(old.things, range(len(old.things)), strict=True))
    was = np.array([place.get(thing, -1) for thing in new.things], dtype=np.int64)
    differs = (was < 0) | (old.rarity[was] != new.rarity) | (old.finding[was] != new.finding)
    return np.unique(new.rows[differs[new.columns]])


def _holds(names: list[str], name: str) -> bool:
    place = bisect_left(names, name)
    return place < len(names) and names[place] == name


def _ends(sizes: "Sequence[int] | Integers") -> Integers:
    return np.concatenate([[0], np.cumsum(np.asarray(sizes, dtype=np.int64))])
