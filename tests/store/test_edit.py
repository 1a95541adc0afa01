"""Edits of YAML as a person would make them by hand: the value's own lines change, and nothing else."""

import subprocess
from pathlib import Path

import pytest

from kbgen.model.change import Change, Move
from kbgen.store.edit import EditError, FileEdit, apply_changes, diff_of
from kbgen.store.text_edit import edit_text

PATH = "data/papers/2021/clip.yaml"

CLIP = """\
# yaml-language-server: $schema=../../schemas/paper.schema.json
# Reviewed by two people.

id: clip
title: 'Learning Transferable Visual Models'   # as in the proceedings
kind: method
authors: [Alec Radford, Jong Wook Kim]
year: 2021  # arXiv says the same
venue: icml
ids: {arxiv: "2103.00020"}

links:
  # The official one first.
  code:
  - https://github.com/openai/CLIP   # official
  - https://github.com/mlfoundations/open_clip

topics:
  objective: [contrastive]
  modality:
    - image
    # the captions
    - text
summary: >-
  Learns images from their captions,
  and classifies without training.
# What it was tried on.
datasets:
  - {dataset: imagenet, role: evaluation}
  - dataset: cifar-10
    role: evaluation
added: 2026-11-20
"""


def edited(text: str, *changes: tuple[tuple[str | int, ...], object]) -> str:
    return edit_text(text, PATH, [Change(PATH, key_path, value) for key_path, value in changes])


def changed_lines(text: str, *changes: tuple[tuple[str | int, ...], object]) -> list[str]:
    diff = FileEdit(PATH, text, edited(text, *changes)).diff()
    return [line for line in diff.split("\n")[3:] if line[:1] in {"-", "+"}]


@pytest.mark.parametrize(
    ("key_path", "value", "lines"),
    [
        (("year",), 2022, ["-year: 2021  # arXiv says the same", "+year: 2022  # arXiv says the same"]),
        (
            ("title",),
            "It's CLIP",
            [
                "-title: 'Learning Transferable Visual Models'   # as in the proceedings",
                "+title: 'It''s CLIP'   # as in the proceedings",
            ],
        ),
        (("venue",), None, ["-venue: icml"]),
        (("track",), "oral", ["+track: oral"]),
        (("aliases",), ["openai-clip"], ["+aliases: [openai-clip]"]),
        (("ids", "doi"), "10.1/a", ['-ids: {arxiv: "2103.00020"}', '+ids: {arxiv: "2103.00020", doi: 10.1/a}']),
        (
            ("authors", 2),
            "Ilya, Jr.",
            ["-authors: [Alec Radford, Jong Wook Kim]", '+authors: [Alec Radford, Jong Wook Kim, "Ilya, Jr."]'],
        ),
        (
            ("authors", 0),
            None,
            ["-authors: [Alec Radford, Jong Wook Kim]", "+authors: [Jong Wook Kim]"],
        ),
        (("links", "code", 2), "https://a.example/x", ["+  - https://a.example/x"]),
        (("links", "code", 0), None, ["-  - https://github.com/openai/CLIP   # official"]),
        (("links", "paper"), "https://a.example/p", ["+  paper: https://a.example/p"]),
        (("topics", "modality", 1), None, ["-    - text"]),
        (("topics", "task"), ["retrieval"], ["+  task: [retrieval]"]),
        (
            ("datasets", 1, "detail"),
            "top-1",
            ["+    detail: top-1"],
        ),
        (
            ("datasets", 1, "dataset"),
            None,
            ["-  - dataset: cifar-10", "-    role: evaluation", "+  - role: evaluation"],
        ),
        (
            ("datasets", 0, "detail"),
            "zero-shot",
            [
                "-  - {dataset: imagenet, role: evaluation}",
                "+  - {dataset: imagenet, role: evaluation, detail: zero-shot}",
            ],
        ),
        (("datasets", 2), {"dataset": "sun397"}, ["+  - dataset: sun397"]),
        (
            ("summary",),
            "Short.",
            [
                "-summary: >-",
                "-  Learns images from their captions,",
                "-  and classifies without training.",
                "+summary: Short.",
            ],
        ),
        (("sources",), ["awesome-clip"], ["+sources: [awesome-clip]"]),
        (("relations", "cites", 0), "virtex", ["+relations:", "+  cites: [virtex]"]),
    ],
)
def test_only_the_lines_of_the_value_change(key_path: tuple[str | int, ...], value: object, lines: list[str]) -> None:
    assert changed_lines(CLIP, (key_path, value)) == lines


