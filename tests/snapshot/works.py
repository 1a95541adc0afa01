"""Made-up works of OpenAlex, as its snapshot holds them."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from kbgen.enrich.snapshot.parts import Part
from tests.enrich.answers import OPENALEX


def work(number: int, title: str | None, **fields: Any) -> dict[str, Any]:
    """A work with all that a real one has beside what is read: nested fields, nulls, an inverted index."""
    address = f"https://openalex.org/W{number}"
    return {
        "id": address,
        "doi": None,
        "title": title,
        "display_name": title,
        "publication_year": 2021,
        "publication_date": "2021-01-02",
        "ids": {"openalex": address},
        "language": "en",
        "type": "article",
        "primary_location": None,
        "best_oa_location": None,
        "locations": [],
        "authorships": [],
        "is_retracted": False,
        "cited_by_count": 0,
        "referenced_works": [],
        "abstract_inverted_index": {"Rooms": [0, 3], "are": [1], "heard.": [2]},
        "topics": [{"id": "https://openalex.org/T1", "display_name": "Rooms", "score": 0.9}],
        "counts_by_year": [{"year": 2022, "cited_by_count": 0}],
        "updated_date": "2026-10-01T00:00:00.000000",
        **fields,
    }


def author(name: str) -> dict[str, Any]:
    """A person among the authors of a work."""
    person = {"id": "https://openalex.org/A1", "display_name": name, "orcid": None}
    return {"author_position": "first", "author": person, "institutions": [], "countries": ["CH"]}


def location(page: str | None) -> dict[str, Any]:
    """A place where a work can be read."""
    return {"is_oa": True, "landing_page_url": page, "pdf_url": None, "source": None, "license": None}


KNOWN = tuple({**work(0, None), **one} for one in OPENALEX.values())
"""The works that the replica of OpenAlex's API knows."""

OTHERS = tuple(work(1_000_000 + number, f"A Work That Nobody Looks For {number}") for number in range(50))


def lines(works: Iterable[dict[str, Any]]) -> bytes:
    """Works as JSON Lines."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in works)


def write_jsonl(path: Path, works: Iterable[dict[str, Any]]) -> Path:
    """Write works as a part of the snapshot in JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(lines(works)) if path.suffix == ".gz" else lines(works))
    return path


def write_parquet(path: Path, works: Iterable[dict[str, Any]]) -> Path:
    """Write works as a part of the snapshot in Parquet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{name: value for name, value in one.items() if name != "abstract_inverted_index"} for one in works]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def part(path: Path) -> Part:
    """A file as a part."""
    return Part(path.name, str(path), path.stat().st_size)


def write_snapshot(root: Path, works: Iterable[dict[str, Any]], form: str = "jsonl") -> Path:
    """Write works over several parts in the layout of the snapshot."""
    end, write = ("parquet", write_parquet) if form == "parquet" else ("gz", write_jsonl)
    everything = list(works)
    for number in range(3):
        folder = root / "data" / form / "works" / f"updated_date=2026-10-0{number + 1}"
        write(folder / f"part_0000.{end}", everything[number::3])
    (root / "data" / form / "manifest.json").write_text("{}")
    return root


def upload(folder: Path, bucket: fs.S3FileSystem, to: str) -> None:
    """Copy a folder into a bucket."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with bucket.open_output_stream(f"{to}/{path.relative_to(folder).as_posix()}", compression=None) as file:
                file.write(path.read_bytes())
