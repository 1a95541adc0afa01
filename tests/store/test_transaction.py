"""Several files change together: whole at every moment, and all of them even where the process is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kbgen.store.files import PART
from kbgen.store.lock import writing
from kbgen.store.transaction import NOTE, write_files
from kbgen.store.tree import load_tree

_WRITER = """
import sys
from pathlib import Path
from kbgen.store.lock import writing
from kbgen.store.transaction import write_files

root = Path(sys.argv[1])
for version in range(10**6):
    content = f"{version}\\n".encode() * 2000
    files = {f"data/papers/{number}/a.yaml": content for number in range(4)}
    files[f"data/only-{version % 2}"] = content
    files[f"data/only-{(version + 1) % 2}"] = None
    with writing(root):
        write_files(root, files)
    if version == 0:
        print("begun", flush=True)
"""


def version_in(path: Path) -> str:
    """The one version that a file's lines name; it fails where the file is not whole."""
    lines = path.read_bytes().split(b"\n")
    assert len(lines) == 2001
    assert len(set(lines[:-1])) == 1
    return lines[0].decode()


def test_a_process_killed_at_any_moment_leaves_whole_files_and_one_version(tmp_path: Path) -> None:
    chance = random.Random(os.urandom(8))
    for _ in range(12):
        with subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.05))
            writer.send_signal(signal.SIGKILL)
        files = [path for path in (tmp_path / "data").rglob("*") if path.is_file() and not path.name.startswith(".")]
        assert all(version_in(path) for path in files)
        with writing(tmp_path):
            left = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "data").rglob("*") if path.is_file()}
            version = int(version_in(tmp_path / "data/papers/0/a.yaml"))
            assert left == {*(f"data/papers/{number}/a.yaml" for number in range(4)), f"data/only-{version % 2}"}
            assert {version_in(tmp_path / path) for path in left} == {str(version)}
            assert not (tmp_path / NOTE).exists()


def _interrupt(root: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Stop the writing of two files and the removal of a third as a kill would, once so many are in place."""
    real = Path.replace
    done = 0

    def replace(path: Path, target: Path) -> Path:
        nonlocal done
        if path.parent.name != ".kbgen":
            if done == after:
                os._exit(9)
            done += 1
        return real(path, target)

    child = os.fork()
    if child == 0:
        monkeypatch.setattr(Path, "replace", replace)
        write_files(root, {"a": b"new", "b": b"new", "gone": None})
        os._exit(0)
    os.waitpid(child, 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "kb"
    for folder in ("data", ".kbgen"):
        (root / folder).mkdir(parents=True)
    for name in ("a", "b", "gone"):
        (root / name).write_bytes(b"old")
    return root


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("after", [0, 1])
def test_what_was_begun_is_finished_by_whoever_reads_next(
    root: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    _interrupt(root, monkeypatch, after)
    assert (root / "b").read_bytes() == b"old"
    load_tree(root)
    assert [path.read_bytes() for path in (root / "a", root / "b")] == [b"new", b"new"]
    assert not (root / "gone").exists()
    assert not list(root.rglob(f"*{PART}"))


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_file_that_somebody_changed_since_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _interrupt(root, monkeypatch, 1)
    (root / "b").write_bytes(b"mine")
    with writing(root):
        assert [(root / name).read_bytes() for name in ("a", "b")] == [b"new", b"mine"]


@pytest.mark.parametrize(
    "note",
    [
        "",
        "[1, {}]",
        '{"path": "a"}',
        [{"path": "../outside", "was": None, "part": ".x.kbgen-part"}],
        [{"path": "/outside", "was": None, "part": None}],
        [{"path": "a", "was": None, "part": "../x.kbgen-part"}],
        [{"path": "a", "was": None, "part": "b"}],
    ],
)
def test_a_note_that_nobody_here_wrote_does_nothing(root: Path, note: object) -> None:
    (root / ".x.kbgen-part").write_bytes(b"foreign")
    (root / NOTE).write_text(note if isinstance(note, str) else json.dumps(note))
    with writing(root):
        pass
    assert {path.name: path.read_bytes() for path in root.iterdir() if path.is_file()} == dict.fromkeys(
        ("a", "b", "gone"), b"old"
    )
    assert not (root.parent / "outside").exists()
    assert not (root / NOTE).exists()


def test_what_cannot_be_written_changes_nothing(root: Path) -> None:
    (root / "file").write_bytes(b"")
    with pytest.raises(FileExistsError) as refused:
        write_files(root, {"a": b"new", "file/inside": b"new", "gone": None})
    assert refused.value.filename == str(root / "file/inside")
    assert [(root / name).read_bytes() for name in ("a", "gone")] == [b"old", b"old"]
    assert not list(root.rglob(f"*{PART}"))


def test_what_is_so_already_is_not_touched(root: Path) -> None:
    os.utime(root / "a", ns=(10**9, 10**9))
    assert write_files(root, {"a": b"old", "missing": None}) == []
    assert (root / "a").stat().st_mtime_ns == 10**9
