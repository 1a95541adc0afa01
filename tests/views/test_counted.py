import datetime

from pydantic import JsonValue

from kbgen.model.enrichment import EnrichedValue
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import DatasetUse, Paper
from kbgen.views.counted import citation_count, stars
from kbgen.views.entries import paper_card


def known(**values: JsonValue) -> dict[str, EnrichedValue]:
    """What the overlay says of a paper."""
    return {
        name: EnrichedValue(value=value, source="made-up", fetched=datetime.date(2026, 4, 1))
        for name, value in values.items()
    }


def test_what_nobody_counted_is_unknown_and_zero_is_a_number() -> None:
    assert citation_count({}) is None
    assert citation_count(known(citation_count=0)) == 0
    assert stars({}) is None
    assert stars(known(repositories=[{"repository": "a/b", "stars": 0}])) == 0


def test_stars_are_those_of_the_first_repository_that_has_any_count() -> None:
    listed: list[JsonValue] = [{"repository": "a/gone", "missing": True}, {"repository": "a/b", "stars": 7}]
    assert stars(known(repositories=[*listed, {"repository": "c/famous", "stars": 90_000}])) == 7
    assert stars(known(repositories=[{"repository": "a/gone", "missing": True}])) is None


def test_what_makes_no_sense_is_unknown() -> None:
    values: list[JsonValue] = ["12", -3, True, None, [12]]
    assert [citation_count(known(citation_count=one)) for one in values] == [None] * 5
    assert stars(known(repositories="a/b")) is None
    assert stars(known(repositories=["a/b", {"stars": "many"}])) is None


def test_a_card_tells_datasets_introduced_from_those_used_and_what_became_of_the_paper() -> None:
    paper = Paper(
        id="one",
        title="One",
        year=2020,
        track="workshop",
        status="withdrawn",
        datasets=(
            DatasetUse(dataset="own", role="evaluation"),
            DatasetUse(dataset="own", role="introduces"),
            DatasetUse(dataset="other", role="training"),
            DatasetUse(dataset="other", role="evaluation"),
        ),
    )
    card = paper_card(
        paper, KnowledgeBase(papers={"one": paper}, enrichment={"one": known(repositories=[{"stars": 5}])})
    )
    assert [one.id for one in card.introduced] == ["own"]
    assert [one.id for one in card.used] == ["other"]
    assert (card.place_label, card.status, card.venue_label) == (
        "2020 (workshop)",
        "withdrawn",
        "2020 (workshop, withdrawn)",
    )
    assert card.stars == 5
