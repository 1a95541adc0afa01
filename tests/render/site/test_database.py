"""``kb.sqlite`` beside the pages: what the manual asks of it, and when it is made."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kbgen.render.export.exported import Choice, choose
from kbgen.render.export.sqlite import chunks
from kbgen.render.site.build import Options, build_site
from kbgen.store.tree import load_tree
from tests.render.site.conftest import Built

MANUAL = Path(__file__).parents[3] / "docs" / "api.md"


def queries() -> list[str]:
    return re.findall(r"```sql\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def database(built: Built) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{built.out / 'kb.sqlite'}?mode=ro", uri=True)) as opened:
        yield opened


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.splitlines()[0].removeprefix("-- "))
def test_the_manuals_queries_find_something(database: sqlite3.Connection, query: str) -> None:
    assert database.execute(query).fetchall()


def test_it_is_whole_and_what_the_command_exports(built: Built, database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    exported = choose(load_tree(built.root, cache=False).kb, Choice(), "Small knowledge base")
    assert (built.out / "kb.sqlite").read_bytes() == b"".join(chunks(exported))


def test_it_tells_who_introduces_a_dataset_from_who_uses_it(database: sqlite3.Connection) -> None:
    roles = dict(database.execute("SELECT paper, role FROM paper_datasets WHERE dataset = 'tone-clips'").fetchall())
    assert roles["listening-to-tones"] == "introduces"
    assert roles["seeing-and-hearing"] != "introduces"


def test_it_is_made_again_only_when_a_record_changes(fresh: Built) -> None:
    database = fresh.out / "kb.sqlite"
    kept = fresh.root / ".kbgen" / "database"
    before, (made,) = database.stat().st_mtime_ns, list(kept.iterdir())
    template = fresh.root / "site_templates" / "site" / "search.html"
    template.parent.mkdir(parents=True)
    template.write_text("<h1>Search here</h1>", encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert database.stat().st_mtime_ns == before
    assert list(kept.iterdir()) == [made]
    record = fresh.root / "data/papers/2020/看图说话.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "links: {project: https://new.example/}\n", encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert b"https://new.example/" in database.read_bytes()
    assert len(list(kept.iterdir())) == 1


def test_a_site_may_go_without(fresh: Built) -> None:
    config = fresh.root / "mkdocs.yml"
    assert 'href="../kb.sqlite"' in fresh.article("data/index.html")
    config.write_text(config.read_text(encoding="utf-8") + "\nextra: {kbgen: {database: false}}\n", encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert not (fresh.out / "kb.sqlite").exists()
    assert "kb.sqlite" not in fresh.article("data/index.html")
    assert "kb.sqlite" not in fresh.read("api/v1/index.json")
