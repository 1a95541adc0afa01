import datetime

import pytest

from kbgen.graph.citations import CURATED, Statement, citations
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper


def paper(paper_id: str, *cites: str) -> Paper:
    return Paper.model_validate({"id": paper_id, "title": paper_id.upper(), "relations": {"cites": cites}})


def overlay(**fields: object) -> dict[str, EnrichedValue]:
    day = datetime.date(2026, 1, 1)
    return {
        name: EnrichedValue.model_validate({"value": value, "source": "s", "fetched": day})
        for name, value in fields.items()
    }


def base(*papers: Paper, **enrichment: dict[str, EnrichedValue]) -> KnowledgeBase:
    return KnowledgeBase(papers={one.id: one for one in papers}, enrichment=enrichment)


def test_a_citation_keeps_everyone_who_states_it() -> None:
    listed = overlay(references=[{"id": "b", "source": "its list", "kind": "reference-list"}])
    found = citations(base(paper("a", "b"), paper("b"), a=listed))
    [edge] = found.cites("a")
    assert edge.statements == (Statement(CURATED, "curated"), Statement("its list", "reference-list"))
    assert found.cited_by("b") == (edge,)


def test_citing_itself_or_what_is_no_record_is_left_out() -> None:
    found = citations(base(paper("a", "a", "gone", "b"), paper("b", "a")))
    assert [edge.cited for edge in found.cites("a")] == ["b"]
    assert [edge.cited for edge in found.cites("b")] == ["a"]


def test_an_overlay_of_no_record_is_ignored() -> None:
    listed = overlay(references=[{"id": "a", "source": "s", "kind": "seed"}])
    assert not citations(base(paper("a"), gone=listed)).cited_by("a")


def test_coverage_is_told_from_no_references() -> None:
    read = overlay(reference_coverage={"seen": 7, "matched": 0, "complete": True})
    found = citations(base(paper("a"), paper("b"), a=read))
    assert found.coverage["a"].seen == 7
    assert "b" not in found.coverage


@pytest.mark.parametrize(
    "fields", [{"references": [{"id": "a"}]}, {"references": 3}, {"reference_coverage": {"seen": 1}}]
)
def test_an_overlay_that_is_not_understood_says_whose_it_is(fields: dict[str, object]) -> None:
    with pytest.raises(KbgenError, match="'a'"):
        citations(base(paper("a"), a=overlay(**fields)))
