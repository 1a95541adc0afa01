"""What a list's query finds, and in which order."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import Select
from kbgen.model.lookup import with_descendants
from kbgen.model.paper import Paper
from kbgen.model.selection import DATASET_KEYS, select_datasets, select_papers
from kbgen.model.vocabulary import Taxonomy, Venues

TAXONOMY = Taxonomy.model_validate(
    {
        "axes": [
            {
                "id": "objective",
                "name": "O",
                "description": "D",
                "terms": [
                    {
                        "id": "masked",
                        "name": "M",
                        "description": "D",
                        "children": [
                            {
                                "id": "auto-encoding",
                                "name": "A",
                                "description": "D",
                                "children": [{"id": "pixels", "name": "P", "description": "D"}],
                            }
                        ],
                    },
                    {"id": "clustering", "name": "C", "description": "D"},
                ],
            },
            {
                "id": "dataset-family",
                "name": "F",
                "description": "D",
                "terms": [
                    {
                        "id": "video",
                        "name": "V",
                        "description": "D",
                        "children": [{"id": "film", "name": "F", "description": "D"}],
                    }
                ],
            },
        ]
    }
)
VENUES = Venues.model_validate(
    {
        "venues": [
            {"id": "zvenue", "name": "A", "short": "AAA", "kind": "conference"},
            {"id": "avenue", "name": "Z", "short": "ZZZ", "kind": "conference"},
        ]
    }
)


def paper(record: str, **fields: Any) -> Paper:
    return Paper.model_validate({"id": record, "title": fields.pop("title", record.title())} | fields)


PAPERS = [
    paper("a", year=2019, topics={"objective": ["masked"]}, venue="avenue", links={"code": ["https://github.com/a/b"]}),
    paper("b", year=2020, topics={"objective": ["pixels"]}, venue="zvenue", kind="survey", summary="S."),
    paper("c", year=2021, topics={"objective": ["clustering"], "modality": ["audio"]}, sources=["one"]),
    paper("d", title="Élan", sources=["one", "two"], ids={"arxiv": "2103.00020"}, aliases=["old-d"]),
    paper("e", year=2021, datasets=[{"dataset": "clips"}], authors=["A B"], added="2026-01-02", title="zebra"),
    paper("f", year=2021, results=[{"dataset": "films", "metric": "m", "value": 1, "source": "s"}], added="2026-01-03"),
]
DATASETS = [
    Dataset.model_validate({"id": "clips", "name": "Clips", "family": "video", "modalities": ["audio"], "year": 2015}),
    Dataset.model_validate({"id": "films", "name": "films", "family": "film", "tasks": ["seeing"], "year": 2018}),
    Dataset.model_validate(
        {"id": "texts", "name": "Ábc", "links": {"code": ["https://github.com/a/b"]}, "sources": ["one"]}
    ),
]
KB = KnowledgeBase(
    papers={record.id: record for record in PAPERS},
    datasets={record.id: record for record in DATASETS},
    taxonomy=TAXONOMY,
    venues=VENUES,
    enrichment={"c": {"abstract": EnrichedValue(value="T", source="s", fetched=datetime.date(2026, 1, 1))}},
)


def papers(**select: Any) -> str:
    return "".join(record.id for record in select_papers(KB, Select.model_validate(select)))


def datasets(**select: Any) -> list[str]:
    return [record.id for record in select_datasets(KB, Select.model_validate(select))]


@pytest.mark.parametrize(
    ("select", "found"),
    [
        ({}, "cfebad"),
        ({"topics": {"objective": "masked"}}, "ba"),
        ({"topics": {"objective": ["auto-encoding"]}}, "b"),
        ({"topics": {"objective": ["pixels", "clustering"]}}, "cb"),
        ({"topics": {"objective": "clustering", "modality": "audio"}}, "c"),
        ({"topics": {"objective": "masked", "modality": "audio"}}, ""),
        ({"topics": {"nothing": "masked"}}, ""),
        ({"kind": "survey"}, "b"),
        ({"kind": ["survey", "method"], "year": "2020.."}, "cfeb"),
        ({"venue": ["avenue", "zvenue"]}, "ba"),
        ({"year": "2020"}, "b"),
        ({"year": ["2019", "2021"]}, "cfea"),
        ({"year": "2019..2020"}, "ba"),
        ({"year": "..2019"}, "a"),
        ({"source": "one"}, "cd"),
        ({"source": ["two", "none"]}, "d"),
        ({"dataset": "clips"}, "e"),
        ({"dataset": ["clips", "films"]}, "fe"),
        ({"family": "video"}, "fe"),
        ({"family": "film"}, "f"),
        ({"has": "code"}, "a"),
        ({"has": ["arxiv", "results"]}, "fd"),
        ({"has": "abstract"}, "c"),
        ({"has": "authors"}, "e"),
        ({"has": "summary"}, "b"),
        ({"has": "doi"}, ""),
        ({"has": "project"}, ""),
        ({"ids": ["a", "old-d"]}, "ad"),
        ({"exclude": ["c", "old-d"]}, "feba"),
        ({"limit": 2}, "cf"),
    ],
    ids=str,
)
def test_keys_are_anded_and_values_ored(select: dict[str, Any], found: str) -> None:
    assert papers(**select) == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("title", "abcdfe"),
        ("-title", "efdcba"),
        ("year", "abcefd"),
        (["-year", "-title"], "efcbad"),
        ("added", "efabcd"),
        ("-added", "feabcd"),
        (["venue", "title"], "bacdfe"),
        ("name", "abcdfe"),
    ],
    ids=str,
)
def test_order_with_what_is_missing_last(sort: object, found: str) -> None:
    assert papers(sort=sort) == found


def test_datasets() -> None:
    assert datasets() == ["films", "clips", "texts"]
    assert datasets(sort="name") == ["texts", "clips", "films"]
    assert datasets(family="video") == ["films", "clips"]
    assert datasets(topics={"dataset-family": "film"}) == ["films"]
    assert datasets(topics={"modality": "audio"}) == ["clips"]
    assert datasets(topics={"task": "seeing"}) == ["films"]
    assert datasets(has="code") == ["texts"]
    assert datasets(has="results") == ["films"]
    assert datasets(source="one", ids="texts") == ["texts"]
    assert datasets(exclude="films", limit=1) == ["clips"]
    for key, value in (("kind", "survey"), ("venue", "avenue"), ("dataset", "clips")):
        assert datasets(**{key: value}) == []


def test_the_keys_that_have_a_meaning_are_those_of_the_model() -> None:
    assert set(Select.model_fields) - DATASET_KEYS == {"kind", "venue", "dataset"}


def test_descendants() -> None:
    assert with_descendants(TAXONOMY, "objective", ["masked"]) == {"masked", "auto-encoding", "pixels"}
    assert with_descendants(TAXONOMY, "objective", ["unknown"]) == {"unknown"}
    assert with_descendants(TAXONOMY, "modality", ["masked"]) == {"masked"}


years = st.none() | st.integers(2015, 2024)


@given(st.lists(st.tuples(years, st.sampled_from(["A", "b", "É", "e"])), max_size=12), st.booleans())
def test_the_default_order_is_newest_first_then_by_title(rows: list[tuple[int | None, str]], reverse: bool) -> None:
    records = {
        f"p{n}": paper(f"p{n}", title=title, **({"year": year} if year else {})) for n, (year, title) in enumerate(rows)
    }
    if reverse:
        records = dict(reversed(records.items()))
    found = select_papers(KnowledgeBase(papers=records), Select())
    assert len(found) == len(rows)
    keys = [(-(record.year or -9999), {"A": 0, "b": 1, "É": 2, "e": 2}[record.title], record.id) for record in found]
    assert keys == sorted(keys)


@pytest.mark.parametrize("years", ["20", "2020-2022", "..", "2020..2022..2024", "soon", ""])
def test_a_range_of_years_has_one_form(years: str) -> None:
    with pytest.raises(ValueError, match=r"year|empty"):
        Select(year=(years,))
