from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import DatasetUse, Paper
from kbgen.views.most_used import most_used_datasets


def paper(paper_id: str, *uses: DatasetUse) -> Paper:
    return Paper(id=paper_id, title=paper_id, datasets=uses)


def test_a_dataset_counts_once_a_paper_and_introducing_is_not_using() -> None:
    papers = [
        paper("one", *(DatasetUse(dataset="coco", role=role) for role in ("pretraining", "evaluation"))),
        paper("two", DatasetUse(dataset="coco", role="introduces")),
        paper("three", DatasetUse(dataset="coco", role="introduces"), DatasetUse(dataset="coco", role="evaluation")),
        paper("four", DatasetUse(dataset="b-1"), DatasetUse(dataset="zebras")),
    ]
    zebras = Dataset(id="zebras", name="A herd")
    kb = KnowledgeBase(papers={one.id: one for one in papers}, datasets={"zebras": zebras})
    found = most_used_datasets(kb, kb.papers, 3)
    assert [(one.name, one.count) for one in found] == [("A herd", 1), ("b-1", 1), ("coco", 1)]
    assert [one.id for one in most_used_datasets(kb, ["four"], 1)] == ["zebras"]
