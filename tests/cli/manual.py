"""Runs the examples of a manual page, so that what the page shows is what happens."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from kbgen.cli.main import cli
from kbgen.model.finding import KbgenError

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<language>\w+)\n(?P<content>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page of ``docs/`` in a language."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [found["content"] for found in _BLOCK.finditer(text) if found["language"] == language]


def examples(page: str) -> list[tuple[str, str]]:
    """The commands of a page of ``docs/`` and what it shows of their output, in the order of the page."""
    found = []
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def cut_as(shown: str, got: str) -> str:
    """What a command printed, cut where the page shows with an ellipsis only how it begins."""
    return f"{got[: len(shown) - 2]}…\n" if shown.endswith("…\n") else got


def output_of(root: Path, command: str) -> str:
    """What a terminal shows of a command that is run in the root of a knowledge base."""
    name, *words = shlex.split(command)
    assert name == "kbgen"
    verbs = 2 if words[0] == "graph" else 1
    try:
        words[verbs:verbs] = ["-C", str(root)]
        return CliRunner().invoke(cli, words, catch_exceptions=False).output
    except KbgenError as error:
        return f"kbgen: {error}\n"


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What a line of a page does, to the byte, in a shell whose ``kbgen`` is this one."""
    script = f'kbgen() {{ {shlex.quote(sys.executable)} -m kbgen "$@"; }}\nset -o pipefail\n{line}'
    settings = {**os.environ, "PYTHONPATH": str(DOCS.parent), **environment}
    return subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, check=False, env=settings)
