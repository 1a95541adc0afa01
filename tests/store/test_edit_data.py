"""Edits of every record that the project keeps, and of YAML that other people keep where it is at hand."""

import random
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kbgen.model.change import Change
from kbgen.store.edit import FileEdit
from kbgen.store.layout import LAYOUTS, kind_of
from kbgen.store.plain_data import as_read, with_change
from kbgen.store.text_edit import edit_text, rewrite_text
from kbgen.store.writer import plain
from kbgen.store.yaml_nodes import at, read_nodes
from kbgen.store.yaml_reader import KeyPath, YamlValue
from kbgen.store.yaml_text import parse
from tests.store.changes import random_change
from tests.store.layouts import independent, parts

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared/corpus/yaml"
RECORDS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "data").rglob("*.yaml"))
FOLDERS = sorted({path.rpartition("/")[0] for path in RECORDS})


def others() -> Iterator[tuple[str, str]]:
    """Name and text of the files others keep, every twentieth of those that lie in archives."""
    for path in sorted(SHARED.glob("*.yaml")) if SHARED.is_dir() else ():
        yield path.name, path.read_text(encoding="utf-8")
    for path in sorted(SHARED.glob("*.tar.gz")) if SHARED.is_dir() else ():
        with tarfile.open(path) as archive:
            members = sorted((one for one in archive if one.name.endswith((".yaml", ".yml"))), key=lambda one: one.name)
            for member in members[::20]:
                file = archive.extractfile(member)
                if file is not None:
                    yield member.name, file.read().decode("utf-8")


def single_values(data: YamlValue, above: KeyPath = ()) -> Iterator[KeyPath]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        if isinstance(value, str):
            yield (*above, step)
        else:
            yield from single_values(value, (*above, step))


def some_changes_each_alone(data: YamlValue, name: str) -> list[Change]:
    """Some of: another value, a new key, an item more, a value less; each of the record as it is."""
    chance = random.Random(name)
    changes = (random_change(data, chance) for _ in range(4))
    return [replace(change, path=name) for change in changes if change is not None]


def assert_only_its_lines_change(path: str, text: str, key_path: KeyPath) -> None:
    """A value is replaced, and then read by another reader; no line but the value's own is touched."""
    parsed = parse(text, path)
    assert parsed.data is not None
    after = edit_text(text, path, [Change(path, key_path, "another value")])
    # Readers differ in what they make of a key that is given twice.
    said = parse(after, path).data if parsed.findings else independent(after)
    assert said == as_read(with_change(parsed.data, key_path, "another value"))
    node = at(read_nodes(text), key_path)
    assert node is not None
    first = text.count("\n", 0, node.start) + 1
    last = text.count("\n", 0, node.end) + 1
    before_lines, after_lines = text.split("\n"), after.split("\n")
    assert after_lines[: first - 1] == before_lines[: first - 1]
    rest = before_lines[last:]
    assert after_lines[len(after_lines) - len(rest) :] == rest


@pytest.mark.parametrize("folder", FOLDERS)
def test_records_load_and_save_as_they_are(folder: str) -> None:
    for path in (path for path in RECORDS if path.rpartition("/")[0] == folder):
        text = (ROOT / path).read_bytes().decode("utf-8")
        kind = kind_of(path)
        assert kind is not None, path
        record = LAYOUTS[kind].model.model_validate(parse(text, path).data)
        assert edit_text(text, path, []) == text
        if kind == "list":
            continue  # a query may give one value as a text, which its model takes as a list
        assert FileEdit(path, text, rewrite_text(text, path, plain(record))).diff() == ""


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_changed_value_of_a_record_changes_only_its_lines(folder: str) -> None:
    for path in (path for path in RECORDS if path.rpartition("/")[0] == folder):
        text = (ROOT / path).read_bytes().decode("utf-8")
        chance = random.Random(path)
        assert_only_its_lines_change(path, text, chance.choice(list(single_values(parse(text, path).data or {}))))


@pytest.mark.parametrize("folder", FOLDERS)
def test_whatever_changes_in_a_record_the_lines_of_its_other_keys_stay(folder: str) -> None:
    for path in (path for path in RECORDS if path.rpartition("/")[0] == folder):
        text = (ROOT / path).read_bytes().decode("utf-8")
        data = parse(text, path).data
        assert data is not None
        lines = parts(text)
        for change in some_changes_each_alone(data, path):
            after = edit_text(text, path, [change])
            assert parse(after, path).data == as_read(with_change(data, change.key_path, change.value)), change
            key = str(change.key_path[0])
            assert parts(after) | {key: ""} == lines | {key: ""}, change


@pytest.mark.parametrize(("name", "text"), list(others()), ids=lambda value: str(value)[-40:].partition("\n")[0])
def test_files_that_others_keep_are_edited_line_by_line(name: str, text: str) -> None:
    parsed = parse(text, name)
    if parsed.data is None:
        assert parsed.findings
        return
    assert_only_its_lines_change(name, text, random.Random(name).choice(list(single_values(parsed.data))))
