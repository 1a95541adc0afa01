"""Which papers are near a paper, and why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.graph.citations import citations
from kbgen.graph.nearest import LEAST_SCORE
from kbgen.graph.related import Reason, Related, RelatedPapers
from kbgen.graph.things import WEIGHTS
from kbgen.model.knowledge_base import KnowledgeBase
from tests.graph.samples import EXAMPLE, base_of, paper


def related(kb: KnowledgeBase, most: int = 10) -> RelatedPapers:
    return RelatedPapers(kb, citations(kb), most)


def reasons(found: tuple[Related, ...], paper_id: str) -> tuple[Reason, ...]:
    [one] = [one for one in found if one.paper == paper_id]
    return one.reasons


def test_weights_sum_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_two_that_cite_the_same_are_near_and_say_so() -> None:
    found = related(EXAMPLE).of("a")
    assert {one.paper for one in found} == {"b", "c", "d"}
    assert reasons(found, "d")[0] == Reason("references", ("b", "c"))


def test_a_citation_itself_joins_and_is_all_that_is_said_of_it() -> None:
    kb = base_of(paper("a", cites=["b"]), paper("b"), *(paper(f"x{n}") for n in range(8)))
    assert reasons(related(kb).of("a"), "b") == (Reason("cites"),)
    assert reasons(related(kb).of("b"), "a") == (Reason("cited-by"),)


def test_cited_together() -> None:
    kb = base_of(*(paper(f"x{n}", cites=["b", "c"]) for n in range(3)), paper("b"), paper("c"), paper("y"))
    assert Reason("citers", ("x0", "x1", "x2")) in reasons(related(kb).of("b"), "c")


def test_extending_and_comparing_are_told_in_both_directions() -> None:
    kb = base_of(paper("a", relations={"extends": ("b",), "compares_to": ("c",)}), paper("b"), paper("c"))
    found = related(kb)
    assert reasons(found.of("a"), "b")[0] == Reason("extends")
    assert reasons(found.of("b"), "a")[0] == Reason("extended-by")
    assert reasons(found.of("a"), "c")[0] == Reason("compares")
    assert reasons(found.of("c"), "a")[0] == Reason("compared-by")


def test_shared_datasets_and_words_are_named_rarest_and_weightiest_first() -> None:
    uses = [{"dataset": "coco"}, {"dataset": "rare"}]
    kb = base_of(
        paper("a", title="Zebra stripes", datasets=uses),
        paper("b", title="Zebra hooves", datasets=uses),
        *(paper(f"x{n}", title=f"Else{n}", datasets=[{"dataset": "coco"}]) for n in range(20)),
    )
    found = reasons(related(kb).of("a"), "b")
    assert found == (Reason("datasets", ("rare", "coco")), Reason("words", ("zebra",)))


def test_what_neither_paper_names_is_nothing_they_share() -> None:
    unnamed = {"modality": ["multimodal-unspecified"]}
    others = [paper(f"x{n}") for n in range(8)]
    assert related(base_of(paper("a", topics=unnamed), paper("b", topics=unnamed), *others)).of("a") == ()
    named = {"modality": ["audio"]}
    assert reasons(related(base_of(paper("a", topics=named), paper("b", topics=named), *others)).of("a"), "b") == (
        Reason("terms", ("modality/audio",)),
    )


def test_nothing_in_common_is_not_related() -> None:
    kb = base_of(*(paper(f"p{n}", title=f"word{n}") for n in range(5)))
    assert all(related(kb).of(one) == () for one in kb.papers)


def test_no_papers_at_all() -> None:
    assert related(base_of()).of_all() == {}


@given(
    st.integers(2, 9).flatmap(
        lambda n: st.lists(st.sets(st.integers(0, n - 1)), min_size=n, max_size=n),
    ),
    st.integers(1, 4),
)
def test_scores_are_the_weighted_cosines_of_everything(cited: list[set[int]], most: int) -> None:
    names = [f"p{number}" for number in range(len(cited))]
    kb = base_of(
        *(
            paper(
                one, title=f"{'alpha' if n % 2 else 'beta'} gamma", cites=[names[other] for other in sorted(cited[n])]
            )
            for n, one in enumerate(names)
        )
    )
    found = related(kb, most)
    table = found.features
    rows = np.zeros((len(names), len(table.things)))
    rows[table.rows, table.columns] = table.values
    full = rows @ rows.T
    for row, one in enumerate(names):
        best = sorted(-round(float(full[row, n]), 6) for n in range(len(names)) if n != row)[:most]
        expected = [-score for score in best if -score >= LEAST_SCORE + 1e-6]
        got = found.pairs.scores[found.pairs.rows == row].round(6)
        np.testing.assert_allclose(got[: len(expected)], expected, atol=2e-6)
        assert one not in [neighbour.paper for neighbour in found.of(one)]
