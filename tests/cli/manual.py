"""Runs the examples of a manual page, so that what the page shows is what happens."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from kbgen.cli.main import cli
from kbgen.model.finding import KbgenError

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page: str) -> list[tuple[str, str]]:
    """The commands of a page of ``docs/`` and what it shows of their output, in the order of the page."""
    found = []
    for block in _BLOCK.findall((DOCS / page).read_text(encoding="utf-8")):
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
