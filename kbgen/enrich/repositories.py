"""The field ``repositories``: one entry for each repository that a record links, in the record's order."""

from collections.abc import Iterable

from pydantic import JsonValue

from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import parse_github
from kbgen.model.paper import Paper

_COUNTS = ("stars", "forks")

_Entry = dict[str, JsonValue]


def repositories(
    record: Paper | Dataset, old: JsonValue, stated: Iterable[JsonValue], tolerance: float
) -> list[JsonValue]:
    """The entries of a record's repositories, each as it was stated now or else as it was known.

    Of a repository that is gone, what was known of it stays. A count that moved by no more than ``tolerance`` of itself
    keeps its value, so that a run does not change every line.
    """
    known = {_name(entry): entry for entry in _entries(old)}
    new = {_name(entry): entry for item in stated for entry in _entries(item)}
    linked = (parse_github(address) for address in record.links.code)
    wanted = dict.fromkeys(one.key for one in linked if one)
    return [_together(known.get(name, {}), new.get(name), tolerance) for name in wanted if name in known or name in new]


def _together(old: _Entry, new: _Entry | None, tolerance: float) -> JsonValue:
    if new is None:
        return old
    if new.get("missing"):
        return {**old, **new}
    kept = {
        name: old[name] for name in _COUNTS if name in old and name in new and _near(old[name], new[name], tolerance)
    }
    return {**new, **kept}


def _near(old: JsonValue, new: JsonValue, tolerance: float) -> bool:
    return isinstance(old, int) and isinstance(new, int) and abs(new - old) <= old * tolerance


def _entries(value: JsonValue) -> list[_Entry]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _name(entry: _Entry) -> str:
    return str(entry.get("repository", "")).lower()
