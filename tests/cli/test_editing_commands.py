"""``kbgen edit``, ``rename`` and ``remove``: the examples of their manual pages, and their exit codes."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli, main
from tests.cli.manual import cut_as, examples, output_of
from tests.contribute.samples import FILES, write_knowledge_base


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_knowledge_base(tmp_path)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [arguments[0], "-C", str(root), *arguments[1:]], catch_exceptions=False)


def texts(root: Path) -> dict[str, str]:
    return {path: (root / path).read_text(encoding="utf-8") for path in FILES if (root / path).exists()}


@pytest.mark.parametrize("page", ["edit", "rename", "remove"])
def test_the_manual_shows_what_happens(root: Path, page: str) -> None:
    shown = examples(f"commands/{page}.md")
    assert shown
    for command, output in shown:
        assert cut_as(output, output_of(root, command)) == output, command


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["edit", "clip", "--set", "venue=icml"], 0),
        (["edit", "clip", "--set", "venue=arxiv", "--add-topic", "modality=text"], 1),
        (["rename", "clip", "clip-2021"], 0),
        (["remove", "clip"], 1),
        (["remove", "virtex"], 0),
    ],
)
def test_exit_codes(root: Path, arguments: list[str], code: int) -> None:
    assert run(root, *arguments).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["edit", "clipp", "--set", "venue=icml"], 'there is no record "clipp"; did you mean "clip"?'),
        (["edit", "clip", "--set", "id=other"], "a record's name is permanent; kbgen rename OLD NEW"),
        (["rename", "clip", "CLIP"], 'for example "clip"'),
        (["rename", "clip", "virtex"], '"virtex" is the name of data/papers/2021/virtex.yaml'),
        (["remove", "nothing"], 'there is no record "nothing"'),
    ],
)
def test_what_cannot_run_is_said_in_words_and_writes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    before = texts(root)
    with pytest.raises(SystemExit) as stopped:
        main([arguments[0], "-C", str(root), *arguments[1:]])
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err
    assert texts(root) == before


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = texts(root)
    for arguments in (["edit", "virtex", "--set", "year=2022"], ["rename", "clip", "other"], ["remove", "virtex"]):
        assert "--- a/data/" in run(root, *arguments, "--dry-run").output
    assert texts(root) == before


def test_nothing_asked_for_is_a_usage_error(root: Path) -> None:
    result = run(root, "edit", "clip")
    assert result.exit_code == 2
    assert "Say what to change" in result.output
