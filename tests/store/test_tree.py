"""A whole knowledge base is loaded, and every fault in it is named at its place."""

import os
from pathlib import Path

import pytest

from kbgen.model.change import Change
from kbgen.model.finding import KbgenError, Place
from kbgen.store.tree import Tree, load_tree

FILES = {
    "data/papers/2017/look.yaml": "id: look\ntitle: Look, Listen and Learn\nyear: 2017\n"
    "topics:\n  modality: [image, audio]\n",
    "data/papers/undated/notes.yaml": "id: notes\ntitle: Notes\n",
    "data/datasets/esc-50.yaml": "id: esc-50\nname: ESC-50\n",
    "data/venues.yaml": "venues:\n  - {id: iccv, name: ICCV, short: ICCV, kind: conference}\n",
    "data/taxonomy.yaml": "axes:\n  - {id: modality, name: M, description: D}\n",
    "data/lists/main.yaml": "id: main\ntitle: Main\noutput: README.md\n",
    "data/enriched/x.jsonl": '{"id": "look", "fields": '
    '{"stars": {"value": 3, "source": "s", "fetched": "2026-11-20"}}}\n',
}


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def shown(tree: Tree) -> list[str]:
    return [str(finding) for finding in tree.findings]


def test_everything_is_loaded_sorted_by_id(tmp_path: Path) -> None:
    tree = load_tree(write(tmp_path, FILES))
    assert tree.findings == ()
    assert list(tree.kb.papers) == ["look", "notes"]
    assert tree.kb.papers["look"].year == 2017
    assert tree.kb.datasets["esc-50"].name == "ESC-50"
    assert tree.kb.venues.by_id["iccv"].short == "ICCV"
    assert [axis.id for axis in tree.kb.taxonomy.axes] == ["modality"]
    assert tree.kb.lists["main"].output == "README.md"
    assert tree.kb.enrichment["look"]["stars"].value == 3
    assert [file.path for file in tree.records] == sorted(path for path in FILES if path.endswith(".yaml"))


def test_places_of_values(tmp_path: Path) -> None:
    tree = load_tree(write(tmp_path, FILES))
    assert tree.place("paper", "look", "topics", "modality", 1) == Place("data/papers/2017/look.yaml", 5, 21)
    assert tree.place("paper", "look", "year", key=True) == Place("data/papers/2017/look.yaml", 3, 1)
    assert tree.place("venues", "", "venues", 0, "id") == Place("data/venues.yaml", 2, 10)
    with pytest.raises(KeyError):
        tree.place("paper", "nobody")


def test_digests_follow_the_content(tmp_path: Path) -> None:
    before = load_tree(write(tmp_path, FILES)).digest("paper", "look")
    write(tmp_path, {"data/papers/2017/look.yaml": FILES["data/papers/2017/look.yaml"] + "kind: survey\n"})
    after = load_tree(tmp_path)
    assert after.digest("paper", "look") != before
    assert after.path("paper", "look") == "data/papers/2017/look.yaml"


ALL_AT_ONCE = [
    '1:1: KB102 key "title" is missing; add `title: …`',
    '1:5: KB124 id "Bad Id" is not an identifier: lower-case letters and digits, in words joined by hyphens; '
    'for example "bad-id"',
    '2:1: KB101 unknown key "titel"; did you mean "title"?',
    "3:7: KB122 year is 17, out of range; it must be at least 1800",
    '4:7: KB120 kind "metod" is not one of the known values; did you mean "method"? '
    "one of: method, survey, dataset, benchmark, analysis, theory, position, tutorial",
    '5:10: KB103 authors must be a list, not the text "One Name"; write it as a list: [first, second]',
    '6:8: KB123 added "2026-13-45" is not a day of the calendar; check month and day',
    '7:14: KB125 ids -> arxiv "abs/6.5538" is not an arXiv identifier such as 1705.08168 or hep-th/9901001',
    '7:31: KB125 ids -> doi "nothing" is not a DOI such as 10.1109/ICCV.2017.73',
    '8:16: KB126 links -> code -> #1 "ftp://x.org" is not a web address that begins with http:// or https://',
    '10:48: KB121 results -> #1 -> value "high" is not a number; write a decimal number such as 79.3',
    '10:73: KB127 results -> #1 -> source "Table 3" begins or ends with white space; remove the white space',
    '11:5: KB102 key "results -> #2 -> metric" is missing; add `metric: …`',
    '11:23: KB101 unknown key "metic" in results -> #2; did you mean "metric"?',
]


