"""What must hold of every workflow and action, and of the issue forms."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kbgen.cli.main import COMMANDS
from kbgen.contribute.issue_form import FORMS, TEMPLATES
from tests.github.runner import ROOT, WORKFLOWS, load

GITHUB = ROOT / ".github"
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))
ALL = [*sorted(WORKFLOWS.glob("*.yml")), *ACTIONS]
BIN = Path(sys.executable).parent

each_file = pytest.mark.parametrize("path", ALL, ids=lambda path: str(path.relative_to(GITHUB)))
each_workflow = pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda path: path.stem)


def steps(path: Path) -> list[dict[str, Any]]:
    definition = load(path)
    if "runs" in definition:
        return list(definition["runs"]["steps"])
    return [step for job in definition["jobs"].values() for step in job["steps"]]


@each_file
def test_no_expression_stands_in_a_shell_line(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@each_file
def test_every_foreign_action_is_pinned_by_its_commit_with_its_version_beside_it(path: Path) -> None:
    uses = re.findall(r"uses: (.+)", path.read_text())
    foreign = [line for line in uses if not line.startswith("$/")]
    assert len(uses) == sum("uses" in step for step in steps(path))
    assert [line for line in foreign if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_one_action_has_one_version() -> None:
    pins = {line for path in ALL for line in re.findall(r"uses: (actions/.+)", path.read_text())}
    assert len({pin.split("@")[0] for pin in pins}) == len(pins)


@each_workflow
def test_no_right_is_given_but_to_a_job(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())


@each_workflow
def test_every_job_ends_and_no_two_runs_meet(path: Path) -> None:
    workflow = load(path)
    assert all(int(job["timeout-minutes"]) <= 120 for job in workflow["jobs"].values())
    assert workflow["concurrency"]["group"]
    assert workflow["defaults"]["run"]["shell"] == "bash"


@each_file
def test_a_checkout_leaves_no_token_behind(path: Path) -> None:
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@each_workflow
def test_what_runs_a_strangers_code_may_write_nothing_and_knows_no_secret(path: Path) -> None:
    workflow = load(path)
    assert "pull_request_target" not in workflow["on"]
    if "pull_request" in workflow["on"]:
        rights = {right for job in workflow["jobs"].values() for right in job["permissions"].items()}
        assert rights == {("contents", "read")}
        assert "secrets." not in path.read_text()
        assert "github.token" not in path.read_text()


def test_what_may_write_after_a_strangers_code_ran_checks_out_main_only() -> None:
    (job,) = load(WORKFLOWS / "comment.yml")["jobs"].values()
    (checkout,) = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"] == {"persist-credentials": "false"}
    assert load(WORKFLOWS / "comment.yml")["on"]["workflow_run"]["workflows"] == [load(WORKFLOWS / "check.yml")["name"]]


@each_file
def test_every_command_that_is_called_exists(path: Path) -> None:
    called = {name for step in steps(path) for name in re.findall(r"\bkbgen ([a-z][a-z-]*)", step.get("run", ""))}
    assert called <= set(COMMANDS)


def test_zizmor_finds_nothing() -> None:
    zizmor = [str(BIN / "zizmor"), "--offline", "--persona=pedantic", "--no-progress", str(GITHUB)]
    run = subprocess.run(zizmor, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", sorted(WORKFLOWS.glob("*.yml"))),
        ("github-actions", ACTIONS),
        ("github-issue-forms", [GITHUB / "ISSUE_TEMPLATE" / name for name in TEMPLATES.values()]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE/config.yml"]),
    ],
)
def test_files_have_the_form_that_github_asks_for(schema: str, files: list[Path]) -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("kind", list(FORMS))
def test_the_forms_have_the_headings_that_are_read(kind: Any) -> None:
    form = load(GITHUB / "ISSUE_TEMPLATE" / TEMPLATES[kind])
    assert {field["id"]: field["attributes"]["label"] for field in form["body"]} == dict(FORMS[kind])
    required = [field["id"] for field in form["body"] if field["validations"]["required"] == "true"]
    assert required[0] == next(iter(FORMS[kind]))


def test_no_form_sets_the_label_by_which_a_maintainer_accepts() -> None:
    accepted = re.search(r"label\.name == '(\w+)'", (WORKFLOWS / "issue.yml").read_text())
    assert accepted
    labels = {label for name in TEMPLATES.values() for label in load(GITHUB / "ISSUE_TEMPLATE" / name)["labels"]}
    assert labels
    assert accepted[1] not in labels


def test_only_identifier_or_address_is_asked_for_a_paper() -> None:
    form = load(GITHUB / "ISSUE_TEMPLATE" / TEMPLATES["add"])
    assert [field["id"] for field in form["body"] if field["validations"]["required"] == "true"] == ["paper"]


def test_the_form_leads_to_the_sites_page_of_topics() -> None:
    from kbgen.render.site.config import read_config

    text = (GITHUB / "ISSUE_TEMPLATE" / TEMPLATES["add"]).read_text()
    assert re.findall(r"\((https?://[^)]+)\)", text) == [f"{read_config(ROOT).site.url}topics/"]


def test_the_examples_of_topics_are_topics() -> None:
    from kbgen.contribute.issue_topics import read_topics
    from kbgen.store.tree import load_tree

    form = load(GITHUB / "ISSUE_TEMPLATE" / TEMPLATES["add"])
    (field,) = [field for field in form["body"] if field["id"] == "topics"]
    topics = read_topics(field["attributes"]["placeholder"], load_tree(ROOT, cache=False).kb.taxonomy)
    assert topics.notes == ()
    assert sum(map(len, topics.terms.values())) == 3
