"""The rules of the graph, where their examples do not tell all."""

from pathlib import Path
from typing import Any

from kbgen.checks.asked import asked_for
from kbgen.checks.run import check
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.store.tree import load_tree
from kbgen.store.writer import write_record
from tests.graph.samples import paper

CODES = {"KB881", "KB882", "KB883", "KB884"}


def found(root: Path, *records: Paper | Dataset) -> list[tuple[str, str, str]]:
    for record in records:
        write_record(root, record)
    return [
        (one.code, Path(one.place.path).stem, one.subject)
        for one in check(load_tree(root)).findings
        if one.code in CODES
    ]


def crowd(**fields: Any) -> list[Paper]:
    """Papers that one author joins."""
    return [paper(f"x{number}", title=f"Title {number}", authors=["Ada Lovelace"], **fields) for number in range(4)]


def test_one_year_later_is_usual_and_no_year_says_nothing(tmp_path: Path) -> None:
    papers = [
        paper("a", cites=["b", "c", "d"], year=2019),
        paper("b", year=2020),
        paper("c", year=2021),
        paper("d"),
    ]
    assert found(tmp_path, *papers) == [("KB881", "a", "c")]


def test_the_record_of_the_dataset_says_who_introduced_it(tmp_path: Path) -> None:
    uses = [{"dataset": "coco", "role": "introduces"}]
    coco = Dataset.model_validate({"id": "coco", "name": "COCO", "introduced_by": "late"})
    early, late = paper("early", datasets=uses, year=2014), paper("late", datasets=uses, year=2015)
    assert found(tmp_path, coco, early, late) == [("KB882", "early", "coco")]


def test_without_it_the_earliest_paper_did(tmp_path: Path) -> None:
    uses = [{"dataset": "coco", "role": "introduces"}]
    coco = Dataset.model_validate({"id": "coco", "name": "COCO"})
    early, late = paper("early", datasets=uses, year=2014), paper("late", datasets=uses, year=2015)
    assert found(tmp_path, coco, early, late) == [("KB882", "late", "coco")]


def test_a_young_knowledge_base_is_not_told_that_its_papers_stand_alone(tmp_path: Path) -> None:
    assert found(tmp_path, paper("a", title="One"), paper("b", title="Two")) == []


def test_one_that_stands_alone_among_many_is_told(tmp_path: Path) -> None:
    lonely = paper("lonely", title="Nobody Knows", authors=["Nobody", "Nobody"])
    assert found(tmp_path, *crowd(), lonely) == [("KB883", "lonely", "")]


def test_other_first_authors_may_cite_the_same(tmp_path: Path) -> None:
    crowded = [paper(f"x{number}", title=f"Title {number}") for number in range(5)]
    cites = [one.id for one in crowded]
    one = paper("one", title="Of Sight", cites=cites, authors=["Ada Lovelace", "Mary Somerville"])
    other = paper("other", title="On Sound", cites=cites, authors=["Mary Somerville", "Ada Lovelace"])
    assert found(tmp_path, *crowded, one, other) == []
    again = paper("again", title="On Light", cites=cites, authors=["Ada Lovelace"])
    assert found(tmp_path, again) == [("KB884", "one", "again")]


def test_fewer_shared_references_than_four_in_five_are_another_work(tmp_path: Path) -> None:
    crowded = [paper(f"x{number}", title=f"Title {number}") for number in range(7)]
    cites = [one.id for one in crowded]
    one = paper("one", title="Of Sight", cites=cites[:5], authors=["Ada Lovelace"])
    other = paper("other", title="On Sound", cites=cites, authors=["Ada Lovelace"])
    assert found(tmp_path, *crowded, one, other) == []


def test_standing_alone_is_not_told_of_some_paths(tmp_path: Path) -> None:
    lonely = paper("lonely", title="Nobody Knows", authors=["Nobody"])
    assert found(tmp_path, *crowd(), lonely) == [("KB883", "lonely", "")]
    tree = load_tree(tmp_path)
    asked = asked_for(tree, [tmp_path / "data/papers"])
    assert [one.code for one in check(tree).findings if asked.wants(one)] == []
