"""The command as a process: killed at any moment it goes on where it was, and beside another it keeps the pace."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.enrich_base import read_rows, write_base
from benchmarks.enrich_replica import knowledge
from kbgen.enrich.services import SOURCES
from kbgen.enrich.settings import SERVICES
from kbgen.store.tree import load_tree
from tests.enrich.replica import Replica, running

PAPERS = 40
_COMMAND = "import sys; from kbgen.cli.main import main; sys.exit(main())"


def _start(root: Path, replica: Replica, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
    keys = {name for service in SERVICES for name in service.key_variables}
    own = {name: value for name, value in os.environ.items() if name not in keys and "proxy" not in name.lower()}
    environment = {**own, **replica.environment(), "KBGEN_CACHE_DIR": str(root.parent / "cache"), "GITHUB_TOKEN": "key"}
    command = [sys.executable, "-c", _COMMAND, "enrich", "-C", str(root), *arguments]
    return subprocess.Popen(command, env={**environment, **variables}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def _finished(process: subprocess.Popen[bytes]) -> int:
    output, _ = process.communicate(timeout=120)
    assert b"Traceback" not in output, output.decode()
    return process.returncode


@pytest.fixture
def root(tmp_path: Path) -> Path:
    base = tmp_path / "base"
    base.mkdir()
    write_base(base, Path("nowhere"), PAPERS)
    return base


@pytest.fixture
def replica(root: Path) -> Iterator[Replica]:
    with running(knowledge(list(read_rows(root)))) as server:
        yield server


def _questions(replica: Replica, start: int = 0) -> list[tuple[str, str]]:
    return [(one.service, f"{one.address}{one.body}") for one in replica.asked[start:]]


def _overlay(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "data/enriched").glob("*.jsonl")}


@pytest.mark.parametrize(("kind", "seed"), [(signal.SIGKILL, 1), (signal.SIGKILL, 2), (signal.SIGINT, 1)])
def test_a_run_that_is_killed_again_and_again_repeats_no_request(
    root: Path, replica: Replica, kind: signal.Signals, seed: int
) -> None:
    moments = random.Random(f"{kind}{seed}")
    may_repeat: Counter[tuple[str, str]] = Counter()
    for _ in range(4):
        begun, enough = len(replica.asked), len(replica.asked) + moments.randint(1, 60)
        process = _start(root, replica)
        # Once nearly everything is known the moment comes while answers are read from the cache, or files are written.
        latest = time.monotonic() + moments.uniform(0.8, 2.5)
        while process.poll() is None and len(replica.asked) < enough and time.monotonic() < latest:
            time.sleep(0.002)
        time.sleep(moments.random() * 0.1)
        process.send_signal(kind)
        _finished(process)
        replica.settle()  # what it sent last may be read only now, and is not the next one's
        # What was under way had no answer that could have been kept: one question of each source at the most.
        own: Counter[str] = Counter()
        for question in reversed(_questions(replica, begun)):
            own[question[0]] += 1
            if own[question[0]] <= sum(source.service.name == question[0] for source in SOURCES.values()):
                may_repeat[question] += 1
        assert load_tree(root).findings == ()
    assert _finished(_start(root, replica)) == 0
    asked = Counter(_questions(replica))
    assert {question for question, number in asked.items() if number > 1 + may_repeat[question]} == set()
    assert sum(asked.values()) - len(asked) <= 4 * len(SOURCES)
    interrupted = _overlay(root)
    for path in (root / "data/enriched").glob("*.jsonl"):
        path.unlink()
    (root / ".kbgen/enrich.json").unlink()
    assert _finished(_start(root, replica)) == 0
    assert _overlay(root) == interrupted
    assert Counter(_questions(replica)) == asked


def test_two_processes_keep_arxivs_pace_together(tmp_path: Path, root: Path, replica: Replica) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write_base(other, Path("nowhere"), PAPERS)
    # A request may be on its way for a while, so the server sees gaps that are shorter than those kept.
    replica.limit("arxiv", 1, 0.2)
    both = [_start(one, replica, "--only", "arxiv", KBGEN_ARXIV_INTERVAL="0.5") for one in (root, other)]
    assert [_finished(process) for process in both] == [0, 0]
    assert replica.count("arxiv") == 6
    assert replica.refused["arxiv"] == 0
    assert replica.most_at_once("arxiv") == 1
