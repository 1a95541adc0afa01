"""What a change does to a knowledge base, from real repositories."""

from pathlib import Path

import pytest

from kbgen.contribute.change_set import ChangeSet, change_set
from kbgen.model.identity import Verdict
from tests.repositories import GROUPER, commit_all, git, sample_repository, write_paper

NEW = {"id": "new", "title": "Something New", "authors": ["N"], "year": 2022, "topics": {"objective": ["clustering"]}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_repository(tmp_path / "kb")


def changes_of(root: Path) -> ChangeSet:
    return change_set(root, "main")


def codes(changes: ChangeSet) -> list[tuple[str, str]]:
    return [(finding.place.path, finding.code) for finding in changes.findings]


def paths(changes: ChangeSet) -> list[tuple[str | None, str | None]]:
    return [(pair.before and pair.before.path, pair.after and pair.after.path) for pair in changes.records]


def test_nothing_changed(root: Path) -> None:
    changes = changes_of(root)
    assert (changes.records, changes.findings, changes.others) == ((), (), ())


def test_added_changed_and_removed_records_are_told_apart(root: Path) -> None:
    write_paper(root, **NEW)
    write_paper(root, **GROUPER, venue="tpami")
    (root / "data/datasets/plain.yaml").unlink()
    changes = changes_of(root)
    grouper = "data/papers/2021/grouper.yaml"
    assert paths(changes) == [
        (grouper, grouper),
        (None, "data/papers/2022/new.yaml"),
        ("data/datasets/plain.yaml", None),
    ]


def test_committed_and_uncommitted_work_both_count(root: Path) -> None:
    write_paper(root, **NEW)
    commit_all(root)
    (root / "data/datasets/plain.yaml").unlink()
    assert len(changes_of(root).records) == 2


def test_what_happened_on_main_meanwhile_does_not_count(root: Path) -> None:
    git(root, "switch", "-q", "main")
    write_paper(root, **NEW)
    commit_all(root)
    git(root, "switch", "-q", "topic")
    assert changes_of(root).records == ()


def test_a_moved_record_is_one(root: Path) -> None:
    (root / "data/papers/2021/grouper.yaml").unlink()
    write_paper(root, **{**GROUPER, "year": 2022})
    assert paths(changes_of(root)) == [("data/papers/2021/grouper.yaml", "data/papers/2022/grouper.yaml")]


def test_a_renamed_record_is_one(root: Path) -> None:
    (root / "data/papers/2021/grouper.yaml").unlink()
    write_paper(root, **{**GROUPER, "id": "sounds", "aliases": ["grouper"]})
    assert paths(changes_of(root)) == [("data/papers/2021/grouper.yaml", "data/papers/2021/sounds.yaml")]


def test_a_second_record_of_a_work_has_a_twin(root: Path) -> None:
    write_paper(root, **{**GROUPER, "id": "again", "year": 2020})
    (pair,) = changes_of(root).records
    assert [(twin.file.id, twin.verdict) for twin in pair.twins] == [("grouper", Verdict.SAME)]


def test_an_identifier_that_is_claimed_twice_has_one_too(root: Path) -> None:
    write_paper(root, **{**NEW, "ids": {"arxiv": "2103.00020"}})
    (pair,) = changes_of(root).records
    assert [(twin.file.id, twin.verdict) for twin in pair.twins] == [("grouper", Verdict.CONFLICT)]


def test_what_is_wrong_elsewhere_because_of_the_change_is_found(root: Path) -> None:
    write_paper(root, **{**NEW, "relations": {"extends": ["grouper"]}})
    commit_all(root)
    git(root, "branch", "-f", "main")
    (root / "data/papers/2021/grouper.yaml").unlink()
    assert codes(changes_of(root)) == [("data/papers/2022/new.yaml", "KB108")]


def test_what_was_wrong_elsewhere_before_is_not(root: Path) -> None:
    broken = root / "data/papers/2018/broken.yaml"
    broken.parent.mkdir(exist_ok=True)
    broken.write_text("id: broken\ntitel: x\n")
    commit_all(root)
    git(root, "branch", "-f", "main")
    write_paper(root, **NEW)
    assert codes(changes_of(root)) == []
    broken.write_text("id: broken\ntitel: y\n")
    assert {path for path, _ in codes(changes_of(root))} == {"data/papers/2018/broken.yaml"}


def test_a_record_that_cannot_be_read_is_still_a_changed_record(root: Path) -> None:
    path = root / "data/papers/2021/grouper.yaml"
    path.write_text("a: [")
    (pair,) = changes_of(root).records
    assert pair.before is not None
    assert pair.after is not None
    assert pair.after.model is None
    assert codes(changes_of(root))


def test_other_files_are_named(root: Path) -> None:
    (root / "README.md").write_text("x")
    (root / "data/enriched").mkdir()
    (root / "data/enriched/x.jsonl").write_text("")
    write_paper(root, **NEW)
    assert changes_of(root).others == ("README.md", "data/enriched/x.jsonl")


def test_a_knowledge_base_that_begins_with_the_change(tmp_path: Path) -> None:
    root = tmp_path / "kb"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    commit_all(root, "empty")
    git(root, "switch", "-q", "-c", "topic")
    write_paper(root, **{**NEW, "topics": {}})
    assert paths(changes_of(root)) == [(None, "data/papers/2022/new.yaml")]
