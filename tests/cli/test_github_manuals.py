"""The manual pages of the commands for GitHub: every example does what the page shows."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.repositories import GROUPER, sample_repository, write_paper

ROOT = Path(__file__).parents[2]
COMMANDS = ROOT / "docs/commands"


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page in a language."""
    text = (COMMANDS / page).read_text("utf-8")
    return [found[2] for found in re.findall(rf"^(`{{3,}})({language})\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE)]


def examples(page: str) -> list[tuple[str, str]]:
    """Commands of a page with what it shows of their output."""
    parts = [part for block in blocks(page, "console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(line, output) for line, _, output in (part.partition("\n") for part in parts)]


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line of a page in a shell whose ``kbgen`` is this one."""
    function = f'kbgen() {{ {shlex.quote(sys.executable)} -m kbgen "$@"; }}\ngh() {{ cat issue.md; }}\n{line}'
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        ["bash", "-c", function], cwd=folder, capture_output=True, text=True, check=False, env=settings
    )


def test_every_example_of_pr_report(tmp_path: Path) -> None:
    root = sample_repository(tmp_path)
    write_paper(root, **GROUPER, venue="tpami")
    ran = examples("pr-report.md")
    assert len(ran) == 3
    for line, shown in ran:
        result = shell(line, root)
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout == shown
    assert (root / "comment.md").read_text() == ran[0][1]


def test_every_example_of_from_issue(tmp_path: Path) -> None:
    (body,) = blocks("from-issue.md", "markdown")
    ran = examples("from-issue.md")
    assert len(ran) == 3
    for number, (line, shown) in enumerate(ran):
        root = sample_repository(tmp_path / str(number))
        (root / "issue.md").write_text(body)
        (root / "event.json").write_text(json.dumps({"issue": {"number": 12, "body": body}}))
        result = shell(line, root, GITHUB_EVENT_PATH="event.json", GITHUB_OUTPUT="outputs")
        assert (result.returncode, result.stderr) == (0, "")
        if shown:
            assert result.stdout == shown
    assert (root / "outputs").read_text() == "branch=issue/12-fix-grouper\ntitle=Fix grouper\n"
