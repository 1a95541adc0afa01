"""What services say is cited follows a record that gets another name, and goes with one that is removed."""

import json
from pathlib import Path

import pytest

from kbgen.contribute.remove import remove_record
from kbgen.contribute.rename import rename_record
from kbgen.store.tree import load_tree
from tests.enrich.samples import write_rooms

FILE = "data/enriched/references.jsonl"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    value = {"seen": 9, "records": ["beta", "echoes", "journal"]}
    fields = {
        name: {"value": value, "source": "s", "fetched": "2026-11-20"}
        for name in ("references_openalex", "references_semantic_scholar")
    }
    (tmp_path / "data/enriched").mkdir(parents=True)
    (tmp_path / FILE).write_text(json.dumps({"id": "rooms", "fields": fields}) + "\n")
    return write_rooms(tmp_path)


def cited(root: Path) -> list[object]:
    return [value.value for value in load_tree(root).kb.enrichment["rooms"].values()]


def test_a_renamed_paper_is_cited_under_its_new_name(root: Path) -> None:
    rename_record(root, "beta", "zeta")
    assert cited(root) == [{"seen": 9, "records": ["echoes", "journal", "zeta"]}] * 2


def test_a_removed_paper_is_cited_no_more(root: Path) -> None:
    remove_record(root, "echoes")
    assert cited(root) == [{"seen": 9, "records": ["beta", "journal"]}] * 2
