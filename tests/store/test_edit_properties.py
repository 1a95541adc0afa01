"""What holds of every edit, whatever the record, its layout and the change."""

from collections import Counter
from collections.abc import Callable

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kbgen.model.base import Record
from kbgen.model.change import Change
from kbgen.store.plain_data import as_read, with_change
from kbgen.store.text_edit import edit_text
from kbgen.store.writer import dump, plain
from kbgen.store.yaml_layout import Value
from kbgen.store.yaml_text import parse
from tests.store.changes import PATH, some_changes
from tests.store.layouts import LAYOUTS, ON_LINES, independent, parts, with_comments
from tests.store.strategies import records

slow = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


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