def test_a_new_key_goes_where_the_model_has_it() -> None:
    after = edited(CLIP, (("relations",), {"cites": ["virtex"]}), (("track",), "oral"))
    keys = [line.partition(":")[0] for line in after.split("\n") if line[:1].isalpha()]
    assert keys.index("track") == keys.index("venue") + 1
    assert keys[keys.index("datasets") :] == ["datasets", "relations", "added"]


def test_what_is_left_empty_goes_too() -> None:
    assert "ids" not in edited(CLIP, (("ids", "arxiv"), None))
    after = edited(CLIP, (("links", "code", 1), None), (("links", "code", 0), None))
    assert "links" not in after


def test_a_list_in_brackets_that_grows_too_long_gets_lines() -> None:
    text = "id: a\nauthors: [Somebody, Somebody Else]  # in order\nyear: 2020\n"
    name = "A Name That Is Long " * 5 + "Indeed"
    assert edited(text, (("authors", 2), name)) == (
        f"id: a\nauthors:  # in order\n  - Somebody\n  - Somebody Else\n  - {name}\nyear: 2020\n"
    )


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", [True, False])
def test_line_breaks_mark_and_end_stay_as_they_are(line_break: str, mark: str, end: bool) -> None:
    before = ["id: a", "year: 2020", "summary: b"]
    after = ["id: a", "topics:", "  area: [x]", "summary: c"]
    text, wanted = (mark + line_break.join(lines + [""] * end) for lines in (before, after))
    changes = ((("year",), None), (("topics", "area", 0), "x"), (("summary",), "c"))
    assert edited(text, *changes) == wanted


@pytest.mark.parametrize(
    ("text", "change", "wanted"),
    [
        ("a: [\n  x,\n  y,  # why\n]\n", (("a", 1), None), "a: [\n  x,\n]\n"),
        ("a: [\n  x,\n  y\n]\n", (("a", 2), "z"), "a: [\n  x,\n  y,\n  z\n]\n"),
        ("a: [\n  x,\n  y,\n]\n", (("a", 2), "z"), "a: [\n  x,\n  y,\n  z,\n]\n"),
        ("a: [x, y,]\n", (("a", 2), "z"), "a: [x, y, z,]\n"),
        ("a: []\nb: c\n", (("a", 0), "z"), "a: [z]\nb: c\n"),
        ("a:\nb: c\n", (("a",), "z"), "a: z\nb: c\n"),
        ("a:  # to do\nb: c\n", (("a",), None), "b: c\n"),
        ("{a: x, b: {c: d}}\n", (("b", "e"), "f"), "{a: x, b: {c: d, e: f}}\n"),
        ("? a\n: x\nb: y\n", (("a",), "z"), "? a\n: z\nb: y\n"),
        ("---\na: x\n...\n", (("b",), "z"), "---\na: x\nb: z\n...\n"),
        ("a: |\n  one\n\nb: x\n", (("c",), "z"), "a: |\n  one\n\nb: x\nc: z\n"),
        ("a: |+\n  one\n\n\nb: x\n", (("b",), None), "a: |+\n  one\n\n\n"),
        ("b: x\n    # deep\n", (("c",), "y " * 70 + "z"), f"b: x\nc: {'y ' * 70}z\n    # deep\n"),
        ('a: "x\n  y"  # why\n', (("a",), "z"), 'a: "z"  # why\n'),
        ("a: >-  # why\n  x\n  y\n", (("a",), ["p"]), "a: [p]  # why\n"),
    ],
)
def test_odd_layouts_are_kept(text: str, change: tuple[tuple[str | int, ...], object], wanted: str) -> None:
    assert edited(text, change) == wanted


def test_items_go_in_and_out_of_one_list_together() -> None:
    text = "a:\n" + "".join(f"  - item {number}  # {number}\n" for number in range(9)) + "b: c\n"
    after = edited(text, (("a",), ["item 0", "new", "item 2", "item 5", "other", "item 7", "item 8", "last"]))
    assert after == (
        "a:\n  - item 0  # 0\n  - new  # 1\n  - item 2  # 2\n  - item 5  # 5\n  - other  # 6\n  - item 7  # 7\n"
        "  - item 8  # 8\n  - last\nb: c\n"
    )


def test_changes_follow_one_another() -> None:
    after = edited(CLIP, (("authors", 0), None), (("authors", 0), "First"), (("authors", 1), "Second"))
    assert "authors: [First, Second]\n" in after


def test_nothing_to_change_touches_nothing() -> None:
    assert edited(CLIP, (("year",), 2021), (("nothing",), None), (("venue",), "icml")) == CLIP


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    path.write_text(CLIP, encoding="utf-8")
    (tmp_path / "data/venues.yaml").write_text("venues: []\n", encoding="utf-8")
    return tmp_path


