from pathlib import Path

import pytest
from click.testing import CliRunner

from kbgen.cli.main import cli
from tests.small_kb import SMALL, copy_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SMALL, tmp_path / "kb")


def test_build_says_what_it_did_and_writes_below_the_root(root: Path) -> None:
    runner = CliRunner()
    first = runner.invoke(cli, ["build", "-C", str(root), "--no-search"], catch_exceptions=False)
    assert first.exit_code == 0
    assert (root / "site" / "papers" / "a-survey" / "index.html").is_file()
    again = runner.invoke(cli, ["build", "-C", str(root), "--no-search"], catch_exceptions=False)
    assert ", 0 rendered, 0 written, 0 removed" in again.output
    clean = runner.invoke(cli, ["build", "-C", str(root), "--no-search", "--clean"], catch_exceptions=False)
    assert clean.exit_code == 0
    assert ", 0 written, 0 removed" in clean.output
    assert ", 0 rendered" not in clean.output


def test_broken_records_are_listed_and_end_with_1(root: Path) -> None:
    (root / "data/papers/2023/a-survey.yaml").write_text("id: a-survey\ntitel: x\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["build", "-C", str(root), "--no-search"], catch_exceptions=False)
    assert result.exit_code == 1
    assert "data/papers/2023/a-survey.yaml:2:1" in result.stderr
    assert not (root / "site").exists()
