import json
from collections.abc import Iterable

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.render.export.json import datasets_json, json_array, paper_line
from tests.render.list_samples import PAPERS, knowledge_base


def papers_json(papers: Iterable[Paper], kb: KnowledgeBase) -> str:
    return json_array(paper_line(paper, kb) for paper in papers).decode()


def test_papers_are_their_records_with_every_address_worked_out() -> None:
    kb = knowledge_base()
    papers = {paper["id"]: paper for paper in json.loads(papers_json(kb.papers.values(), kb))}
    listening = papers["listening"]
    assert listening["title"] == "Seeing While Listening"
    assert listening["topics"] == {"objective": ["contrastive"], "application": ["health"]}
    assert listening["url"] == "https://arxiv.org/abs/1705.01234"
    assert listening["urls"] == {
        "arxiv": ["https://arxiv.org/abs/1705.01234"],
        "code": ["https://github.com/ana/seeing", "https://github.com/bo/seeing"],
        "project": ["https://see.example"],
    }
    assert listening["venue_label"] == "ICCV 2017 (workshop)"


def test_nothing_is_null_and_hostile_text_stays_text() -> None:
    kb = knowledge_base()
    text = papers_json(kb.papers.values(), kb)
    assert "null" not in text
    assert [paper["title"] for paper in json.loads(text) if paper["id"] == "hostile"] == [PAPERS[1]["title"]]


def test_datasets_name_the_papers_that_use_them() -> None:
    uses = {
        "id": "user",
        "title": "User",
        "datasets": [{"dataset": "captions"}, {"dataset": "captions", "role": "training"}],
    }
    kb = knowledge_base([uses])
    datasets = {dataset["id"]: dataset for dataset in json.loads(datasets_json(kb.datasets.values(), kb))}
    assert datasets["captions"]["used_by"] == ["user"]
    assert datasets["captions"]["sizes"][0] == {
        "of": "images",
        "text": ">330000",
        "count": 330000,
        "qualifier": "at-least",
    }
    assert "used_by" not in datasets["plain"]


def test_one_record_a_line() -> None:
    kb = knowledge_base()
    lines = papers_json(kb.papers.values(), kb).splitlines()
    assert len(lines) == len(PAPERS) + 2
    assert papers_json([], kb) == "[]\n"
