"""The workflows that look at a pull request and show what they found, run step by step."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.github.runner import Outcome, Runner
from tests.repositories import GROUPER, commit_all, git, sample_repository, write_paper

BODY = "<!-- kbgen pr-report -->\n"
PULL = {"number": 7, "head": {"label": "ana:topic", "sha": "abc", "ref": "topic"}, "base": {"ref": "main"}}
EVENT = {
    "github.event.workflow_run.event": "pull_request",
    "github.event.workflow_run.head_repository.owner.login": "ana",
    "github.event.workflow_run.head_branch": "topic",
    "github.event.workflow_run.head_sha": "abc",
    "github.event.workflow_run.id": "99",
    "github.server_url": "https://github.com",
    "github.repository": "kbgen/kbgen",
}


def merged(tmp_path: Path, changed: Path) -> Path:
    """A shallow clone as checking out a pull request gives it: main and the branch merged, two commits deep."""
    commit_all(changed, "topic")
    git(changed, "switch", "-q", "--detach", "main")
    git(changed, "merge", "-q", "--no-ff", "-m", "merge", "topic")
    git(changed, "branch", "merge")
    git(tmp_path, "clone", "-q", "--depth", "2", "--branch", "merge", changed.as_uri(), "checkout")
    return tmp_path / "checkout"


def check(tmp_path: Path, repository: Path) -> tuple[Outcome, dict[str, Any]]:
    runner = Runner(merged(tmp_path, repository), tmp_path / "work", {})
    outcome = runner.run("check.yml", "records")
    return outcome, json.loads((runner.repository / "report/report.json").read_text())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return sample_repository(tmp_path / "kb")


def test_a_sound_pull_request_passes_and_hands_on_its_report(tmp_path: Path, repository: Path) -> None:
    write_paper(repository, **GROUPER, venue="tpami")
    outcome, report = check(tmp_path, repository)
    assert outcome.succeeded, outcome.printed
    assert [record["id"] for record in report["records"]] == ["grouper"]
    assert ("actions/upload-artifact", "report/report.json") in [(name, one.get("path")) for name, one in outcome.used]
    assert "### 1 paper changed" in outcome.summary


def test_a_faulty_one_is_annotated_reported_and_fails(tmp_path: Path, repository: Path) -> None:
    write_paper(repository, **GROUPER, venue="tpam")
    outcome, report = check(tmp_path, repository)
    assert not outcome.succeeded
    assert "::error file=data/papers/2021/grouper.yaml,line=7,col=8,title=KB104" in outcome.printed
    assert report["findings"]
    assert "KB104" in outcome.summary


def test_a_generated_file_fails_although_no_record_is_faulty(tmp_path: Path, repository: Path) -> None:
    (repository / "README.md").write_text("# Mine\n")
    outcome, report = check(tmp_path, repository)
    assert not outcome.succeeded
    assert report["generated"] == ["README.md"]
    assert "Files that the main branch makes are changed" in outcome.summary


def comment(
    tmp_path: Path, artifact: bytes | None, pulls: object = (PULL,), comments: object = (), **event: str
) -> Runner:
    checkout = tmp_path / "main"
    checkout.mkdir(exist_ok=True)
    runner = Runner(checkout, tmp_path / "work", {**EVENT, **event})
    (runner.fake / "pulls.json").write_text(json.dumps(pulls))
    (runner.fake / "comments.json").write_text(json.dumps(comments))
    if artifact is not None:
        (runner.fake / "artifacts/report").mkdir(parents=True)
        (runner.fake / "artifacts/report/report.json").write_bytes(artifact)
    runner.run("comment.yml", "comment")
    return runner


def report(**fields: object) -> bytes:
    return json.dumps({"version": 1, "base": "x", **fields}).encode()


def test_a_report_is_shown_under_its_pull_request(tmp_path: Path) -> None:
    runner = comment(tmp_path, report())
    assert runner.outcome.succeeded, runner.outcome.printed
    (written,) = runner.written()
    assert (written["method"], written["path"]) == ("POST", "repos/kbgen/kbgen/issues/7/comments")
    assert written["body"].startswith(BODY)
    assert written["body"].endswith("an artifact of [this run](https://github.com/kbgen/kbgen/actions/runs/99).\n")


def test_the_next_report_takes_the_place_of_the_last(tmp_path: Path) -> None:
    bot, stranger = {"login": "github-actions[bot]"}, {"login": "ana"}
    comments = [
        {"id": 1, "issue": 7, "user": stranger, "body": BODY},
        {"id": 2, "issue": 7, "user": bot, "body": "hello"},
        {"id": 3, "issue": 7, "user": bot, "body": BODY + "old"},
        {"id": 4, "issue": 8, "user": bot, "body": BODY},
    ]
    (written,) = comment(tmp_path, report(), comments=comments).written()
    assert (written["method"], written["path"]) == ("PATCH", "repos/kbgen/kbgen/issues/comments/3")


def test_what_a_stranger_reports_is_shown_as_text(tmp_path: Path) -> None:
    evil = "<img src=x> @everyone\n\n# Approved [x](https://evil.example) $(touch /tmp/x) `touch x`"
    records = [{"kind": "paper", "id": "x", "path": "x.yaml", "status": "added", "title": evil}]
    (written,) = comment(tmp_path, report(records=records)).written()
    assert "\n# Approved" not in written["body"]
    assert "](https://evil" not in written["body"]
    assert "\\<img" in written["body"]


@pytest.mark.parametrize(
    "artifact", [b"", b"not json", b"[]", report(version=9), b"x" * 21_000_000, report(records="x")]
)
def test_a_report_that_is_none_is_not_shown(tmp_path: Path, artifact: bytes) -> None:
    runner = comment(tmp_path, artifact)
    assert not runner.outcome.succeeded
    assert runner.written() == []


def test_a_run_without_report_says_nothing(tmp_path: Path) -> None:
    runner = comment(tmp_path, None)
    assert runner.outcome.succeeded
    assert runner.written() == []


@pytest.mark.parametrize(
    "pull",
    [
        {**PULL, "head": {"label": "ana:topic", "sha": "newer", "ref": "topic"}},
        {**PULL, "head": {"label": "eve:topic", "sha": "abc", "ref": "topic"}},
        {**PULL, "base": {"ref": "other"}},
    ],
)
def test_a_report_of_another_commit_branch_or_target_is_not_shown(tmp_path: Path, pull: object) -> None:
    runner = comment(tmp_path, report(), pulls=[pull])
    assert runner.outcome.succeeded, runner.outcome.printed
    assert runner.written() == []


def test_a_hostile_branch_name_is_only_a_name(tmp_path: Path) -> None:
    name = "x$(touch${IFS}hacked)`touch${IFS}hacked`\";touch hacked;'"
    pull = {**PULL, "head": {"label": f"ana:{name}", "sha": "abc", "ref": name}}
    runner = comment(tmp_path, report(), pulls=[pull], **{"github.event.workflow_run.head_branch": name})
    assert len(runner.written()) == 1
    assert not list(tmp_path.rglob("hacked"))


def test_other_runs_are_not_commented_on(tmp_path: Path) -> None:
    runner = comment(tmp_path, report(), **{"github.event.workflow_run.event": "push"})
    assert runner.outcome.printed == "skipped"
    assert runner.calls() == []
