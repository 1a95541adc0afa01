"""The knowledge base that enrichment is measured on: half papers with an arXiv identifier, half with a DOI.

Real papers where a folder of them is at hand (``make_knowledge_base.py`` says what it holds), made-up ones otherwise.
"""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.make_knowledge_base import choose, read_lines, taxonomy, venues
from kbgen.model.paper import Paper
from kbgen.store.writer import write_record

ROWS_FILE = "known.jsonl"
_WORDS = ("rooms", "echoes", "halls", "strings", "voices", "corridors", "bells", "whispers", "organs", "drums")


@dataclass(frozen=True, slots=True)
class Row:
    """A paper as the services know it."""

    id: str
    title: str
    authors: list[str]
    year: int
    arxiv: str | None
    doi: str | None
    code: list[str]


def write_base(root: Path, source: Path, count: int) -> str:
    """Write the knowledge base, and beside its records what the services know of them; says where they come from."""
    packed = source / "papers.jsonl.gz"
    chosen = _real(packed, count) if packed.is_file() else list(_made_up(count))
    for paper, _ in chosen:
        write_record(root, paper)
    topics = taxonomy(paper for paper, _ in chosen)
    if topics.axes:
        write_record(root, topics)
    write_record(root, venues(chosen))
    (root / "mkdocs.yml").write_text("site_name: For measuring\nsite_url: https://kb.example/\n")
    with (root / ROWS_FILE).open("w", encoding="utf-8") as file:
        for paper, _ in chosen:
            file.write(json.dumps(dataclasses.asdict(_row(paper)), ensure_ascii=False) + "\n")
    return "real papers" if packed.is_file() else "made-up papers"


def read_rows(root: Path) -> Iterator[Row]:
    """What the services know of the papers of a knowledge base."""
    with (root / ROWS_FILE).open(encoding="utf-8") as file:
        for line in file:
            yield Row(**json.loads(line))


def _row(paper: Paper) -> Row:
    ids = paper.ids
    return Row(paper.id, paper.title, list(paper.authors), paper.year or 2020, ids.arxiv, ids.doi, [*paper.links.code])


def _real(packed: Path, count: int) -> list[tuple[Paper, dict[str, Any]]]:
    # Papers before 2000 of one archive would be nearly all that have an arXiv identifier.
    rows = [row for row in read_lines(packed) if row["source"] != "paperscape"]
    preprints = choose((row for row in rows if row.get("arxiv_id")), count // 2)
    known = {paper.id for paper, _ in preprints.values()}
    published = choose((row for row in rows if row.get("doi") and not row.get("arxiv_id")), count)
    others = [one for one in published.values() if one[0].id not in known]
    return [*preprints.values(), *others[: count - len(preprints)]]


def _made_up(count: int) -> Iterator[tuple[Paper, dict[str, Any]]]:
    size = len(_WORDS)
    for number in range(count):
        words = (_WORDS[number % size], _WORDS[number // size % size], _WORDS[number // size**2 % size])
        title = f"How {words[0]} learn from {words[1]} without {words[2]}, part {number}"
        preprint = number % 2 == 0
        arxiv = f"21{number // 50_000 % 12 + 1:02}.{number % 50_000:05}"
        ids = {"arxiv": arxiv} if preprint else {"doi": f"10.5555/{number}"}
        links = {"code": [f"https://github.com/example/paper-{number}"]} if number % 5 == 0 else {}
        record = {
            "id": f"paper-{number}",
            "title": title,
            "authors": ["Ada Example", "Bo Sample"],
            "year": 2021,
            "venue": "arxiv" if preprint else "rooms",
            "ids": ids,
            "links": links,
        }
        yield Paper.model_validate(record), {"venue": record["venue"]}
