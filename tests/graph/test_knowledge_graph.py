"""The whole graph, and the ways through it."""

import pytest

from kbgen.graph.citations import CURATED, citations
from kbgen.graph.connections import Step, connections
from kbgen.graph.knowledge_graph import knowledge_graph
from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.vocabulary import Venues
from tests.graph.samples import EXAMPLE, base_of, paper
from tests.graph.test_communities import TAXONOMY

RICH = base_of(
    paper(
        "a",
        cites=["b"],
        year=2021,
        venue="icml",
        authors=["Ada Lovelace", "Émilie du Châtelet"],
        links={"code": ["https://github.com/Ada/Engine/tree/main", "https://example.org/code/"]},
        topics={"modality": ("audio", "unheard-of")},
        datasets=[{"dataset": "coco", "role": "pretraining", "source": "§4"}, {"dataset": "gone"}],
        relations={"cites": ("b",), "extends": ("b",), "compares_to": ("b", "a")},
    ),
    paper("b", authors=["Emilie Du Chatelet"], links={"code": ["http://www.github.com/ada/engine"]}, venue="nowhere"),
    datasets={
        "coco": Dataset.model_validate(
            {"id": "coco", "name": "COCO", "year": 2014, "introduced_by": "b", "modalities": ["video"]}
        )
    },
    taxonomy=TAXONOMY,
    venues=Venues.model_validate(
        {"venues": [{"id": "icml", "short": "ICML", "name": "Machine Learning", "kind": "conference"}]}
    ),
)


def edges(kb: KnowledgeBase) -> set[tuple[str, str, str]]:
    return set(knowledge_graph(kb, citations(kb)).edges(keys=True))


def test_every_kind_of_edge() -> None:
    assert edges(RICH) == {
        ("paper:a", "paper:b", "cites"),
        ("paper:a", "paper:b", "extends"),
        ("paper:a", "paper:b", "compares"),
        ("paper:a", "dataset:coco", "uses"),
        ("paper:b", "dataset:coco", "introduces"),
        ("paper:a", "term:modality/audio", "tagged"),
        ("dataset:coco", "term:modality/video", "tagged"),
        ("paper:a", "venue:icml", "published-in"),
        ("author:ada-lovelace", "paper:a", "authored"),
        ("author:emilie-du-chatelet", "paper:a", "authored"),
        ("author:emilie-du-chatelet", "paper:b", "authored"),
        ("repository:github.com/ada/engine", "paper:a", "implements"),
        ("repository:github.com/ada/engine", "paper:b", "implements"),
        ("repository:example.org/code", "paper:a", "implements"),
    }


def test_a_paper_that_introduces_a_dataset_is_not_said_to_use_it() -> None:
    said = [{"dataset": "coco", "role": "evaluation"}, {"dataset": "coco", "role": "introduces"}]
    kb = base_of(paper("a", datasets=said), datasets={"coco": Dataset(id="coco", name="COCO")})
    assert edges(kb) == {("paper:a", "dataset:coco", "introduces")}


def test_nodes_say_what_they_are() -> None:
    graph = knowledge_graph(RICH, citations(RICH))
    assert graph.nodes["paper:a"] == {"kind": "paper", "label": "A", "year": 2021}
    assert graph.nodes["dataset:coco"] == {"kind": "dataset", "label": "COCO", "year": 2014}
    assert graph.nodes["venue:icml"] == {"kind": "venue", "label": "ICML"}
    assert graph.nodes["term:modality/audio"] == {"kind": "term", "label": "Audio"}
    assert graph.nodes["author:ada-lovelace"] == {"kind": "author", "label": "Ada Lovelace"}
    assert graph.nodes["repository:github.com/ada/engine"]["url"] == "https://github.com/Ada/Engine"
    assert all({"kind", "label"} <= set(attributes) for _, attributes in graph.nodes(data=True))


def test_a_citation_says_who_states_it() -> None:
    graph = knowledge_graph(RICH, citations(RICH))
    assert graph.edges["paper:a", "paper:b", "cites"] == {"stated_by": (CURATED,), "kinds": ("curated",)}
    assert graph.edges["paper:a", "dataset:coco", "uses"] == {"role": "pretraining", "source": "§4"}


def test_the_shortest_way_is_by_citations() -> None:
    graph = knowledge_graph(EXAMPLE, citations(EXAMPLE))
    ways = connections(graph, "a", "d")
    assert [way.length for way in ways] == [2, 2]
    assert ways[0].steps == (
        Step("paper:a", "paper:b", ("cites",), forward=True),
        Step("paper:b", "paper:d", ("cites",), forward=False),
    )
    assert len(connections(graph, "a", "d", most=1)) == 1


def test_a_shared_author_joins_where_no_citation_does() -> None:
    kb = base_of(paper("a", authors=["Ada Lovelace"]), paper("b", authors=["Ada Lovelace"]))
    [way] = connections(knowledge_graph(kb, citations(kb)), "a", "b")
    assert [step.end for step in way.steps] == ["author:ada-lovelace", "paper:b"]
    assert way.length == 3


def test_venues_and_terms_join_nothing() -> None:
    kb = base_of(
        *(paper(one, topics={"modality": ("audio",)}, venue="icml") for one in "ab"),
        taxonomy=TAXONOMY,
        venues=RICH.venues,
    )
    assert connections(knowledge_graph(kb, citations(kb)), "a", "b") == ()


def test_a_paper_is_joined_to_itself_without_a_step() -> None:
    graph = knowledge_graph(EXAMPLE, citations(EXAMPLE))
    assert [(way.length, way.steps) for way in connections(graph, "e", "e")] == [(0, ())]


def test_a_paper_that_is_not_here_is_named() -> None:
    with pytest.raises(KeyError, match="gone"):
        connections(knowledge_graph(EXAMPLE, citations(EXAMPLE)), "a", "gone")
