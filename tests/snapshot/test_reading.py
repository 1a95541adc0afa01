"""Parts are read whatever is broken in them, and what is broken is said."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kbgen.enrich.snapshot import reading
from kbgen.enrich.snapshot.reading import read_part
from kbgen.enrich.snapshot.schema import ROW, WORK
from tests.snapshot.works import KNOWN, OTHERS, author, lines, part, work, write_jsonl, write_parquet

Row = dict[str, Any]


def read(path: Path) -> tuple[list[Row], list[tuple[int | None, str]], int]:
    """The works, the faults and the number of works that the end of a part states."""
    batches = list(read_part(part(path)))
    assert all(batch.schema == ROW for batch in batches)
    rows = [row for batch in batches for row in batch.to_pylist()]
    assert {row["part"] for row in rows if row["id"] is None} == {path.name}
    works = [{name: row[name] for name in WORK.names} for row in rows if row["id"]]
    faults = [(row["line"], row["fault"]) for row in rows if row["fault"]]
    [count] = [row["works"] for row in rows if row["works"] is not None]
    assert count == len(works)
    return works, faults, count


def test_both_formats_say_the_same(tmp_path: Path) -> None:
    full = work(7, "Ünïcode ☃", authorships=[author("Ada Example"), author("Bo Sample")], cited_by_count=5)
    works = [*KNOWN, *OTHERS, full]
    packed = read(write_jsonl(tmp_path / "part_0000.gz", works))
    assert packed == read(write_jsonl(tmp_path / "works.jsonl", works))
    assert packed == read(write_parquet(tmp_path / "part_0000.parquet", works))
    assert packed[1:] == ([], len(works))
    assert packed[0][-1]["authorships"] == [
        {"author": {"display_name": "Ada Example"}},
        {"author": {"display_name": "Bo Sample"}},
    ]


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    bad = [
        b"{broken",
        b"[1, 2]",
        b'"text"',
        b"\xff\xfe",
        b'{"id": "https://openalex.org/A1"}',
        b"null",
    ]
    good = lines(OTHERS[:2]).splitlines()
    content = b"\n".join([good[0], b"", *bad, b"   ", good[1]])
    (tmp_path / "part_0000.gz").write_bytes(gzip.compress(content))
    works, faults, _ = read(tmp_path / "part_0000.gz")
    assert [one["id"] for one in works] == [OTHERS[0]["id"], OTHERS[1]["id"]]
    assert faults == [
        (3, "is no JSON"),
        (4, "is no work of OpenAlex's"),
        (5, "is no work of OpenAlex's"),
        (6, "is no JSON"),
        (7, "is no work of OpenAlex's"),
        (8, "is no work of OpenAlex's"),
    ]


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(OTHERS) + b"{\n" * 500)
    works, faults, _ = read(tmp_path / "a.jsonl")
    assert len(works) == len(OTHERS)
    assert faults[0] == (len(OTHERS) + 1, "is no JSON")
    assert faults[-1] == (None, "490 more lines are no works")
    assert len(faults) == 11


def test_values_of_other_types_are_left_out_and_the_work_stays(tmp_path: Path) -> None:
    odd = work(
        1,
        "Odd \ud800 Types",
        publication_year="2020",
        cited_by_count=1.5,
        is_retracted="yes",
        authorships=[None, 3, {"author": "Ada"}, author("Ada Example")],
        referenced_works=["https://openalex.org/W2", None, 7],
        primary_location=["x"],
        locations={"landing_page_url": "x"},
    )
    [found] = read(write_jsonl(tmp_path / "a.jsonl", [odd]))[0]
    assert found["title"] == "Odd   Types"
    assert (found["publication_year"], found["cited_by_count"], found["is_retracted"]) == (2020, None, None)
    people = [None, None, {"author": None}, {"author": {"display_name": "Ada Example"}}]
    assert found["authorships"] == people
    assert found["referenced_works"] == ["https://openalex.org/W2", None, None]
    assert (found["primary_location"], found["locations"]) == (None, None)


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.999])
def test_what_stands_before_a_break_is_read(tmp_path: Path, cut: float) -> None:
    works = [work(number, f"{number} {number**9 * 7919}") for number in range(5_000)]
    whole = gzip.compress(lines(works))
    (tmp_path / "part_0000.gz").write_bytes(whole[: int(len(whole) * cut)])
    read_works, [(line, words)], count = read(tmp_path / "part_0000.gz")
    assert line is None
    assert words.startswith(f"cannot be read after line {count}: ")
    assert [one["id"] for one in read_works] == [one["id"] for one in works[:count]]
    assert count > len(works) * cut * 0.5


def test_what_is_no_part_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"no gzip at all")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 but no more")
    (tmp_path / "c.gz").write_bytes(b"")
    (tmp_path / "d.jsonl").write_bytes(b"\n\n")
    says = {path.name: read(path)[1] for path in sorted(tmp_path.iterdir())}
    assert says["a.gz"][0][1].startswith("cannot be read: ")
    assert says["b.parquet"][0][1].startswith("cannot be read: ")
    assert says["c.gz"] == says["d.jsonl"] == [(None, "holds no work")]


def test_a_part_that_vanished_is_said(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "part_0000.gz", OTHERS)
    gone = part(path)
    path.unlink()
    [end] = list(read_part(gone))
    [fault, count] = end.to_pylist()
    assert fault["fault"].startswith("cannot be read: ")
    assert count["works"] == 0


def test_blocks_end_where_lines_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHUNK", 10)
    monkeypatch.setattr(reading, "_BLOCK", 100)
    works, faults, _ = read(write_jsonl(tmp_path / "part_0000.gz", OTHERS))
    assert [one["id"] for one in works] == [one["id"] for one in OTHERS]
    assert faults == []


def test_a_line_without_end_takes_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHUNK", 100)
    monkeypatch.setattr(reading, "_BLOCK", 1_000)
    monkeypatch.setattr(reading, "_LONGEST_LINE", 5_000)
    giant = json.dumps(work(1, "x" * 50_000)).encode()
    (tmp_path / "a.jsonl").write_bytes(lines(OTHERS[:5]) + giant + b"\n" + lines(OTHERS[5:]) + b"{\n" + giant)
    works, faults, _ = read(tmp_path / "a.jsonl")
    assert [one["id"] for one in works] == [one["id"] for one in OTHERS]
    assert [line for line, _ in faults] == [6, len(OTHERS) + 2, len(OTHERS) + 3]
    assert faults[0][1] == faults[2][1] == "is longer than any work"


def test_parquet_with_more_fewer_and_other_columns(tmp_path: Path) -> None:
    schema = pa.schema(
        [
            ("id", pa.large_string()),
            ("title", pa.string()),
            ("publication_year", pa.int16()),
            ("referenced_works", pa.large_list(pa.string())),
            ("authorships", pa.list_(pa.struct([("x", pa.int8()), ("author", pa.struct([("orcid", pa.string())]))]))),
            ("locations", pa.list_(pa.struct([("landing_page_url", pa.string()), ("is_oa", pa.bool_())]))),
            ("updated_date", pa.date32()),
            ("doi", pa.null()),
        ]
    )
    rows: list[Row] = [
        {"id": "https://openalex.org/W1", "title": "One", "publication_year": 2020, "referenced_works": ["a", None]},
        {"id": "https://openalex.org/A2", "title": "No work"},
        {"id": "https://openalex.org/W3", "authorships": [{"x": 1}, None], "locations": [{"landing_page_url": "u"}]},
        {"id": None},
    ]
    path = tmp_path / "part_0000.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    [one, three], faults, _ = read(path)
    assert faults == [(None, "2 rows are no works of OpenAlex's")]
    assert (one["title"], one["publication_year"], one["referenced_works"]) == ("One", 2020, ["a", None])
    assert three["authorships"] == [{"author": None}, None]
    assert three["locations"] == [{"landing_page_url": "u"}]
    assert one["cited_by_count"] is None


def test_parquet_of_something_else_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": ["https://openalex.org/W1"], "authorships": ["text"]}), path)
    works, [(_, words)], _ = read(path)
    assert works == []
    assert words.startswith("cannot be read: ")
    pq.write_table(pa.table({"name": ["x"]}), path)
    assert read(path)[1] == [(None, "1 rows are no works of OpenAlex's")]
