"""The workflow that makes on the main branch what no pull request contains."""

import re
import shutil
from pathlib import Path

import pytest

from tests.github.runner import ROOT, Runner
from tests.repositories import GROUPER, commit_all, git, sample_repository, write_paper


class Main:
    """A remote whose main branch the workflow keeps up to date."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = sample_repository(folder / "source")
        git(self.source, "switch", "-q", "main")
        git(folder, "clone", "-q", "--bare", self.source.as_uri(), "remote.git")
        self.remote = folder / "remote.git"
        git(self.source, "remote", "add", "origin", self.remote.as_uri())

    def checkout(self) -> Runner:
        """A fresh checkout of main."""
        number = len(list(self.folder.glob("checkout*")))
        git(self.folder, "clone", "-q", "--depth", "1", "--branch", "main", self.remote.as_uri(), f"checkout{number}")
        return Runner(self.folder / f"checkout{number}", self.folder / f"work{number}", {})

    def merge(self, **fields: object) -> None:
        """Put another version of a paper on main."""
        write_paper(self.source, **{**GROUPER, **fields})
        commit_all(self.source)
        git(self.source, "push", "-q", "origin", "main")

    def files(self) -> str:
        """What the newest commit of main changes, after its title."""
        return git(self.remote, "log", "-1", "--format=%s", "--name-only", "main")


@pytest.fixture
def main(tmp_path: Path) -> Main:
    return Main(tmp_path)


def test_the_lists_are_written_and_committed(main: Main) -> None:
    outcome = main.checkout().run("main.yml", "lists")
    assert outcome.succeeded, outcome.printed
    assert main.files().split("\n") == ["Write the lists anew", "", "README.md"]
    assert "Grouping Sounds" in git(main.remote, "show", "main:README.md")


def test_lists_that_are_up_to_date_are_left_alone(main: Main) -> None:
    main.checkout().run("main.yml", "lists")
    before = git(main.remote, "rev-parse", "main")
    outcome = main.checkout().run("main.yml", "lists")
    assert outcome.succeeded, outcome.printed
    assert git(main.remote, "rev-parse", "main") == before


def test_a_part_that_a_list_no_longer_has_is_removed(main: Main) -> None:
    main.checkout().run("main.yml", "lists")
    git(main.source, "pull", "-q", "--rebase", "origin", "main")
    signature = (main.source / "README.md").read_text().splitlines()[-1]
    (main.source / "readme").mkdir()
    (main.source / "readme/old part.md").write_text(f"# Old\n\n{signature}\n")
    main.merge()
    outcome = main.checkout().run("main.yml", "lists")
    assert outcome.succeeded, outcome.printed
    assert "readme/old part.md" in main.files()


def test_where_main_has_moved_on_the_newer_run_writes_the_lists(main: Main) -> None:
    runner = main.checkout()
    main.merge(title="Grouping Sounds Again")
    newest = git(main.remote, "rev-parse", "main")
    outcome = runner.run("main.yml", "lists")
    assert outcome.succeeded, outcome.printed
    assert "::notice::main has moved on" in outcome.printed
    assert git(main.remote, "rev-parse", "main") == newest


def test_a_push_that_is_refused_fails(main: Main) -> None:
    hook = main.remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert not main.checkout().run("main.yml", "lists").succeeded


def test_records_that_cannot_be_read_fail_before_anything_is_committed(main: Main) -> None:
    (main.source / "data/papers/2021/grouper.yaml").write_text("a: [")
    commit_all(main.source)
    git(main.source, "push", "-q", "origin", "main")
    outcome = main.checkout().run("main.yml", "lists")
    assert not outcome.succeeded
    assert "README.md" not in main.files()


def test_the_site_is_built_with_its_own_addresses_and_handed_over(main: Main) -> None:
    (main.source / "mkdocs.yml").write_text(
        'site_name: Sounds\nsite_url: !ENV [SITE_URL, ""]\nrepo_url: !ENV [REPO_URL, ""]\ntheme: {name: material}\n'
    )
    shutil.copytree(ROOT / ".github/ISSUE_TEMPLATE", main.source / ".github/ISSUE_TEMPLATE")
    main.merge()
    runner = main.checkout()
    runner.context |= {
        "steps.pages.outputs.base_url": "https://kb.example/sounds",
        "github.server_url": "https://github.com",
        "github.repository": "ana/sounds",
    }
    outcome = runner.run("main.yml", "build")
    assert outcome.succeeded, outcome.printed
    assert ("actions/upload-pages-artifact", {"path": "site"}) in outcome.used
    page = (runner.repository / "site/papers/grouper/index.html").read_text()
    assert 'href="https://kb.example/sounds/papers/grouper/"' in page
    fix, edit = re.findall(r'href="(https://github.com/ana/sounds/(?:issues|edit)/[^"]+)"', page)
    assert fix.startswith(
        "https://github.com/ana/sounds/issues/new?template=fix-record.yml&amp;title=Fix%3A%20grouper&amp;"
    )
    assert edit == "https://github.com/ana/sounds/edit/main/data/papers/2021/grouper.yaml"
