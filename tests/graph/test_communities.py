"""Groups of papers and their names."""

import networkx as nx

from kbgen.graph.analysis import Analysis
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Taxonomy
from kbgen.model.words import speaking
from kbgen.render.words import read_words
from tests.graph.samples import base_of, paper

TAXONOMY = Taxonomy.model_validate(
    {
        "axes": [
            {
                "id": "modality",
                "name": "Modality",
                "description": "What goes in.",
                "terms": [{"id": one, "name": one.title(), "description": one} for one in ("audio", "video", "text")],
            },
            {
                "id": "objective",
                "name": "Objective",
                "description": "What is learned.",
                "terms": [
                    {
                        "id": "matching",
                        "name": "Matching",
                        "description": "Pairs.",
                        "children": [{"id": "hard-matching", "name": "Hard matching", "description": "Hard pairs."}],
                    }
                ],
            },
        ]
    }
)


def ring(name: str, size: int, **topics: tuple[str, ...]) -> list[Paper]:
    """Papers that all cite each other."""
    names = [f"{name}{number}" for number in range(size)]
    return [paper(one, title=one, cites=[other for other in names if other != one], topics=topics) for one in names]


def two_rings() -> KnowledgeBase:
    bridge = paper("bridge", title="bridge", cites=["sound0", "word0"])
    papers = [
        *ring("sound", 5, modality=("audio", "video")),
        *ring("word", 4, modality=("text",), objective=("hard-matching",)),
        bridge,
        paper("alone", title="alone"),
    ]
    return base_of(*papers, taxonomy=TAXONOMY)


def test_groups_are_those_that_cite_each_other_named_after_their_narrowest_terms() -> None:
    found = Analysis(two_rings(), 2026).communities
    assert [[one for one in group.papers if one != "bridge"] for group in found] == [
        [f"sound{number}" for number in range(5)],
        [f"word{number}" for number in range(4)],
    ]
    assert [group.name for group in found] == ["Audio · Video", "Hard matching · Text"]
    assert [group.id for group in found] == ["audio-video", "hard-matching-text"]


def test_the_same_records_make_the_same_groups() -> None:
    assert Analysis(two_rings(), 2026).communities == Analysis(two_rings(), 2026).communities


def test_groups_without_terms_still_have_names_of_their_own() -> None:
    kb = base_of(*ring("left", 4), *ring("right", 4))
    assert [one.name for one in Analysis(kb, 2026).communities] == ["Other papers", "Other papers (2)"]
    assert len({one.id for one in Analysis(kb, 2026).communities}) == 2
    with speaking(read_words(None, "zh").language):
        assert [one.name for one in Analysis(kb, 2026).communities] == ["其他论文", "其他论文 (2)"]


def test_papers_that_nothing_joins_make_no_group() -> None:
    assert Analysis(base_of(paper("a", title="one"), paper("b", title="two")), 2026).communities == ()


def test_groups_part_the_papers_about_as_well_as_those_of_networkx() -> None:
    rings = [ring(f"ring{number}-", 4 + number) for number in range(8)]
    joined = [paper(f"join{n}", title=f"j{n}", cites=[f"ring{n}-0", f"ring{n + 1}-1"]) for n in range(7)]
    analysis = Analysis(base_of(*(one for group in rings for one in group), *joined), 2026)
    graph = nx.from_scipy_sparse_array(analysis.ties)
    row = analysis.matrix.row
    ours = [{row[one] for one in group.papers} for group in analysis.communities]
    rest = set(graph) - {one for group in ours for one in group}
    theirs = nx.community.louvain_communities(graph, seed=1)
    modularity = nx.community.modularity
    assert modularity(graph, [*ours, *({one} for one in rest)]) >= 0.98 * modularity(graph, theirs)
