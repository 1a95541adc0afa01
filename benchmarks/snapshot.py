"""Measure `kbgen enrich --snapshot` on a made-up snapshot of OpenAlex with real titles, on DuckDB and on Spark.

    python -m benchmarks.snapshot --source SCALE [--works 1000000] [--papers 10000] [--write docs/snapshots.md]

``SCALE`` is a folder of real papers as ``make_knowledge_base.py`` describes. The snapshot has the layout and the fields
of the real one and records of about its mean size; where there are not enough papers they come again under other
numbers, DOIs and titles. ``--write`` puts the table between the marks of a page. The memory is that of all processes of
a run together (proportional set size where the system tells it), the highest of what was seen twice a second.
"""

import argparse
import gzip
import itertools
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.json as pj
import pyarrow.parquet as pq

from benchmarks.make_knowledge_base import read_lines
from benchmarks.measure import machine
from kbgen.enrich.snapshot.schema import WORK

HERE = Path(__file__).resolve().parent
KBGEN = Path(sys.executable).parent / "kbgen"
BEGIN, END = "<!-- measured -->", "<!-- end of measured -->"
PARTS = 20
MASTER = "local-cluster[2,1,1024]"

# Fields that are never read make most of a record, as in the real snapshot: 1.6 TB for 250 million works.
_UNREAD = {
    "open_access": {"is_oa": True, "oa_status": "green", "oa_url": None, "any_repository_has_fulltext": True},
    "biblio": {"volume": "6", "issue": None, "first_page": "1", "last_page": "12"},
    "topics": [
        {
            "id": f"https://openalex.org/T1010{number}",
            "display_name": "methods and applications of learning",
            "score": 0.9969,
            "subfield": {"id": "https://openalex.org/subfields/1702", "display_name": "Artificial Intelligence"},
            "field": {"id": "https://openalex.org/fields/17", "display_name": "Computer Science"},
            "domain": {"id": "https://openalex.org/domains/3", "display_name": "Physical Sciences"},
        }
        for number in range(3)
    ],
    "concepts": [
        {
            "id": f"https://openalex.org/C4100895{number}",
            "wikidata": f"https://www.wikidata.org/wiki/Q2198{number}",
            "display_name": "Computer science",
            "level": number,
            "score": 0.5,
        }
        for number in range(8)
    ],
    "counts_by_year": [{"year": year, "cited_by_count": 7} for year in range(2017, 2026)],
    "sustainable_development_goals": [],
    "grants": [],
    "related_works": [f"https://openalex.org/W27418098{number:02}" for number in range(10)],
}
_TAIL = "," + json.dumps(_UNREAD)[1:]


@dataclass(frozen=True, slots=True)
class Measured:
    """A run: its name, its seconds by the wall and of processors, its highest memory in MB, and what it printed."""

    name: str
    seconds: float
    processor_seconds: float
    megabytes: float
    said: dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="folder of real papers")
    parser.add_argument("--works", type=int, default=1_000_000)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--work", type=Path, default=HERE.parent / "build" / "benchmarks")
    parser.add_argument("--write", type=Path, help="page that the table goes into")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    base = options.work / f"snapshot-kb-{options.papers}"
    if not base.exists():
        make = [sys.executable, "-m", "benchmarks.make_knowledge_base", options.source, base, "--papers"]
        subprocess.run([*make, str(options.papers)], check=True, cwd=HERE.parent)
    snapshot = options.work / f"snapshot-{options.works}"
    if not (snapshot / "data" / "parquet").exists():
        make_snapshot(read_lines(options.source / "papers.jsonl.gz"), snapshot, options.works)
    runs = [measured(snapshot, base, form, engine) for form in ("jsonl", "parquet") for engine in ("duckdb", "spark")]
    if len({json.dumps(run.said["found"]) for run in runs}) > 1:
        sys.exit("the runs found different papers: " + json.dumps({run.name: run.said["found"] for run in runs}))
    text = table(runs, snapshot)
    print(text)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        options.write.write_text(f"{before}{BEGIN}\n{text}{END}{rest.partition(END)[2]}", encoding="utf-8")


