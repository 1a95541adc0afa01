"""The manual pages of the commands for GitHub: every example does what the page shows."""

import json
from pathlib import Path

from tests.cli.manual import blocks, examples, shell
from tests.repositories import GROUPER, sample_repository, write_paper

GH = "gh() { cat issue.md; }"


def test_every_example_of_pr_report(tmp_path: Path) -> None:
    root = sample_repository(tmp_path)
    write_paper(root, **GROUPER, venue="tpami")
    ran = examples("commands/pr-report.md")
    assert len(ran) == 3
    for line, shown in ran:
        result = shell(line, root)
        assert (result.returncode, result.stderr) == (0, b"")
        assert result.stdout.decode() == shown
    assert (root / "comment.md").read_text() == ran[0][1]


def test_every_example_of_from_issue(tmp_path: Path) -> None:
    (body,) = blocks("commands/from-issue.md", "markdown")
    ran = examples("commands/from-issue.md")
    assert len(ran) == 3
    for number, (line, shown) in enumerate(ran):
        root = sample_repository(tmp_path / str(number))
        (root / "issue.md").write_text(body)
        (root / "event.json").write_text(json.dumps({"issue": {"number": 12, "body": body}}))
        result = shell(f"{GH}\n{line}", root, GITHUB_EVENT_PATH="event.json", GITHUB_OUTPUT="outputs")
        assert (result.returncode, result.stderr) == (0, b"")
        if shown:
            assert result.stdout.decode() == shown
    assert (root / "outputs").read_text() == "branch=issue/12-fix-grouper\ntitle=Fix grouper\n"
