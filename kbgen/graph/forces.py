"""ForceAtlas2 for some hundred papers: what is tied attracts, everything repels, and all is drawn to the middle.

The algorithm is that of Jacomy et al., "ForceAtlas2, a continuous graph layout algorithm for handy network
visualization", 2014. It takes the steps that ``networkx.forceatlas2_layout`` takes, at a fraction of its cost:
coordinates are worked on one by one, so that no array is larger than one number for each pair. Sums are made in an
order that no library of the machine chooses, so that the same ties make the same places.
"""

import math
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_matrix

Points: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
"""One row a paper: x and y."""
_Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"

_REPULSION = 2.0
_GRAVITY = 1.0
_LEAST_EFFICIENCY = 0.05
_MOST_RISE = 0.5
_STILL = 1e-10


class _Pace:
    """How far a round moves papers: the farther the fewer of them swing to and fro."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._swing = self._traction = self._efficiency = 1.0
        self.speed = 1.0

    def follow(self, swing: float, traction: float) -> None:
        """Take into account how much papers swung and how much they were pulled."""
        self._swing += swing
        self._traction += traction
        best = 0.05 * math.sqrt(self._count)
        jitter = max(math.sqrt(best), min(10, best * self._traction / self._count**2))
        if self._swing / self._traction > 2:
            if self._efficiency > _LEAST_EFFICIENCY:
                self._efficiency *= 0.5
            jitter = max(jitter, 1)
        target = jitter * self._efficiency * self._traction / self._swing
        if self._swing > jitter * self._traction:
            if self._efficiency > _LEAST_EFFICIENCY:
                self._efficiency *= 0.7
        elif self.speed < 1000:
            self._efficiency *= 1.3
        self.speed += min(target - self.speed, _MOST_RISE * self.speed)


def force_atlas(ties: csr_matrix, starts: Points, rounds: int) -> Points:
    """The places of papers that begin at ``starts``, after so many rounds; ``ties`` is symmetric, without self-ties."""
    strength = ties.toarray()
    mass = np.diff(ties.indptr) + 1.0
    masses = np.multiply.outer(mass, mass) * _REPULSION
    np.fill_diagonal(masses, 0)
    pace = _Pace(len(starts))
    at = [starts[:, 0].copy(), starts[:, 1].copy()]
    for _ in range(rounds):
        apart = [np.subtract.outer(one, one) for one in at]
        squares = apart[0] ** 2 + apart[1] ** 2
        np.fill_diagonal(squares, 1)
        push = masses / squares - strength
        middle = [one - one.mean() for one in at]
        off = np.hypot(middle[0], middle[1])
        off[off == 0] = 1
        pull = [
            np.einsum("ij,ij->i", difference, push) - _GRAVITY * mass * one / off
            for difference, one in zip(apart, middle, strict=True)
        ]
        pace.follow(
            float((mass * np.hypot(at[0] - pull[0], at[1] - pull[1])).sum()),
            float((0.5 * mass * np.hypot(at[0] + pull[0], at[1] + pull[1])).sum()),
        )
        swinging = mass * np.hypot(pull[0], pull[1])
        factor = pace.speed / (1 + np.sqrt(pace.speed * swinging))
        moved = [one * factor for one in pull]
        at = [one + step for one, step in zip(at, moved, strict=True)]
        if sum(float(np.abs(step).sum()) for step in moved) < _STILL:
            break
    return np.column_stack(at)
