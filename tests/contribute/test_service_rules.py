"""What a service says is held against the record, and spellings are no disagreement."""

import datetime
import json
from pathlib import Path

import pytest

from kbgen.checks.run import run_checks
from kbgen.model.lists import Select
from kbgen.model.paper import Paper
from kbgen.model.selection import select_papers
from kbgen.model.vocabulary import Venues
from kbgen.store.tree import load_tree
from kbgen.store.writer import write_record

NAMES = {
    "acl": "Annual Meeting of the Association for Computational Linguistics",
    "iccv": "International Conference on Computer Vision",
    "arxiv": "arXiv",
}
VENUES = Venues.model_validate(
    {
        "venues": [
            {"id": one, "name": name, "short": one.upper(), "kind": "preprint" if one == "arxiv" else "conference"}
            for one, name in NAMES.items()
        ]
    }
)


def found(root: Path, name: str, value: object, **paper: object) -> list[str]:
    write_record(root, VENUES)
    own = {"id": "p", "title": "Rooms That Hear: Learning from Echoes", "year": 2021, **paper}
    write_record(root, Paper.model_validate(own))
    fields = {name: {"value": value, "source": "crossref", "fetched": str(datetime.date(2026, 11, 20))}}
    (root / "data/enriched").mkdir()
    (root / "data/enriched/works.jsonl").write_text(json.dumps({"id": "p", "fields": fields}) + "\n")
    return [finding.code for finding in run_checks(load_tree(root)) if finding.code.startswith("KB8")]


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Rooms that hear", []),
        ("ROOMS THAT HEAR — Learning From Echoes", []),
        ("Attention Is All You Need", ["KB801"]),
        (None, []),
        (["a list"], []),
    ],
)
def test_titles(tmp_path: Path, title: object, codes: list[str]) -> None:
    assert found(tmp_path, "title", title) == codes


def test_a_title_that_is_also_the_papers_is_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, "title", "Buildings With Ears", also_titled=["Buildings with ears"]) == []


@pytest.mark.parametrize(
    ("first", "own", "codes"),
    [
        ("Oord, A. van den", "Aäron van den Oord", []),
        ("Wei Li", "Li Wei", []),
        ("A. Muller", "Anna Müller", []),
        ("B. Sample", "Ada Example", ["KB803"]),
        ("王伟", "王伟", []),
        ("Wei Wang", "王伟", []),
        ("王伟", "李娜", ["KB803"]),
        ("Jürgen Mueller", "J. Muller", []),
        ("Sergey Example", "Sergei Examplov", []),
        ("Li Chen", "Wu Cheng", ["KB803"]),
        ("", "X", []),
        ("X", "X", []),
        (3, "X", []),
    ],
)
def test_first_authors(tmp_path: Path, first: object, own: str, codes: list[str]) -> None:
    assert found(tmp_path, "authors", [first, "Somebody Else"], authors=[own, "Somebody Else"]) == codes


@pytest.mark.parametrize(
    ("year", "venue", "codes"),
    [(2022, "iccv", []), (2023, "iccv", ["KB802"]), (2023, "arxiv", []), (2018, None, ["KB802"]), ("2018", None, [])],
)
def test_years(tmp_path: Path, year: object, venue: str | None, codes: list[str]) -> None:
    assert found(tmp_path, "year", year, **({"venue": venue} if venue else {})) == codes


@pytest.mark.parametrize(
    ("words", "venue", "codes"),
    [
        ("2021 IEEE/CVF International Conference on Computer Vision (ICCV)", "acl", ["KB804"]),
        ("2021 IEEE/CVF International Conference on Computer Vision (ICCV)", "iccv", []),
        ("Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics", "iccv", ["KB804"]),
        ("Some Journal Nobody Lists", "iccv", []),
        ("ICCV Workshops", "iccv", ["KB804"]),
        ("Computer Vision - ICCV 2021", "iccv", []),
        ("Proc. ACL 2020", "iccv", ["KB804"]),
        ("International Conference on Computer Vision", "arxiv", []),
        ("arXiv", "iccv", []),
        ("arXiv.org, 2021", "iccv", []),
    ],
)
def test_venues(tmp_path: Path, words: str, venue: str, codes: list[str]) -> None:
    assert found(tmp_path, "venue", words, venue=venue) == codes


def test_what_stays_on_this_machine_is_no_finding(tmp_path: Path) -> None:
    write_record(tmp_path, Paper.model_validate({"id": "p", "title": "P", "year": 2021}))
    fields = {"abstract": {"value": "Words.", "source": "arxiv", "fetched": "2026-11-20"}}
    for folder in ("data/enriched", ".kbgen/enriched"):
        (tmp_path / folder).mkdir(parents=True)
        lines = [json.dumps({"id": name, "fields": fields}) for name in ("gone", "p")]
        (tmp_path / folder / "abstracts.jsonl").write_text("\n".join(lines) + "\n")
    tree = load_tree(tmp_path)
    assert [(one.code, one.place.path) for one in run_checks(tree) if one.code in {"KB016", "KB111"}] == [
        ("KB111", "data/enriched/abstracts.jsonl")
    ]
    (tmp_path / "data/enriched/abstracts.jsonl").unlink()
    assert load_tree(tmp_path).kb.enrichment["p"]["abstract"].value == "Words."


def test_citations_of_services_lead_to_papers(tmp_path: Path) -> None:
    write_record(tmp_path, Paper.model_validate({"id": "p", "title": "P", "year": 2021}))
    value = {"seen": 3, "records": ["p", "gone"]}
    fields = {"references_openalex": {"value": value, "source": "openalex", "fetched": "2026-11-20"}}
    (tmp_path / "data/enriched").mkdir(parents=True)
    (tmp_path / "data/enriched/references.jsonl").write_text(json.dumps({"id": "p", "fields": fields}) + "\n")
    tree = load_tree(tmp_path)
    assert [one.message for one in run_checks(tree) if one.code == "KB112"] == [
        'reference of "p" to the unknown paper "gone"'
    ]
    assert [paper.id for paper in select_papers(tree.kb, Select.model_validate({"has": "references"}))] == ["p"]
