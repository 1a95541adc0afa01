"""Spark runs the same expression and finds the same, on executors that need nothing but pyarrow."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyarrow import fs
from pyspark import cloudpickle

import kbgen
from kbgen.enrich.snapshot import spark
from kbgen.enrich.snapshot.spark import Spark
from kbgen.model.finding import KbgenError
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title
from kbgen.store.writer import write_record
from tests.enrich.samples import write_rooms
from tests.snapshot.test_candidates import DOIS, HARD
from tests.snapshot.works import (
    KNOWN,
    OTHERS,
    author,
    lines,
    location,
    part,
    upload,
    work,
    write_jsonl,
    write_parquet,
    write_snapshot,
)

MASTER = "local-cluster[2,1,1024]"
BLOCK_KBGEN = "import sys, pickle; sys.modules['kbgen'] = None; "


def _knowledge_base(root: Path) -> Path:
    """Papers that are found by title, by DOI and by arXiv identifier, the hard ones among them."""
    write_rooms(root)
    titles = {normalise_title(title): title for title in HARD if title.isprintable()}
    for number, title in enumerate(title for key, title in titles.items() if key):
        _write(root, f"titled-{number}", title, {})
    for number, doi in enumerate(DOIS[:5]):
        _write(root, f"doi-{number}", f"A Work With a DOI {number}", {"doi": doi})
    _write(root, "placed", "A Work at Its Place", {"arxiv": "hep-th/9901001"})
    return root


def _write(root: Path, record_id: str, title: str, ids: dict[str, str]) -> None:
    fields = {"id": record_id, "title": title, "authors": ["Ada Müller"], "year": 2021, "ids": ids}
    write_record(root, Paper.model_validate(fields))


def _write_parts(folder: Path) -> None:
    """Write parts of both formats, whole and broken."""
    people = [author("Ada Müller")]
    titled = [work(100 + number, title.upper(), authorships=people) for number, title in enumerate(HARD)]
    numbered = [
        work(200 + number, f"A Work With a DOI {number}", doi=f"https://doi.org/{doi.lower()}", authorships=people)
        for number, doi in enumerate(DOIS[:5])
    ]
    pages = [location(None), location("http://arxiv.org/abs/hep-th/9901001v1")]
    placed = work(300, "A Work at Its Place", authorships=people, locations=pages)
    whole = [*OTHERS, *KNOWN, *titled, *numbered, placed]
    write_jsonl(folder / "a.gz", whole[::3])
    write_parquet(folder / "b.parquet", whole[1::3])
    (folder / "bad.jsonl").write_bytes(b"{\n[]\n" + lines(whole[2::3]))
    (folder / "broken.gz").write_bytes(gzip.compress(lines(OTHERS))[:-20])


def test_spark_finds_in_a_bucket_what_duckdb_finds_in_a_folder(tmp_path: Path, bucket: fs.S3FileSystem) -> None:
    (tmp_path / "snapshot").mkdir()
    _write_parts(tmp_path / "snapshot")
    upload(tmp_path / "snapshot", bucket, "openalex/copy")
    said, overlays = [], []
    for engine in (
        ["../snapshot", "--engine", "duckdb"],
        ["s3://openalex/copy", "--engine", "spark", "--master", MASTER],
    ):
        root = _knowledge_base(tmp_path / engine[2])
        command = [sys.executable, "-m", "kbgen", "enrich", "--format", "json", "--snapshot", *engine]
        run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert run.returncode == 1, run.stderr
        said.append({**json.loads(run.stdout), "engine": None})
        overlays.append({path.name: path.read_bytes() for path in (root / "data/enriched").iterdir()})
    assert said[0]["found"]["title"] > 15
    assert (said[0]["found"]["doi"], said[0]["found"]["arxiv"]) == (7, 1)
    assert [fault["part"] for fault in said[0]["faults"]] == ["bad.jsonl", "bad.jsonl", "broken.gz"]
    assert said[1] == said[0]
    assert overlays[1] == overlays[0]


@pytest.mark.parametrize("master", ["nonsense", "local[x]", "http://host:7077", "local-cluster[2]", ""])
def test_a_master_that_is_none_is_said(master: str) -> None:
    with pytest.raises(KbgenError, match=f'"{re.escape(master)}" is no master of Spark'):
        Spark(master)


@pytest.mark.parametrize(
    "master", ["local", "local[*]", "local[2]", MASTER, "spark://a:1,b:2", "yarn", "k8s://https://a"]
)
def test_masters_are_known(master: str) -> None:
    assert Spark(master).master == master


def test_without_java_it_is_said_what_is_needed(tmp_path: Path) -> None:
    write_rooms(tmp_path)
    write_snapshot(tmp_path / "snapshot", KNOWN)
    command = [sys.executable, "-m", "kbgen", "enrich", "--snapshot", "snapshot", "--engine", "spark"]
    environment = {**os.environ, "JAVA_HOME": str(tmp_path / "nowhere")}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "it needs Java 17 or newer; is JAVA_HOME right?" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "data/enriched").exists()


def test_executors_need_no_kbgen(tmp_path: Path) -> None:
    parts = [part(write_jsonl(tmp_path / "a.gz", OTHERS)), part(write_parquet(tmp_path / "b.parquet", KNOWN))]
    cloudpickle.register_pickle_by_value(kbgen)
    try:
        (tmp_path / "read").write_bytes(cloudpickle.dumps(spark._reader(parts)))
        (tmp_path / "fold").write_bytes(cloudpickle.dumps(spark._folded))
    finally:
        cloudpickle.unregister_pickle_by_value(kbgen)
    program = BLOCK_KBGEN + (
        "import pyarrow as pa; read = pickle.load(open('read', 'rb')); fold = pickle.load(open('fold', 'rb')); "
        "rows = list(read([pa.RecordBatch.from_pydict({'id': [0, 1]})])); "
        "print(sum(one.num_rows for one in rows), fold('Straße: É'), fold(None))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=100
    )
    assert run.stderr == ""
    assert run.stdout.split() == [str(len(OTHERS) + len(KNOWN) + 2), "strassee", "None"]
