"""A small chart of the best value over the years, as the places where its lines and dots stand."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kbgen.model.metrics import Better
from kbgen.views.view import View

WIDTH, HEIGHT = 640, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 24, 16, 32
_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 4
_YEARS_AT_MOST = 12


class Tick(View, frozen=True):
    """A mark of an axis: its place in the picture and what stands beside it."""

    at: float
    label: str


class Dot(View, frozen=True):
    """A result in the picture; ``title`` says which it is, ``is_best`` whether none before it was better."""

    x: float
    y: float
    title: str
    is_best: bool


class Progress(View, frozen=True):
    """The picture, ``WIDTH`` by ``HEIGHT``: ``line`` is the path of the best value, step by step."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    line: str


def best_so_far(results: Iterable[tuple[int, float]], better: Better) -> list[tuple[int, float]]:
    """For each year with a result the best value until then, oldest first."""
    pick = max if better == "higher" else min
    of_year: dict[int, float] = {}
    for year, value in results:
        of_year[year] = pick(of_year.get(year, value), value)
    steps: list[tuple[int, float]] = []
    for year, value in sorted(of_year.items()):
        steps.append((year, pick(steps[-1][1], value) if steps else value))
    return steps


def progress(results: Sequence[tuple[int, float, str]], better: Better) -> Progress | None:
    """The chart of results, each a year, a value and its title; ``None`` where fewer than two years have one."""
    years = sorted({year for year, _, _ in results})
    if len(years) < 2:
        return None
    ticks = _ticks([value for _, value, _ in results])
    right, bottom = WIDTH - _RIGHT, HEIGHT - _BOTTOM

    def x(year: int) -> float:
        return round(_LEFT + (year - years[0]) / (years[-1] - years[0]) * (right - _LEFT), 1)

    def y(value: float) -> float:
        return round(bottom - (value - ticks[0]) / (ticks[-1] - ticks[0]) * (bottom - _TOP), 1)

    steps = best_so_far(((year, value) for year, value, _ in results), better)
    best = dict(steps)
    line = f"M{x(steps[0][0])} {y(steps[0][1])}"
    for (_, _before), (year, value) in pairwise(steps):
        line += f"H{x(year)}V{y(value)}"
    every = math.ceil((years[-1] - years[0] + 1) / _YEARS_AT_MOST)
    return Progress(
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=right,
        bottom=bottom,
        years=tuple(Tick(x(year), str(year)) for year in range(years[0], years[-1] + 1, every)),
        values=tuple(Tick(y(value), f"{value:.10g}") for value in ticks),
        dots=tuple(Dot(x(year), y(value), title, best[year] == value) for year, value, title in results),
        line=line,
    )


def _ticks(values: Sequence[float]) -> list[float]:
    """Round numbers around the values, a few and evenly spaced."""
    low, high = min(values), max(values)
    if low == high:
        low, high = (low * 0.9, high * 1.1) if low > 0 else (low - 1, high + 1)
    raw = (high - low) / _TICKS
    magnitude = 10 ** math.floor(math.log10(raw))
    step = next(one * magnitude for one in _STEPS if one * magnitude >= raw * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]
