"""``kbgen export``: the examples of its manual page, and what happens when something is wrong."""

import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.export import command
from kbgen.cli.main import main
from kbgen.render.export.csv import COLUMNS
from kbgen.render.export.formats import FORMATS
from tests.cli.manual import DOCS, examples, shell
from tests.small_kb import SMALL, copy_of

MANUAL = (DOCS / "commands/export.md").read_text("utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SMALL, tmp_path / "kb")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["-C", str(root), *arguments])


EXAMPLES = [(line, shown) for line, shown in examples("commands/export.md") if not line.startswith("datasette")]


@pytest.mark.parametrize(("line", "shown"), EXAMPLES, ids=[line for line, _ in EXAMPLES])
def test_every_example_of_the_manual_does_what_it_shows(line: str, shown: str, root: Path) -> None:
    result = shell(line, root)
    printed = (result.stdout + result.stderr).decode()
    assert "Traceback" not in printed
    if shown:
        assert printed == shown
    else:
        assert result.returncode == 0, printed
        assert any(path.stat().st_mtime for path in root.iterdir() if path.name.startswith(("papers", "recent")))


def test_the_questions_of_the_manual_are_answered(root: Path, tmp_path: Path) -> None:
    run(root, "sqlite", "-o", str(tmp_path / "papers.db"))
    questions = re.findall(r"```sql\n(.*?)```", MANUAL, re.DOTALL)
    with closing(sqlite3.connect(tmp_path / "papers.db")) as connection:
        answers = [connection.execute(question).fetchall() for question in questions]
        objects = {name for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()}
    assert [row[0] for row in answers[0]] == ["pairs-at-scale", "seeing-and-hearing"]
    assert answers[1][0][2] == 2
    described = MANUAL[MANUAL.index("| ask | for |") :]
    assert {name for name in re.findall(r"`(\w+)`", described) if "_" in name} - {"kbgen"} <= objects


def test_the_manual_names_every_format_column_and_option() -> None:
    assert [name for name in FORMATS if f"| `{name}` |" not in MANUAL] == []
    assert [name for name in COLUMNS if f"`{name}`" not in MANUAL] == []
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert [option for option in options if f"`{option}" not in MANUAL] == []
    for name, one in FORMATS.items():
        assert re.search(rf"^ +{name} +{re.escape(one.summary)}$", command.help or "", re.MULTILINE), name


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_to_a_file_at_once(name: str, root: Path, tmp_path: Path) -> None:
    output = tmp_path / "out" / "papers"
    output.parent.mkdir()
    result = run(root, name, "-o", str(output))
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert result.stderr == f"12 papers written to {output}\n"
    assert [path.name for path in output.parent.iterdir()] == ["papers"]
    before = output.stat().st_mtime_ns
    again = run(root, name, "-o", str(output))
    assert again.stderr == f"12 papers unchanged in {output}\n"
    assert output.stat().st_mtime_ns == before


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.is_text])
def test_standard_output_holds_the_document_and_nothing_else(name: str, root: Path, tmp_path: Path) -> None:
    run(root, name, "-o", str(tmp_path / "papers"))
    result = shell(f"kbgen export {name}", root, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.stdout == (tmp_path / "papers").read_bytes()
    assert result.stderr == b""


def test_a_database_is_not_printed(root: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["export", "sqlite", "-C", str(root)])
    assert stopped.value.code == 2


def test_a_reader_that_stops_ends_the_command_quietly(root: Path) -> None:
    # Far more than a pipe holds, so that writing goes on when nobody reads.
    paper = root / "data/papers/2021/pairs-at-scale.yaml"
    for number in range(400):
        text = re.sub(r"^id: .*$", f"id: copy-{number}", paper.read_text("utf-8"), flags=re.MULTILINE)
        (root / f"data/papers/2021/copy-{number}.yaml").write_text(text, "utf-8")
    result = shell("kbgen export csl-json | head -n 1", root)
    assert result.returncode == 141
    assert result.stdout == b"[\n"
    assert result.stderr == b""


def test_a_pipe_or_device_is_written_to_and_not_replaced(root: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    result = shell(f"kbgen export jsonl -o {pipe} 2> messages & head -n 1 {pipe}; wait", root)
    assert json.loads(result.stdout)["id"]
    assert pipe.is_fifo()


def test_a_query_and_an_order_choose_the_papers(root: Path) -> None:
    result = run(root, "jsonl", "--where", "year:>=2020 -has:code", "--sort", "title", "--limit", "3")
    titles = [json.loads(line)["title"] for line in result.stdout.splitlines()]
    assert titles == sorted(titles, key=str.casefold)
    assert len(titles) == 3


def test_where_nothing_is_found_nothing_is_written(root: Path, tmp_path: Path) -> None:
    output = tmp_path / "papers.csv"
    result = run(root, "csv", "--where", "year:1801", "-o", str(output))
    assert result.exit_code == 1
    assert result.stderr == "kbgen: no paper is found, so nothing was written\n"
    assert not output.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bibtx"], 'kbgen: there is no format "bibtx"; did you mean "bibtex"?'),
        (["sqlite"], "kbgen: sqlite is no text that could be printed; name a file with -o FILE"),
        (["csv", "--sort", "yeer"], 'kbgen: there is no order "yeer"; did you mean "year"?'),
        (
            ["csv", "--where", "venue:nips kind:surveys"],
            "kbgen: the query is not understood: venue:nips kind:surveys\n"
            '  column 7: unknown venue "nips"; data/venues.yaml lists those that are known\n'
            '  column 17: unknown kind of paper "surveys"; did you mean "survey"?',
        ),
    ],
)
def test_what_is_wrong_is_said(arguments: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["export", "-C", str(root), *arguments])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"{said}\n"


def test_broken_records_are_named_and_nothing_is_written(root: Path, tmp_path: Path) -> None:
    (root / "data/papers/2021/broken.yaml").write_text("id: broken\ntitel: Slip\n")
    output = tmp_path / "papers.bib"
    result = run(root, "bibtex", "-o", str(output))
    assert result.exit_code == 1
    assert "data/papers/2021/broken.yaml:2:1: KB101" in result.stderr
    assert "nothing was exported" in result.stderr
    assert not output.exists()


def test_an_old_file_stays_where_the_new_one_cannot_be_made(root: Path, tmp_path: Path) -> None:
    output = tmp_path / "papers.db"
    output.write_text("what was there")
    result = run(root, "sqlite", "--where", "id:nothing-of-the-sort", "-o", str(output))
    assert result.exit_code != 0
    assert output.read_text() == "what was there"


def test_a_database_says_what_it_holds(root: Path, tmp_path: Path) -> None:
    run(root, "sqlite", "--where", "objective:contrastive", "-o", str(tmp_path / "papers.db"))
    with closing(sqlite3.connect(tmp_path / "papers.db")) as connection:
        about = dict(connection.execute("SELECT key, value FROM metadata").fetchall())
    assert about["query"] == "objective:contrastive"
    assert int(about["papers"]) > 0
