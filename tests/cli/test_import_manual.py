"""The manual page of ``kbgen import``: its examples do what they show, in their order, and no option is missing."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from kbgen.cli.import_ import command

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs/commands/import.md").read_text("utf-8")


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A line of the manual in a shell whose ``kbgen`` is this one."""
    function = f'kbgen() {{ {shlex.quote(sys.executable)} -m kbgen "$@"; }}\n{line}'
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", function], cwd=folder, capture_output=True, text=True, check=False, env=settings
    )


def test_every_example_does_what_it_shows(tmp_path: Path) -> None:
    for name, text in re.findall(r"Say this is `([\w.]+)`:\n\n```\w+\n(.*?)```", MANUAL, re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
    lines = 0
    for block in re.findall(r"```console\n(.*?)```", MANUAL, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            result = shell(line, tmp_path)
            assert result.returncode == 0, result.stderr
            begins, more, _ = shown.partition("…\n")
            assert result.stdout.startswith(begins) if more else result.stdout == shown, line
            lines += 1
    assert lines == 6


def test_the_manual_names_every_option() -> None:
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert [option for option in sorted(options) if f"`{option}" not in MANUAL] == []
