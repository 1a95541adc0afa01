"""``kbgen import`` as a user runs it: files in, records and a report out, nothing half done."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli, main
from kbgen.ingest.registry import formats
from kbgen.store.tree import load_tree
from tests.ingest.samples import CITATIONS, FACTS, FEED, LINED, NESTED, NOTES, PAGE


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    texts = {
        "nested.md": NESTED,
        "lined.md": LINED,
        "page.txt": PAGE,
        "notes.md": NOTES,
        "feed.txt": FEED,
        "facts.jsonl": FACTS,
        "citations.jsonl": CITATIONS,
    }
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {name: folder / name for name in texts}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "kb" / "data").mkdir(parents=True)
    return tmp_path / "kb"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)], catch_exceptions=False)


def files_of(root: Path) -> dict[str, bytes]:
    found = (path for path in (root / "data").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_everything_is_imported_and_reads_back_clean(root: Path, sources: dict[str, Path]) -> None:
    result = run("-C", root, "--about", "arxiv:1901.00001", *sources.values())
    assert result.exit_code == 0, result.output
    tree = load_tree(root)
    assert tree.findings == ()
    assert "echonet-hearing-corners" in tree.kb.papers
    assert set(tree.kb.lists) == {"awesome-echoes", "awesome-waves"}
    assert "references" in tree.kb.enrichment["echoes-of-echoes"]
    assert "nested.md: 4 entries, 3 dataset rows (4 new, 0 merged)" in result.output
    assert "lined.md:16: IM101" in result.output
    assert "papers: 10 new, 0 updated, 0 unchanged" in result.output


def test_standard_input_is_a_source_too(root: Path) -> None:
    text = "@article{a, title = {Hearing Rooms}, year = 2020}"
    result = CliRunner().invoke(cli, ["import", "-C", str(root), "refs=-"], input=text, catch_exceptions=False)
    assert result.exit_code == 0
    (paper,) = load_tree(root).kb.papers.values()
    assert (paper.title, paper.sources, paper.provenance[0].source) == ("Hearing Rooms", ("refs",), "stdin#a")


def test_help_names_every_format() -> None:
    shown = " ".join(run("--help").output.split())
    assert [name for name in formats() if not re.search(rf"\b{name}\b", shown)] == []


def test_a_second_import_touches_no_file(root: Path, sources: dict[str, Path]) -> None:
    arguments: tuple[str | Path, ...] = ("-C", root, "--about", "arxiv:1901.00001", *sources.values())
    run(*arguments)
    before = files_of(root)
    times = {path: (root / path).stat().st_mtime_ns for path in before}
    result = run(*arguments)
    assert result.exit_code == 0
    assert files_of(root) == before
    assert {path: (root / path).stat().st_mtime_ns for path in before} == times


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(root: Path, sources: dict[str, Path]) -> None:
    result = run("-C", root, "--dry-run", sources["nested.md"])
    assert files_of(root) == {}
    assert "data/papers/2020/echonet-hearing-corners.yaml" in result.output
    assert "4 would be new" in result.output
    run("-C", root, sources["nested.md"])
    printed = {line.strip() for line in result.output.split("\n") if line.startswith("  data/")}
    assert printed == set(files_of(root))


def test_the_report_holds_everything(root: Path, sources: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    result = run("-C", root, "--report", path, "--format-report", "json", "waves=" + str(sources["lined.md"]))
    report = json.loads(path.read_text(encoding="utf-8"))
    assert json.loads(result.output) == report
    assert report["files"][0]["entries"] == len(report["placed"]) == 7
    assert report["files"][0]["source"] == "waves"
    assert {note["code"] for note in report["notes"]} <= set(report["codes"])
    assert set(report["written"]) == set(files_of(root))


def test_sources_are_written_with_their_faults_and_addresses(root: Path, sources: dict[str, Path]) -> None:
    result = run("-C", root, "--url", "https://lists.example/waves", "waves=" + str(sources["lined.md"]))
    assert "sources: waves new" in result.output
    waves = load_tree(root).kb.sources["waves"]
    assert (waves.name, waves.kind, waves.file, waves.url) == (
        "Awesome Waves", "awesome-list", "lined.md", "https://lists.example/waves"
    )  # fmt: skip
    assert {(fault.line, fault.code) for fault in waves.faults} == {(10, "IM305"), (12, "IM113")}
    path = root / "data" / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Awesome Waves", "Waves, Awesome"), encoding="utf-8")
    again = run("-C", root, "waves=" + str(sources["lined.md"]), "feed=" + str(sources["feed.txt"]))
    assert "sources: feed new" in again.output
    kept = load_tree(root).kb.sources
    assert set(kept) == {"feed", "waves"}
    assert (kept["waves"].name, kept["waves"].url) == ("Waves, Awesome", "https://lists.example/waves")


def test_an_address_of_no_source_stops_the_import(
    root: Path, sources: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["import", "-C", str(root), "--url", "other=https://a.example/", str(sources["lined.md"])])
    assert stopped.value.code == 2
    assert 'no source "other" is read; write KEY=ADDRESS with one of: awesome-waves' in capsys.readouterr().err
    assert files_of(root) == {}


def test_into_names_a_data_folder_and_makes_it(tmp_path: Path, sources: dict[str, Path]) -> None:
    result = run("--into", tmp_path / "new" / "data", sources["nested.md"])
    assert result.exit_code == 0
    assert load_tree(tmp_path / "new").kb.papers


def test_a_record_whose_year_is_found_moves_to_its_folder(root: Path, sources: dict[str, Path]) -> None:
    run("-C", root, sources["feed.txt"])
    assert "data/papers/undated/echonet-hearing-corners.yaml" in files_of(root)
    run("-C", root, "--update", sources["facts.jsonl"])
    assert [path for path in files_of(root) if "echonet" in path] == ["data/papers/2021/echonet-hearing-corners.yaml"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.md", None, "cannot read"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "cannot tell the format of picture.png"),
        ("odd.txt", b"nothing to see", "cannot tell the format of odd.txt"),
    ],
)
def test_what_cannot_run_is_one_line_and_exit_code_2(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as stopped:
        main(["import", "-C", str(root), str(path)])
    assert stopped.value.code == 2
    errors = capsys.readouterr().err
    assert words in errors
    assert errors.count("\n") == 1
    assert files_of(root) == {}


def test_broken_records_stop_an_import_that_would_double_them(
    root: Path, sources: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    broken = root / "data" / "papers" / "2020" / "echonet-hearing-corners.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_text("id: echonet-hearing-corners\ntitel: EchoNet\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["import", "-C", str(root), str(sources["nested.md"])])
    assert stopped.value.code == 2
    assert "kbgen validate" in capsys.readouterr().err


def test_a_folder_without_data_becomes_a_knowledge_base(tmp_path: Path, sources: dict[str, Path]) -> None:
    root = tmp_path / "my" / "kb"
    dry = run("-C", root, "--dry-run", sources["nested.md"])
    assert dry.exit_code == 0
    assert f"{root} would become a knowledge base" in dry.output
    assert not (tmp_path / "my").exists()
    result = run("-C", root, sources["nested.md"])
    assert f"{root} is now a knowledge base" in result.output
    assert len(load_tree(root).kb.papers) == 4
    assert "is now a knowledge base" not in run("-C", root, sources["nested.md"]).output


def test_a_file_where_the_data_folder_would_be_stops_the_import(
    tmp_path: Path, sources: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["import", "-C", str(tmp_path), str(sources["nested.md"])])
    assert stopped.value.code == 2
    assert "is a file" in capsys.readouterr().err


def test_nothing_is_made_where_no_file_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.txt").write_text("nothing to see", encoding="utf-8")
    (tmp_path / "even.txt").write_text("nothing here either", encoding="utf-8")
    (tmp_path / "list.md").write_text("# A\n\n- [Hearing Rooms](https://a.example/1), ICML 2020\n", encoding="utf-8")
    root = tmp_path / "kb"
    with pytest.raises(SystemExit) as stopped:
        main(["import", "-C", str(root), *(str(tmp_path / name) for name in ("odd.txt", "list.md", "even.txt"))])
    assert stopped.value.code == 2
    errors = capsys.readouterr().err
    assert "nothing is imported, because 2 files cannot be read" in errors
    assert "cannot tell the format of odd.txt" in errors
    assert "cannot tell the format of even.txt" in errors
    assert not root.exists()


def test_a_markdown_file_with_links_is_read_as_a_list(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "fields.md"
    path.write_text("Rooms\n\n- Hearing Rooms: https://a.example/1\n", encoding="utf-8")
    assert run("-C", root, path).exit_code in {0, 1}
    assert load_tree(root).kb.sources["fields"].kind == "awesome-list"


def test_a_list_that_is_hardly_understood_is_said_first_and_is_exit_code_1(root: Path, tmp_path: Path) -> None:
    lines = "".join(f"Words about a room: https://arxiv.org/abs/2001.0000{n}v1.\n\n" for n in range(8))
    path = tmp_path / "odd.md"
    path.write_text(f"# Rooms\n\n- [Hearing Rooms](https://arxiv.org/abs/2001.00009)\n\n{lines}", encoding="utf-8")
    result = run("-C", root, path)
    assert result.exit_code == 1
    assert result.output.startswith(
        "WARNING odd.md: 1 of 9 links to papers became part of a record: the shape of this list is not understood yet\n"
    )
    assert set(load_tree(root).kb.papers) == {"hearing-rooms"}
    as_json = run("-C", root, "--format-report", "json", path)
    (count,) = json.loads(as_json.output)["files"]
    assert (as_json.exit_code, count["paper_links"], count["paper_links_read"]) == (1, 9, 1)


def test_a_list_of_other_things_is_said_to_be_one(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "tools.md"
    entries = "".join(f"- [Tool {n} of all](https://a.example/{n})\n" for n in range(12))
    path.write_text(f"# T\n\n{entries}", encoding="utf-8")
    result = run("-C", root, path)
    assert result.exit_code == 1
    assert result.output.startswith("WARNING tools.md: nothing in it was read as a paper or dataset\n")
    assert load_tree(root).kb.lists == {}


def test_a_paper_in_three_places_is_understood_where_one_is_taken(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.md"
    rows = "".join(
        f"| [Room {n} of all](https://arxiv.org/abs/2001.0000{n}) | <a href='https://doi.org/10.1/{n}'>x</a> "
        f"![y](https://openreview.net/pdf?id={n}) |\n"
        for n in range(6)
    )
    path.write_text("# R\n\n| Title | Badge |\n|---|---|\n" + rows, encoding="utf-8")
    assert run("-C", root, path).exit_code == 0


def test_what_the_vocabulary_lacks_is_one_line(root: Path, sources: dict[str, Path], tmp_path: Path) -> None:
    run("-C", root, sources["nested.md"])
    path, report = tmp_path / "more.md", tmp_path / "report.json"
    path.write_text(
        "# M\n\n## Bats\n\n- [One Room](https://a.example/1), ICML 2020\n"
        "- [Two Rooms](https://a.example/2), ICML 2021\n"
        "\n## Owls\n\n- [Three Rooms](https://a.example/3), AAAI 2020\n",
        encoding="utf-8",
    )
    result = run("-C", root, "--report", report, path)
    assert "not in the vocabulary: 2 venues and 2 headings; --new-terms makes them" in result.output
    assert "IM201" not in result.output
    assert "IM003" not in result.output
    codes = [note["code"] for note in json.loads(report.read_text(encoding="utf-8"))["notes"]]
    assert (codes.count("IM201"), codes.count("IM003")) == (3, 2)
    assert "not in the vocabulary" not in run("-C", root, "--new-terms", path).output


def test_a_mirrored_list_says_where_it_will_stand_and_promises_no_files(root: Path, sources: dict[str, Path]) -> None:
    result = run("-C", root, sources["nested.md"])
    assert "list data/lists/awesome-echoes.yaml is the list that kbgen readme writes to README.md" in result.output
    assert load_tree(root).kb.lists["awesome-echoes"].template == "awesome-list"
