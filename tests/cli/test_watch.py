"""``kbgen watch``: the examples of its manual page, its exit codes, and what it prints."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.enrich.links.memory import MEMORY_FILE
from kbgen.enrich.settings import SERVICES
from kbgen.model.finding import KbgenError
from tests.cli.manual import DOCS, examples, output_of
from tests.enrich.replica import Replica, running


class FixedDate(datetime.datetime):
    """The day of the manual's examples."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "FixedDate":
        return cls(2026, 1, 16, 12, tzinfo=tz)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / "data/papers/2020/tool.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "id: tool\ntitle: A Tool\nyear: 2020\nids:\n  arxiv: '2012.00001'\nlinks:\n"
        "  paper: https://arxiv.org/abs/2012.99999\n  code: [https://github.com/example/rooms-that-hear]\n"
        "  project: https://github.com/example/gone\n"
    )
    failure = {
        "url": "https://github.com/example/gone",
        "first": "2026-01-02",
        "last": "2026-01-09",
        "days": 2,
        "why": "the repository is gone",
    }
    fields = {"failing_links": {"value": [failure], "source": "link-check", "fetched": "2026-01-09"}}
    (tmp_path / "data/enriched").mkdir()
    (tmp_path / MEMORY_FILE).write_text(json.dumps({"id": "tool", "fields": fields}) + "\n")
    return tmp_path


@pytest.fixture(autouse=True)
def replica(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Replica]:
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    for name in (*names, *(name for service in SERVICES for name in service.key_variables)):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("kbgen.cli.watch.datetime.datetime", FixedDate)
    with running() as server:
        for name, value in {**server.environment(), "KBGEN_CACHE_DIR": str(tmp_path / "cache")}.items():
            monkeypatch.setenv(name, value)
        yield server


def watch(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["watch", "-C", str(root), *arguments], catch_exceptions=False)


def test_the_manual_shows_what_happens(root: Path) -> None:
    shown = examples("commands/watch.md")
    assert len(shown) == 2
    for command, output in shown:
        assert output_of(root, command) == output, command
    assert "example/gone" not in (root / "data/papers/2020/tool.yaml").read_text()


def test_the_manual_names_every_option() -> None:
    page = (DOCS / "commands/watch.md").read_text("utf-8")
    command = cli.get_command(cli.make_context("kbgen", ["watch"]), "watch")
    assert command is not None
    assert [name for parameter in command.params for name in parameter.opts if f"`{name}" not in page] == []


def test_a_dead_link_exits_1_and_an_edited_one_0(root: Path) -> None:
    assert watch(root, "--links").exit_code == 1
    assert watch(root, "--links", "--write").exit_code == 0
    assert watch(root, "--links").exit_code == 0


def test_a_dry_run_looks_at_nothing(root: Path, replica: Replica) -> None:
    result = watch(root, "--links", "--dry-run")
    assert (result.exit_code, replica.asked) == (0, [])
    assert result.stdout.splitlines() == [
        "https://arxiv.org/abs/2012.99999",
        "https://github.com/example/rooms-that-hear",
        "https://github.com/example/gone",
    ]


def test_json_tells_what_was_seen(root: Path) -> None:
    told = json.loads(watch(root, "--links", "--format", "json").stdout)
    assert told["links"]["https://github.com/example/rooms-that-hear"] == {"state": "alive", "why": ""}
    assert [one["url"] for one in told["failing"]] == ["https://arxiv.org/abs/2012.99999"]
    assert [(one["line"], one["column"], one["url"]) for one in told["dead"]] == [
        (9, 12, "https://github.com/example/gone")
    ]


def test_nothing_to_watch_is_said(root: Path) -> None:
    with pytest.raises(KbgenError, match="nothing to watch is named; kbgen watch --links"):
        watch(root)
