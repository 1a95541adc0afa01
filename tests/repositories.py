"""Knowledge bases in Git, for tests of what Git tells."""

import subprocess
from pathlib import Path

from kbgen.model.paper import Paper
from kbgen.store.writer import write_record
from tests.render.list_samples import PAPERS, knowledge_base

IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str) -> str:
    """Run Git as somebody who has a name; returns what it prints."""
    run = subprocess.run(["git", *IDENTITY, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def commit_all(root: Path, message: str = "change") -> None:
    """Commit everything that lies in a repository."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)


def write_sample(root: Path) -> Path:
    """Write the made-up knowledge base of the lists, of which only the papers that pass every check."""
    papers = [one for one in PAPERS if one["id"] in {"listening", "quoted"}]
    kb = knowledge_base([*papers, GROUPER])
    for record in (*kb.papers.values(), *kb.datasets.values(), *kb.lists.values(), kb.taxonomy, kb.venues):
        write_record(root, record)
    return root


GROUPER = {
    "id": "grouper",
    "title": "Grouping Sounds",
    "authors": ["Cy Young"],
    "year": 2021,
    "ids": {"arxiv": "2103.00020"},
    "topics": {"objective": ["clustering"]},
}


def sample_repository(root: Path) -> Path:
    """The sample, committed on the branch ``main``, with a branch ``topic`` checked out."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text(".kbgen/\n.venv/\nsite/\n")
    write_sample(root)
    commit_all(root, "first")
    git(root, "switch", "-q", "-c", "topic")
    return root


def write_paper(root: Path, **fields: object) -> Path:
    """Write a paper where it belongs."""
    return write_record(root, Paper.model_validate(fields))
