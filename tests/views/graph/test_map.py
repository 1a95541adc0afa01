"""The file that the page of the map loads."""

from kbgen.graph.citations import Citation, Citations, Statement, citations
from kbgen.views.graph.map import RELATIONS, DrawnMap, Group, draw_map, map_data
from kbgen.views.graph.summary import STATERS
from tests.graph.samples import base_of, paper
from tests.graph.test_communities import two_rings

DRAWN = DrawnMap((1, 2, 3), (4, 5, 6), (0.5, 1.5, 1.0), (0, 1, 0), (Group("g", "G"), Group("h", "H")))


def test_columns_are_in_the_order_of_the_catalogue_and_edges_lead_between_places() -> None:
    kb = base_of(
        paper("a", relations={"extends": ("b", "a"), "compares_to": ("c", "gone")}), paper("b"), paper("c", title="C")
    )
    stated = (Statement("us", "curated"), Statement("Crossref", "service"), Statement("OpenAlex", "service"))
    known = Citations({"c": (Citation("c", "a", stated),)})
    data = map_data(kb, known, DRAWN, ["c", "a", "b"])
    assert (data["x"], data["y"], data["rank"], data["group"]) == ([3, 1, 2], [6, 4, 5], [1.0, 0.5, 1.5], [0, 0, 1])
    assert data["groups"] == ["G", "H"]
    assert data["citations"] == [0, 1]
    [bits] = data["stated"]
    said = [words for number, words in enumerate(data["staters"]) if bits >> number & 1]
    assert said == [STATERS["curated"], STATERS["service"]]
    assert data["relations"] == [1, 2, RELATIONS.index("extends"), 1, 0, RELATIONS.index("compares")]


def test_papers_are_in_the_groups_they_belong_to() -> None:
    kb = two_rings()
    drawn = draw_map(kb, citations(kb))
    names = {one: drawn.groups[at].name for one, at in zip(kb.papers, drawn.group, strict=True) if at >= 0}
    assert names["sound0"] != names["word0"]
