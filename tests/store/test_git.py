"""Reading a knowledge base's history from real repositories."""

import subprocess
from pathlib import Path

import pytest

from kbgen.model.finding import KbgenError
from kbgen.store.git import ChangedFile, changed_files, contents_at, merge_base


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    run = subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "data").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / "data/a.yaml").write_text("a: 1\n")
    (folder / "data/b ü.yaml").write_bytes(b"b: \xff\x00\n")
    (folder / "data/link.yaml").symlink_to("a.yaml")
    (folder / ".gitignore").write_text("ignored\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "first")
    return folder


def test_what_lies_here_is_compared_with_the_commit(root: Path) -> None:
    base = merge_base(root, "main")
    assert changed_files(root, base) == ()
    (root / "data/a.yaml").write_text("a: 2\n")
    (root / "data/b ü.yaml").rename(root / "data/c\n.yaml")
    (root / "ignored").write_text("")
    (root / "data/new.yaml").write_text("")
    git(root, "add", "data/new.yaml")
    assert changed_files(root, base) == (
        ChangedFile("data/a.yaml", "changed"),
        ChangedFile("data/b ü.yaml", "removed"),
        ChangedFile("data/c\n.yaml", "added"),
        ChangedFile("data/new.yaml", "added"),
    )


def test_only_the_branchs_own_change_counts(root: Path) -> None:
    git(root, "switch", "-q", "-c", "topic")
    (root / "data/mine.yaml").write_text("")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "mine")
    git(root, "switch", "-q", "main")
    (root / "data/theirs.yaml").write_text("")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "theirs")
    git(root, "switch", "-q", "topic")
    assert changed_files(root, merge_base(root, "main")) == (ChangedFile("data/mine.yaml", "added"),)


def test_a_knowledge_base_in_a_folder_of_a_repository(root: Path) -> None:
    base = merge_base(root, "HEAD")
    inner = root / "data"
    (root / "outside").write_text("")
    (inner / "a.yaml").write_text("a: 2\n")
    (inner / "d.yaml").write_text("")
    assert changed_files(inner, base) == (ChangedFile("a.yaml", "changed"), ChangedFile("d.yaml", "added"))
    assert contents_at(inner, base, ["a.yaml", "d.yaml", "../outside"]) == {"a.yaml": b"a: 1\n"}


def test_what_single_files_held(root: Path) -> None:
    base = merge_base(root, "HEAD")
    (root / "data/a.yaml").write_text("a: 2\n")
    wanted = ["data/a.yaml", "data/b ü.yaml", "data/link.yaml", "data/new\n.yaml"]
    assert contents_at(root, base, wanted) == {"data/a.yaml": b"a: 1\n", "data/b ü.yaml": b"b: \xff\x00\n"}
    assert contents_at(root / "data", base, ["a.yaml"]) == {"a.yaml": b"a: 1\n"}
    assert contents_at(root, base, []) == {}


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-n1", "", "main\n", "HEAD^9"])
def test_an_unknown_revision_is_named(root: Path, revision: str) -> None:
    with pytest.raises(KbgenError, match="Git knows no revision"):
        merge_base(root, revision)


def test_a_shallow_clone_is_told_how_to_fetch_more(root: Path, tmp_path: Path) -> None:
    git(root, "commit", "-q", "--allow-empty", "-m", "second")
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    with pytest.raises(KbgenError, match="git fetch --unshallow"):
        merge_base(tmp_path / "shallow", "HEAD^1")


def test_unrelated_histories_share_no_commit(root: Path) -> None:
    git(root, "switch", "-q", "--orphan", "other")
    git(root, "commit", "-q", "--allow-empty", "-m", "other")
    with pytest.raises(KbgenError, match="share no commit"):
        merge_base(root, "main")


def test_no_repository_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "kb").mkdir()
    with pytest.raises(KbgenError, match="needs a Git repository"):
        merge_base(tmp_path / "kb", "main")


def test_no_git_is_said_in_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(KbgenError, match="no git on this machine"):
        merge_base(root, "main")
