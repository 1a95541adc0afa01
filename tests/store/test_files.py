"""Files are put in place at once or not at all."""

import os
import stat
from pathlib import Path

import pytest

from kbgen.store.files import write_bytes, write_text


def test_a_file_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.txt"
    assert write_text(path, "zwölf\n") is True
    assert path.read_bytes() == "zwölf\n".encode()


def test_unchanged_content_keeps_the_modification_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "x")
    os.utime(path, ns=(10**9, 10**9))
    assert write_text(path, "x") is False
    assert path.stat().st_mtime_ns == 10**9
    assert write_text(path, "y") is True
    assert path.read_text() == "y"


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert write_text(pipe, "what is said") is True
        assert os.read(reader, 100) == b"what is said"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [entry.name for entry in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.parametrize("durable", [False, True])
def test_nothing_else_is_left_behind(tmp_path: Path, durable: bool) -> None:
    for content in (b"1", b"2", b"22"):
        write_bytes(tmp_path / "a", content, durable=durable)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space") as refused:
        write_text(path, "new")
    assert refused.value.filename == str(path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_a_new_file_is_as_readable_as_any_and_a_replaced_one_keeps_its_mode(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    path = tmp_path / "a.txt"
    write_text(path, "x")
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o600)
    write_text(path, "y")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_very_long_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 240 + ".yaml")
    assert write_text(path, "x")
    assert path.read_text() == "x"


def test_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.txt"
    target.write_text("old")
    link = tmp_path / "a.txt"
    link.symlink_to("real/a.txt")
    assert write_text(link, "new", durable=True)
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert [path.name for path in target.parent.iterdir()] == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
def test_durable_content_is_on_disk_before_its_name_and_then_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        happened.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "content")
        real_sync(handle)

    def replace(path: Path, target: Path) -> Path:
        happened.append("name")
        return real_replace(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write_bytes(tmp_path / "a", b"x", durable=True)
    assert happened == ["content", "name", "folder", "folder"]
