"""What became of a paper, as services say."""

import datetime
from typing import Any

import pytest

from kbgen.enrich.standing import Notice, standing
from kbgen.model.enrichment import EnrichedValue, Known

DAY = datetime.date(2026, 4, 1)
COMMENT = "Withdrawn by the authors: a proof does not hold."


def known(**fields: tuple[str, Any]) -> Known:
    return {name: EnrichedValue(value=value, source=source, fetched=DAY) for name, (source, value) in fields.items()}


def notices(*kinds: str) -> tuple[str, Any]:
    return "crossref", [{"type": kind, "doi": "10.5555/notice", "date": "2026-01-02"} for kind in kinds]


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        (("correction", "withdrawal", "retraction"), "retracted"),
        (("erratum", "withdrawal"), "withdrawn"),
        (("corrigendum", "expression_of_concern"), "expression-of-concern"),
        (("addendum",), "corrected"),
    ],
)
def test_the_gravest_notice_is_told(kinds: tuple[str, ...], status: str) -> None:
    found = standing(known(updates=notices(*kinds)))
    assert found is not None
    assert (found.status, found.source, found.doi, found.date) == (
        status,
        "crossref",
        "10.5555/notice",
        "2026-01-02",
    )


def test_authors_withdraw_a_preprint_in_its_comment() -> None:
    said = known(withdrawn=("arxiv", True), comment=("arxiv", COMMENT))
    assert standing(said) == Notice("withdrawn", "arxiv", words=COMMENT)


def test_a_withdrawal_that_the_publisher_tells_is_no_retraction_that_another_service_makes_of_it() -> None:
    assert standing(known(retracted=("openalex", True))) == Notice("retracted", "openalex")
    both = standing(known(retracted=("openalex", True), updates=notices("withdrawal")))
    assert both is not None
    assert both.status == "withdrawn"


@pytest.mark.parametrize("fields", [{}, {"retracted": ("openalex", False), "withdrawn": ("arxiv", False)}])
def test_nothing_became_of_most_papers(fields: dict[str, tuple[str, Any]]) -> None:
    assert standing(known(**fields)) is None
