"""The parts of a snapshot are found in every layout, on this machine and in a bucket."""

from pathlib import Path

import pytest
from pyarrow import fs

from kbgen.enrich.snapshot.engine import DuckDB
from kbgen.enrich.snapshot.parts import find_parts
from kbgen.enrich.snapshot.run import enrich_from_snapshot
from kbgen.model.finding import KbgenError
from tests.enrich.samples import write_rooms
from tests.enrich.weekly import MONDAY
from tests.snapshot.works import KNOWN, OTHERS, upload, write_jsonl, write_parquet, write_snapshot


def names(address: Path | str) -> list[str]:
    return [part.name for part in find_parts(str(address))]


IN_JSONL = [f"updated_date=2026-10-0{number}/part_0000.gz" for number in (1, 2, 3)]


@pytest.mark.parametrize("below", ["", "data", "data/jsonl", "data/jsonl/works"])
def test_every_folder_of_a_snapshot_leads_to_its_works(tmp_path: Path, below: str) -> None:
    root = write_snapshot(tmp_path, OTHERS)
    write_jsonl(root / "data/jsonl/authors/updated_date=2026-10-01/part_0000.gz", OTHERS)
    steps = "data/jsonl/works".removeprefix(below).strip("/")
    assert names(root / below) == [f"{steps}/{name}".lstrip("/") for name in IN_JSONL]


def test_parquet_is_read_where_both_are_there(tmp_path: Path) -> None:
    write_snapshot(tmp_path, OTHERS)
    write_snapshot(tmp_path, OTHERS, "parquet")
    assert {name.rpartition(".")[2] for name in names(tmp_path)} == {"parquet"}
    assert {name.rpartition(".")[2] for name in names(tmp_path / "data")} == {"parquet"}
    assert {name.rpartition(".")[2] for name in names(tmp_path / "data/jsonl")} == {"gz"}


def test_the_older_layout_and_any_folder_of_parts(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "old/data/works/updated_date=2024-01-01/part_000.gz", OTHERS)
    write_jsonl(tmp_path / "old/data/authors/updated_date=2024-01-01/part_000.gz", OTHERS)
    (tmp_path / "old/data/works/manifest").write_text("{}")
    assert names(tmp_path / "old") == ["data/works/updated_date=2024-01-01/part_000.gz"]
    write_jsonl(tmp_path / "mine/b.jsonl", OTHERS)
    write_parquet(tmp_path / "mine/deep/a.PARQUET", OTHERS)
    write_jsonl(tmp_path / "mine/_temporary.jsonl", OTHERS)
    write_jsonl(tmp_path / "mine/.hidden.gz", OTHERS)
    (tmp_path / "mine/RELEASE_NOTES.txt").write_text("x")
    (tmp_path / "mine/manifest.json").write_text("{}")
    assert names(tmp_path / "mine") == ["b.jsonl", "deep/a.PARQUET"]


def test_one_file_is_one_part(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "part_0000.gz", OTHERS)
    [part] = find_parts(str(path))
    assert (part.name, part.size) == ("part_0000.gz", path.stat().st_size)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nowhere", "there is no file or folder nowhere"),
        ("empty", "empty holds no file of works"),
        ("notes.txt", "notes.txt is no part of a snapshot"),
        ("https://example.org/works", '"https://example.org/works" is neither a path nor an address'),
        ("gs://openalex", "is neither a path nor an address that begins with s3://"),
    ],
)
def test_what_is_no_snapshot_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, words: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("notes.txt").write_text("x")
    with pytest.raises(KbgenError) as caught:
        find_parts(address)
    assert words in str(caught.value)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("signed", [True, False])
def test_a_bucket_is_read_like_a_folder(
    tmp_path: Path, bucket: fs.S3FileSystem, monkeypatch: pytest.MonkeyPatch, form: str, signed: bool
) -> None:
    snapshot = write_snapshot(tmp_path / "snapshot", [*KNOWN, *OTHERS], form)
    upload(snapshot, bucket, "openalex")
    if not signed:
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    parts = find_parts("s3://openalex")
    assert {part.anonymous for part in parts} == {not signed}
    assert [(one.name, one.size) for one in parts] == [(one.name, one.size) for one in find_parts(str(snapshot))]
    roots = [write_rooms(tmp_path / name) for name in ("local", "remote")]
    for root, found in zip(roots, (find_parts(str(snapshot)), parts), strict=True):
        run = enrich_from_snapshot(root, found, (), DuckDB(), MONDAY, lambda _: None)
        assert (run.works, run.whole) == (len(KNOWN) + len(OTHERS), True)
    files = [{path.name: path.read_bytes() for path in (root / "data/enriched").iterdir()} for root in roots]
    assert files[0] == files[1]


@pytest.mark.parametrize("address", ["s3://openalex/copy", "s3://openalex/copy/", "s3a://openalex/copy/works"])
def test_a_folder_of_a_bucket(tmp_path: Path, bucket: fs.S3FileSystem, address: str) -> None:
    upload(write_snapshot(tmp_path / "snapshot", OTHERS) / "data/jsonl", bucket, "openalex/copy")
    assert [name.removeprefix("works/") for name in names(address)] == IN_JSONL


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("s3://nobodys", "s3://nobodys holds no file of works"),
        ("s3://openalex/nothing", "s3://openalex/nothing holds no file of works"),
    ],
)
@pytest.mark.usefixtures("bucket")
def test_what_is_wrong_with_a_bucket_is_said(address: str, words: str) -> None:
    with pytest.raises(KbgenError) as caught:
        find_parts(address)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_part_that_vanishes_from_a_bucket_is_said(tmp_path: Path, bucket: fs.S3FileSystem) -> None:
    upload(write_snapshot(tmp_path / "snapshot", [*KNOWN, *OTHERS]), bucket, "openalex")
    parts = find_parts("s3://openalex")
    bucket.delete_file(parts[0].path)
    run = enrich_from_snapshot(write_rooms(tmp_path / "kb"), parts, (), DuckDB(), MONDAY, lambda _: None)
    assert [fault.part for fault in run.faults] == [parts[0].name]
    assert 0 < run.works < len(KNOWN) + len(OTHERS)
