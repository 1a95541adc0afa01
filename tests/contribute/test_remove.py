"""A record goes only when nothing names it, and takes with it what machines and reviews wrote about it."""

import json
from pathlib import Path

import pytest

from kbgen.contribute.edit import edit_records
from kbgen.contribute.instructions import Instruction
from kbgen.contribute.remove import NamedElsewhereError, remove_record
from kbgen.store.edit import EditError
from kbgen.store.tree import load_tree
from tests.contribute.samples import write_knowledge_base


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_knowledge_base(tmp_path)


def test_a_record_that_is_named_stays_and_each_place_is_told(root: Path) -> None:
    with pytest.raises(NamedElsewhereError) as refused:
        remove_record(root, "imagenet")
    assert [(pointer.place.path, pointer.key_path) for pointer in refused.value.pointers] == [
        ("data/lists/awesome.yaml", ("sections", 3, "select", "dataset")),
        ("data/papers/2021/clip.yaml", ("datasets", 0, "dataset")),
        ("data/papers/2021/clip.yaml", ("results", 0, "dataset")),
        ("data/papers/2021/virtex.yaml", ("datasets", 0, "dataset")),
    ]
    assert "imagenet" in load_tree(root).kb.datasets


def test_a_former_name_counts_too(root: Path) -> None:
    path = root / "data/papers/2021/clip.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: clip\n", "id: renamed\naliases: [clip]\n"))
    with pytest.raises(NamedElsewhereError, match="5 places name"):
        remove_record(root, "renamed")


def test_once_nothing_names_it_all_about_it_goes(root: Path) -> None:
    edit_records(root, ["virtex"], [Instruction("unset", "relations.compares_to.1")])
    edit_records(root, ["web-pairs"], [Instruction("unset", "introduced_by")])
    (root / "data/lists/awesome.yaml").unlink()
    remove_record(root, "clip")
    assert not (root / "data/papers/2021/clip.yaml").exists()
    assert load_tree(root).findings == ()
    assert "clip" not in (root / "data/allowed.yaml").read_text(encoding="utf-8")
    (line,) = (root / "data/enriched/citations.jsonl").read_text(encoding="utf-8").splitlines()
    fields = json.loads(line)["fields"]
    assert (fields["references"]["value"], fields["reference_coverage"]["value"]["matched"]) == ([], 0)


def test_a_record_that_names_itself_can_go(root: Path) -> None:
    path = root / "data/papers/2020/simclr.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "relations: {cites: [simclr]}\n", encoding="utf-8")
    remove_record(root, "simclr")
    assert not path.exists()


def test_a_file_that_holds_no_valid_record_can_go(root: Path) -> None:
    path = root / "data/papers/2020/simclr.yaml"
    path.write_text("id: simclr\ntitle: [unclosed\n", encoding="utf-8")
    remove_record(root, "simclr")
    assert not path.exists()


def test_one_of_two_files_with_the_same_name_can_go_though_others_name_it(root: Path) -> None:
    double = root / "data/papers/2022/clip.yaml"
    double.parent.mkdir()
    double.write_text("id: clip\ntitle: The Same Again\nyear: 2022\n", encoding="utf-8")
    overlay = (root / "data/enriched/citations.jsonl").read_bytes()
    remove_record(root, "data/papers/2022/clip.yaml")
    assert not double.exists()
    assert "clip" in load_tree(root).kb.papers
    assert (root / "data/enriched/citations.jsonl").read_bytes() == overlay


def test_a_link_that_leads_out_is_neither_read_nor_removed(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret"
    secret.write_text("id: secret\ntitle: Not Yours\n", encoding="utf-8")
    (root / "data/papers/2020/link.yaml").symlink_to(secret)
    with pytest.raises(EditError, match="ED001 leads out of the knowledge base"):
        remove_record(root, "data/papers/2020/link.yaml")
    assert secret.exists()
