"""What papers are compared by, as digests."""

from typing import Any

import pytest

from kbgen.graph.citations import citations
from kbgen.graph.facts import outline_of, prose_of, ties_of
from tests.graph.samples import base_of, paper


def test_a_summary_and_an_abstract_are_prose_and_authors_are_nothing() -> None:
    plain, told = paper("a"), paper("a", summary="A sentence.")
    assert outline_of(plain) == outline_of(told) == outline_of(paper("a", authors=["Ada Example"], year=2020))
    assert len({prose_of(plain, None), prose_of(told, None), prose_of(plain, "An abstract.")}) == 3


@pytest.mark.parametrize(
    "change", [{"title": "Other"}, {"topics": {"modality": ("audio",)}}, {"datasets": ({"dataset": "x"},)}]
)
def test_title_terms_and_datasets_are_the_outline(change: dict[str, Any]) -> None:
    assert outline_of(paper("a", **change)) != outline_of(paper("a"))


def test_both_ends_of_a_tie_have_it_and_its_direction_counts() -> None:
    def ties(*papers: Any) -> dict[str, str]:
        kb = base_of(*papers)
        return ties_of(kb, citations(kb))

    forth = ties(paper("a", relations={"extends": ("b",)}), paper("b"))
    back = ties(paper("a"), paper("b", relations={"extends": ("a",)}))
    assert forth.keys() == back.keys() == {"a", "b"}
    assert forth["a"] != back["a"]
    assert ties(paper("a", cites=["b"]), paper("b")) != ties(paper("a"), paper("b", cites=["a"]))
    assert ties(paper("a", cites=["gone"], relations={"extends": ("gone",)})) == {}
