"""The reference of the rules is made from them and is current."""

from pathlib import Path

import pytest

from kbgen.checks.reference import main, pages
from kbgen.checks.registry import rules

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


def test_the_committed_reference_is_current() -> None:
    assert {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")} == pages()


def test_every_code_has_an_entry_that_the_index_links_to() -> None:
    index, *_ = pages().items()
    text = "\n".join(pages().values())
    for code, rule in rules().items():
        assert f"\n## {code} {rule.name}\n" in text
        assert f"#{code.lower()}-{rule.name})" in index[1]


def test_checking_names_stale_and_left_over_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    assert main([str(tmp_path), "--check"]) == 0
    (tmp_path / "index.md").write_text("old")
    (tmp_path / "gone.md").write_text("old")
    assert main([str(tmp_path), "--check"]) == 1
    said = capsys.readouterr().out
    assert "index.md" in said
    assert "gone.md" in said
    assert main([str(tmp_path)]) == 0
    assert not (tmp_path / "gone.md").exists()
    assert main([str(tmp_path), "--check"]) == 0
