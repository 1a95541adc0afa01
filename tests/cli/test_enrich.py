"""``kbgen enrich``: the examples of its manual page, its exit codes, and what it prints."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.enrich.asking import Outcome
from kbgen.enrich.settings import SERVICES
from tests.cli.manual import examples, output_of
from tests.cli.services import led_to_the_replica
from tests.enrich.replica import Replica, Reply
from tests.enrich.samples import write_rooms


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_rooms(tmp_path)


@pytest.fixture(autouse=True)
def replica(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Replica]:
    with led_to_the_replica(monkeypatch, tmp_path / "cache") as server:
        yield server


def enrich(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["enrich", "-C", str(root), *arguments], catch_exceptions=False)


def test_the_manual_shows_what_happens(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = examples("commands/enrich.md")
    assert len(shown) == 4
    for command, output in shown:
        with monkeypatch.context() as patched:
            if "--dry-run" in command:
                for service in SERVICES:
                    patched.delenv("KBGEN_" + service.name.upper().replace("-", "_") + "_URL")
            assert output_of(root, command) == output, command


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_tells_what_was_found_out_and_writes_it(
    root: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    pressed = False

    class Pressing(Future[Outcome]):
        def exception(self, timeout: float | None = None) -> BaseException | None:
            nonlocal pressed
            found = super().exception(timeout)
            if not pressed:
                pressed = True
                os.kill(os.getpid(), number)
            return found

    monkeypatch.setattr("concurrent.futures.thread._base.Future", Pressing)
    # A shell that starts the tests in the background has them ignore Ctrl+C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        result = enrich(root)
    finally:
        signal.signal(signal.SIGINT, before)
    assert result.exit_code == 130
    assert "arXiv: 3 papers known" in result.stdout
    assert result.stderr.strip() == "kbgen: stopped; the next run goes on from here"
    assert "2101.00001" in (root / "data/enriched/works.jsonl").read_text("utf-8")
    enrich(root)
    asked = [f"{one.address}{one.body}" for one in replica.asked]
    assert len(asked) == len(set(asked)), "no request is repeated"


def test_one_that_failed_exits_1_and_says_what_stays(root: Path, replica: Replica) -> None:
    replica.always("crossref", Reply(b"<html>", media_type="text/html"))
    result = enrich(root)
    assert result.exit_code == 1
    assert "Crossref: 0 papers known, 0 unknown, " in result.stdout
    assert "  10.5555/journal.9: answers with a web page; what was known of it stays\n" in result.stdout
    assert "arXiv: 3 papers known" in result.stdout


def test_a_dry_run_asks_nobody_and_writes_nothing(root: Path, replica: Replica) -> None:
    before = sorted(path for path in root.rglob("*") if ".kbgen" not in path.parts)
    result = enrich(root, "--dry-run", "--format", "json")
    assert (result.exit_code, replica.asked) == (0, [])
    planned = json.loads(result.stdout)["services"]
    assert planned["arxiv"]["due"] == 3
    assert len(planned["github"]["requests"]) == 3
    assert sorted(path for path in root.rglob("*") if ".kbgen" not in path.parts) == before


def test_json_tells_what_changed(root: Path) -> None:
    result = enrich(root, "--format", "json", "--only", "github")
    told = json.loads(result.stdout)
    assert told["services"]["github"]["requests"] == 3
    assert told["changes"] == [{"id": "echoes", "field": "repositories"}, {"id": "rooms", "field": "repositories"}]
    assert told["files"] == ["data/enriched/repositories.jsonl"]


def test_a_plan_beyond_githubs_hourly_limit_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = "\n".join(f"    - https://github.com/example/tool-{number}" for number in range(61))
    (root / "data/papers/2020/many.yaml").write_text(f"id: many\ntitle: Many\nyear: 2020\nlinks:\n  code:\n{links}\n")
    plan = enrich(root, "--dry-run").stdout
    assert (
        "GitHub: 64 repositories in 64 requests; it allows 60 an hour without a key in GITHUB_TOKEN, "
        "so 4 wait for later runs; with one, 2 requests would do\n"
    ) in plan
    assert plan.splitlines()[-1].endswith("GitHub 64), 4 of them in later runs")
    monkeypatch.setenv("KBGEN_GITHUB_INTERVAL", "2")
    assert "GitHub: 64 repositories in 64 requests, 118 s or more; " in enrich(root, "--dry-run").stdout
    assert enrich(root, "--dry-run").stdout.endswith(", 118 s or more, as services are asked side by side\n")
    monkeypatch.setenv("GITHUB_TOKEN", "key")
    assert "GitHub: 64 repositories in 2 requests, 2 s or more\n" in enrich(root, "--dry-run").stdout


@pytest.mark.parametrize("stale", ["soon", "-3", "3m", ""])
def test_an_age_that_is_none_is_refused(root: Path, stale: str) -> None:
    result = enrich(root, "--stale", stale)
    assert result.exit_code == 2
    assert "is no number of days such as 30d" in result.output


@pytest.mark.parametrize(
    ("arguments", "variable", "committed"),
    [
        ([], "", []),
        (["--abstracts", "local"], "all", []),
        ([], "free", ["beta", "echoes", "rooms"]),
        (["--abstracts", "free"], "", ["beta", "echoes", "rooms"]),
        (["--abstracts", "all"], "", ["beta", "echoes", "journal", "rooms"]),
    ],
)
def test_an_abstract_is_committed_only_where_somebody_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], variable: str, committed: list[str]
) -> None:
    if variable:
        monkeypatch.setenv("KBGEN_ABSTRACTS", variable)
    assert enrich(root, *arguments).exit_code == 0
    path = root / "data/enriched/abstracts.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    assert [json.loads(line)["id"] for line in lines] == committed
    written = "".join(one.read_text("utf-8") for one in (root / "data").rglob("*") if one.is_file())
    assert ("Learns what a room looks like" in written) == ("rooms" in committed)
    assert ("Not ours to keep." in written) == ("journal" in committed)
    subprocess.run(["git", "init", "-q", root], check=True)
    subprocess.run(["git", "-C", root, "add", "-A"], check=True)
    staged = subprocess.run(["git", "-C", root, "ls-files"], check=True, capture_output=True, text=True).stdout
    assert ".kbgen" not in staged


def test_where_abstracts_go_is_one_of_three(root: Path) -> None:
    result = CliRunner().invoke(cli, ["enrich", "-C", str(root)], env={"KBGEN_ABSTRACTS": "some"})
    assert result.exit_code == 2
    assert "'some' is not one of 'local', 'free', 'all'" in result.output


def test_a_run_makes_the_requests_of_its_plan(root: Path, replica: Replica) -> None:
    planned = json.loads(enrich(root, "--dry-run", "--format", "json").stdout)["services"]
    ran = json.loads(enrich(root, "--format", "json").stdout)["services"]
    assert {name: one["requests"] for name, one in ran.items()} == {
        name: len(one["requests"]) for name, one in planned.items()
    }
    # A repository that was renamed takes a second one, which nobody knows before.
    assert len(replica.asked) == sum(len(one["requests"]) for one in planned.values()) + 1
