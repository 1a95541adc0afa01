"""The workflow that asks the services once a week, run step by step against a replica of them and a real remote."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.enrich.replica import Replica, Reply, running
from tests.github.runner import Runner
from tests.repositories import GROUPER, commit_all, git, sample_repository, write_paper

ASK = {
    "github.event_name": "schedule",
    "github.event.repository.fork": "",
    "github.server_url": "https://github.com",
    "github.repository": "kbgen/kbgen",
    "secrets.OPENALEX_API_KEY": "",
    "secrets.SEMANTIC_SCHOLAR_API_KEY": "",
    "secrets.OPENCITATIONS_ACCESS_TOKEN": "",
    "secrets.HF_TOKEN": "",
}


@pytest.fixture
def replica() -> Iterator[Replica]:
    with running() as server:
        yield server


class Weekly:
    """A remote, and runs of the workflow on fresh checkouts of its main branch."""

    def __init__(self, folder: Path, replica: Replica) -> None:
        self.folder = folder
        self.handed_on: dict[str, str] = {}
        self.replica = replica
        source = sample_repository(folder / "source")
        git(source, "switch", "-q", "main")
        # What is left has no link but those that identifiers give, and these are looked at through the replica.
        for gone in ("data/papers/2017", "data/papers/2020", "data/datasets"):
            shutil.rmtree(source / gone)
        write_paper(
            source,
            **{
                **GROUPER,
                "id": "rooms",
                "title": "Rooms That Hear: Learning from Echoes",
                "ids": {"arxiv": "2101.00001"},
            },
        )
        commit_all(source)
        git(folder, "clone", "-q", "--bare", source.as_uri(), "remote.git")
        self.remote = folder / "remote.git"

    def run(self, job: str, **context: str) -> Runner:
        """Run a job; what it hands over is there for the next."""
        number = len(list(self.folder.glob("checkout*")))
        git(self.folder, "clone", "-q", "--depth", "1", "--branch", "main", self.remote.as_uri(), f"checkout{number}")
        environment = {**self.replica.environment(), "KBGEN_CACHE_DIR": str(self.folder / "cache")}
        runner = Runner(
            self.folder / f"checkout{number}",
            self.folder / "work",
            {**ASK, "github.run_id": "1", **self.handed_on, **context},
            None,
            environment,
        )
        shutil.rmtree(runner.work / "temp/changes", ignore_errors=True)
        runner.run("weekly.yml", job)
        for name, given in runner.outcome.used:
            if name == "actions/upload-artifact":
                artifact = runner.fake / "artifacts" / given["name"]
                shutil.rmtree(artifact, ignore_errors=True)
                shutil.copytree(given["path"], artifact)
        if commit := runner.context.get("steps.changes.outputs.commit"):
            self.handed_on = {"needs.ask.outputs.commit": commit}
        return runner


@pytest.fixture
def weekly(tmp_path: Path, replica: Replica) -> Weekly:
    return Weekly(tmp_path, replica)


def test_what_the_services_said_is_proposed_once(weekly: Weekly) -> None:
    asked = weekly.run("ask")
    assert asked.outcome.succeeded, asked.outcome.printed
    runner = weekly.run("propose")
    assert runner.outcome.succeeded, runner.outcome.printed
    changed = git(weekly.remote, "diff", "--name-only", "main", "weekly").split()
    assert "data/enriched/works.jsonl" in changed
    assert [path for path in changed if not path.startswith("data/enriched/")] == ["data/papers/2021/rooms.yaml"]
    (created,) = [call for call in runner.calls() if call["arguments"][:2] == ["pr", "create"]]
    assert "Nobody wrote this by hand.\n\n#### " in created["body"]
    assert "#### Code that was found (1 is edited)\n\n- `rooms` `KB862`" in created["body"]
    (report,) = runner.written()
    assert "**What services said is changed**" in report["body"]
    again = weekly.run("propose")
    assert again.outcome.succeeded, again.outcome.printed
    assert len([call for call in again.calls() if call["arguments"][:2] == ["pr", "create"]]) == 1
    (renewed,) = [call for call in again.calls() if call.get("path", "").endswith("/pulls/100")]
    assert (renewed["method"], renewed["body"]) == ("PATCH", created["body"])


def test_each_week_brings_what_is_new_and_then_nothing(weekly: Weekly) -> None:
    proposed = []
    for _ in range(3):
        shutil.rmtree(weekly.folder / "work/github", ignore_errors=True)
        weekly.run("ask")
        runner = weekly.run("propose")
        assert runner.outcome.succeeded, runner.outcome.printed
        proposed += [call["body"] for call in runner.calls() if call["arguments"][:2] == ["pr", "create"]]
        last = [call["arguments"][0] for call in runner.calls()]
        git(weekly.remote, "update-ref", "refs/heads/main", "refs/heads/weekly")
    # That the code that was found is archived is known once the record links it.
    assert len(proposed) == 2
    assert "KB862" in proposed[0]
    assert "#### Repositories (1 is edited)\n\n- `rooms` `KB856`" in proposed[1]
    assert last == ["run"]


def test_a_service_that_fails_does_not_stop_the_others(weekly: Weekly) -> None:
    weekly.replica.always("crossref", Reply(status=500))
    assert weekly.run("ask").outcome.succeeded


def test_a_forks_schedule_does_nothing(weekly: Weekly) -> None:
    assert weekly.run("ask", **{"github.event.repository.fork": "true"}).outcome.printed == "skipped"
