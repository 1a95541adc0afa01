"""References in APA style."""

from typing import Any

import pytest
from hypothesis import given, settings

from kbgen.model.paper import Paper
from kbgen.render.export import biblatex, csl_json, ris
from kbgen.render.export.apa import apa
from kbgen.views.titles import readable_title
from tests.render.export.samples import KB, exported, of_papers, paper, some_papers, written


def reference(record: Paper) -> str:
    return apa(csl_json.reference(record, exported() if record.id in KB.papers else of_papers(record)))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"title": "Alone", "authors": ("Ada Lovelace",), "year": 1843}, "Lovelace, A. (1843). Alone."),
        ({"title": "Undated", "authors": ("Ada Lovelace",)}, "Lovelace, A. (n.d.). Undated."),
        ({"title": "Nobody's", "year": 1999}, "Nobody's. (1999)."),
        ({"title": "By a Team", "authors": ("OpenAI",), "year": 2024}, "OpenAI. (2024). By a Team."),
        ({"title": "看图说话", "authors": ("名前 太郎",), "year": 2020}, "名前 太郎. (2020). 看图说话."),
        (
            {"title": "P", "authors": ("A. B. C", "Aäron van den Oord", "Martin Luther King Jr."), "year": 2020},
            "C, A. B., van den Oord, A., & King, M. L., Jr. (2020). P.",
        ),
        (
            {"title": "On arXiv", "authors": ("D. E",), "year": 2021, "ids": {"arxiv": "2103.00020"}},
            "E, D. (2021). On arXiv (arXiv:2103.00020). https://arxiv.org/abs/2103.00020",
        ),
    ],
)
def test_references_are_as_the_manual_has_them(fields: dict[str, Any], text: str) -> None:
    assert reference(paper("one", **fields)) == text


def test_of_more_than_twenty_authors_the_first_nineteen_and_the_last_are_named() -> None:
    names = tuple(f"Given Family{number}" for number in range(1, 23))
    text = reference(paper("one", title="Many", authors=names, year=2020))
    assert "Family19, G., … Family22, G. (2020)" in text
    assert "Family20" not in text


@settings(max_examples=40, deadline=None)
@given(some_papers)
def test_a_reference_is_one_line_with_the_title_whatever_a_record_says(record: Paper) -> None:
    text = reference(record)
    assert len(text.splitlines()) == 1
    letters = [letter for letter in readable_title(record.title) if letter.isalnum()]
    found = iter(text)
    assert all(letter in found for letter in letters)


def test_references_leave_out_what_only_collections_keep() -> None:
    record = KB.papers["look-listen-and-learn"]
    for text in (biblatex.reference(record, exported()), ris.reference(record, exported())):
        assert str(record.summary) not in text
        assert "github.com" not in text
    assert not {"keyword", "annote", "custom"} & set(csl_json.reference(record, exported()))
    whole = written("ris").decode().splitlines()
    assert set(ris.reference(record, exported()).splitlines()) < set(whole)
