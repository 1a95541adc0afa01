"""What a change or a named path reaches, in real repositories."""

import subprocess
from pathlib import Path

import pytest

from kbgen.checks.asked import asked_for
from kbgen.checks.run import check
from kbgen.checks.scope import scope_of_change, scope_of_paths
from kbgen.model.finding import KbgenError
from kbgen.store.tree import load_tree

TAXONOMY = """\
axes:
  - id: objective
    name: Objective
    description: What is optimised.
    terms:
      - {id: contrastive, name: Contrastive, description: D}
      - {id: clustering, name: Clustering, description: D}
"""
VENUES = """\
venues:
  - {id: icml, name: International Conference on Machine Learning, short: ICML, kind: conference}
  - {id: iclr, name: International Conference on Learning Representations, short: ICLR, kind: conference}
"""
LIST = """\
id: all
title: All
output: all.md
sections: [{heading: Clustering, select: {topics: {objective: clustering}}}]
"""


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, check=True)


def paper(root: Path, name: str, extra: str = "") -> Path:
    path = root / f"data/papers/2021/{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"id: {name}\ntitle: The Paper That Is Called {name * 3}\nauthors: [Ada Lovelace]\nyear: 2021\n{extra}", "utf-8"
    )
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "kb"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    paper(folder, "alpha", "venue: icml\ntopics: {objective: [clustering]}\n")
    paper(folder, "beta", "venue: iclr\nrelations: {cites: [alpha]}\n")
    paper(folder, "gamma", "venue: iclr\ntopics: {objective: [contrastive]}\n")
    paper(folder, "broken", "venue: nowhere\n")
    (folder / "data/taxonomy.yaml").write_text(TAXONOMY)
    (folder / "data/venues.yaml").write_text(VENUES)
    (folder / "data/lists").mkdir()
    (folder / "data/lists/all.yaml").write_text(LIST)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "first")
    return folder


def found(root: Path, *paths: str, since: str | None = None) -> list[tuple[str, str]]:
    tree = load_tree(root, cache=False)
    asked = asked_for(tree, [root / path for path in paths], since)
    report = check(tree).only(asked.wants)
    return [(finding.code, finding.place.path.rpartition("/")[2]) for finding in report.findings]


def touched(root: Path) -> set[str]:
    scope = scope_of_change(load_tree(root, cache=False), "HEAD")
    return {path.rpartition("/")[2].removesuffix(".yaml") for path in scope.files}


def test_what_was_wrong_before_is_not_reported_again(root: Path) -> None:
    assert found(root) == [("KB104", "broken.yaml")]
    assert found(root, since="HEAD") == []
    paper(root, "delta", "venue: nowhere\n")
    assert found(root, since="HEAD") == [("KB104", "delta.yaml")]


def test_removing_a_record_reports_what_refers_to_it_and_what_it_alone_used(root: Path) -> None:
    (root / "data/papers/2021/alpha.yaml").unlink()
    said = [("KB501", "all.yaml"), ("KB108", "beta.yaml"), ("KB422", "taxonomy.yaml"), ("KB423", "venues.yaml")]
    assert found(root, since="HEAD") == said


def test_breaking_a_record_touches_what_refers_to_it(root: Path) -> None:
    (root / "data/papers/2021/alpha.yaml").write_text("id: alpha\n")
    assert touched(root) == {"alpha", "beta", "venues", "taxonomy", "all"}


def test_changing_a_venue_touches_the_papers_of_that_venue_and_the_lists(root: Path) -> None:
    (root / "data/venues.yaml").write_text(VENUES.replace("short: ICML", "short: Icml"))
    assert touched(root) == {"venues", "alpha", "all"}


def test_removing_a_venue_reports_the_papers_that_name_it(root: Path) -> None:
    (root / "data/venues.yaml").write_text("\n".join(VENUES.splitlines()[:2]) + "\n")
    assert found(root, since="HEAD") == [("KB104", "beta.yaml"), ("KB104", "gamma.yaml")]


def test_changing_a_term_touches_its_papers_and_the_lists(root: Path) -> None:
    (root / "data/taxonomy.yaml").write_text(TAXONOMY.replace("id: contrastive", "id: contrast"))
    assert touched(root) == {"taxonomy", "gamma", "all"}


def test_a_duplicate_is_reported_whichever_of_the_two_is_new(root: Path) -> None:
    """Findings about two records are placed at the second by path; the change may be in the first."""
    text = (root / "data/papers/2021/beta.yaml").read_text().replace("id: beta", "id: aaa")
    (root / "data/papers/2021/aaa.yaml").write_text(text)
    assert found(root, since="HEAD") == [("KB207", "beta.yaml")]
    assert found(root, "data/papers/2021/aaa.yaml") == [("KB207", "beta.yaml")]
    assert found(root, "data/papers/2021/gamma.yaml") == []


def test_mending_a_record_reports_what_the_allow_list_still_says_of_it(root: Path) -> None:
    entry = "{code: KB104, path: data/papers/2021/broken.yaml, subject: nowhere, reason: R, reviewed: 2025-01-01}"
    (root / "data/allowed.yaml").write_text(f"allowed:\n  - {entry}\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "allowed")
    assert found(root) == []
    paper(root, "broken", "venue: icml\n")
    assert found(root, since="HEAD") == [("KB901", "allowed.yaml")]
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "mended")
    (root / "data/allowed.yaml").write_text("allowed: []\n")
    assert touched(root) == {"allowed"}


def test_committed_work_counts_and_that_of_others_does_not(root: Path) -> None:
    git(root, "switch", "-q", "-c", "topic")
    paper(root, "mine", "venue: nowhere\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "mine")
    git(root, "switch", "-q", "main")
    paper(root, "theirs", "venue: nowhere\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "theirs")
    git(root, "switch", "-q", "topic")
    assert found(root, since="main") == [("KB104", "mine.yaml")]


def test_paths_are_files_folders_or_the_whole(root: Path) -> None:
    everything = [("KB104", "broken.yaml")]
    assert found(root, "data/papers/2021/broken.yaml") == everything
    assert found(root, "data/papers/2021/") == everything
    assert found(root, "") == everything
    assert found(root, "data/papers/2021/alpha.yaml", "data/venues.yaml") == []
    assert found(root, "data/papers/2021/broken.yaml", since="HEAD") == []


def test_a_path_is_seen_from_here_or_from_the_root(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    name = "data/papers/2021/broken.yaml"
    assert scope_of_paths(Path("kb"), [Path("kb") / name]) == scope_of_paths(Path("kb"), [Path(name)])
    monkeypatch.chdir(root / "data/papers")
    assert scope_of_paths(Path("../.."), [Path("2021/broken.yaml")]).files == {name}


def test_a_folder_does_not_hold_what_only_begins_as_it_does(root: Path) -> None:
    scope = scope_of_paths(root, [root / "data/papers"])
    assert scope.holds("data/papers/2021/alpha.yaml")
    assert not scope.holds("data/papers2/alpha.yaml")


@pytest.mark.parametrize(("path", "said"), [("nothing.yaml", "no file or folder"), ("..", "outside")])
def test_a_path_that_leads_nowhere_or_out_is_refused(root: Path, path: str, said: str) -> None:
    with pytest.raises(KbgenError, match=said):
        scope_of_paths(root, [root / path])


def test_a_name_that_git_would_quote(root: Path) -> None:
    odd = root / 'data/papers/2021/ü "x"\n.yaml'
    odd.write_text("nothing")
    assert found(root, since="HEAD") == [("KB007", 'ü "x"\n.yaml')]
