"""``kbgen explain`` as people meet it."""

import re

import pytest
from click.testing import CliRunner, Result

from kbgen.checks.registry import rules
from kbgen.cli import explain as module
from kbgen.cli.main import cli, main


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments])


def test_a_code_prints_its_page_with_example_and_what_is_reported() -> None:
    result = explain("KB104")
    assert result.exit_code == 0
    assert result.output.startswith("## KB104 unknown-venue\n")
    assert 'data/papers/2021/clip.yaml:7:8: KB104 unknown venue "iclm"; did you mean "icml"?' in result.output
    assert "\x1b" not in result.output


@pytest.mark.parametrize("name", ["kb104", "unknown-venue", "Unknown-Venue"])
def test_a_rule_is_found_by_code_or_name_in_any_case(name: str) -> None:
    assert explain(name).output == explain("KB104").output


def test_without_a_code_every_rule_is_listed_one_a_line() -> None:
    lines = explain().output.splitlines()
    assert [line.partition(" ")[0] for line in lines] == list(rules())
    assert all(re.fullmatch(r"KB\d{3} [a-z0-9-]+: .+\.", line) for line in lines)


def test_the_beginning_of_codes_lists_them() -> None:
    lines = explain("KB20").output.splitlines()
    assert len(lines) > 5
    assert all(line.startswith("KB20") for line in lines)


def test_several_codes_print_several_pages() -> None:
    assert re.findall(r"^## (\S+)", explain("KB104", "KB303").output, re.MULTILINE) == ["KB104", "KB303"]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("KB140", 'did you mean "KB104"?'),
        ("104x", 'did you mean "KB104"?'),
        ("unkown-venue", 'did you mean "unknown-venue"?'),
        ("IM004", "docs/importing.md"),
        ("", "kbgen explain lists them"),
        ("\x1b[31m", "kbgen explain lists them"),
    ],
)
def test_an_unknown_code_exits_2_with_one_line_and_what_was_meant(
    name: str, remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["explain", name])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert remedy in said
    assert said.count("\n") == 1


def test_on_a_terminal_the_page_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_is_terminal", lambda: True)
    page = explain("KB104").output
    assert "##" not in page
    assert "KB104 unknown-venue" in page
    listed = explain().output
    assert "KB104" in listed
    assert "`" not in listed
