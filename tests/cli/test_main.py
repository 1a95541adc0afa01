"""What holds for every command: how it ends, and what it says when it cannot go on."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from kbgen.cli.main import COMMANDS, cli, main
from tests.small_kb import SMALL


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_begins_as_the_table_says(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"], catch_exceptions=False)
    assert result.exit_code == 0
    assert COMMANDS[name].removesuffix(".") in " ".join(result.output.split())


def test_a_misspelt_command_is_told_the_nearest() -> None:
    result = CliRunner().invoke(cli, ["biuld"], catch_exceptions=False)
    assert result.exit_code == 2
    assert "Did you mean 'build'?" in result.output


def test_what_the_system_refuses_is_one_line_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(tmp_path / "data"))

    (tmp_path / "data").mkdir()
    monkeypatch.setattr("kbgen.store.tree.load_tree", refuse)
    with pytest.raises(SystemExit) as stop:
        main(["validate", "-C", str(tmp_path)])
    assert stop.value.code == 2
    assert capsys.readouterr().err == f"kbgen: {tmp_path / 'data'}: Permission denied\n"


def test_ctrl_c_does_not_end_with_the_code_of_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    (tmp_path / "data").mkdir()
    monkeypatch.setattr("kbgen.store.tree.load_tree", interrupt)
    with pytest.raises(SystemExit) as stop:
        main(["validate", "-C", str(tmp_path)])
    assert stop.value.code == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        "--help",
        "--version",
        "export --help",
        "explain KB104",
        f"export ris -C {SMALL}",
        f"validate -C {SMALL}",
        f"import --dry-run --format bibtex -C {SMALL} {SMALL / 'data/taxonomy.yaml'}",
    ],
)
def test_every_command_ends_quietly_when_nobody_reads_what_it_prints(arguments: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        command = [sys.executable, "-m", "kbgen", *arguments.split()]
        ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writer)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.parametrize("arguments", ["export bibtex -o", "import refs.bib --report"])
def test_a_folder_to_write_to_that_is_missing_is_told_before_anything_is_done(arguments: str, tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text("@misc{a, title = {A Title of Two}}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        result = CliRunner().invoke(cli, [*arguments.split(), "missing/out.txt"], catch_exceptions=False)
    assert result.exit_code == 2
    assert 'there is no folder "missing" to write out.txt to' in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["refs.bib"]
