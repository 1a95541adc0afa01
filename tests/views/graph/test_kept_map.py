"""The map after an edit."""

import math

import pytest

from kbgen.graph.citations import citations
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.views.graph import kept_map
from kbgen.views.graph.kept_map import carried_on, is_carried_on
from kbgen.views.graph.map import NO_GROUP, SCALE, DrawnMap, Group
from tests.graph.samples import base_of, paper

WAS = ["a", "b", "c"]
DRAWN = DrawnMap((1000, 2000, 9000), (1000, 1000, 9000), (1.2, 0.4, 0.9), (0, 0, 1), (Group("g", "G"), Group("h", "H")))
NEAR = SCALE / 2 / math.sqrt(len(WAS))


def carried(kb: KnowledgeBase, near: dict[str, list[str]] | None = None) -> dict[str, tuple[int, int, float, int]]:
    found = carried_on(DRAWN, WAS, kb, citations(kb), lambda one: (near or {}).get(one, ()))
    assert found.groups == DRAWN.groups
    return dict(zip(kb.papers, zip(found.x, found.y, found.rank, found.group, strict=True), strict=True))


def is_about(place: tuple[int, int, float, int], x: float, y: float) -> bool:
    return math.hypot(place[0] - x, place[1] - y) <= NEAR + 1


def test_papers_keep_place_rank_and_group_and_those_that_are_gone_go() -> None:
    found = carried(base_of(paper("a", title="Another title"), paper("c", cites=["a"])))
    assert found == {"a": (1000, 1000, 1.2, 0), "c": (9000, 9000, 0.9, 1)}


def test_a_new_paper_stands_amid_those_it_cites_and_that_cite_it() -> None:
    kb = base_of(paper("a"), paper("b", cites=["new"]), paper("c"), paper("new", cites=["a"]))
    found = carried(kb, near={"new": ["c"]})
    assert is_about(found["new"], 1500, 1000)
    assert found["new"][2:] == (0.4, 0)


def test_a_new_paper_without_citations_stands_with_its_related_papers() -> None:
    kb = base_of(*(paper(one) for one in [*WAS, "new"]))
    found = carried(kb, near={"new": ["c", "other-new"]})
    assert is_about(found["new"], 9000, 9000)
    assert found["new"][3] == 1


def test_a_new_paper_that_is_related_to_none_stands_with_those_that_share_its_rarest_term() -> None:
    common, rare = {"modality": ("audio",)}, {"modality": ("audio", "video")}
    kb = base_of(
        paper("a", topics=common), paper("b", topics=common), paper("c", topics=rare), paper("new", topics=rare)
    )
    assert is_about(carried(kb)["new"], 9000, 9000)


def test_a_new_paper_that_nothing_joins_stands_on_the_rim() -> None:
    x, y, _, group = carried(base_of(*(paper(one) for one in [*WAS, "new"])))["new"]
    assert math.hypot(x - SCALE / 2, y - SCALE / 2) == pytest.approx(SCALE / 2, abs=1)
    assert group == NO_GROUP


def test_new_papers_at_the_same_place_stand_apart() -> None:
    kb = base_of(*(paper(one) for one in WAS), *(paper(one, cites=["b"]) for one in ("new1", "new2")))
    found = carried(kb)
    assert found["new1"][:2] != found["new2"][:2]


def test_a_map_is_carried_on_while_less_than_a_fiftieth_of_many_papers_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    was = {f"p{number}": "said" for number in range(100)}
    assert not is_carried_on(was, was)
    monkeypatch.setattr(kept_map, "ALWAYS_DRAWN", 50)
    assert is_carried_on(was, was)
    assert is_carried_on(was, was | {"p1": "other"})
    assert is_carried_on(was, was | {"new": "said"})
    gone = {one: said for one, said in was.items() if one != "p1"}
    assert is_carried_on(was, gone)
    assert not is_carried_on(was, gone | {"new": "said"})
    assert not is_carried_on(was, was | {"p1": "other", "p2": "other"})
    assert not is_carried_on({}, was)
