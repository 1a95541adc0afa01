"""Tables kept in shards."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kbgen.store.shards import Shards

NAMES = st.text(st.characters(exclude_categories=[]), max_size=3)
VALUES = st.none() | st.integers() | st.text(max_size=3) | st.binary(max_size=3) | st.tuples(st.integers())


def loaded(folder: Path, version: str = "1") -> Shards:
    shards = Shards(folder, "table", version, count=4)
    shards.load()
    return shards


@given(st.lists(st.tuples(st.dictionaries(NAMES, VALUES, max_size=8), st.sets(NAMES, max_size=4)), max_size=3))
def test_a_table_is_what_was_put_and_not_dropped(
    tmp_path_factory: Any, rounds: list[tuple[dict[str, Any], set[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("shards")
    expected: dict[str, Any] = {}
    for put, dropped in rounds:
        shards = loaded(folder)
        assert shards.values == expected
        for name, value in put.items():
            shards.put(name, value)
        expected = {name: value for name, value in {**expected, **put}.items() if name not in dropped}
        shards.keep_only(expected.keys())
        shards.save()
        assert shards.notes == []
    assert loaded(folder).values == expected


def test_only_the_shards_that_changed_are_written(tmp_path: Path) -> None:
    shards = loaded(tmp_path)
    for number in range(100):
        shards.put(str(number), number)
    shards.save()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 4
    before = {path: path.stat().st_ino for path in files}
    again = loaded(tmp_path)
    again.put("7", "changed")
    again.save()
    assert sum(path.stat().st_ino != inode for path, inode in before.items()) == 1
    assert loaded(tmp_path).values["7"] == "changed"


def test_a_table_of_another_version_is_empty(tmp_path: Path) -> None:
    shards = loaded(tmp_path)
    shards.put("name", "value")
    shards.save()
    assert loaded(tmp_path, "2").values == {}
    assert loaded(tmp_path).values == {"name": "value"}
