"""Make a knowledge base of real papers to measure with.

    python benchmarks/make_knowledge_base.py SOURCE OUT --papers 10000 [--abstracts]

``SOURCE`` is a folder with ``papers.jsonl.gz`` (one paper a line: ``id``, ``title``, ``authors``, ``year``, ``venue``,
``arxiv_id``, ``doi``, ``code_url``, ``project_url``, ``categories``), and where they are there ``citations.csv.gz``
(``citing,cited``) and ``abstracts.jsonl.gz`` (``id``, ``abstract``). The same source and number always give the same
tree: papers are taken in the order of a digest of their identifiers. Nothing is made up: what a source does not state
is left out, and topics are words that stand in a paper's title and the categories its source files it under.
"""

import argparse
import csv
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kbgen.model.enrichment import EnrichmentLine
from kbgen.model.identifiers import parse_arxiv, parse_doi
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title, slugify
from kbgen.model.vocabulary import Taxonomy, Venues
from kbgen.store.overlay import write_overlay_file
from kbgen.store.writer import write_record

FETCHED = "2026-01-01"
_WORDS = """
    adversarial analysis answering attention bayesian black-hole causal classification clustering contrastive
    convex cosmology deep detection dialogue diffusion distributed embedding entity estimation evaluation fairness
    federated gauge gaussian generation generative graph gravity image inference kernel knowledge language
    learning multilingual neural online optimization parsing planning policy quantum question reasoning
    recognition regression reinforcement representation retrieval robust segmentation semantic sentiment speech
    stochastic string summarization symmetry transfer transformer translation unsupervised video vision
"""
TITLE_WORDS = frozenset(_WORDS.split())
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--abstracts", action="store_true", help="put abstracts into the overlay")
    options = parser.parse_args()
    if options.out.exists() and any(options.out.iterdir()):
        sys.exit(f"{options.out} is not empty")
    papers = choose(read_lines(options.source / "papers.jsonl.gz"), options.papers)
    for paper, _ in papers.values():
        write_record(options.out, paper)
    write_record(options.out, taxonomy(paper for paper, _ in papers.values()))
    write_record(options.out, venues(papers.values()))
    lines = overlay(options.source, papers, abstracts=options.abstracts)
    write_overlay_file(options.out / "data" / "enriched" / "source.jsonl", lines)
    (options.out / "mkdocs.yml").write_text(
        f"site_name: {len(papers)} papers\nsite_url: https://kb.example/\nsite_description: For measuring\n"
    )
    print(f"{options.out}: {len(papers)} papers, {len(lines)} of them in the overlay")


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def choose(rows: Iterable[dict[str, Any]], count: int) -> dict[str, tuple[Paper, dict[str, Any]]]:
    """The first papers by digest that state title, authors, year and venue, by the identifier in their source."""
    complete = [row for row in rows if all(row.get(field) for field in ("title", "authors", "year", "venue"))]
    complete.sort(key=lambda row: hashlib.blake2b(row["id"].encode(), digest_size=8).digest())
    chosen: dict[str, tuple[Paper, dict[str, Any]]] = {}
    taken: set[str] = set()
    for row in complete:
        if len(chosen) == count:
            break
        record_id = slugify(row["title"])
        works = {record_id, normalise_title(row["title"]), str(row.get("arxiv_id")), str(row.get("doi")).lower()}
        if not record_id or taken & (works - {"None", "none"}):
            continue
        try:
            paper = Paper.model_validate(record(record_id, row))
        except ValidationError:
            continue  # a title with control characters and the like: other papers stand in
        taken |= works
        chosen[row["id"]] = (paper, row)
    return chosen


def record(record_id: str, row: dict[str, Any]) -> dict[str, Any]:
    ids = {}
    if arxiv := parse_arxiv(row.get("arxiv_id") or ""):
        ids["arxiv"] = arxiv.id
    if doi := parse_doi(row.get("doi") or ""):
        ids["doi"] = doi
    links: dict[str, Any] = {}
    if not ids and row.get("url"):
        links["paper"] = row["url"]
    if row.get("code_url"):
        links["code"] = [row["code_url"]]
    if row.get("project_url"):
        links["project"] = row["project_url"]
    topics: dict[str, list[str]] = {}
    if words := [word for word in dict.fromkeys(_WORD.findall(row["title"].lower())) if word in TITLE_WORDS]:
        topics["title-word"] = words
    if categories := [slug for name in row.get("categories") or () if (slug := slugify(name))]:
        topics["category"] = list(dict.fromkeys(categories))
    return {
        "id": record_id,
        "title": " ".join(row["title"].split()),
        "authors": [name for author in row["authors"] if (name := " ".join(author.split()))],
        "year": row["year"],
        "venue": slugify(row["venue"]),
        "ids": ids,
        "links": links,
        "topics": topics,
        "sources": [slugify(row["source"])],
        "added": row.get("date") or FETCHED,
    }


def taxonomy(papers: Iterable[Paper]) -> Taxonomy:
    used: dict[str, set[str]] = {"title-word": set(), "category": set()}
    for paper in papers:
        for axis, terms in paper.topics.items():
            used[axis].update(terms)
    names = {"title-word": ("Word in the title", "The title has the word"), "category": ("Category", "Filed under")}
    axes = [
        {
            "id": axis,
            "name": names[axis][0],
            "description": f"{names[axis][1]} …",
            "terms": [{"id": term, "name": term, "description": f"{names[axis][1]} {term}."} for term in sorted(terms)],
        }
        for axis, terms in used.items()
        if terms
    ]
    return Taxonomy.model_validate({"axes": axes})


def venues(chosen: Iterable[tuple[Paper, dict[str, Any]]]) -> Venues:
    names = {paper.venue: row["venue"] for paper, row in chosen if paper.venue}
    listed = [
        {"id": key, "name": name, "short": name, "kind": "preprint" if key == "arxiv" else "conference"}
        for key, name in sorted(names.items())
    ]
    return Venues.model_validate({"venues": listed})


def overlay(source: Path, papers: dict[str, tuple[Paper, dict[str, Any]]], *, abstracts: bool) -> list[EnrichmentLine]:
    fields: dict[str, dict[str, Any]] = {}
    if (edges := source / "citations.csv.gz").is_file():
        with gzip.open(edges, "rt", encoding="utf-8") as file:
            for citing, cited, *_ in csv.reader(file):
                if citing in papers and cited in papers and citing != cited:
                    value = fields.setdefault(papers[citing][0].id, {}).setdefault("references", [])
                    value.append({"id": papers[cited][0].id, "source": "source", "kind": "reference-list"})
    if abstracts and (file_ := source / "abstracts.jsonl.gz").is_file():
        for row in read_lines(file_):
            if row["id"] in papers and row["abstract"].strip():
                fields.setdefault(papers[row["id"]][0].id, {})["abstract"] = row["abstract"].strip()
    return [
        EnrichmentLine.model_validate(
            {
                "id": record_id,
                "fields": {
                    name: {"value": value, "source": "source", "fetched": FETCHED}
                    for name, value in sorted(values.items())
                },
            }
        )
        for record_id, values in sorted(fields.items())
    ]


if __name__ == "__main__":
    main()
