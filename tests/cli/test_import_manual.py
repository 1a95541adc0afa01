"""The manual page of ``kbgen import``: its examples do what they show, in their order, and no option is missing."""

import re
from pathlib import Path

from kbgen.cli.import_ import command
from tests.cli.manual import DOCS, cut_as, examples, shell

MANUAL = (DOCS / "commands/import.md").read_text("utf-8")


def test_every_example_does_what_it_shows(tmp_path: Path) -> None:
    for name, text in re.findall(r"Say this is `([\w.]+)`:\n\n```\w+\n(.*?)```", MANUAL, re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
    shown = examples("commands/import.md")
    assert len(shown) == 6
    for line, output in shown:
        result = shell(line, tmp_path)
        assert result.returncode == 0, result.stderr
        assert cut_as(output, result.stdout.decode()) == output, line


def test_the_manual_names_every_option() -> None:
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert [option for option in sorted(options) if f"`{option}" not in MANUAL] == []
