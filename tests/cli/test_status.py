"""``kbgen status``: what its manual page shows, for people and for programs."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.cli.tables import table
from kbgen.enrich.settings import USAGE_FILE
from kbgen.enrich.state import STATE_FILE
from kbgen.model.finding import KbgenError
from kbgen.model.grid import Column, Grid
from tests.cli.manual import examples, output_of
from tests.cli.services import MONDAY, led_to_the_replica, set_day
from tests.enrich.replica import Replica
from tests.enrich.samples import write_rooms

THURSDAY = MONDAY + datetime.timedelta(days=3)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_rooms(tmp_path)


@pytest.fixture(autouse=True)
def replica(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Replica]:
    set_day(monkeypatch, MONDAY, "enrich", "status")
    with led_to_the_replica(monkeypatch, tmp_path / "cache") as server:
        yield server


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [arguments[0], "-C", str(root), *arguments[1:]], catch_exceptions=False)


def as_shown(text: str) -> str:
    """A pattern in which an ellipsis stands for whatever is left out."""
    return re.escape(text).replace("…\\\n", "(?:.*\n)*?")


def test_the_manual_shows_what_happens(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    after, before = examples("commands/status.md")
    assert re.fullmatch(as_shown(before[1]), output_of(root, before[0]))
    assert run(root, "enrich").exit_code == 0
    set_day(monkeypatch, THURSDAY, "status")
    # Requests are counted by the machine's own clock.
    monkeypatch.setattr("kbgen.enrich.usage.KEPT_DAYS", 100_000)
    shown = output_of(root, after[0])
    assert re.fullmatch(as_shown(after[1]), shown), shown


def test_programs_get_dates(root: Path) -> None:
    run(root, "enrich", "--only", "github")
    told = json.loads(run(root, "status", "--format", "json").stdout)
    assert (told["today"], told["papers"], told["datasets"]) == ("2026-11-16", 5, 0)
    assert told["fields"]["repositories"] == {
        "known": 2,
        "of": 2,
        "in_records": 0,
        "on_this_machine_only": 0,
        "oldest": "2026-11-16",
        "median": "2026-11-16",
        "sources": {"github": 2},
    }
    github = told["services"]["github"]
    assert (github["last_asked"], github["next_due"], github["due"]) == ("2026-11-16", "2026-11-22", 0)
    assert told["services"]["crossref"]["next_due"] == "2026-11-16"
    assert (github["key"], told["services"]["crossref"]["key"]) == (False, None)


def test_nobody_is_asked_and_nothing_is_written(root: Path, replica: Replica) -> None:
    before = sorted(path for path in root.rglob("*") if not {".kbgen", "cache"} & {*path.parts})
    assert run(root, "status").exit_code == 0
    assert replica.asked == []
    assert sorted(path for path in root.rglob("*") if not {".kbgen", "cache"} & {*path.parts}) == before


def test_a_key_is_said_to_be_there_and_never_shown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "a-secret-key")
    for output in ("text", "json"):
        shown = run(root, "status", "--format", output).stdout
        assert "a-secret-key" not in shown
    assert json.loads(shown)["services"]["github"]["key"] is True
    [line] = [line for line in run(root, "status").stdout.splitlines() if line.startswith("No key is set for: ")]
    assert "GitHub" not in line
    assert "Semantic Scholar (SEMANTIC_SCHOLAR_API_KEY)" in line


def test_without_records_it_says_what_makes_some(tmp_path: Path) -> None:
    (tmp_path / "empty/data").mkdir(parents=True)
    assert run(tmp_path / "empty", "status").stdout == (
        "There are no records yet: `kbgen add` and `kbgen import` make some.\n"
    )


def test_a_damaged_overlay_is_named(root: Path) -> None:
    (root / "data/enriched").mkdir()
    (root / "data/enriched/works.jsonl").write_text("{oops\n")
    with pytest.raises(KbgenError, match=r"works\.jsonl:1"):
        run(root, "status")


def test_a_name_that_steers_a_terminal_is_shown_as_escapes(root: Path) -> None:
    (root / "data/enriched").mkdir()
    value = {"value": 1, "source": "arxiv", "fetched": "2026-11-16"}
    line = json.dumps({"id": "rooms", "fields": {"\x1b[2J": value}})
    (root / "data/enriched/works.jsonl").write_text(f"{line}\n")
    with pytest.raises(KbgenError) as refused:
        run(root, "status")
    assert "\x1b" not in str(refused.value)
    assert "\\x1b[2J" in str(refused.value)


@pytest.mark.parametrize("content", ["", "[]", '{"arxiv": 3}', '{"arxiv": {"2101.00001": ["never", "known"]}}', "\x00"])
def test_damaged_notes_count_as_never_asked(root: Path, content: str) -> None:
    (root / STATE_FILE).parent.mkdir(exist_ok=True)
    (root / STATE_FILE).write_text(content)
    assert run(root, "status").stdout.startswith("No service was asked yet")


def test_a_day_that_is_yet_to_come_counts_as_today(root: Path) -> None:
    (root / STATE_FILE).parent.mkdir(exist_ok=True)
    (root / STATE_FILE).write_text('{"crossref": {"10.5555/journal.9": ["9999-12-31", "known"]}}')
    assert re.search(r"^Crossref +1 of 2 +- +- +today ", run(root, "status").stdout, re.MULTILINE)


def test_damaged_counts_are_named(root: Path) -> None:
    (root / USAGE_FILE).parent.mkdir(exist_ok=True)
    (root / USAGE_FILE).write_bytes(b"no database" * 1000)
    with pytest.raises(KbgenError, match=r"requests\.sqlite: the counts of requests cannot be read"):
        run(root, "status")


def test_a_terminal_gets_tables_that_fit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(root, "enrich")
    monkeypatch.setattr("kbgen.cli.tables.sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = run(root, "status").stdout
    lines = shown[: shown.index("Ages count")].splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("publication_semantic_scholar ") for line in lines)


def test_what_a_cell_says_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbgen.cli.tables.sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))
    grid = Grid((Column("[b]head[/b]"),), (("[red]cell[/red] :smile:",),))
    assert "[b]head[/b]" in table(grid)
    assert "[red]cell[/red] :smile:" in table(grid)
