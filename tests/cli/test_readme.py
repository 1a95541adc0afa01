from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import main
from kbgen.cli.readme import command
from kbgen.store.writer import write_record
from tests.render.list_samples import knowledge_base, readme_list


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lists = [readme_list(), readme_list(id="second", output="lists/second.md", template="classic")]
    kb = knowledge_base(lists=lists)
    for record in (*kb.papers.values(), *kb.datasets.values(), *kb.lists.values(), kb.taxonomy, kb.venues):
        write_record(tmp_path, record)
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["-C", str(root), *arguments])


def test_every_list_is_written_to_its_output(root: Path) -> None:
    result = run(root)
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == ["README.md", "lists/second.md"]
    assert (root / "README.md").read_text().startswith("# Awesome Made-Up Learning")
    assert (root / "lists" / "second.md").is_file()


def test_a_second_run_changes_nothing(root: Path) -> None:
    run(root)
    before = (root / "README.md").stat().st_mtime_ns
    result = run(root)
    assert result.stdout == ""
    assert (root / "README.md").stat().st_mtime_ns == before


def test_check_is_silent_when_all_is_up_to_date(root: Path) -> None:
    run(root)
    result = run(root, "--check")
    assert result.exit_code == 0
    assert result.output == ""


def test_check_shows_what_would_change_and_changes_nothing(root: Path) -> None:
    run(root)
    readme = root / "README.md"
    stale = readme.read_text().replace("Seeing While Listening", "Something Else")
    readme.write_text(stale)
    result = run(root, "--check")
    assert result.exit_code == 1
    assert "--- README.md\n+++ README.md\n" in result.stdout
    assert "\n-- [Something Else](" in result.stdout
    assert "\n+- [Seeing While Listening](" in result.stdout
    assert readme.read_text() == stale


def test_check_reports_a_list_that_was_never_written(root: Path) -> None:
    result = run(root, "--check")
    assert result.exit_code == 1
    assert "--- /dev/null\n+++ README.md\n" in result.stdout
    assert not (root / "README.md").exists()


def test_one_list_alone(root: Path) -> None:
    result = run(root, "--list", "second")
    assert result.stdout.split() == ["lists/second.md"]
    assert not (root / "README.md").exists()


def test_parts_that_a_list_no_longer_has_are_removed_and_other_files_stay(root: Path) -> None:
    run(root)
    signature = (root / "README.md").read_text().splitlines()[-1]
    folder = root / "readme"
    folder.mkdir()
    (folder / "old-part.md").write_text(f"# Old\n\n{signature}\n")
    (folder / "notes.md").write_text("# Mine\n")
    checked = run(root, "--check")
    assert checked.exit_code == 1
    assert "--- readme/old-part.md\n+++ /dev/null\n" in checked.stdout
    assert run(root).stdout.split() == ["readme/old-part.md"]
    assert sorted(path.name for path in folder.iterdir()) == ["notes.md"]


def test_records_that_cannot_be_read_stop_it_before_anything_is_written(root: Path) -> None:
    (root / "data/papers/2017/listening.yaml").write_text("id: listening\ntitel: x\n")
    result = run(root)
    assert result.exit_code == 1
    assert "data/papers/2017/listening.yaml:2:1" in result.stderr
    assert not (root / "README.md").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--list", "secnd"], 'no list "secnd" in data/lists/; did you mean "second"?'),
        (["--list", "zzz"], 'no list "zzz" in data/lists/; there are: sample, second'),
    ],
)
def test_an_unknown_list_is_one_line_and_exit_code_two(
    root: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["readme", "-C", str(root), *arguments])
    assert stop.value.code == 2
    assert capsys.readouterr().err == f"kbgen: {message}\n"


def test_an_output_that_cannot_be_written_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "lists").write_text("a file where the folder should be")
    with pytest.raises(SystemExit) as stop:
        main(["readme", "-C", str(root)])
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(f"kbgen: {root / 'lists'}")
    assert said.count("\n") == 1


def test_a_folder_where_a_list_should_be_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "README.md").mkdir()
    for arguments in ([], ["--check"]):
        with pytest.raises(SystemExit) as stop:
            main(["readme", "-C", str(root), *arguments])
        assert stop.value.code == 2
        assert capsys.readouterr().err == f"kbgen: {root / 'README.md'}: Is a directory\n"


def test_a_link_that_leads_out_of_the_knowledge_base_is_not_followed(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "lists").symlink_to(outside)
    with pytest.raises(SystemExit) as stop:
        main(["readme", "-C", str(root)])
    assert stop.value.code == 2
    assert "leads out of the knowledge base" in capsys.readouterr().err
    assert list(outside.iterdir()) == []


def test_a_knowledge_base_without_lists_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(SystemExit) as stop:
        main(["readme", "-C", str(tmp_path)])
    assert stop.value.code == 2
    assert "no list in data/lists/" in capsys.readouterr().err


def test_a_file_of_somebody_elses_is_not_replaced_unasked(tmp_path: Path) -> None:
    root = tmp_path / "kb"
    (root / "data" / "lists").mkdir(parents=True)
    (root / "data" / "lists" / "all.yaml").write_text(
        "id: all\ntitle: All\noutput: README.md\nsections:\n  - {heading: Papers, select: {}}\n"
    )
    (root / "README.md").write_text("# Mine\n\nBy hand.\n")
    refused = run(root)
    assert refused.exit_code != 0
    assert "was not written by `kbgen readme`" in str(refused.exception)
    assert (root / "README.md").read_text() == "# Mine\n\nBy hand.\n"
    assert run(root, "--overwrite").exit_code == 0
    assert run(root).exit_code == 0
    assert "By hand" not in (root / "README.md").read_text()
