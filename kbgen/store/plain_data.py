"""Changes of plain data: what a file should say once an edit is made, whatever its text looks like."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from kbgen.store.scalars import scalar
from kbgen.store.yaml_layout import Value
from kbgen.store.yaml_reader import KeyPath, YamlValue

_KEPT_EMPTY = frozenset({"select"})
"""Keys whose empty mapping says something: an empty query finds every record."""


class ImpossibleChangeError(ValueError):
    """A change that the data does not allow; the message says why, ``key_path`` where."""

    def __init__(self, message: str, key_path: KeyPath) -> None:
        super().__init__(message)
        self.key_path = key_path


def with_change(data: Value, key_path: KeyPath, value: object) -> Value:
    """The data with ``value`` at ``key_path``; ``None`` takes away what stands there, and what is then left empty.

    An index one past a list's end appends. Missing keys on the way are made; taking away what a mapping does not hold
    changes nothing. Raises :class:`ImpossibleChangeError`.
    """
    if not key_path:
        raise ImpossibleChangeError("a file cannot be replaced as a whole", ())
    plain = None if value is None else plain_value(value, key_path)
    changed = _changed(data, key_path, 0, plain)
    if changed:
        return changed
    if len(key_path) == 1 or not isinstance(data, Mapping):
        raise ImpossibleChangeError("nothing would be left in the file", key_path)
    # A file needs a key; the only one stays, with nothing in it.
    first = key_path[0]
    return {str(first): {} if isinstance(data[str(first)], Mapping) else []}


def plain_value(value: object, key_path: KeyPath = ()) -> Value:
    """A value as YAML can hold it; :class:`ImpossibleChangeError` where it cannot."""
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ImpossibleChangeError("has a key that is not text", key_path)
        return {key: plain_value(item, (*key_path, key)) for key, item in value.items()}
    if isinstance(value, str | datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if isinstance(value, Sequence):
        return [plain_value(item, (*key_path, index)) for index, item in enumerate(value)]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ImpossibleChangeError(f"a file cannot hold a {type(value).__name__}", key_path)


def as_read(value: Value) -> YamlValue:
    """Data as the strict reader gives it back: every scalar as text."""
    if isinstance(value, Mapping):
        return {key: as_read(item) for key, item in value.items()}
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return [as_read(item) for item in value]
    return scalar(value)


def _changed(data: Value | None, key_path: KeyPath, depth: int, value: Value | None) -> Value | None:
    if depth == len(key_path):
        return value
    step = key_path[depth]
    if isinstance(step, int):
        return _changed_list(data, step, key_path, depth, value)
    if data is None:
        data = {}
    if not isinstance(data, Mapping):
        raise ImpossibleChangeError(f'"{step}" cannot stand in {_shape(data)}', key_path[: depth + 1])
    inner = _changed(data.get(step), key_path, depth + 1, value) if value is not None or step in data else None
    rest = {key: item for key, item in data.items() if key != step}
    if inner is not None:
        return {key: inner if key == step else item for key, item in data.items()} | {step: inner}
    emptied = not rest and depth > 0 and key_path[depth - 1] not in _KEPT_EMPTY
    return None if emptied else rest


def _changed_list(data: Value | None, index: int, key_path: KeyPath, depth: int, value: Value | None) -> Value | None:
    items = [] if data is None else data
    if not isinstance(items, Sequence) or isinstance(items, str):
        raise ImpossibleChangeError(f"#{index + 1} cannot stand in {_shape(items)}", key_path[: depth + 1])
    last = len(items) if value is not None else len(items) - 1
    if not 0 <= index <= last:
        raise ImpossibleChangeError(f"there is no #{index + 1} in a list of {len(items)}", key_path[: depth + 1])
    inner = _changed(items[index] if index < len(items) else None, key_path, depth + 1, value)
    changed = [*items[:index], *(() if inner is None else (inner,)), *items[index + 1 :]]
    return changed or None


def _shape(data: Value) -> str:
    if isinstance(data, Mapping):
        return "keys and values"
    return "a list" if isinstance(data, Sequence) and not isinstance(data, str) else f'the text "{data}"'


def differences(before: Value, after: Value, above: KeyPath = ()) -> Iterator[tuple[KeyPath, Value | None]]:
    """What to change to get from one mapping to the other: key paths with the new value, ``None`` where there is none.

    Mappings are compared key by key, everything else as a whole.
    """
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        if as_read(before) != as_read(after):
            yield above, after
        return
    for key, value in after.items():
        if key in before:
            yield from differences(before[key], value, (*above, key))
        else:
            yield (*above, key), value
    yield from (((*above, key), None) for key in before if key not in after)
