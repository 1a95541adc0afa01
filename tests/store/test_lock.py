"""One process writes at a time, and the one that waits is told whom for."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbgen.model.finding import KbgenError
from kbgen.store.lock import building, writing

_HOLDER = """
import sys
from pathlib import Path
sys.argv = ["/usr/bin/kbgen", "import", "my list.md"]
from kbgen.store.lock import writing

with writing(Path(ROOT)):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    program = _HOLDER.replace("ROOT", repr(str(tmp_path)))
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_who_is_writing_is_named(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(KbgenError) as refused, writing(tmp_path, wait=0.05):
        pass
    said = refused.value.message
    assert said.startswith(
        f"another process is writing to {tmp_path}: `kbgen import 'my list.md'` (process {holder.pid}, "
    )


def test_a_killed_process_holds_nothing(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with writing(tmp_path, wait=5):
        pass


def test_one_that_waits_goes_on_when_the_other_ends(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.communicate("go\n", timeout=20)
    with writing(tmp_path, wait=5):
        pass


def test_within_a_process_it_may_be_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with writing(tmp_path, wait=0), writing(Path(), wait=1):
        (tmp_path / "data").mkdir()
    with writing(tmp_path, wait=0):
        pass
    assert not (tmp_path / ".kbgen/writing.json").exists()


def test_parts_that_a_killed_process_left_are_removed(tmp_path: Path) -> None:
    left = tmp_path / "data/papers/2020/.a.yaml.abc.kbgen-part"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    (left.parent / ".hidden").write_text("mine")
    with writing(tmp_path):
        assert [path.name for path in left.parent.iterdir()] == [".hidden"]


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / ".kbgen").write_text("a file")
    with pytest.raises(FileExistsError, match="kbgen"), writing(tmp_path):
        pass


def test_git_ignores_what_belongs_to_this_machine(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    with writing(tmp_path):
        (tmp_path / ".kbgen/enriched").mkdir()
        (tmp_path / ".kbgen/enriched/abstracts.jsonl").write_text("{}\n")
    (tmp_path / "README.md").write_text("A list.\n")
    subprocess.run(["git", "-C", tmp_path, "add", "-A"], check=True)
    added = subprocess.run(["git", "-C", tmp_path, "ls-files"], check=True, capture_output=True, text=True).stdout
    assert added == "README.md\n"


def test_a_site_may_be_built_while_records_are_written(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with building(tmp_path, wait=0.05):
        pass
    assert holder.poll() is None


def test_a_build_removes_what_a_killed_one_left_half_written(tmp_path: Path) -> None:
    kept, half = tmp_path / "kept" / "a.sqlite", tmp_path / "kept" / ".a.sqlite.x1.kbgen-part"
    kept.parent.mkdir()
    kept.touch()
    half.touch()
    with building(tmp_path, [kept.parent, tmp_path / "not-there"]):
        assert list(kept.parent.iterdir()) == [kept]
