"""The query language: what a query means, what it finds, and what is said of one that is wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.dataset import Dataset
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import Select
from kbgen.model.paper import Paper
from kbgen.model.query import read_query
from kbgen.model.query_syntax import FIELDS, Clause, Query, QueryError, scan
from kbgen.model.query_values import parse_query
from kbgen.model.selection import select_datasets, select_papers
from kbgen.model.source import Source
from kbgen.model.vocabulary import Taxonomy, Venues
from kbgen.store.tree import load_tree

ROOT = Path(__file__).parents[2]
SHARED: dict[str, Any] = json.loads((ROOT / "tests/fixtures/queries.json").read_text("utf-8"))


def _term(term: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": term["id"],
        "name": term["name"],
        "description": "D",
        "aliases": term["aliases"],
        "children": [_term(below) for below in term["below"]],
    }


def _axis(axis: dict[str, Any]) -> dict[str, Any]:
    return {"id": axis["id"], "name": axis["name"], "description": "D", "terms": [_term(one) for one in axis["terms"]]}


def _paper(row: dict[str, Any]) -> Paper:
    fields = {key: value for key, value in row.items() if key not in {"arxiv", "doi", "code", "datasets"}}
    ids = {scheme: row[scheme] for scheme in ("arxiv", "doi") if scheme in row}
    links = {"code": [row["code"]]} if "code" in row else {}
    datasets = [{"dataset": name} for name in row["datasets"]]
    return Paper.model_validate(fields | {"ids": ids, "links": links, "datasets": datasets})


def _shared_knowledge_base() -> KnowledgeBase:
    datasets = [
        Dataset.model_validate({key: value for key, value in row.items() if value is not None})
        for row in SHARED["datasets"]
    ]
    return KnowledgeBase(
        papers={row["id"]: _paper(row) for row in SHARED["papers"]},
        datasets={dataset.id: dataset for dataset in datasets},
        taxonomy=Taxonomy.model_validate({"axes": [_axis(axis) for axis in SHARED["axes"]]}),
        venues=Venues.model_validate({"venues": SHARED["venues"]}),
        sources={name: Source(id=name, name=name) for name in SHARED["sources"]},
    )


KB = _shared_knowledge_base()


def problems(text: str) -> list[str]:
    with pytest.raises(QueryError) as caught:
        read_query(text, KB)
    return [str(problem) for problem in caught.value.problems]


def _row(clause: Clause) -> list[str]:
    name = clause.field or ("exact" if clause.exact else "word")
    return ["-" if clause.negated else "", name, *clause.values]


@pytest.mark.parametrize("case", SHARED["reading"], ids=lambda case: case["query"])
def test_a_query_means_the_same_here_and_in_the_explorer(case: dict[str, Any]) -> None:
    assert [_row(clause) for clause in parse_query(case["query"]).clauses] == case["clauses"]


@pytest.mark.parametrize("case", SHARED["finding"], ids=lambda case: case["query"])
def test_a_query_finds_the_same_here_and_in_the_explorer(case: dict[str, Any]) -> None:
    text = case["query"]
    query = read_query(text, KB)
    select = Select(where=text) if text else Select()
    assert sorted(paper.id for paper in select_papers(KB, select)) == case["papers"]
    again = Select(where=str(query)) if text else Select()
    assert sorted(paper.id for paper in select_papers(KB, again)) == case["papers"]


def test_every_field_is_among_the_shared_cases_and_in_the_manual() -> None:
    asked = {clause.field for case in SHARED["finding"] for clause in parse_query(case["query"]).clauses}
    manual = (ROOT / "docs/queries.md").read_text("utf-8")
    assert set(FIELDS) <= asked
    assert [name for name in FIELDS if f"`{name}:" not in manual] == []


def test_every_query_of_the_manual_is_one_here() -> None:
    kb = load_tree(ROOT, cache=False).kb
    manual = (ROOT / "docs/queries.md").read_text("utf-8")
    (first,) = re.findall(r"```text\n(.*?)\n```", manual)
    written = re.findall(r"`(-?\w+:[^`\s]+|-?\w+:\"[^`]*\")`", manual)
    for text in (first, *written):
        assert read_query(text, kb).clauses, text
    assert len(written) > 30
    fields = {clause.field for text in written for clause in read_query(text, kb).clauses}
    assert {*FIELDS} <= fields


def test_the_manual_shows_what_is_said_of_a_query_that_is_wrong() -> None:
    manual = (ROOT / "docs/queries.md").read_text("utf-8")
    ((text, said),) = re.findall(r"\$ kbgen export bibtex --where '(.*?)'\nkbgen: (.*?)\n```", manual, re.DOTALL)
    with pytest.raises(QueryError) as caught:
        read_query(text, load_tree(ROOT, cache=False).kb)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "objektive:clustering",
            ['column 1: unknown field "objektive"; did you mean "objective"?'],
        ),
        ("objective:clustring", ['column 11: no term "clustring" on the axis "objective"; did you mean "clustering"?']),
        ("objective:audio", ['column 11: no term "audio" on the axis "objective"; write modality:audio']),
        ("topic:sounds", ['column 7: no term "sounds"; did you mean "audio"?']),
        ("venue:iclm", ['column 7: unknown venue "iclm"; did you mean "icml"?']),
        ("-venue:icml,icvc", ['column 13: unknown venue "icvc"; did you mean "iccv"?']),
        ("dataset:vgg-sond", ['column 9: unknown dataset "vgg-sond"; did you mean "vgg-sound"?']),
        ("source:first-lists", ['column 8: unknown source "first-lists"; did you mean "first-list"?']),
        (
            "id:look-listen-and-lern",
            ['column 4: unknown record "look-listen-and-lern"; did you mean "look-listen-and-learn"?'],
        ),
        ("kind:surveys", ['column 6: unknown kind of paper "surveys"; did you mean "survey"?']),
        ("has:cod", ['column 5: unknown thing to have "cod"; did you mean "code"?']),
        ("is:prepint", ['column 4: unknown state "prepint"; did you mean "preprint"?']),
        (
            "year:soon",
            ['column 6: "soon" is no year or range; write 2021, 2020..2022, ..2019, 2021.. or >=2020'],
        ),
        ("year>=2020", ['column 1: "year>=2020" is no word; write year:>=2020']),
        (
            "author:",
            ['column 8: nothing follows "author:"; write author:value, or put words with a colon in quotation marks'],
        ),
        (
            "venue:icml,",
            ["column 12: nothing follows the comma; write venue:value, or put words with a colon in quotation marks"],
        ),
        ('audio "no end', ['column 7: these quotation marks are not closed; end the words with "']),
        ('"a"b', ["column 4: there is no space after this clause; put one between two clauses"]),
        (
            "audio OR video",
            ["column 7: OR is no operator; all conditions must hold; write field:a,b for OR, -word for NOT"],
        ),
        ("audio & video", ['column 7: "&" is no word; leave it out']),
        ("- audio", ["column 1: nothing follows the minus sign; write it directly before what is to be excluded"]),
        ("arxiv:1705", ['column 7: "1705" is no arXiv identifier; write one such as 1705.08168']),
        (
            "doi:here",
            ['column 5: "here" is no DOI; write one such as 10.1109/ICCV.2017.73'],
        ),
        ("author:-", ['column 8: there are no words in "-"; leave it out']),
        ("–has:code", ['column 1: "–" is no minus sign; write -has:code']),
        (
            "objective :clustering",
            ['column 11: no field stands before ":clustering"; write field:value without a space'],
        ),
        ('""', ["column 1: there are no words in these quotation marks"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_with_its_place_and_remedy(text: str, said: list[str]) -> None:
    assert problems(text) == said


def test_everything_that_is_wrong_is_said_at_once_in_order() -> None:
    said = problems("venue:iclm year:20 objektive:x -has:cods AND")
    assert [line.split(":")[0] for line in said] == ["column 7", "column 17", "column 20", "column 37", "column 42"]


def test_the_error_reads_as_one_message() -> None:
    with pytest.raises(KbgenError, match=r"^the query is not understood: is:new\n  column 4: unknown state") as caught:
        read_query("is:new", KB)
    assert str(caught.value).count("\n") == 1


@pytest.mark.parametrize(
    "value", ["2022..2019", "..", "2020-2022", ">", ">=", "2020..x", "=>2020", "20201", "٢٠٢٠", "2020 "]
)
def test_no_years(value: str) -> None:
    with pytest.raises(QueryError):
        parse_query(f'year:"{value}x"' if value.endswith(" ") else f"year:{value}")


@pytest.mark.parametrize("value", ["2026-13", "2026-1", "2026-11-32", "yesterday", "2026-11..2026-10"])
def test_no_days(value: str) -> None:
    with pytest.raises(QueryError):
        parse_query(f"added:{value}")


values = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)
names = st.sampled_from(["author", "title", "venue", "objective", "dataset", "id", "a-b"])
plain_words = st.from_regex(r"[a-z][a-zé0-9.'+-]{0,8}", fullmatch=True).filter(
    lambda word: parse_query(word).clauses[0].field == ""
)
phrases = values.filter(lambda text: any(char.isalnum() for char in text))
clauses = st.one_of(
    st.builds(Clause, st.lists(values, min_size=1, max_size=3).map(tuple), names, st.booleans()),
    st.builds(Clause, phrases.map(lambda text: (text,)), st.just(""), st.booleans(), st.just(True)),
    st.builds(Clause, plain_words.map(lambda word: (word,)), st.just(""), st.booleans()),
)


@given(st.lists(clauses, max_size=5).map(tuple))
def test_a_query_that_is_written_reads_the_same(written: tuple[Clause, ...]) -> None:
    query, wrong = scan(str(Query(written)))
    assert query == Query(written)
    assert wrong == []


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(' ":-,.<>=\\'), max_size=40))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    query, wrong = scan(text)
    if not wrong:
        assert scan(str(query)) == (query, [])
    for problem in wrong:
        assert 1 <= problem.column <= len(text) + 1
        assert problem.message


def test_a_list_takes_the_same_query_beside_its_keys() -> None:
    select = Select.model_validate({"venue": "iccv", "where": "-has:code"})
    assert [paper.id for paper in select_papers(KB, select)] == ["look-listen-and-learn"]
    with pytest.raises(ValueError, match=r"column 1: \"year>=2020\" is no word"):
        Select(where="year>=2020")


def test_a_query_for_datasets() -> None:
    def found(text: str) -> list[str]:
        return [dataset.id for dataset in select_datasets(KB, Select(where=text))]

    assert found("family:video") == ["vgg-sound"]
    assert found("sound") == ["vgg-sound"]
    assert found('title:"clip art"') == ["clip-art"]
    assert found("venue:icml") == []
    assert found("-venue:icml id:clip-art") == ["clip-art"]
