"""A record that gets another name: everything that named it follows, and nothing else changes."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kbgen.checks.run import check
from kbgen.contribute.rename import plan_rename, rename_record
from kbgen.model.finding import KbgenError
from kbgen.store.allowed import AllowList
from kbgen.store.tree import load_tree
from tests.contribute.samples import FILES, write_knowledge_base


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_knowledge_base(tmp_path)


def texts(root: Path) -> dict[str, str]:
    files = (path for path in (root / "data").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_everything_that_names_a_paper_follows(root: Path) -> None:
    rename_record(root, "clip", "learned")
    expected = {path: text.replace("clip", "learned") for path, text in FILES.items()}
    expected["data/papers/2021/learned.yaml"] = (
        FILES["data/papers/2021/clip.yaml"].replace("id: clip\n", "id: learned\naliases: [clip]\n")
    )  # fmt: skip
    del expected["data/papers/2021/clip.yaml"]
    first, second = FILES["data/enriched/citations.jsonl"].replace('"clip"', '"learned"').splitlines(keepends=True)
    expected["data/enriched/citations.jsonl"] = first + second
    assert texts(root) == expected
    assert {finding.code for finding in check(load_tree(root)).findings} == {"KB423"}


def test_everything_that_names_a_dataset_follows(root: Path) -> None:
    rename_record(root, "imagenet", "imagenet-1k")
    after = texts(root)
    assert after["data/datasets/imagenet-1k.yaml"].startswith("id: imagenet-1k\naliases: [imagenet]\n")
    assert after["data/papers/2021/virtex.yaml"] == FILES["data/papers/2021/virtex.yaml"].replace(
        "imagenet", "imagenet-1k"
    )
    assert "  - dataset: imagenet-1k\n    metric: accuracy\n" in after["data/papers/2021/clip.yaml"]
    assert "select: {dataset: imagenet-1k}\n" in after["data/lists/awesome.yaml"]


def test_a_word_that_only_looks_like_the_name_stays(root: Path) -> None:
    allowed = root / "data/allowed.yaml"
    text = allowed.read_text(encoding="utf-8")
    entry = (
        "  - {code: KB208, path: data/papers/2021/clip.yaml, subject: github.com/openai/clip, reason: R, "
        "reviewed: 2026-11-20}\n"
    )
    allowed.write_text(text + entry, encoding="utf-8")
    path = root / "data/papers/2021/virtex.yaml"
    link = "links:\n  code: [https://github.com/openai/CLIP]\n"
    path.write_text(path.read_text(encoding="utf-8") + link, encoding="utf-8")
    rename_record(root, "clip", "learned")
    assert allowed.read_text(encoding="utf-8").endswith(
        entry.replace("data/papers/2021/clip.yaml", "data/papers/2021/learned.yaml")
    )


def test_renaming_back_leaves_one_alias(root: Path) -> None:
    rename_record(root, "clip", "learned")
    rename_record(root, "learned", "clip")
    assert load_tree(root).kb.papers["clip"].aliases == ("learned",)


def test_names_that_were_had_before_stay_taken(root: Path) -> None:
    rename_record(root, "clip", "learned")
    with pytest.raises(KbgenError, match=r'"clip" is the name of data/papers/2021/learned\.yaml'):
        rename_record(root, "virtex", "clip")
    assert "virtex" in load_tree(root).kb.papers


def test_an_overlay_line_that_may_be_the_datasets_stays(root: Path) -> None:
    (root / "data/datasets/clip.yaml").write_text("id: clip\nname: CLIP\n", encoding="utf-8")
    rename_record(root, "papers/clip", "learned")
    overlay = (root / "data/enriched/citations.jsonl").read_text(encoding="utf-8")
    assert overlay.startswith('{"id": "clip", ')
    assert '{"id": "learned", "source": "text"' in overlay


def test_records_of_this_project_are_renamed_without_a_new_finding() -> None:
    tree = load_tree(Path(__file__).resolve().parents[2])
    entries = next(tree.of_kind("allowed", AllowList))[1].allowed
    allowed = Counter(entry.path for entry in entries if entry.path.startswith("data/papers/"))
    cited = Counter(name for line in tree.overlay for name in re.findall(r"'id': '([^']*)'", str(line.record.fields)))
    used = Counter(use.dataset for paper in tree.kb.papers.values() for use in paper.datasets)
    ((most_allowed, _),) = allowed.most_common(1)
    ((most_cited, _),) = cited.most_common(1)
    ((most_used, _),) = used.most_common(1)
    for name in (most_allowed, f"papers/{most_cited}", f"datasets/{most_used}"):
        planned = plan_rename(tree, name, "another-name-than-before")
        assert planned.findings == (), name
        assert len(planned.edits) > 2


def test_a_broken_line_of_the_overlay_stops_it(root: Path) -> None:
    path = root / "data/enriched/citations.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + '{"id": "clip"\n', encoding="utf-8")
    with pytest.raises(KbgenError, match=r"citations\.jsonl:3:1: ED002 is not a line of the overlay"):
        rename_record(root, "clip", "learned")


def test_lines_of_the_overlay_that_are_out_of_order_stay_so(root: Path) -> None:
    path = root / "data/enriched/citations.jsonl"
    first, second = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(second + first, encoding="utf-8")
    rename_record(root, "clip", "learned")
    assert path.read_text(encoding="utf-8") == (second + first).replace('"clip"', '"learned"')
    rename_record(root, "virtex", "a-first")
    assert path.read_text(encoding="utf-8").startswith('{"id": "a-first"')


@pytest.mark.parametrize("name", ["clip", "", "-", "a b", "A", "../x", "a/b", "x" * 101, "a--b"])
def test_a_name_that_is_none_is_refused(root: Path, name: str) -> None:
    with pytest.raises(KbgenError):
        rename_record(root, "clip", name)
    assert texts(root) == FILES
