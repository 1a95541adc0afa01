"""What holds for every command: how it ends, and what it says when it cannot go on."""

from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from kbgen.cli.main import COMMANDS, cli, main


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
