"""What papers are compared by."""

import datetime

from kbgen.graph.citations import citations
from kbgen.graph.things import Things
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.knowledge_base import KnowledgeBase
from tests.graph.samples import base_of, paper
from tests.graph.test_communities import TAXONOMY

ABSTRACT = EnrichedValue(value="On zebras.", source="arxiv", fetched=datetime.date(2026, 4, 1))


def things(kb: KnowledgeBase, paper_id: str, *, prose: bool = True) -> set[str]:
    return set(Things(kb, citations(kb), prose=prose).of(paper_id))


def test_ties_lead_both_ways_and_a_paper_is_among_its_own() -> None:
    kb = base_of(paper("a", cites=["b"], relations={"cites": ("b",), "extends": ("b",)}), paper("b"))
    assert things(kb, "a") == {"0a", "0b", "1a", "2a", "2b"}
    assert things(kb, "b") == {"0b", "1a", "1b", "2a", "2b"}


def test_terms_are_had_with_those_above_them() -> None:
    kb = base_of(paper("a", topics={"objective": ("hard-matching",)}), taxonomy=TAXONOMY)
    assert {one for one in things(kb, "a") if one[0] == "4"} == {"4objective/hard-matching", "4objective/matching"}


def test_words_are_those_of_title_summary_and_abstract_or_of_the_title_alone() -> None:
    record = paper("a", title="Of the Ox and an Owl", summary="Tells of mice.")
    kb = base_of(record, enrichment={"a": {"abstract": ABSTRACT}})
    assert {one for one in things(kb, "a") if one[0] == "5"} == {"5owl", "5tells", "5mice", "5zebras"}
    assert {one for one in things(kb, "a", prose=False) if one[0] == "5"} == {"5owl"}
