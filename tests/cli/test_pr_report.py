"""``kbgen pr-report`` as a contributor and a workflow meet it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli, main
from tests.repositories import GROUPER, sample_repository, write_paper


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_repository(tmp_path / "kb")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["pr-report", "-C", str(root), *arguments])


def test_a_sound_change_exits_0(root: Path) -> None:
    write_paper(root, **GROUPER, venue="tpami")
    result = run(root, "--base", "main")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("<!-- kbgen pr-report -->\n### 1 paper changed\n")


def test_a_faulty_change_exits_1(root: Path) -> None:
    write_paper(root, **GROUPER, venue="nowhere")
    assert run(root, "--base", "main").exit_code == 1


def test_a_report_travels_as_json_and_is_shown_elsewhere(root: Path, tmp_path: Path) -> None:
    write_paper(root, **GROUPER, venue="tpami")
    made, comment = tmp_path / "out/report.json", tmp_path / "comment.md"
    assert run(root, "--base", "main", "--format", "json", "-o", str(made)).output == ""
    assert json.loads(made.read_text())["records"][0]["id"] == "grouper"
    assert run(tmp_path, "--from", str(made), "-o", str(comment)).exit_code == 0
    assert comment.read_text() == run(root, "--base", "main").output


@pytest.mark.parametrize("arguments", [[], ["--base", "main", "--from", __file__]])
def test_it_needs_one_of_two_things(root: Path, arguments: list[str]) -> None:
    result = run(root, *arguments)
    assert result.exit_code == 2
    assert "one of --base REV and --from FILE" in result.output


def test_what_cannot_be_compared_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["pr-report", "-C", str(root), "--base", "mian"])
    assert stop.value.code == 2
    assert capsys.readouterr().err == (
        "kbgen: Git knows no revision 'mian' here; name a branch, tag or commit, such as origin/main\n"
    )
