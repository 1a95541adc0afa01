"""Reaching into JSON that somebody else made, where any value may be missing, null or of another type."""

from collections.abc import Iterator, Mapping

_LONGEST_NUMBER = 20


def at(value: object, *path: str | int) -> object:
    """What stands at a path of keys and indices; ``None`` where the path leads nowhere."""
    for step in path:
        if isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def text_at(value: object, *path: str | int) -> str:
    """The text at a path, without white space around it; empty where there is none."""
    found = at(value, *path)
    return found.strip() if isinstance(found, str) else ""


def number_at(value: object, *path: str | int) -> int | None:
    """The whole number at a path, also one written as text."""
    found = at(value, *path)
    if isinstance(found, str) and len(found) < _LONGEST_NUMBER and found.strip().isdecimal():
        return int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def items_at(value: object, *path: str | int) -> Iterator[object]:
    """The items of the list at a path."""
    found = at(value, *path)
    yield from found if isinstance(found, list) else ()


def year_at(value: object, *path: str | int) -> int | None:
    """The year at a path, where it is one that a record may have."""
    year = number_at(value, *path)
    return year if year is not None and 1800 <= year <= 2100 else None
