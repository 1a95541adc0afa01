"""The project's own lists show its own records, all of them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.render.readme.files import BYTE_LIMIT, MarkdownFile
from kbgen.render.readme.markdown import escape
from kbgen.render.readme.render import render_lists
from kbgen.store.tree import load_tree
from kbgen.views.lists import list_view
from tools.awesome_lint import lint

ROOT = Path(__file__).resolve().parents[2]
SEQUENCES = "awesome-multimodal-sequence-learning"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_tree(ROOT, cache=False).kb


@pytest.fixture(scope="module")
def files(kb: KnowledgeBase) -> dict[str, MarkdownFile]:
    return {str(file.path): file for file in render_lists(kb, ROOT)}


def test_every_paper_stands_in_the_readme_in_full_exactly_once(
    kb: KnowledgeBase, files: dict[str, MarkdownFile]
) -> None:
    shown = Counter(card.id for section in list_view(kb.lists["awesome-ssml"], kb).walk() for card in section.full)
    assert shown == Counter(list(kb.papers))
    lines = Counter(re.findall(r"^- \[?(.+?)(?:\]\(\S+\))? - ", files["README.md"].text, re.M))
    assert [title for title in {escape(paper.title) for paper in kb.papers.values()} if not lines[title]] == []


def test_every_dataset_with_a_family_stands_in_a_table(kb: KnowledgeBase) -> None:
    tables = [section.table for section in list_view(kb.lists["awesome-ssml"], kb).walk() if section.table]
    shown = Counter(row.id for table in tables for row in table.rows)
    assert shown == Counter(dataset.id for dataset in kb.datasets.values() if dataset.family)


def test_the_sequence_learning_list_shows_every_paper_of_its_source(kb: KnowledgeBase) -> None:
    view = list_view(kb.lists["multimodal-sequence-learning"], kb)
    shown = {card.id for section in view.walk() for card in section.full}
    assert {paper.id for paper in kb.papers.values() if SEQUENCES in paper.sources} - shown == set()


def test_the_lists_are_short_enough_for_github(files: dict[str, MarkdownFile]) -> None:
    assert {"README.md", "lists/multimodal-sequence-learning.md"} <= set(files)
    assert max(len(file.text.encode()) for file in files.values()) < BYTE_LIMIT


@pytest.mark.parametrize("path", ["README.md", "lists/multimodal-sequence-learning.md"])
def test_the_lists_pass_the_linter(path: str, files: dict[str, MarkdownFile]) -> None:
    passed, output = lint(files[path].text)
    assert passed, output
