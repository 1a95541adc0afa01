"""Years and days as queries write them: one of them, a range, or a comparison."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?")
_COMPARISON = re.compile(r"(?P<sign>>=|<=|>|<|=)(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers from ``first`` to ``last``, both included; ``None`` is no bound.

    A year is its number, a day the number ``20261120``.
    """

    first: int | None = None
    last: int | None = None

    def hold(self, number: int | None) -> bool:
        """Whether a number lies within; what is unknown does not."""
        return (
            number is not None
            and (self.first is None or self.first <= number)
            and (self.last is None or number <= self.last)
        )


def year_bounds(text: str) -> Bounds | None:
    """What ``2020``, ``2020..2022``, ``..2019``, ``2021..`` or ``>=2020`` stands for; ``None`` where it is none."""
    return _bounds(text, _year)


def day_bounds(text: str) -> Bounds | None:
    """The same for days, which may also be written as a month or a year: ``2026-11-20``, ``>=2026-11``, ``..2025``."""
    return _bounds(text, _day)


def _year(text: str) -> Bounds | None:
    return Bounds(int(text), int(text)) if _YEAR.fullmatch(text) and text.isascii() else None


def _day(text: str) -> Bounds | None:
    found = _DAY.fullmatch(text)
    if not found or not text.isascii():
        return None
    year = int(found["year"]) * 10_000
    if found["day"]:
        day = year + int(found["month"]) * 100 + int(found["day"])
        return Bounds(day, day)
    if found["month"]:
        month = year + int(found["month"]) * 100
        return Bounds(month + 1, month + 31)
    return Bounds(year + 101, year + 1231)


def _bounds(text: str, period: Callable[[str], Bounds | None]) -> Bounds | None:
    if compared := _COMPARISON.fullmatch(text):
        return _compared(compared["sign"], period(compared["value"]))
    first, dots, last = text.partition("..")
    if not dots:
        return period(text)
    start = period(first) if first else Bounds()
    end = period(last) if last else Bounds()
    if start is None or end is None or not (first or last):
        return None
    backwards = start.first is not None and end.last is not None and start.first > end.last
    return None if backwards else Bounds(start.first, end.last)


def _compared(sign: str, than: Bounds | None) -> Bounds | None:
    """No day lies between the last number of a month or year and the next, so that one more is enough."""
    if than is None or than.first is None or than.last is None:
        return None
    match sign:
        case ">=":
            return Bounds(first=than.first)
        case ">":
            return Bounds(first=than.last + 1)
        case "<=":
            return Bounds(last=than.last)
        case "<":
            return Bounds(last=than.first - 1)
    return than
