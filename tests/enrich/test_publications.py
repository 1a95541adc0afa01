"""What services say of a preprint's publication is kept beside each other, and only if it is surely this paper's."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from kbgen.enrich.overlay import Publishing
from kbgen.enrich.source import Facts
from kbgen.enrich.updating import updated
from kbgen.model.identity import Work
from kbgen.model.paper import Paper
from kbgen.store.tree import Tree, load_tree
from kbgen.store.writer import write_record

TODAY = datetime.date(2026, 11, 21)
VENUES = """\
venues:
  - {id: arxiv, name: arXiv, short: arXiv, kind: preprint}
  - {id: iccv, name: International Conference on Computer Vision, short: ICCV, kind: conference}
"""
TITLE = "Rooms That Hear"


def tree_with(root: Path, **fields: Any) -> Tree:
    paper = {"id": "rooms", "title": TITLE, "authors": ["Ada Example"], "year": 2021, "venue": "arxiv", **fields}
    write_record(root, Paper.model_validate({**paper, "ids": {"arxiv": "2101.00001"}}))
    (root / "data/venues.yaml").write_text(VENUES)
    return load_tree(root, cache=False)


def said(title: str = TITLE, author: str = "A. Example", **fields: JsonValue) -> tuple[Facts, ...]:
    return (Facts(fields, Work(title, (author,), 2021, frozenset({"arxiv:2101.00001"}))),)


def known(tree: Tree, **found: tuple[Facts, ...]) -> dict[str, JsonValue]:
    services = {name.replace("_", "-"): facts for name, facts in found.items()}
    overlay = updated(tree, {"rooms": services}, TODAY, Publishing())
    lines = [line for path in overlay.files for line in overlay.lines(path)]
    return {name: one.value for line in lines for name, one in line.fields.items() if name.startswith("publication_")}


def test_each_service_has_its_word(tmp_path: Path) -> None:
    assert known(
        tree_with(tmp_path),
        arxiv=said(journal_ref="Proc. ICCV 2022"),
        crossref=said(venue="2022 ICCV", year=2022, doi="10.5555/rooms"),
        dblp=said(venue="ECCV", year=2022),
        semantic_scholar=said(year=2021, doi="10.48550/arXiv.2101.00001"),
        openalex=said(),
    ) == {
        "publication_arxiv": {"venue": "Proc. ICCV 2022"},
        "publication_crossref": {"venue": "2022 ICCV", "year": 2022, "doi": "10.5555/rooms"},
        "publication_dblp": {"venue": "ECCV", "year": 2022},
    }


@pytest.mark.parametrize(
    ("title", "author", "kept"),
    [
        (TITLE, "Ada Example", True),
        ("Rooms that hear: an extended version", "Ada Example", True),
        ("Rooms that hear: an extended version", "Bo Other", False),
        (TITLE, "Bo Other", False),
        ("Something Else", "Ada Example", False),
    ],
)
def test_title_and_people_agree(tmp_path: Path, title: str, author: str, kept: bool) -> None:
    tree = tree_with(tmp_path)
    assert bool(known(tree, crossref=said(title, author, venue="ICCV", year=2022))) is kept


def test_it_goes_once_the_record_names_a_venue(tmp_path: Path) -> None:
    line = (
        '{"id": "rooms", "fields": {"publication_arxiv": '
        '{"value": {"venue": "ICCV"}, "source": "arxiv", "fetched": "2026-01-01"}}}\n'
    )
    (tmp_path / "data/enriched").mkdir(parents=True)
    (tmp_path / "data/enriched/works.jsonl").write_text(line)
    assert known(tree_with(tmp_path), arxiv=said()) == {"publication_arxiv": {"venue": "ICCV"}}
    published = tree_with(tmp_path, venue="iccv")
    assert known(published, arxiv=said(journal_ref="ICCV", year=2022)) == {}


def test_a_record_without_a_venue_counts_as_unpublished(tmp_path: Path) -> None:
    tree = tree_with(tmp_path, venue=None)
    assert known(tree, crossref=said(venue="ICCV")) == {"publication_crossref": {"venue": "ICCV"}}
