"""The cache is never seen but in the time a load takes."""

import os
import pickle
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kbgen.store import reading
from kbgen.store.cache import RACY_NANOSECONDS, now
from kbgen.store.scan import FoundFile
from kbgen.store.tree import Tree, load_tree
from tests.store.test_tree import FILES, write

LONG_AGO = 10**18
LOOK = "data/papers/2017/look.yaml"


def settle(root: Path) -> None:
    """Let all files look as if they had been written long ago."""
    for path in (root / "data").rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, FILES)
    settle(tmp_path)
    # A change of the times counts as a change of the file now; the clock of the loads is a little ahead of it.
    monkeypatch.setattr(reading, "now", lambda: tmp_path.stat().st_ctime_ns + 100 * RACY_NANOSECONDS)
    return tmp_path


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the files that are parsed from now on."""
    paths: list[str] = []
    original = reading.interpret

    def spy(content: bytes, file: FoundFile) -> object:
        paths.append(file.path)
        return original(content, file)

    monkeypatch.setattr(reading, "interpret", spy)
    return paths


def same(first: Tree, second: Tree) -> bool:
    return (first.kb, first.records, first.overlay, first.findings) == (
        *(second.kb, second.records, second.overlay, second.findings),
    )


def test_a_second_load_parses_nothing_and_is_equal(root: Path, parsed: list[str]) -> None:
    first = load_tree(root)
    assert sorted(parsed) == sorted(FILES)
    parsed.clear()
    second = load_tree(root)
    assert parsed == []
    assert same(first, second)
    assert same(second, load_tree(root, cache=False))
    assert second.notes == ()


def test_an_edited_file_alone_is_parsed_again(root: Path, parsed: list[str]) -> None:
    load_tree(root)
    parsed.clear()
    write(root, {LOOK: FILES[LOOK].replace("2017", "2018")})
    assert load_tree(root).kb.papers["look"].year == 2018
    assert parsed == [LOOK]


def test_a_file_that_was_only_touched_is_read_but_not_parsed(root: Path, parsed: list[str]) -> None:
    load_tree(root)
    parsed.clear()
    os.utime(root / LOOK, ns=(LONG_AGO + 5, LONG_AGO + 5))
    load_tree(root)
    assert parsed == []


def test_an_edit_of_equal_length_that_keeps_the_modification_time_is_seen(root: Path) -> None:
    load_tree(root)
    write(root, {LOOK: FILES[LOOK].replace("2017", "2018")})
    os.utime(root / LOOK, ns=(LONG_AGO, LONG_AGO))
    assert load_tree(root).kb.papers["look"].year == 2018


def test_a_file_written_while_it_was_read_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the clock of the file system is coarse, a second write may leave times, size and inode as they were."""
    write(tmp_path, FILES)
    monkeypatch.setattr(FoundFile, "__new__", _with_frozen_status(FoundFile.__new__))
    assert load_tree(tmp_path).kb.papers["look"].year == 2017
    write(tmp_path, {LOOK: FILES[LOOK].replace("2017", "2018")})
    assert load_tree(tmp_path).kb.papers["look"].year == 2018


def _with_frozen_status(new: Callable[..., object]) -> object:
    moment = now()

    def make(cls: type, path: str, kind: str, stat: tuple[int, int, int, int]) -> object:
        return new(cls, path, kind, (stat[0], moment, moment, 1))

    return make


def test_files_with_findings_are_reported_again(root: Path) -> None:
    write(root, {"data/papers/2017/bad.yaml": "id: bad\ntitle: ' T'\n"})
    assert [f.code for f in load_tree(root).findings] == [f.code for f in load_tree(root).findings] == ["KB127"]


def test_a_removed_file_is_forgotten(root: Path) -> None:
    load_tree(root)
    (root / LOOK).unlink()
    assert "look" not in load_tree(root).kb.papers
    assert not any(LOOK.encode() in path.read_bytes() for path in (root / ".kbgen/cache").iterdir())


def shards(root: Path) -> list[Path]:
    return sorted((root / ".kbgen/cache").iterdir())


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: content[:16],
        lambda content: content[:20] + b"\x00" + content[21:],
    ],
    ids=["cut", "last byte", "head only", "payload"],
)
def test_a_damaged_cache_is_noted_and_rebuilt(root: Path, damage: Callable[[bytes], bytes]) -> None:
    first = load_tree(root)
    for shard in shards(root):
        shard.write_bytes(damage(shard.read_bytes()))
    again = load_tree(root)
    assert same(first, again)
    assert "damaged" in again.notes[0]
    assert load_tree(root).notes == ()


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x80\x05N."])
def test_a_foreign_cache_counts_as_none(root: Path, content: bytes) -> None:
    first = load_tree(root)
    for shard in shards(root):
        shard.write_bytes(content)
    assert same(first, load_tree(root))


def test_a_cache_of_other_code_counts_as_none(root: Path, parsed: list[str]) -> None:
    load_tree(root)
    for shard in shards(root):
        content = shard.read_bytes()
        shard.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    parsed.clear()
    load_tree(root)
    assert sorted(parsed) == sorted(FILES)


def test_a_cache_cannot_run_code(root: Path, tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, (f"touch {tmp_path / 'ran'}",)

    load_tree(root)
    payload = pickle.dumps({LOOK: Evil()})
    for shard in shards(root):
        shard.write_bytes(shard.read_bytes()[:16] + zlib.crc32(payload).to_bytes(4, "big") + payload)
    tree = load_tree(root)
    assert "damaged (UnpicklingError)" in tree.notes[0]
    assert tree.kb.papers["look"].year == 2017
    assert not (tmp_path / "ran").exists()


def test_a_cache_that_cannot_be_written_is_noted(root: Path) -> None:
    (root / ".kbgen").write_text("a file where a folder is needed")
    tree = load_tree(root)
    assert tree.kb.papers["look"].year == 2017
    assert any("cannot be" in note for note in tree.notes)


def test_without_cache_nothing_is_written(root: Path) -> None:
    load_tree(root, cache=False)
    assert not (root / ".kbgen").exists()
