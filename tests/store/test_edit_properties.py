"""What holds of every edit, whatever the record, its layout and the change."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kbgen.model.base import Record
from kbgen.model.change import Change
from kbgen.store.plain_data import as_read, with_change
from kbgen.store.text_edit import edit_text
from kbgen.store.writer import dump, plain
from kbgen.store.yaml_layout import Value
from kbgen.store.yaml_reader import KeyPath
from kbgen.store.yaml_text import parse
from tests.store.layouts import LAYOUTS, ON_LINES, independent, parts, with_comments
from tests.store.strategies import HOSTILE, records

PATH = "data/papers/2020/a.yaml"

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def key_paths(data: Value, at: KeyPath = ()) -> list[KeyPath]:
    """Every key path of the data."""
    inner: list[tuple[str | int, Value]] = []
    if isinstance(data, Mapping):
        inner = list(data.items())
    elif isinstance(data, Sequence) and not isinstance(data, str):
        inner = list(enumerate(data))
    return [path for step, value in inner for path in [(*at, step), *key_paths(value, (*at, step))]]


def paths_of_length_one(paths: list[KeyPath]) -> list[KeyPath]:
    return [path for path in paths if len(path) == 1]


def new_value(chance: random.Random) -> Value:
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
        return None if len(path) == 1 and len(paths_of_length_one(paths)) == 1 else Change(PATH, path)
    beside = sum(len(other) == len(path) and other[:-1] == path[:-1] for other in paths)
    last = beside if isinstance(path[-1], int) else f"new-{chance.randrange(10)}"
    return Change(PATH, (*path[:-1], last), new_value(chance))


def some_changes(data: Value, seed: int, most: int) -> list[Change]:
    chance = random.Random(seed)
    changes = []
    for _ in range(chance.randint(1, most)):
        change = random_change(data, chance)
        if change is not None:
            data = with_change(data, change.key_path, change.value)
            changes.append(change)
    return changes


def lines_lost(before: str, after: str) -> list[str]:
    return list((Counter(before.split("\n")) - Counter(after.split("\n"))).elements())


def lines_of(text: str, key: str | int) -> set[str]:
    return set(parts(text).get(str(key), "").split("\n"))


@slow
@given(records, st.integers(0, 10**6))
def test_changes_of_a_written_record_equal_the_changes_of_its_data(record: Record, seed: int) -> None:
    data = plain(record)
    assume(data)
    text = with_comments(dump(record), seed)
    wanted: Value = data
    changes = some_changes(data, seed, 6)
    for change in changes:
        wanted = with_change(wanted, change.key_path, change.value)
    after = edit_text(text, PATH, changes)
    assert independent(after) == as_read(wanted)
    one_by_one = text
    for change in changes:
        one_by_one = edit_text(one_by_one, PATH, [change])
    assert independent(one_by_one) == as_read(wanted)


@slow
@given(records, st.integers(0, 10**6), st.sampled_from(LAYOUTS))
def test_one_change_touches_only_the_lines_of_its_key(
    record: Record, seed: int, layout: Callable[[Value], str]
) -> None:
    assume(plain(record))
    text = with_comments(layout(plain(record)), seed)
    data = parse(text, PATH).data
    assume(data is not None)
    changes = some_changes(data or {}, seed, 1)
    assume(changes)
    after = edit_text(text, PATH, changes)
    changed = changes[0].key_path[0]
    # A key's text goes up to the next key, so the text before a new or vanished key may gain or lose its comments.
    before_parts, after_parts = parts(text), parts(after)
    if changed in before_parts and changed in after_parts:
        del before_parts[changed], after_parts[changed]
        assert after_parts == before_parts
    elif layout in ON_LINES:
        assert [line for line in lines_lost(text, after) if line not in lines_of(text, changed)] == []


@slow
@given(records, st.integers(0, 10**6), st.sampled_from(LAYOUTS))
def test_what_is_set_and_set_back_or_made_and_taken_away_leaves_the_text_as_it_was(
    record: Record, seed: int, layout: Callable[[Value], str]
) -> None:
    assume(plain(record))
    text = with_comments(layout(plain(record)), seed)
    assume(parse(text, PATH).data is not None)
    there = edit_text(text, PATH, [Change(PATH, ("a-new-key",), "value")])
    assert edit_text(there, PATH, [Change(PATH, ("a-new-key",))]) == text
