"""Changes at random of any data, for tests of edits."""

import random
from collections.abc import Mapping, Sequence

from kbgen.model.change import Change
from kbgen.store.plain_data import with_change
from kbgen.store.yaml_layout import Value
from kbgen.store.yaml_reader import KeyPath
from tests.store.strategies import HOSTILE

PATH = "data/papers/2020/a.yaml"


def key_paths(data: Value, at: KeyPath = ()) -> list[KeyPath]:
    """Every key path of the data."""
    inner: list[tuple[str | int, Value]] = []
    if isinstance(data, Mapping):
        inner = list(data.items())
    elif isinstance(data, Sequence) and not isinstance(data, str):
        inner = list(enumerate(data))
    return [path for step, value in inner for path in [(*at, step), *key_paths(value, (*at, step))]]


def new_value(chance: random.Random) -> Value:
    """A text, a number, a list or a mapping, some of them hard to write."""
    some_text = chance.choice([*HOSTILE, "plain words", "word " * 40 + "end"])
    values: list[Value] = [some_text, some_text, 2021, 79.3, [some_text, "b"], [{"a": some_text}]]
    return chance.choice([*values, {"a": some_text, "b": [some_text]}])


def random_change(data: Value, chance: random.Random) -> Change | None:
    """A change that the data allows: another value, a new one, or one less."""
    paths = key_paths(data)
    what = chance.randrange(4)
    if not paths or what == 0:
        return Change(PATH, (f"new-{chance.randrange(10)}",), new_value(chance))
    path = chance.choice(paths)
    if what == 1:
        return Change(PATH, path, new_value(chance))
    if what == 2:
        # A file keeps at least one key.
        return None if len(path) == 1 and sum(len(other) == 1 for other in paths) == 1 else Change(PATH, path)
    beside = sum(len(other) == len(path) and other[:-1] == path[:-1] for other in paths)
    last = beside if isinstance(path[-1], int) else f"new-{chance.randrange(10)}"
    return Change(PATH, (*path[:-1], last), new_value(chance))


def some_changes(data: Value, seed: int, most: int) -> list[Change]:
    """Changes that can be made one after another."""
    chance = random.Random(seed)
    changes = []
    for _ in range(chance.randint(1, most)):
        change = random_change(data, chance)
        if change is not None:
            data = with_change(data, change.key_path, change.value)
            changes.append(change)
    return changes
