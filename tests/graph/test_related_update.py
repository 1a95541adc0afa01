"""Related papers after an edit are those that working out all of them anew finds."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kbgen.graph.candidates as candidates_module
import kbgen.graph.related_update as related_update
from kbgen.graph.citations import citations
from kbgen.graph.facts import outline_of, prose_of, ties_of
from kbgen.graph.related_update import RelatedState, related_after, related_anew
from kbgen.model.knowledge_base import KnowledgeBase
from tests.graph.samples import base_of, paper

NAMES = [f"p{number:02d}" for number in range(24)]
WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]
MOST = 3

described = st.fixed_dictionaries(
    {
        "title": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        "topics": st.sets(st.sampled_from(["audio", "video", "text"])).map(lambda terms: {"modality": sorted(terms)}),
        "datasets": st.sets(st.sampled_from(["coco", "flickr"])).map(lambda uses: [{"dataset": one} for one in uses]),
        "relations": st.fixed_dictionaries(
            {kind: st.sets(st.sampled_from(NAMES), max_size=3).map(sorted) for kind in ("cites", "extends")}
        ),
    }
)
bases = st.dictionaries(st.sampled_from(NAMES), described, min_size=6)
edits = st.dictionaries(st.sampled_from(NAMES), st.none() | described, min_size=1, max_size=2)


def base(records: dict[str, dict[str, Any]]) -> KnowledgeBase:
    def own(one: str, record: dict[str, Any]) -> dict[str, Any]:
        relations = {kind: [other for other in named if other != one] for kind, named in record["relations"].items()}
        return record | {"relations": relations}

    return base_of(*(paper(one, **own(one, record)) for one, record in sorted(records.items())))


def facts(kb: KnowledgeBase) -> dict[str, str]:
    ties = ties_of(kb, citations(kb))
    return {one: f"{outline_of(record)}{prose_of(record, None)}{ties.get(one)}" for one, record in kb.papers.items()}


def changed(old: KnowledgeBase, new: KnowledgeBase) -> list[str]:
    before = facts(old)
    return [one for one, now in facts(new).items() if before.get(one) != now]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few papers are worked on as thousands are: few candidates, and no edit is so large that all is done anew."""
    monkeypatch.setattr(candidates_module, "MOST", 4)
    monkeypatch.setattr(candidates_module, "_SPARE", 2)
    monkeypatch.setattr(related_update, "_MANY", 1)


def assert_same(state: RelatedState, kb: KnowledgeBase) -> None:
    wanted = related_anew(kb, citations(kb), MOST).state
    assert state.features.ids == wanted.features.ids
    assert state.features.things == wanted.features.things
    np.testing.assert_array_equal(state.features.values, wanted.features.values)
    np.testing.assert_array_equal(state.candidates.others, wanted.candidates.others)
    np.testing.assert_array_equal(state.candidates.floor, wanted.candidates.floor)


@settings(max_examples=60)
@given(bases, st.lists(edits, min_size=1, max_size=4))
def test_many_edits_leave_what_working_out_anew_finds(
    records: dict[str, dict[str, Any]], steps: list[dict[str, dict[str, Any] | None]]
) -> None:
    kb = base(records)
    state, found = related_anew(kb, citations(kb), MOST)
    known = dict(found)
    for step in steps:
        records = {one: record for one, record in (records | step).items() if record is not None}
        new = base(records)
        state, again = related_after(state, new, citations(new), MOST, changed(kb, new))
        known = {one: again.get(one, known.get(one, ())) for one in new.papers}
        assert known == related_anew(new, citations(new), MOST).found
        assert_same(state, new)
        kb = new


def test_an_edit_looks_at_few_papers() -> None:
    records = [paper(f"p{n}", title=f"{WORDS[n % 6]}{n // 12} {WORDS[n % 5]}{n // 10}") for n in range(400)]
    kb = base_of(*records)
    state = related_anew(kb, citations(kb), MOST).state
    edited = base_of(*(one if one.id != "p7" else paper("p7", title="alpha3 beta3") for one in records))
    update = related_after(state, edited, citations(edited), MOST, ["p7"])
    assert 1 < len(update.found) < 40
    assert_same(update.state, edited)


def test_equal_papers_are_chosen_alike_one_by_one_and_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kb = base_of(*(paper(f"p{n:02d}", title=WORDS[n % 6]) for n in range(42)))
    at_once = related_anew(kb, citations(kb), MOST).state.candidates
    monkeypatch.setattr(candidates_module, "_ONE_BY_ONE", 1)
    one_by_one = related_anew(kb, citations(kb), MOST).state.candidates
    np.testing.assert_array_equal(at_once.others, one_by_one.others)
    np.testing.assert_array_equal(at_once.floor, one_by_one.floor)
    assert at_once.others[0].tolist() == [6, 12, 18, 24]