def make_snapshot(papers: Iterable[dict[str, Any]], out: Path, works: int, parts: int = PARTS) -> None:
    """Write a snapshot of so many works in both formats."""
    titled = [paper for paper in papers if paper.get("title")]
    size = -(-works // parts)
    for number in range(parts):
        _make_part(titled, out, number, range(number * size, min(works, (number + 1) * size)))


def _make_part(papers: list[dict[str, Any]], out: Path, number: int, works: range) -> None:
    folder = f"works/updated_date=2026-10-{1 + number % 28:02}"
    lines = [_line(papers[index % len(papers)], index, index // len(papers), len(papers)) for index in works]
    packed = out / "data" / "jsonl" / folder / f"part_{number:04}.gz"
    packed.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(packed, "wb", compresslevel=4) as file:
        file.writelines(lines)
    whole = b"".join(lines)
    reading = pj.ReadOptions(block_size=len(whole) + 1)
    table = pj.read_json(pa.BufferReader(whole), reading, pj.ParseOptions(explicit_schema=WORK))
    parquet = out / "data" / "parquet" / folder / f"part_{number:04}.parquet"
    parquet.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table.drop_columns(["abstract_inverted_index"]), parquet, compression="snappy")


def _line(paper: dict[str, Any], index: int, copy: int, papers: int) -> bytes:
    """A work as a line. References go to works that are there; a copy differs in what it could be taken for."""
    doi, arxiv = paper.get("doi"), paper.get("arxiv_id")
    address = f"https://doi.org/{doi.lower()}{f'.{copy}' if copy else ''}" if doi else None
    title = f"{paper['title']} {copy}" if copy else paper["title"]
    words = [f"word{number}" for number in range(index % 7 * 20)]
    work = {
        "id": f"https://openalex.org/W{4_000_000_000 + index}",
        "doi": address,
        "title": title,
        "display_name": title,
        "publication_year": paper.get("year"),
        "publication_date": f"{paper.get('year')}-01-01",
        "ids": {"openalex": f"https://openalex.org/W{4_000_000_000 + index}", "doi": address},
        "language": "en",
        "type": "article" if doi else "preprint",
        "authorships": [
            {
                "author_position": "middle",
                "author": {"id": "https://openalex.org/A5048491430", "display_name": name, "orcid": None},
                "institutions": [],
                "countries": ["US"],
                "is_corresponding": False,
                "raw_author_name": name,
            }
            for name in (paper.get("authors") or [])[:100]
        ],
        "primary_location": {"is_oa": True, "source": {"display_name": paper.get("venue")}, "license": None},
        "best_oa_location": {"pdf_url": paper.get("pdf"), "license": "cc-by", "is_oa": True},
        "locations": [
            {"is_oa": True, "landing_page_url": page, "pdf_url": None, "license": None}
            for page in (address, f"http://arxiv.org/abs/{arxiv}" if arxiv and not copy else None)
            if page
        ],
        "is_retracted": False,
        "is_paratext": False,
        "cited_by_count": index % 1_000,
        "referenced_works": [
            f"https://openalex.org/W{4_000_000_000 + (index * 31 + number * 7_919) % papers}"
            for number in range(index % 40)
        ],
        "abstract_inverted_index": {word: [number] for number, word in enumerate(words)} or None,
        "updated_date": "2026-10-01T00:00:00.000000",
        "created_date": "2020-01-01",
    }
    return (json.dumps(work)[:-1] + _TAIL + "\n").encode()


def measured(snapshot: Path, base: Path, form: str, engine: str) -> Measured:
    """Run the command in a knowledge base that knows nothing of the snapshot yet."""
    for overlay in itertools.chain(base.glob("data/enriched/*.jsonl"), base.glob(".kbgen/enrich.json")):
        overlay.unlink()
    command = [KBGEN, "enrich", "-C", base, "--snapshot", snapshot / "data" / form, "--format", "json"]
    command += ["--engine", engine] + (["--master", MASTER] if engine == "spark" else [])
    begin = time.perf_counter()
    with (base / "benchmark.log").open("w+b") as log, (base / "benchmark.json").open("w+b") as output:
        process = psutil.Popen([str(word) for word in command], stdout=output, stderr=log)
        megabytes, processor_seconds = _watched(process)
        if process.wait() != 0:
            sys.exit((base / "benchmark.log").read_text(errors="replace")[-4_000:])
    seconds = time.perf_counter() - begin
    name = f"{'JSON Lines' if form == 'jsonl' else 'Parquet'}, {'DuckDB' if engine == 'duckdb' else 'Spark'}"
    found = Measured(name, seconds, processor_seconds, megabytes, json.loads((base / "benchmark.json").read_bytes()))
    print(f"{name}: {seconds:.1f} s, {megabytes:.0f} MB, {found.said['found']}", file=sys.stderr)
    return found


def _watched(process: psutil.Popen) -> tuple[float, float]:
    """The highest memory of a process and all that it starts, in MB, and their processor seconds, once it has ended."""
    highest, spent = 0.0, dict[int, float]()
    while process.poll() is None:
        total = 0
        for one in [process, *process.children(recursive=True)]:
            try:
                info, times = one.memory_full_info(), one.cpu_times()
            except psutil.Error:
                continue
            total += getattr(info, "pss", info.uss)
            spent[one.pid] = times.user + times.system
        highest = max(highest, total / 1e6)
        time.sleep(0.5)
    return highest, sum(spent.values())


def table(runs: list[Measured], snapshot: Path) -> str:
    """The runs as a table in Markdown, each beside the first."""
    first = runs[0]
    sizes = {
        form: sum(one.stat().st_size for one in (snapshot / "data" / form).rglob("part_*")) / 1e6
        for form in ("jsonl", "parquet")
    }
    found = sum(first.said["found"].values())
    lines = [
        f"{first.said['works']:,} works in {first.said['parts']} parts ({sizes['jsonl']:,.0f} MB of packed JSON Lines, "
        f"{sizes['parquet']:,.0f} MB of Parquet), {first.said['papers']:,} papers, of which {found:,} are found; "
        f"Spark with the master `{MASTER}`. Measured on {machine()}.\n",
        "| snapshot, engine | seconds | to the first | processor seconds | to the first | memory | to the first |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {run.name} | {run.seconds:.0f} | {run.seconds / first.seconds:.2f} "
        f"| {run.processor_seconds:.0f} | {run.processor_seconds / first.processor_seconds:.2f} "
        f"| {run.megabytes:,.0f} MB | {run.megabytes / first.megabytes:.2f} |"
        for run in runs
    ]
    return re.sub(r"\n+$", "", "\n".join(lines)) + "\n\n"


if __name__ == "__main__":
    main()
