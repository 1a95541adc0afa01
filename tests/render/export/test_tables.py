"""Tables and whole records: CSV, JSON Lines, SQLite and Markdown."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from kbgen.model.lists import Select
from kbgen.model.lookup import with_descendants
from kbgen.model.paper import Paper
from kbgen.model.selection import select_papers
from kbgen.render.export.csv import COLUMNS
from kbgen.render.export.exported import Choice, choose
from tests.render.export.samples import KB, PAPERS, exported, of_papers, paper, small, some_papers, written

ROOT = Path(__file__).parents[3]


def rows(document: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document.decode(), newline="")))


def test_csv_has_a_row_for_each_paper() -> None:
    found = {row["id"]: row for row in rows(written("csv"))}
    assert set(found) == set(KB.papers)
    look = found["look-listen-and-learn"]
    assert look["authors"] == "Relja Arandjelović; Andrew Zisserman"
    assert look["topics"] == "objective:contrastive; modality:audio"
    assert look["code"] == "https://github.com/a/b; https://github.com/c/d"
    assert look["datasets"] == "introduces:vgg-sound"
    assert look["venue_label"] == "ICCV 2017 (oral)"
    assert look["citation_key"] == "arandjelovic2017look"
    assert look["summary"] == PAPERS[0].summary


def test_csv_is_as_rfc_4180_wants_it() -> None:
    document = written("csv")
    lines = document.split(b"\r\n")
    assert lines[0].decode() == ",".join(COLUMNS)
    assert lines[-1] == b""
    assert len(lines) == len(KB.papers) + 2
    assert not document.startswith(b"\xef\xbb\xbf")


def test_a_spreadsheet_finds_no_formula() -> None:
    bad = ['=HYPERLINK("https://evil.example")', "+1", "-1+1", "@SUM(A1)"]
    found = rows(written("csv", of_papers(*(paper(f"p{n}", title=title) for n, title in enumerate(bad)))))
    assert [row["title"] for row in found] == [f"'{title}" for title in bad]
    assert rows(written("csv", of_papers(paper("p", title="1 = 1"))))[0]["title"] == "1 = 1"


@given(some_papers)
def test_csv_gives_back_whatever_a_record_says(record: Paper) -> None:
    (row,) = rows(written("csv", of_papers(record)))
    assert row["title"].removeprefix("'") == record.title.removeprefix("'")
    assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


def test_jsonl_is_the_records_themselves() -> None:
    lines = written("jsonl").decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [one.id for one in exported().papers]
    derived = {"url", "urls", "venue_label"}
    again = [
        Paper.model_validate({key: value for key, value in json.loads(line).items() if key not in derived})
        for line in lines
    ]
    assert tuple(again) == exported().papers


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("sqlite") / "papers.db"
    path.write_bytes(written("sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def ask(database: sqlite3.Connection, question: str, *values: object) -> list[tuple[object, ...]]:
    return database.execute(question, values).fetchall()


def test_every_reference_leads_somewhere(database: sqlite3.Connection) -> None:
    assert ask(database, "PRAGMA integrity_check") == [("ok",)]
    assert ask(database, "PRAGMA foreign_key_check") == []
    tables = [name for (name,) in ask(database, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    references = {str(table): len(ask(database, f"PRAGMA foreign_key_list({table})")) for table in tables}
    assert references["citations"] == references["paper_authors"] == references["paper_terms"] == 2


def test_the_database_holds_what_the_records_say(database: sqlite3.Connection) -> None:
    assert ask(database, "SELECT count(*) FROM papers") == [(len(PAPERS),)]
    assert ask(database, "SELECT written FROM paper_authors WHERE paper = 'names' ORDER BY position") == [
        (name,) for name in KB.papers["names"].authors
    ]
    assert ask(database, "SELECT citing, cited, source, kind FROM citations") == [
        ("look-listen-and-learn", "names", "this knowledge base", "curated")
    ]
    assert ask(database, "SELECT relation, other FROM relations") == [("extends", "names")]
    assert ask(database, "SELECT dataset, metric, value, unit, source FROM results") == [
        ("vgg-sound", "accuracy", 79.5, "%", "Table 3")
    ]
    assert ask(database, "SELECT dataset, count, qualifier FROM dataset_sizes") == [("vgg-sound", 200000.0, "at-least")]
    assert ask(database, "SELECT alias FROM paper_aliases") == [("l3",)]
    (notes,) = ask(database, "SELECT notes FROM papers WHERE notes IS NOT NULL")[0]
    assert json.loads(str(notes)) == {"key_points": ["One", "Two"]}
    kinds = ask(database, "SELECT kind, url FROM paper_links WHERE paper = 'look-listen-and-learn' ORDER BY position")
    assert [kind for kind, _ in kinds] == ["arxiv", "openreview", "doi", "code", "code", "project"]


def test_views_answer_what_one_asks_first(database: sqlite3.Connection) -> None:
    look = ask(database, "SELECT venue, code, cited_here FROM paper_list WHERE id = 'look-listen-and-learn'")
    assert look == [("ICCV", "https://github.com/a/b", 0)]
    assert ask(database, "SELECT cited_here FROM paper_list WHERE id = 'names'") == [(1,)]
    assert ask(database, "SELECT paper FROM papers_by_term WHERE term = 'objective/discrimination'") == [
        ("look-listen-and-learn",)
    ]
    assert ask(database, "SELECT papers FROM author_counts WHERE name = 'Ana Ng'") == [(6,)]
    assert ask(database, "SELECT used_by, introduced_by FROM dataset_counts WHERE id = 'vgg-sound'") == [
        (0, "look-listen-and-learn")
    ]
    assert ask(database, "SELECT dataset, value, title FROM leaderboards") == [
        ("VGG-Sound", 79.5, "Look, Listen and Learn")
    ]
    for (view,) in ask(database, "SELECT name FROM sqlite_master WHERE type = 'view'"):
        assert ask(database, f"SELECT count(*) FROM {view}") != [(0,)], view


def test_full_text_finds_words_without_accents_and_endings(database: sqlite3.Connection) -> None:
    question = (
        "SELECT papers.id FROM papers_fts JOIN papers ON papers.rowid = papers_fts.rowid WHERE papers_fts MATCH ?"
    )
    assert ask(database, question, "arandjelovic") == [("look-listen-and-learn",)]
    assert ask(database, question, "title: listening") == [("look-listen-and-learn",)]
    assert ask(database, "SELECT name FROM datasets_fts WHERE datasets_fts MATCH 'vgg'") == [("VGG-Sound",)]


def test_datasette_knows_the_full_text_tables_by_their_content(database: sqlite3.Connection) -> None:
    pattern = '%VIRTUAL TABLE%USING FTS%content="papers"%'  # as Datasette looks for it
    assert ask(database, "SELECT name FROM sqlite_master WHERE sql LIKE ?", pattern) == [("papers_fts",)]


def test_the_same_records_give_the_same_bytes() -> None:
    assert written("sqlite") == written("sqlite")
    assert written("sqlite", exported(small())) == written("sqlite", exported(small()))


@pytest.mark.parametrize("where", ["", "objective:contrastive", "year:>=2020"])
def test_a_part_refers_only_to_itself(where: str, tmp_path: Path) -> None:
    kb = small()
    what = choose(kb, Choice(where=where))
    (tmp_path / "part.db").write_bytes(written("sqlite", what))
    with closing(sqlite3.connect(tmp_path / "part.db")) as connection:
        assert ask(connection, "PRAGMA foreign_key_check") == []
        assert ask(connection, "SELECT count(*) FROM papers") == [(len(what.papers),)]
        assert ask(connection, "SELECT value FROM metadata WHERE key = 'query'") == [(where,)]
        for axis, term in kb.taxonomy.terms:
            asked = Select(topics={axis: (term,)}, where=where or None)
            papers = {one.id for one in select_papers(kb, asked)}
            name = f"{axis}/{term}"
            found = ask(connection, "SELECT paper FROM papers_by_term WHERE term = ?", name)
            assert {one for (one,) in found} == papers, name
            below = ask(connection, "SELECT descendant FROM term_closure WHERE ancestor = ?", name)
            wanted = with_descendants(kb.taxonomy, axis, [term])
            assert {one for (one,) in below} == {f"{axis}/{narrower}" for narrower in wanted}


def test_markdown_is_a_list_under_years() -> None:
    text = written("markdown").decode()
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings[:3] == ["# Made-up papers", "## 2023", "## 2022"]
    assert headings[-1] == "## Undated"
    tokens = MarkdownIt().parse(text)
    assert sum(token.type == "list_item_open" for token in tokens) == len(KB.papers)
    assert "- [Look, Listen and Learn](https://arxiv.org/abs/1705.08168) - Learns 50% more & faster" in text


def test_markdown_in_another_order_has_no_headings() -> None:
    what = choose(KB, Choice(where="author:ng", sort="title", limit=2), "Papers")
    text = written("markdown", what).decode()
    assert [line.split("](")[0] for line in text.splitlines() if line.startswith("-")] == [
        "- [A Chapter",
        "- [A Post",
    ]
    assert "##" not in text
    assert "2 papers, found by author:ng." in text


def test_nothing_in_a_record_breaks_out_of_its_list() -> None:
    text = written("markdown", exported(small())).decode()
    assert "<script" not in MarkdownIt().render(text)
    assert sum(token.type == "list_item_open" for token in MarkdownIt().parse(text)) == 12


def test_foreign_keys_are_of_one_column_which_datasette_follows(database: sqlite3.Connection) -> None:
    tables = [str(name) for (name,) in ask(database, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        keys = [key for key, *_ in ask(database, f"PRAGMA foreign_key_list({table})")]
        assert len(keys) == len(set(keys)), table