def test_a_dry_run_writes_nothing_and_shows_a_diff_that_applies(root: Path) -> None:
    edits = apply_changes(root, [Change(PATH, ("year",), 2022)], dry_run=True)
    assert (root / PATH).read_text(encoding="utf-8") == CLIP
    assert not (root / ".kbgen").exists()
    assert edits[0].diff().startswith(f"--- a/{PATH}\n+++ b/{PATH}\n@@ ")
    assert apply_changes(root, [Change(PATH, ("year",), 2022)]) == edits
    assert (root / PATH).read_text(encoding="utf-8") == edits[0].after


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("end", [True, False])
@pytest.mark.parametrize("summary", ["one\u2028line", "short", None])
def test_the_diff_of_edits_is_one_that_git_applies(root: Path, line_break: str, end: bool, summary: str | None) -> None:
    text = CLIP.replace("\n", line_break)
    (root / PATH).write_bytes((text if end else text.rstrip()).encode("utf-8"))
    to = "data/papers/2022/clip.yaml"
    changes = [Change(PATH, ("summary",), summary), Change(PATH, ("added",), "2026-01-01")]
    edits = apply_changes(root, [*changes, Move(PATH, to)], dry_run=True)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "apply", "-"], cwd=root, input=diff_of(edits).encode("utf-8"), check=True)
    assert not (root / PATH).exists()
    assert (root / to).read_bytes() == (next(edit.after for edit in edits if edit.path == to) or "").encode("utf-8")


def test_all_that_cannot_be_done_is_told_and_nothing_is_written(root: Path) -> None:
    changes = [
        Change("data/venues.yaml", ("venues", 0), {"id": "icml"}),
        Change(PATH, ("authors", 7), "X"),
        Change(PATH, ("year", "month"), 1),
        Change(PATH, ("flag",), True),
        Change("data/papers/2021/none.yaml", ("year",), 2020),
        Change("../outside.yaml", ("year",), 2020),
        Change("/etc/passwd", ("year",), 2020),
    ]
    with pytest.raises(EditError) as refused:
        apply_changes(root, changes)
    assert [str(finding) for finding in refused.value.findings] == [
        "../outside.yaml:1:1: ED001 is not the path of a file from the knowledge base's root",
        "/etc/passwd:1:1: ED001 is not the path of a file from the knowledge base's root",
        f"{PATH}:4:1: ED003 flag: a file cannot hold a bool",
        f"{PATH}:7:10: ED003 authors -> #8: there is no #8 in a list of 2",
        f'{PATH}:8:7: ED003 year -> month: "month" cannot stand in the text "2021"',
        "data/papers/2021/none.yaml:1:1: ED002 cannot be read: No such file or directory",
    ]
    assert (root / "data/venues.yaml").read_text() == "venues: []\n"


def test_a_file_moves_with_its_changes(root: Path) -> None:
    to = "data/papers/2022/clip.yaml"
    apply_changes(root, [Change(PATH, ("year",), 2022), Move(PATH, to), Change(PATH, ("track",), "oral")])
    assert not (root / PATH).exists()
    assert (root / to).read_text(encoding="utf-8") == edited(CLIP, (("year",), 2022), (("track",), "oral"))


def test_a_move_overwrites_nothing(root: Path) -> None:
    with pytest.raises(EditError, match=r"data/venues.yaml:1:1: ED001 is there already"):
        apply_changes(root, [Move(PATH, "data/venues.yaml")])
    assert (root / PATH).exists()


def test_a_link_that_leads_out_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.yaml"
    outside.write_text("id: x\n")
    (root / "data/papers/2021/x.yaml").symlink_to(outside)
    with pytest.raises(EditError, match="ED001 leads out of the knowledge base"):
        apply_changes(root, [Change("data/papers/2021/x.yaml", ("id",), "z")])
    assert outside.read_text() == "id: x\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [b\n", "ED002"),
        ("- a\n", "ED002"),
        ("a: 1\na: 2\nc: d\n", "ED004"),
    ],
)
def test_a_file_that_says_something_unclear_is_refused(text: str, code: str) -> None:
    with pytest.raises(EditError, match=code):
        edited(text, (("a",), None), (("b",), "c"))


def test_a_comment_of_what_is_removed_does_not_become_part_of_the_text_before_it() -> None:
    text = "id: one\nsummary: >-\n  some words\n  and more\nsections:\n  - heading: A\n  # a remark\n\n  # another\n"
    after = edit_text(text, "data/papers/2020/one.yaml", [Change("data/papers/2020/one.yaml", ("sections",))])
    assert after == "id: one\nsummary: >-\n  some words\n  and more\n# a remark\n\n# another\n"
