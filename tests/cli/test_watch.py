"""``kbgen watch``: the examples of its manual page, its exit codes, and what it prints."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.enrich.links.memory import MEMORY_FILE
from kbgen.model.finding import KbgenError
from tests.cli.manual import DOCS, examples, output_of
from tests.cli.services import led_to_the_replica, set_day
from tests.enrich.replica import Replica

DAY = datetime.date(2026, 1, 16)
"""That of the manual's examples."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / "data/papers/2020/tool.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "id: tool\ntitle: A Tool\nyear: 2020\nvenue: arxiv\nids:\n  arxiv: '2012.00001'\nlinks:\n"
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
    rooms = tmp_path / "data/papers/2021/rooms.yaml"
    rooms.parent.mkdir()
    rooms.write_text(
        "id: rooms\ntitle: Rooms That Hear\nauthors: [Ada Example]\nyear: 2021\nvenue: arxiv\n"
        "ids:\n  arxiv: '2101.00001'\n"
    )
    (tmp_path / "data/venues.yaml").write_text(
        "venues:\n- {id: arxiv, name: arXiv, short: arXiv, kind: preprint}\n"
        "- {id: iccv, name: International Conference on Computer Vision, short: ICCV, kind: conference}\n"
    )
    said = {
        "publication_crossref": {
            "venue": "2022 IEEE/CVF International Conference on Computer Vision (ICCV)",
            "year": 2022,
        },
        "publication_dblp": {"venue": "ICCV", "year": 2022},
    }
    said["publication_crossref"]["doi"] = "10.5555/rooms.7"
    write_overlay(tmp_path, "rooms", **said)
    return tmp_path


def write_overlay(root: Path, record: str, **said: object) -> None:
    fields = {
        name: {"value": value, "source": name.removeprefix("publication_"), "fetched": "2026-01-12"}
        for name, value in said.items()
    }
    (root / "data/enriched/works.jsonl").write_text(json.dumps({"id": record, "fields": fields}) + "\n")


@pytest.fixture(autouse=True)
def replica(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Replica]:
    set_day(monkeypatch, DAY, "watch")
    with led_to_the_replica(monkeypatch, tmp_path / "cache") as server:
        yield server


def watch(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["watch", "-C", str(root), *arguments], catch_exceptions=False)


def test_the_manual_shows_what_happens(root: Path) -> None:
    shown = examples("commands/watch.md")
    assert len(shown) == 4
    for command, output in shown:
        assert output_of(root, command) == output, command
    assert "example/gone" not in (root / "data/papers/2020/tool.yaml").read_text()
    assert "venue: iccv" in (root / "data/papers/2022/rooms.yaml").read_text()


def test_the_manual_names_every_option() -> None:
    page = (DOCS / "commands/watch.md").read_text("utf-8")
    command = cli.get_command(cli.make_context("kbgen", ["watch"]), "watch")
    assert command is not None
    assert [name for parameter in command.params for name in parameter.opts if f"`{name}" not in page] == []


def test_what_is_left_exits_1_and_what_is_edited_0(root: Path) -> None:
    assert watch(root).exit_code == 1
    assert watch(root, "--write").exit_code == 0
    assert watch(root).exit_code == 0


def test_only_what_is_named_is_watched(root: Path, replica: Replica) -> None:
    result = watch(root, "--only", "withdrawn, versions")
    assert (result.exit_code, result.stdout, replica.asked) == (0, "nothing has changed\n", [])
    with pytest.raises(KbgenError, match='nothing to watch is called "link"; did you mean "links"'):
        watch(root, "--only", "link")


def test_a_dry_run_looks_at_nothing(root: Path, replica: Replica) -> None:
    result = watch(root, "--dry-run")
    assert (result.exit_code, replica.asked) == (0, [])
    assert result.stdout.splitlines() == [
        "https://arxiv.org/abs/2012.99999",
        "https://github.com/example/rooms-that-hear",
        "https://github.com/example/gone",
    ]
    assert watch(root, "--dry-run", "--only", "published").stdout == ""


def test_json_tells_what_was_seen_and_what_follows(root: Path) -> None:
    told = json.loads(watch(root, "--format", "json").stdout)
    assert told["links"]["seen"]["https://github.com/example/rooms-that-hear"] == {"state": "alive", "why": ""}
    assert [one["url"] for one in told["links"]["failing"]] == ["https://arxiv.org/abs/2012.99999"]
    assert [(one["line"], one["column"], one["code"], one["edit"]) for one in told["findings"]] == [
        (10, 12, "KB861", "proposed"),
        (5, 8, "KB851", "proposed"),
    ]
    assert told["diff"].startswith("--- a/data/papers/2020/tool.yaml\n")
    assert told["written"] == []
    told = json.loads(watch(root, "--format", "json", "--write").stdout)
    assert {one["edit"] for one in told["findings"]} == {"made"}
    assert told["written"] == [
        "data/papers/2020/tool.yaml",
        "data/papers/2021/rooms.yaml",
        "data/papers/2022/rooms.yaml",
    ]


def test_markdown_tells_a_pull_request_what_it_does(root: Path) -> None:
    told = watch(root, "--format", "markdown", "--write").stdout
    assert "#### Preprints that were published (1 is edited)\n\n- `rooms` `KB851` this preprint" in told
    assert "#### Dead links (1 is edited)\n" in told
    assert "#### Links that fail and are not dead yet (1)\n\n- `https://arxiv.org/abs/2012.99999`: arXiv does" in told
    assert watch(root, "--format", "markdown", "--only", "published").stdout == (
        "Nothing else has changed since the last time.\n"
    )


def test_strangers_words_do_nothing_in_a_pull_request(root: Path) -> None:
    comment = "withdrawn ![x](https://evil.example/x.png) @owner #1 <b>\n# Heading"
    write_overlay(root, "rooms", withdrawn=True, comment=comment)
    told = watch(root, "--format", "markdown", "--only", "withdrawn").stdout
    assert "#### Withdrawn papers (1 could be edited)" in told
    assert "](https://evil" not in told
    assert "@owner" not in told
    assert "\\<b>" in told
    assert " #1" not in told
    assert "\n# " not in told


def test_before_any_service_was_asked_that_is_said(root: Path) -> None:
    (root / "data/enriched/works.jsonl").unlink()
    result = watch(root, "--only", "published")
    assert result.stdout == "nothing has changed\n"
    assert result.stderr == "kbgen: no service has said anything yet: kbgen enrich asks them\n"


def test_a_damaged_overlay_is_left_alone(root: Path) -> None:
    (root / "data/enriched/works.jsonl").write_text("{\n")
    with pytest.raises(KbgenError, match=r"works.jsonl:1:2: KB015"):
        watch(root, "--only", "published", "--write")


def test_validate_says_who_asks_these_rules(root: Path) -> None:
    with pytest.raises(KbgenError, match="KB851: only kbgen watch finds that; kbgen watch --help"):
        CliRunner().invoke(cli, ["validate", "-C", str(root), "--select", "KB851"], catch_exceptions=False)
    ran = CliRunner().invoke(cli, ["validate", "-C", str(root), "--select", "KB8", "--format", "json"])
    assert [one["code"] for one in json.loads(ran.stdout)["findings"] if one["code"] in {"KB851", "KB861"}] == []
    explained = CliRunner().invoke(cli, ["explain", "KB851"])
    assert "`kbgen watch --write` makes the edit that it proposes." in explained.stdout
