"""``kbgen enrich --snapshot``: what the manual shows, what cannot go together, and what is missing."""

import json
import re
import shutil
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.enrich.snapshot import extras
from kbgen.model.finding import KbgenError
from tests.cli.manual import examples, output_of
from tests.enrich.samples import write_rooms
from tests.snapshot.works import KNOWN, OTHERS, lines, write_snapshot


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_rooms(tmp_path / "kb")
    write_snapshot(root / "snapshot", [*KNOWN, *OTHERS])
    return root


def enrich(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["enrich", "-C", str(root), *arguments])


def test_the_manual_shows_what_happens(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = root / "damaged/data/jsonl/works/updated_date=2026-10-09/part_0000.jsonl"
    shutil.copytree(root / "snapshot", root / "damaged")
    damaged.parent.mkdir()
    damaged.write_bytes(b"\n{broken\n")
    monkeypatch.chdir(root)
    shown = examples("snapshots.md")
    assert len(shown) == 4
    for command, output in shown:
        assert _sizes_aside(output_of(root, command)) == _sizes_aside(output)


def _sizes_aside(text: str) -> str:
    """Output without the sizes of packed files, which depend on what packed them."""
    return re.sub(r"\d+ (?:bytes|kB)", "… kB", text)


def test_programs_are_told_the_same(root: Path) -> None:
    planned = json.loads(enrich(root, "--snapshot", str(root / "snapshot"), "--dry-run", "--format", "json").stdout)
    assert [part["name"] for part in planned["parts"]] == [
        f"data/jsonl/works/updated_date=2026-10-0{number}/part_0000.gz" for number in (1, 2, 3)
    ]
    assert not (root / "data/enriched").exists()
    said = json.loads(enrich(root, "--snapshot", str(root / "snapshot"), "--format", "json").stdout)
    assert (said["works"], said["found"]) == (52, {"doi": 2, "arxiv": 0, "title": 0})
    assert said["missing"] == ["beta", "journal", "unheard"]
    assert {"id": "rooms", "field": "openalex"} in said["changes"]


def test_a_damaged_snapshot_is_a_finding(root: Path) -> None:
    part = root / "part_0000.jsonl"
    part.write_bytes(lines(KNOWN) + b"{\n")
    run = enrich(root, "--snapshot", str(part), "--format", "json")
    assert run.exit_code == 1
    assert json.loads(run.stdout)["faults"] == [{"part": "part_0000.jsonl", "line": 3, "message": "is no JSON"}]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--engine", "spark"), "name it with --snapshot"),
        (("--master", "local[1]"), "name it with --snapshot"),
        (("--snapshot", "x", "--master", "local[1]"), "add --engine spark"),
        (("--snapshot", "x", "--engine", "duckdb", "--master", "local[1]"), "add --engine spark"),
        (("--snapshot", "x", "--only", "openalex,arxiv"), "ask the other services without --snapshot"),
    ],
)
def test_what_says_nothing_together_is_refused(root: Path, arguments: tuple[str, ...], words: str) -> None:
    run = enrich(root, *arguments)
    assert run.exit_code == 2
    assert words in run.output


def test_openalex_may_be_named(root: Path) -> None:
    run = enrich(root, "--snapshot", str(root / "snapshot"), "--only", "openalex", "--ids", "rooms")
    assert run.exit_code == 0
    assert "1 of 1 paper found: 1 by DOI; 0 not in it" in run.output


@pytest.mark.parametrize(
    ("options", "missing", "words"),
    [
        ((), "ibis", "ibis is not installed; install what this needs with: pip install 'kbgen[snapshot]'"),
        (
            ("--engine", "spark"),
            "pyspark",
            "pyspark is not installed; install what this needs with: pip install 'kbgen[",
        ),
    ],
)
def test_a_missing_extra_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], missing: str, words: str
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == missing else ModuleSpec(name, None))
    run = CliRunner().invoke(cli, ["enrich", "-C", str(root), "--snapshot", "x", *options])
    assert str(run.exception).startswith(words.partition(";")[0])
    assert isinstance(run.exception, KbgenError)
