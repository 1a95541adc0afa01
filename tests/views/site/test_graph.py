"""The page of the graph and the data of its map."""

from dataclasses import replace

from kbgen.graph.citations import citations
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.views.graph.map import NO_GROUP, SCALE, DrawnMap, draw_map, map_data
from kbgen.views.site.graph import GraphPage, graph_page
from kbgen.views.site.index import SiteIndex
from tests.graph.samples import EXAMPLE, base_of, paper
from tests.graph.test_communities import two_rings


def drawn(kb: KnowledgeBase) -> DrawnMap:
    return draw_map(kb, citations(kb))


def page(kb: KnowledgeBase) -> GraphPage:
    return graph_page(SiteIndex(kb), drawn(kb), "explore/catalogue.js", "graph/map.js")


def test_the_map_has_a_place_a_rank_and_a_group_for_every_paper() -> None:
    kb = two_rings()
    found = drawn(kb)
    assert {len(found.x), len(found.y), len(found.rank), len(found.group)} == {len(kb.papers)}
    assert all(0 <= one <= SCALE for one in (*found.x, *found.y))
    assert [one.name for one in found.groups] == ["Audio · Video", "Hard matching · Text"]
    group = dict(zip(kb.papers, found.group, strict=True))
    assert (group["sound1"], group["word1"], group["alone"]) == (0, 1, NO_GROUP)
    assert round(sum(found.rank)) == len(kb.papers)


def test_a_summary_moves_no_paper() -> None:
    kb = two_rings()
    told = {one: record.model_copy(update={"summary": "Sound and words."}) for one, record in kb.papers.items()}
    assert drawn(replace(kb, papers=told)) == drawn(kb)


def test_the_data_name_both_ends_of_every_citation_and_who_states_it() -> None:
    kb = base_of(
        paper("b", cites=["a"]), paper("a"), paper("c", relations={"extends": ("a",), "compares_to": ("b", "gone")})
    )
    order = ["c", "b", "a"]
    data = map_data(kb, citations(kb), drawn(kb), order)
    assert data["citations"] == [1, 2]
    assert [data["staters"][bit] for bit in range(5) if data["stated"][0] & 1 << bit] == [
        "curators of this knowledge base"
    ]
    assert data["relations"] == [0, 2, 0, 0, 1, 1]
    assert data["kinds"] == ["extends", "compares"]
    known = drawn(kb)
    assert data["x"] == [known.x[list(kb.papers).index(one)] for one in order]


def test_the_page_tells_who_states_the_edges_and_how_much_is_known() -> None:
    shown = page(EXAMPLE)
    assert (shown.papers, shown.citations) == (5, 5)
    assert [(one.kind, one.citations, one.alone) for one in shown.staters] == [("curated", 5, 5)]
    assert (shown.coverage.papers, shown.coverage.known, shown.coverage.single) == (5, 0, 3)
    assert [one.paper.name for one in shown.foremost] == ["C", "B"]
    assert [(one.rank, one.cited_by, one.cites) for one in shown.foremost] == [(2.07, 3, 0), (1.12, 2, 1)]


def test_the_page_of_the_small_knowledge_base(small: SiteIndex) -> None:
    shown = graph_page(small, drawn(small.kb), "a.js", "b.js")
    assert shown.papers == len(small.papers)
    assert {one.name for one in shown.staters}
    assert sum(one.papers for one in shown.groups) + shown.ungrouped == shown.papers
    assert all(group.foremost for group in shown.groups)


def test_nothing_known_is_no_error() -> None:
    shown = page(base_of())
    assert (shown.papers, shown.citations, shown.foremost, shown.groups) == (0, 0, (), ())
