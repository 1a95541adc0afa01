"""``kbgen add``: the examples of its manual page, its exit codes, its dialogue, and a network that is not there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli, main
from kbgen.store.tree import load_tree
from tests.cli.manual import cut_as, examples, output_of
from tests.cli.services import led_to_the_replica
from tests.enrich.replica import Replica, Reply
from tests.small_kb import SMALL, copy_of

ROOT = Path(__file__).resolve().parents[2]
ROOMS = "data/papers/2021/rooms-that-hear-learning-from-echoes.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SMALL, tmp_path / "kb")


@pytest.fixture(autouse=True)
def replica(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Replica]:
    with led_to_the_replica(monkeypatch, tmp_path / "cache") as server:
        yield server


def run(root: Path, *arguments: str, typed: str | bytes = "") -> Result:
    return CliRunner().invoke(cli, ["add", "-C", str(root), *arguments], catch_exceptions=False, input=typed)


def test_the_manual_shows_what_happens(root: Path) -> None:
    shown = examples("commands/add.md")
    assert len(shown) > 5
    for command, output in shown:
        assert cut_as(output, output_of(root, command)) == output, command


def test_several_whats_and_one_bad_one(root: Path) -> None:
    result = run(root, "2101.00001", "https://example.org/x", "10.5555/journal.9", "arXiv:2101.00001v3")
    assert result.exit_code == 1
    assert [line.partition(" ")[0] for line in result.stdout.splitlines()] == ["added", "added"]
    assert "not added: https://example.org/x: " in result.stderr
    assert f"not added: arXiv:2101.00001v3: here is {ROOMS}; both are arxiv:2101.00001" in result.stderr
    assert "\n2 added, 1 here already, 1 failed\n" in result.stderr


def test_a_dry_run_prints_yaml_alone_on_standard_output(root: Path) -> None:
    from kbgen.store.yaml_text import parse

    result = run(root, "--dry-run", "2101.00001", "10.5555/journal.9")
    assert result.exit_code == 0
    first, second = result.stdout.split("---\n")
    assert first.startswith(f"# {ROOMS}\n# yaml-language-server: ")
    for text in (first, second):
        parsed = parse(text, "stdout")
        assert parsed.findings == ()
        assert parsed.data is not None
        assert parsed.data["kind"] == "method"
    assert not (root / ROOMS).exists()


def test_update_shows_what_it_left_and_a_dry_run_of_it_is_a_diff(root: Path) -> None:
    assert run(root, "2102.00002").exit_code == 0
    shown = run(root, "github.com/example/old-name")
    assert shown.exit_code == 1
    assert "  + links.code: https://github.com/example/new-name\n" in shown.stderr
    assert "--update fills what is empty (+)" in shown.stderr
    dry = run(root, "--update", "--dry-run", "github.com/example/old-name")
    assert dry.exit_code == 0
    assert "+  code: [https://github.com/example/new-name]" in dry.stdout
    assert "new-name" not in (root / "data/papers/2022/echoes-of-rooms-published.yaml").read_text()
    done = run(root, "--update", "github.com/example/old-name")
    assert (done.exit_code, done.stdout.startswith("updated data/papers/")) == (0, True)
    again = run(root, "--update", "github.com/example/old-name")
    assert (again.exit_code, again.stdout.startswith("nothing to fill in ")) == (0, True)


ECHOES = "data/papers/2022/echoes-of-rooms-published.yaml"


@pytest.mark.parametrize(("answer", "filled"), [("\n", False), ("n\n", False), ("y\n", True)])
def test_a_person_is_shown_what_an_update_changes_and_asked(root: Path, answer: str, filled: bool) -> None:
    assert run(root, "2102.00002").exit_code == 0
    result = run(root, "--ask", "github.com/example/old-name", typed=answer)
    assert "+  code: [https://github.com/example/new-name]\n" in result.stderr
    assert "Fill what is empty (+)? [y/N]: " in result.stderr
    assert "--update" not in result.stderr
    assert ("new-name" in (root / ECHOES).read_text()) == filled
    assert result.exit_code == (0 if filled else 1)
    assert result.stdout == (f"updated {ECHOES}: Echoes of Rooms, Published\n" if filled else "")


@pytest.mark.parametrize(
    ("answers", "year", "filled"), [("y\nn\n", 2021, True), ("y\ny\n", 2022, True), ("n\n", 2021, False)]
)
def test_what_differs_is_a_question_of_its_own(root: Path, answers: str, year: int, filled: bool) -> None:
    assert run(root, "2102.00002").exit_code == 0
    moved = root / ECHOES.replace("2022", "2021")
    moved.parent.mkdir(exist_ok=True)
    moved.write_text((root / ECHOES).read_text().replace("year: 2022", "year: 2021"))
    (root / ECHOES).unlink()
    result = run(root, "--ask", "github.com/example/old-name", typed=answers)
    assert "  ~ year: 2021 here, 2022 there\n" in result.stderr
    (paper,) = [one for one in load_tree(root).kb.papers.values() if one.ids.arxiv == "2102.00002"]
    assert (paper.year, bool(paper.links.code)) == (year, filled)


def test_nobody_is_asked_at_a_pipe_or_in_a_dry_run(root: Path) -> None:
    assert run(root, "2102.00002").exit_code == 0
    for arguments in (["github.com/example/old-name"], ["--ask", "--dry-run", "github.com/example/old-name"]):
        result = run(root, *arguments, typed="y\n")
        assert "[y/N]" not in result.stderr
        assert "--update fills what is empty (+)" in result.stderr
    assert "new-name" not in (root / ECHOES).read_text()


def test_a_repository_that_is_the_code_of_a_paper_is_here(root: Path) -> None:
    assert run(root, "2102.00002").exit_code == 0
    assert run(root, "--update", "github.com/example/old-name").exit_code == 0
    result = run(root, "--offline", "https://github.com/Example/New-Name")
    assert result.exit_code == 1
    assert f"here is {ECHOES}; github.com/example/new-name is its code\n" in result.stderr
    assert "add --new" in result.stderr
    added = run(root, "--offline", "--new", "https://github.com/Example/New-Name")
    assert added.exit_code == 0
    assert "KB208" in added.stderr


def test_a_repository_that_was_added_offline_becomes_its_paper(root: Path) -> None:
    assert run(root, "--offline", "github.com/example/rooms-that-hear").exit_code == 0
    result = run(root, "--update", "github.com/example/rooms-that-hear")
    assert result.exit_code == 0, result.stderr
    (paper,) = [one for one in load_tree(root).kb.papers.values() if one.links.code and one.ids.arxiv == "2101.00001"]
    assert (paper.id, paper.title) == ("example-rooms-that-hear", "Rooms That Hear: Learning from Echoes")


BIBTEX = """\
@inproceedings{one,
  title={Rooms {T}hat Sing},
  author={M{\\"u}ller, Ada and Sample, Bo},
  booktitle={Test Conference on Machine Learning},
  year={2020}, doi={10.5555/sing.1}, url={https://publisher.example/sing}
}
@article{two, author={No Title}}
@article{three, title={Singing Halls}, author={Example, Ada}, journal={arXiv preprint arXiv:2106.01234}, year=2021}
"""


def test_bibtex_on_standard_input_needs_no_service(root: Path, replica: Replica) -> None:
    result = run(root, "-", "--topic", "modality=audio", typed=BIBTEX)
    assert result.exit_code == 1
    assert 'not added: standard input:7: the entry "two" has no title' in result.stderr
    papers = load_tree(root).kb.papers
    assert papers["rooms-that-sing"].authors == ("Ada Müller", "Bo Sample")
    assert papers["rooms-that-sing"].venue == "tcml"
    assert papers["rooms-that-sing"].links.paper is None
    assert papers["singing-halls"].ids.arxiv == "2106.01234"
    assert papers["singing-halls"].topics == {"modality": ("audio",)}
    assert replica.asked == []


def test_a_file_is_no_title(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "new.bib"
    file.write_text(BIBTEX)
    result = run(root, str(file))
    assert result.exit_code == 1
    assert f"that is a file; --from-file {file} adds what it names" in result.stderr


def test_what_validate_finds_in_a_new_record_is_shown_at_once(root: Path) -> None:
    entry = "@article{x, title={Rooms Too Early}, author={A. Example}, journal={arXiv:2106.01234}, year=2010}"
    for arguments in (["--dry-run", "-"], ["-"]):
        result = run(root, *arguments, typed=entry)
        assert result.exit_code == 0
        assert "data/papers/2010/rooms-too-early.yaml:6:7: KB3" in result.stderr
        assert "KB" not in result.stdout


def test_a_file_and_standard_input_hold_one_what_a_line(root: Path, tmp_path: Path) -> None:
    wanted = tmp_path / "wanted.txt"
    wanted.write_text("# to read\n2101.00001\n\n10.5555/journal.9\n", encoding="utf-8-sig")
    assert run(root, "--from-file", str(wanted)).exit_code == 0
    assert run(root, "-", typed="https://arxiv.org/abs/2102.00002\n").exit_code == 0
    assert len(load_tree(root).kb.papers) == len(load_tree(SMALL, cache=False).kb.papers) + 3


def test_topics_are_asked_for_with_suggestions_and_only_the_answer_counts(root: Path) -> None:
    result = run(root, "--ask", "2101.00001", typed="modality=adio\n99\n1, task = sound classification,retrieval\n")
    assert result.exit_code == 0, result.output
    assert "most like it here: " in result.stderr
    assert 'did you mean "audio"?' in result.stderr
    assert "there is no suggestion 99" in result.stderr
    first = next(line.split()[1] for line in result.stderr.splitlines() if line.startswith("   1 "))
    axis, _, term = first.partition("=")
    topics = load_tree(root).kb.papers["rooms-that-hear-learning-from-echoes"].topics
    assert topics == {axis: (term,), "task": ("sound-classification", "retrieval")}


def test_no_answer_is_no_topic(root: Path) -> None:
    assert run(root, "--ask", "2101.00001", typed="\n").exit_code == 0
    assert load_tree(root).kb.papers["rooms-that-hear-learning-from-echoes"].topics == {}


def test_nobody_is_asked_who_is_not_there(root: Path) -> None:
    result = run(root, "2101.00001", typed="")
    assert result.exit_code == 0
    assert "Topics (" not in result.output


def test_without_the_network_it_says_so_and_what_to_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ARXIV", "CROSSREF", "DATACITE"):
        monkeypatch.setenv(f"KBGEN_{name}_URL", "http://127.0.0.1:9")
    result = run(root, "2101.00001", "10.5555/journal.9", "A Title")
    assert result.exit_code == 1
    assert "not added: 2101.00001: arXiv cannot be reached\n" in result.stderr
    assert result.stderr.endswith("kbgen: without the network, --offline makes a skeleton of what WHAT says\n")
    assert "Traceback" not in result.output
    assert run(root, "--offline", "2101.00001").exit_code == 0


def test_what_strangers_write_cannot_steer_the_terminal(root: Path, replica: Replica) -> None:
    from tests.enrich.answers import entry, feed

    hostile = entry("2107.00007v1", "A \x9b31m title", ["Ada"], "2021-07-01", comment="Accepted \x9b2J at ICCV")
    replica.misbehave("arxiv", Reply(feed([hostile]).encode(), media_type="application/atom+xml"))
    result = run(root, "2107.00007", "bad\x1b]0;title\x07what")
    assert "\x9b" not in result.output
    assert "\x1b" not in result.output
    assert "\x07" not in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name what to add, or - for standard input"),
        (["--replace", "2101.00001"], "--replace says what --update does"),
        (["--kind", "survy", "2101.00001"], "'survy' is not one of"),
        (["--from-file", "missing.txt"], "does not exist"),
    ],
)
def test_a_command_that_makes_no_sense_is_exit_code_two(root: Path, arguments: list[str], words: str) -> None:
    result = run(root, *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def test_what_keeps_it_from_running_is_one_line_and_exit_code_two(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*arguments: str) -> str:
        with pytest.raises(SystemExit) as stop:
            main(["add", *arguments])
        assert stop.value.code == 2
        return capsys.readouterr().err

    assert "no knowledge base here" in said("-C", str(tmp_path / "nothing"), "2101.00001")
    assert 'did you mean "audio"?' in said("-C", str(root), "--topic", "modality=adio", "2101.00001")
    empty = tmp_path / "empty.txt"
    empty.write_text("# nothing\n")
    assert "empty.txt names no paper" in said("-C", str(root), "--from-file", str(empty))
    monkeypatch.setenv("KBGEN_ARXIV_INTERVAL", "often")
    assert 'KBGEN_ARXIV_INTERVAL is "often"' in said("-C", str(root), "2101.00001")


def test_two_commands_side_by_side_add_both(root: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "kbgen", "add", "-C", str(root), what],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for what in ("2101.00001", "10.5555/journal.9")
    ]
    said = [command.communicate(timeout=60) for command in commands]
    assert [command.returncode for command in commands] == [0, 0], said
    assert {"rooms-that-hear-learning-from-echoes", "hearing-small-rooms-halls-a-survey"} <= set(
        load_tree(root).kb.papers
    )