def test_a_broken_file_does_not_stop_the_others_and_all_its_faults_are_told(tmp_path: Path) -> None:
    broken = (
        "id: Bad Id\n"
        "titel: A misspelt key\n"
        "year: 17\n"
        "kind: metod\n"
        "authors: One Name\n"
        "added: 2026-13-45\n"
        "ids: {arxiv: abs/6.5538, doi: nothing}\n"
        "links: {code: [ftp://x.org]}\n"
        "results:\n"
        "  - {dataset: esc-50, metric: accuracy, value: high, unit: '%', source: ' Table 3'}\n"
        "  - {dataset: esc-50, metic: accuracy, value: 1, source: T}\n"
    )
    tree = load_tree(write(tmp_path, FILES | {"data/papers/2020/bad.yaml": broken}))
    assert list(tree.kb.papers) == ["look", "notes"]
    assert ("paper", "bad") in tree.broken_ids
    assert {finding.place.path for finding in tree.findings} == {"data/papers/2020/bad.yaml"}
    assert [line.partition(":")[2] for line in shown(tree)] == ALL_AT_ONCE


def test_a_value_that_is_reported_as_empty_is_not_reported_as_missing_too(tmp_path: Path) -> None:
    tree = load_tree(write(tmp_path, {"data/papers/2020/a.yaml": "id: a\ntitle:\n"}))
    assert [finding.code for finding in tree.findings] == ["KB011"]


@pytest.mark.parametrize("character", [r"\x07", r"\x7F", r"\uFFFE", r"\uFFFF"])
def test_a_character_that_no_text_holds_is_reported_and_can_be_mended(tmp_path: Path, character: str) -> None:
    tree = load_tree(write(tmp_path, {"data/papers/2020/a.yaml": f'id: a\ntitle: "A{character} Title"\n'}))
    (finding,) = tree.findings
    mended = Change("data/papers/2020/a.yaml", ("title",), "A Title")
    assert (finding.code, finding.fix) == ("KB127", (mended,))


def test_yaml_and_schema_faults_of_one_file_are_told_together(tmp_path: Path) -> None:
    tree = load_tree(write(tmp_path, {"data/papers/2020/a.yaml": "id: a\ntitle: &x T\nyear: never\n"}))
    assert [finding.code for finding in tree.findings] == ["KB009", "KB121"]


def test_two_files_with_one_id_are_both_kept_for_the_checks(tmp_path: Path) -> None:
    twice = {f"data/papers/{year}/a.yaml": f"id: a\ntitle: Title {year}\nyear: {year}\n" for year in (2020, 2021)}
    tree = load_tree(write(tmp_path, twice))
    assert tree.kb.papers["a"].year == 2020
    assert [(file.id, file.path) for file in tree.records] == [("a", path) for path in sorted(twice)]


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("data/papers/a.yaml", "data/papers/YEAR/ID.yaml"),
        ("data/papers/2020/more/a.yaml", "data/papers/YEAR/ID.yaml"),
        ("data/papers/2020/a.yml", ".yaml"),
        ("data/datasets/x/a.yaml", "data/datasets/ID.yaml"),
        ("data/taxonmy.yaml", "taxonomy.yaml"),
        ("data/paper/2020/a.yaml", "papers"),
        ("data/enriched/x.json", ".jsonl"),
    ],
)
def test_a_file_that_would_be_ignored_is_a_finding(tmp_path: Path, path: str, remedy: str) -> None:
    tree = load_tree(write(tmp_path, {path: "id: a\ntitle: A\n"}))
    assert [(finding.code, finding.place.path) for finding in tree.findings] == [("KB017", path)]
    assert remedy in tree.findings[0].remedy


def test_files_that_are_no_records_are_left_alone(tmp_path: Path) -> None:
    others = {
        "data/README.md": "x",
        "data/papers/2020/.a.yaml.swp": "x",
        "data/LICENSE": "x",
        "data/schemas/a.json": "{}",
    }
    assert load_tree(write(tmp_path, others)).findings == ()


def test_what_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "data/papers/2017/gone.yaml").symlink_to("nowhere.yaml")
    os.mkfifo(tmp_path / "data/papers/2017/pipe.yaml")
    tree = load_tree(tmp_path)
    assert [(finding.code, finding.place.path) for finding in tree.findings] == [
        ("KB001", "data/papers/2017/gone.yaml"),
        ("KB001", "data/papers/2017/pipe.yaml"),
    ]
    assert list(tree.kb.papers) == ["look", "notes"]


def test_a_folder_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"data/papers/2020/a.yaml": "id: a\ntitle: A\n", "data/papers/2021/b.yaml": "id: b\ntitle: B\n"})
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if str(path).endswith("2020"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)
    tree = load_tree(tmp_path)
    assert shown(tree) == [
        "data/papers/2020:1:1: KB001 cannot be read: Permission denied; check the folder and its permissions"
    ]
    assert list(tree.kb.papers) == ["b"]


def test_without_a_data_folder_there_is_nothing_to_load(tmp_path: Path) -> None:
    with pytest.raises(KbgenError, match="-C DIR"):
        load_tree(tmp_path)
    (tmp_path / "data").mkdir()
    assert load_tree(tmp_path).records == ()


def test_windows_line_ends_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "data/papers/2017/look.yaml"
    write(tmp_path, FILES)
    plain = load_tree(tmp_path, cache=False).kb.papers["look"]
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_tree(tmp_path, cache=False).kb.papers["look"] == plain
