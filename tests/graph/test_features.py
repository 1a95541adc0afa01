"""What things weigh, and which of them find candidates."""

import pytest

import kbgen.graph.features as features_module
import kbgen.graph.nearest as nearest_module
from kbgen.graph.citations import citations
from kbgen.graph.features import Features, features, steadied
from kbgen.graph.related import RelatedPapers
from tests.graph.samples import EXAMPLE


def holding(*counts: tuple[str, int], papers: int) -> Features:
    """Papers of which the first so many have a thing."""
    return features({f"p{n:02d}": sorted(name for name, count in counts if n < count) for n in range(papers)})


def test_counts_are_exact_up_to_16_and_then_four_steps_a_doubling() -> None:
    assert [steadied(count) for count in (1, 15, 16)] == [1, 15, 16]
    assert [round(steadied(count), 2) for count in (17, 19, 22, 27, 33, 1000)] == [16, 19.03, 22.63, 26.91, 32, 1024]


def test_a_word_that_many_have_weighs_nothing_and_a_term_does() -> None:
    table = holding(("4axis/common", 20), ("5common", 20), ("5few", 5), papers=30)
    weights = dict(zip(table.things, table.rarity.tolist(), strict=True))
    assert weights["5common"] == 0
    assert 0 < weights["4axis/common"] < weights["5few"]


def test_what_one_has_or_too_many_have_finds_no_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features_module, "RARE", 4)
    table = holding(("3alone", 1), ("3two", 2), ("3four", 4), ("3many", 5), papers=9)
    assert [thing for thing, finds in zip(table.things, table.finding, strict=True) if finds] == ["3four", "3two"]


def test_papers_are_as_near_however_many_are_compared_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known = citations(EXAMPLE)
    together = RelatedPapers(EXAMPLE, known).of_all()
    monkeypatch.setattr(nearest_module, "_CELLS", 1)
    monkeypatch.setattr(nearest_module, "_PAIRS", 1)
    assert RelatedPapers(EXAMPLE, known).of_all() == together
