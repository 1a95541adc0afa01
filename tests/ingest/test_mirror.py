"""The mirrored list asks only for what stood under its headings."""

from pathlib import Path

from kbgen.checks.run import run_checks
from kbgen.ingest.importing import ImportOptions, SourceFile, run_import
from kbgen.model.lists import Section, Select
from kbgen.store.tree import Tree, load_tree

LIST = """\
# Awesome Rooms

## Introduction

Rooms are everywhere.

## Bats

### 2023

- [Hearing Rooms](https://arxiv.org/abs/2301.00001), ICML 2023
- [Feeling Rooms](https://arxiv.org/abs/2301.00002), ICML 2023

### 2022

- [Seeing Rooms](https://arxiv.org/abs/2201.00001), ICML 2022

## Citation

```bibtex
@article{rooms, title={A Survey of Rooms}, author={Doe, Jane}, journal={arXiv preprint arXiv:2302.00001}, year={2023}}
```
"""


def imported(tmp_path: Path) -> Tree:
    file = tmp_path / "rooms.md"
    file.write_text(LIST, encoding="utf-8")
    (tmp_path / "kb" / "data").mkdir(parents=True)
    run_import(tmp_path / "kb", [SourceFile(file, "rooms")], ImportOptions())
    return load_tree(tmp_path / "kb")


def test_headings_without_entries_ask_for_nothing(tmp_path: Path) -> None:
    tree = imported(tmp_path)
    assert len(tree.kb.papers) == 4
    with_entries = [section for section in tree.kb.lists["rooms"].sections if section.select or section.sections]
    assert len(with_entries) < len(tree.kb.lists["rooms"].sections)
    assert with_entries == [
        Section(
            heading="Bats",
            sections=(
                Section(heading="2023", select=Select(ids=("hearing-rooms", "feeling-rooms"))),
                Section(heading="2022", select=Select(ids=("seeing-rooms",))),
            ),
        ),
    ]
    assert {finding.code for finding in run_checks(tree) if finding.code.startswith("KB5")} == {"KB504"}


def test_headings_of_years_are_no_topics(tmp_path: Path) -> None:
    tree = imported(tmp_path)
    assert [placed.term.id for placed in tree.kb.taxonomy.walk()] == ["bats"]
    assert tree.kb.papers["seeing-rooms"].topics == {"section": ("bats",)}
