"""The workflow that turns a labelled issue form into a pull request, run step by step against a real remote."""

import json
from pathlib import Path

import pytest

from tests.enrich.replica import running
from tests.github.runner import Runner
from tests.repositories import commit_all, git, sample_repository

FIX = "### Record\n\n{record}\n\n### What it should say\n\n```yaml\n{fields}\n```\n"
HOSTILE = "$(touch hacked) `touch hacked` \"; touch hacked; ' @everyone #1 <img src=x> \u202e"


class Issue:
    """A repository with its remote, and the run of the workflow for an issue."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment: dict[str, str] = {}
        source = sample_repository(folder / "source")
        git(source, "switch", "-q", "main")
        commit_all(source)
        git(folder, "clone", "-q", "--bare", source.as_uri(), "remote.git")
        self.remote = folder / "remote.git"
        self.main = git(self.remote, "rev-parse", "main")

    def label(self, body: str | None, label: str = "accepted", **issue: object) -> Runner:
        """Run the workflow in a fresh checkout, as a maintainer's label does."""
        number = len(list(self.folder.glob("checkout*")))
        git(self.folder, "clone", "-q", "--depth", "1", "--branch", "main", self.remote.as_uri(), f"checkout{number}")
        context = {
            "github.event.issue.number": "12",
            "github.event.label.name": label,
            "github.server_url": "https://github.com",
            "github.repository": "kbgen/kbgen",
        }
        event = {"action": "labeled", "issue": {"number": 12, "title": HOSTILE, "body": body, **issue}}
        runner = Runner(self.folder / f"checkout{number}", self.folder / "work", context, event, self.environment)
        runner.run("issue.yml", "propose")
        return runner

    def branches(self) -> list[str]:
        """The remote's branches."""
        return git(self.remote, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()


@pytest.fixture
def issue(tmp_path: Path) -> Issue:
    return Issue(tmp_path)


def test_a_correction_becomes_a_pull_request_with_the_smallest_diff(issue: Issue) -> None:
    runner = issue.label(FIX.format(record="grouper", fields="venue: tpami"))
    assert runner.outcome.succeeded, runner.outcome.printed
    branch = "issue/12-fix-grouper"
    assert branch in issue.branches()
    diff = git(issue.remote, "diff", "--unified=0", "--no-color", "main", branch)
    assert [line for line in diff.splitlines() if line[:1] in "+-"] == [
        "--- a/data/papers/2021/grouper.yaml",
        "+++ b/data/papers/2021/grouper.yaml",
        "+venue: tpami",
    ]
    (created,) = [call for call in runner.calls() if call["arguments"][:2] == ["pr", "create"]]
    assert created["arguments"][2:] == [
        "--base",
        "main",
        "--head",
        branch,
        "--title",
        "Fix grouper",
        "--body-file",
        "-",
    ]
    assert created["body"] == "Closes #12.\n"
    report, answer = runner.written()
    assert report["path"] == "repos/kbgen/kbgen/issues/100/comments"
    assert "- `venue`: *nothing* → tpami (Transactions on Pattern Analysis)" in report["body"]
    assert answer["path"] == "repos/kbgen/kbgen/issues/12/comments"
    assert answer["body"].startswith(
        "<!-- kbgen from-issue -->\nFix grouper:\n\n```diff\n--- a/data/papers/2021/grouper.yaml"
    )
    assert answer["body"].endswith("\nProposed in #100.\n")


def test_a_paper_is_looked_up_and_proposed(issue: Issue) -> None:
    with running() as replica:
        issue.environment = {**replica.environment(), "KBGEN_CACHE_DIR": str(issue.folder / "cache")}
        runner = issue.label("### Paper\n\nhttps://arxiv.org/pdf/2101.00001v2\n\n### Topics\n\nclustering\n")
        assert "https://github.com/kbgen/kbgen" in replica.asked[0].headers["User-Agent"]
    assert runner.outcome.succeeded, runner.outcome.printed
    branch = "issue/12-add-rooms-that-hear-learning-from-echoes"
    path = "data/papers/2021/rooms-that-hear-learning-from-echoes.yaml"
    assert git(issue.remote, "diff", "--name-status", "main", branch) == f"A\t{path}"
    report, answer = runner.written()
    title = "Rooms That Hear: Learning from Echoes"
    assert f"> [{title}](https://arxiv.org/abs/2101.00001) - Ada Example and Bo Sample, *arXiv 2021*." in report["body"]
    assert "gains Rooms That Hear: Learning from Echoes under Objectives › Clustering" in report["body"]
    assert answer["body"].endswith("Proposed in #100.\n")


def test_labelling_again_renews_the_same_pull_request(issue: Issue) -> None:
    issue.label(FIX.format(record="grouper", fields="venue: tpami"))
    runner = issue.label(FIX.format(record="grouper", fields="venue: iccv"))
    assert runner.outcome.succeeded, runner.outcome.printed
    assert len([call for call in runner.calls() if call["arguments"][:2] == ["pr", "create"]]) == 1
    assert "venue: iccv" in git(issue.remote, "show", "issue/12-fix-grouper:data/papers/2021/grouper.yaml")


def test_what_the_issue_says_reaches_no_shell_commit_or_branch(issue: Issue) -> None:
    fields = "summary: " + json.dumps(HOSTILE.strip(" \u202e"))
    runner = issue.label(FIX.format(record="grouper", fields=fields))
    assert runner.outcome.succeeded, runner.outcome.printed
    assert not list(issue.folder.rglob("hacked"))
    assert git(issue.remote, "log", "-1", "--format=%B", "issue/12-fix-grouper").strip() == "Fix grouper"
    assert "touch hacked" in git(issue.remote, "show", "issue/12-fix-grouper:data/papers/2021/grouper.yaml")
    report, _ = runner.written()
    assert "@everyone" not in report["body"]
    assert "#1 " not in report["body"].replace("\\#&#8203;1", "")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (None, "none of the forms"),
        ("", "none of the forms"),
        (HOSTILE, "none of the forms"),
        (FIX.format(record="nowhere", fields="year: 2020"), 'There is no record "nowhere"'),
        (FIX.format(record=HOSTILE, fields="year: 2020"), "There is no record"),
        (FIX.format(record="grouper", fields="yaer: 2020"), "did you mean"),
    ],
)
def test_what_cannot_be_understood_is_answered_and_changes_nothing(issue: Issue, body: str | None, words: str) -> None:
    runner = issue.label(body)
    assert not runner.outcome.succeeded
    (answer,) = runner.written()
    assert answer["path"] == "repos/kbgen/kbgen/issues/12/comments"
    assert words in answer["body"]
    assert "@everyone" not in answer["body"]
    assert issue.branches() == ["main", "topic"]
    assert git(issue.remote, "rev-parse", "main") == issue.main
    assert not list(issue.folder.rglob("hacked"))


def test_other_labels_do_nothing(issue: Issue) -> None:
    runner = issue.label(FIX.format(record="grouper", fields="venue: tpami"), label="paper")
    assert runner.outcome.printed == "skipped"
    assert runner.calls() == []
