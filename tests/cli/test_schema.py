"""``kbgen schema`` writes the schemas and says whether they are current."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.model.finding import KbgenError
from kbgen.store.json_schema import schemas


def schema(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["schema", *arguments])


def test_schemas_are_written_into_the_knowledge_base(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    result = schema("-C", str(tmp_path))
    assert result.exit_code == 0
    written = {path.name: json.loads(path.read_text()) for path in (tmp_path / "data/schemas").iterdir()}
    assert set(written) == set(schemas())
    assert written["paper.schema.json"]["required"] == ["id", "title"]


def test_check_changes_nothing_and_exits_1_until_all_are_current(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = schema("--out", str(out), "--check")
    assert result.exit_code == 1
    assert not out.exists()
    assert schema("--out", str(out)).exit_code == 0
    result = schema("--out", str(out), "--check")
    assert (result.exit_code, result.output) == (0, "")
    (out / "paper.schema.json").write_text("{}")
    result = schema("--out", str(out), "--check")
    assert result.exit_code == 1
    assert "paper.schema.json is not current" in result.output
    assert "dataset" not in result.output
    assert (out / "paper.schema.json").read_text() == "{}"


def test_writing_again_touches_nothing(tmp_path: Path) -> None:
    schema("--out", str(tmp_path))
    for path in tmp_path.iterdir():
        os.utime(path, ns=(10**9, 10**9))
    result = schema("--out", str(tmp_path))
    assert "written" not in result.output
    assert {path.stat().st_mtime_ns for path in tmp_path.iterdir()} == {10**9}


def test_without_a_knowledge_base_it_cannot_run(tmp_path: Path) -> None:
    result = schema("-C", str(tmp_path))
    assert isinstance(result.exception, KbgenError)
    assert "-C DIR" in str(result.exception)


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = schema("--out", str(tmp_path / "file" / "out"))
    assert isinstance(result.exception, NotADirectoryError)
    assert result.exception.filename.startswith(str(tmp_path / "file" / "out"))


@pytest.mark.parametrize("name", schemas())
def test_a_record_written_by_kbgen_points_at_its_schema(name: str) -> None:
    assert json.loads(schemas()[name])["$id"] == name
