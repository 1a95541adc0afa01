"""Queries of lists: what is wrong with their form, and names in them that do not exist."""

from pathlib import Path

import pytest

from kbgen.checks.run import run_checks
from kbgen.model.finding import Finding
from kbgen.store.tree import load_tree

LIST = """\
id: main
title: Papers
output: README.md
sections:
  - heading: All
    select: {{where: '{where}'}}
"""
PAPER = "id: a-paper\ntitle: A Paper About Something\nyear: 2021\n"
TAXONOMY = """\
axes:
  - id: objective
    name: Objective
    description: What is trained.
    terms: [{id: clustering, name: Clustering, description: Groups.}]
"""


def findings(root: Path, where: str) -> list[Finding]:
    for name, text in {
        "lists/main.yaml": LIST.format(where=where),
        "papers/2021/a-paper.yaml": PAPER,
        "taxonomy.yaml": TAXONOMY,
    }.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    wanted = {"KB131", "KB502"}
    return [finding for finding in run_checks(load_tree(root, cache=False)) if finding.code in wanted]


@pytest.mark.parametrize("where", ["year:2021", "-objective:clustering", "about something"])
def test_a_query_that_is_right_is_not_reported(tmp_path: Path, where: str) -> None:
    assert findings(tmp_path, where) == []


def test_every_name_that_does_not_exist_is_reported_with_its_column(tmp_path: Path) -> None:
    found = findings(tmp_path, "objective:clustring venue:icml")
    assert [(str(one.place), one.code, one.message, one.remedy) for one in found] == [
        (
            "data/lists/main.yaml:6:21",
            "KB502",
            'column 11 of the query: no term "clustring" on the axis "objective"',
            'did you mean "clustering"?',
        ),
        (
            "data/lists/main.yaml:6:21",
            "KB502",
            'column 27 of the query: unknown venue "icml"',
            "data/venues.yaml lists those that are known",
        ),
    ]


def test_a_query_without_a_valid_form_is_reported_once_with_all_that_is_wrong(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "year>=2021 has:codes")
    assert found.code == "KB131"
    assert "column 1:" in found.message
    assert "column 16:" in found.message
