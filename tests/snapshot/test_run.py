"""Whole runs over a snapshot: the same lines as from the API, and more papers found."""

import datetime
import random
from pathlib import Path
from typing import Any

import pytest

from kbgen.enrich.snapshot.engine import DuckDB
from kbgen.enrich.snapshot.parts import find_parts
from kbgen.enrich.snapshot.report import outcome_lines
from kbgen.enrich.snapshot.run import SnapshotRun, enrich_from_snapshot
from kbgen.enrich.state import STATE_FILE, read_state
from kbgen.graph.citations import citations
from kbgen.model.finding import KbgenError
from kbgen.model.paper import Paper
from kbgen.store.tree import load_tree
from kbgen.store.writer import write_record
from tests.enrich.replica import Replica
from tests.enrich.samples import write_rooms
from tests.enrich.weekly import MONDAY, NEXT_MONDAY, Weekly
from tests.snapshot.works import KNOWN, OTHERS, author, location, work, write_snapshot

Row = dict[str, Any]


def run(root: Path, snapshot: Path, ids: tuple[str, ...] = (), today: datetime.date = MONDAY) -> SnapshotRun:
    return enrich_from_snapshot(root, find_parts(str(snapshot)), ids, DuckDB(), today, lambda _: None)


def overlay(root: Path) -> dict[str, bytes]:
    """The files of the overlay."""
    return {path.name: path.read_bytes() for path in sorted((root / "data/enriched").glob("*.jsonl"))}


def value(root: Path, record_id: str, name: str) -> object:
    """What the overlay says of a record."""
    known = load_tree(root).kb.enrichment.get(record_id, {}).get(name)
    return known.value if known else None


def write_papers(root: Path, *papers: Row) -> Path:
    for paper in papers:
        write_record(root, Paper.model_validate(paper))
    return root


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_lines_are_those_of_the_api(tmp_path: Path, replica: Replica, form: str) -> None:
    asked = Weekly(write_rooms(tmp_path / "asked"), replica)
    asked.run(only="openalex")
    root = write_rooms(tmp_path / "read")
    done = run(root, write_snapshot(tmp_path / "snapshot", [*OTHERS, *KNOWN], form))
    assert overlay(root) == overlay(asked.root)
    assert set(overlay(root)) == {"counts.jsonl", "references.jsonl", "works.jsonl"}
    assert value(root, "rooms", "references_openalex") == {"seen": 2, "records": ["echoes"]}
    assert (done.works, done.parts, done.whole) == (len(OTHERS) + len(KNOWN), 3, True)
    [rooms] = citations(load_tree(root).kb).cites("rooms")
    assert (rooms.cited, [one.source for one in rooms.statements]) == ("echoes", ["OpenAlex"])


def test_after_a_snapshot_the_api_is_asked_only_for_the_others(tmp_path: Path, replica: Replica) -> None:
    weekly = Weekly(write_rooms(tmp_path / "kb"), replica)
    run(weekly.root, write_snapshot(tmp_path / "snapshot", KNOWN))
    weekly.run(only="openalex")
    known = [one["doi"].removeprefix("https://doi.org/") for one in KNOWN]
    [request] = replica.asked
    assert [doi for doi in known if doi in request.query["filter"]] == []
    assert "10.5555/journal.9" in request.query["filter"]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    root = write_papers(tmp_path / "kb", TITLED)
    snapshot = write_snapshot(tmp_path / "snapshot", [*OTHERS, BY_TITLE])
    assert run(root, snapshot).enriched.changes
    before = overlay(root)
    again = run(root, snapshot, today=NEXT_MONDAY)
    assert (again.enriched.changes, again.enriched.files) == ((), ())
    assert overlay(root) == before


TITLED: Row = {
    "id": "titled",
    "title": "Élan of Rooms — A Survey",
    "authors": ["Ada Müller", "Bo Sample"],
    "year": 2020,
}
BY_TITLE = work(
    11, "Elan of rooms: a survey", authorships=[author("Müller, Ada")], publication_year=2021, cited_by_count=3
)


def test_a_paper_without_identifier_is_found_by_title_author_and_year(tmp_path: Path) -> None:
    root = write_papers(tmp_path / "kb", TITLED)
    done = run(root, write_snapshot(tmp_path / "snapshot", [*OTHERS, BY_TITLE]))
    assert dict(done.found) == {"title": 1}
    assert value(root, "titled", "openalex") == "W11"
    assert value(root, "titled", "citation_count") == 3


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Elan of rooms: no survey"},
        {"authorships": [author("Cy Other")]},
        {"publication_year": 2024},
        {"publication_year": None},
    ],
)
def test_another_work_is_not_taken(tmp_path: Path, other: Row) -> None:
    root = write_papers(tmp_path / "kb", TITLED)
    done = run(root, write_snapshot(tmp_path / "snapshot", [*OTHERS, {**BY_TITLE, **other}]))
    assert (dict(done.found), done.missing) == ({}, ("titled",))
    assert overlay(root) == {}


def test_a_work_with_another_identifier_is_not_taken_for_its_title(tmp_path: Path) -> None:
    root = write_papers(tmp_path / "kb", {**TITLED, "ids": {"doi": "10.5555/this"}})
    works = [{**BY_TITLE, "doi": "https://doi.org/10.5555/other"}]
    assert run(root, write_snapshot(tmp_path / "snapshot", [*OTHERS, *works])).missing == ("titled",)


def test_what_was_found_by_title_stays_when_services_are_asked(tmp_path: Path, replica: Replica) -> None:
    weekly = Weekly(write_papers(tmp_path / "kb", TITLED), replica)
    run(weekly.root, write_snapshot(tmp_path / "snapshot", [BY_TITLE]))
    before = overlay(weekly.root)
    weekly.run()
    assert overlay(weekly.root) == before


def test_a_published_work_is_found_by_the_place_of_its_preprint(tmp_path: Path) -> None:
    paper = {"id": "placed", "title": "Placed Rooms", "year": 2021, "ids": {"arxiv": "2106.00006"}}
    page = location("http://arxiv.org/abs/2106.00006v2")
    works = [
        work(21, "Placed Rooms", doi="https://doi.org/10.5555/placed", locations=[page]),
        work(22, "Something Else", locations=[page]),
    ]
    root = write_papers(tmp_path / "kb", paper)
    done = run(root, write_snapshot(tmp_path / "snapshot", works))
    assert dict(done.found) == {"arxiv": 1}
    assert value(root, "placed", "openalex") == "W21"
    assert value(root, "placed", "doi") == "10.5555/placed"


def test_the_surest_work_counts_in_whatever_order_they_come(tmp_path: Path) -> None:
    paper = {**TITLED, "id": "sure", "ids": {"doi": "10.5555/Sure", "arxiv": "2106.00006"}}
    same = {"publication_year": 2020, "authorships": [author("Ada Müller")]}
    works = [
        work(31, TITLED["title"], doi="https://doi.org/10.5555/sure", cited_by_count=1, **same),
        work(32, TITLED["title"], doi="https://doi.org/10.5555/sure", cited_by_count=9, **same),
        work(33, TITLED["title"], doi="https://doi.org/10.48550/arxiv.2106.00006", cited_by_count=99, **same),
        work(34, TITLED["title"], locations=[location("https://arxiv.org/abs/2106.00006")], cited_by_count=99, **same),
        work(35, TITLED["title"], cited_by_count=999, **same),
    ]
    for seed, expected in ((1, "W32"), (2, "W32"), (3, "W32")):
        random.Random(seed).shuffle(works)
        root = write_papers(tmp_path / f"kb{seed}", paper)
        run(root, write_snapshot(tmp_path / f"snapshot{seed}", works))
        assert value(root, "sure", "openalex") == expected


def test_of_works_found_by_title_the_published_one_counts(tmp_path: Path) -> None:
    preprint = {**BY_TITLE, "id": "https://openalex.org/W12", "type": "preprint", "cited_by_count": 99}
    root = write_papers(tmp_path / "kb", TITLED)
    run(root, write_snapshot(tmp_path / "snapshot", [preprint, BY_TITLE]))
    assert value(root, "titled", "openalex") == "W11"


def test_of_two_copies_of_a_work_the_newer_counts(tmp_path: Path) -> None:
    newer = {**BY_TITLE, "cited_by_count": 2, "updated_date": "2026-11-01"}
    for number, works in enumerate(([BY_TITLE, newer], [newer, BY_TITLE])):
        root = write_papers(tmp_path / f"kb{number}", TITLED)
        run(root, write_snapshot(tmp_path / f"snapshot{number}", works))
        assert value(root, "titled", "citation_count") == 2


def test_a_surer_answer_of_the_api_is_not_lost_to_a_title(tmp_path: Path, replica: Replica) -> None:
    weekly = Weekly(write_rooms(tmp_path / "kb"), replica)
    weekly.run(only="openalex")
    before = overlay(weekly.root)
    title = "Echoes of Rooms, Published"
    other = work(77, title, publication_year=2022, doi=None)
    run(weekly.root, write_snapshot(tmp_path / "snapshot", [other]))
    assert overlay(weekly.root) == before


def test_another_title_under_the_identifier_is_kept_for_validate_alone(tmp_path: Path) -> None:
    paper = {"id": "rooms", "title": "Something Quite Different", "year": 2021, "ids": {"arxiv": "2101.00001"}}
    root = write_papers(tmp_path / "kb", paper)
    run(root, write_snapshot(tmp_path / "snapshot", KNOWN))
    assert value(root, "rooms", "title") == "Rooms That Hear: Learning from Echoes"
    assert value(root, "rooms", "openalex") is None


def test_only_named_records_are_looked_for(tmp_path: Path) -> None:
    root = write_rooms(tmp_path / "kb")
    done = run(root, write_snapshot(tmp_path / "snapshot", KNOWN), ids=("rooms",))
    assert (done.papers, done.missing) == (1, ())
    assert value(root, "echoes", "openalex") is None
    with pytest.raises(KbgenError, match='no record has the id "romos"'):
        run(root, tmp_path / "snapshot", ids=("romos",))


def test_broken_parts_are_said_and_the_others_read(tmp_path: Path) -> None:
    root = write_rooms(tmp_path / "kb")
    snapshot = write_snapshot(tmp_path / "snapshot", [*OTHERS, *KNOWN])
    folder = snapshot / "data/jsonl/works/updated_date=2026-10-09"
    folder.mkdir()
    (folder / "part_0000.gz").write_bytes(b"broken")
    (folder / "part_0001.jsonl").write_bytes(b"{\n")
    done = run(root, snapshot)
    assert not done.whole
    name = "data/jsonl/works/updated_date=2026-10-09"
    assert [fault.part for fault in done.faults] == [f"{name}/part_0000.gz", f"{name}/part_0001.jsonl"]
    assert str(done.faults[1]) == f"{name}/part_0001.jsonl:1: is no JSON"
    assert value(root, "rooms", "openalex") == "W1"
    shown = list(outcome_lines(done))
    assert shown[0] == "OpenAlex's snapshot: 52 works in 5 parts, read with DuckDB"
    assert shown[1] == "2 of 5 papers found: 2 by DOI; 3 not in it"
    assert f"  {name}/part_0001.jsonl:1: is no JSON; the rest was read" in shown


def test_a_snapshot_of_nothing_changes_nothing(tmp_path: Path) -> None:
    root = write_rooms(tmp_path / "kb")
    (tmp_path / "part_0000.gz").write_bytes(b"broken")
    with pytest.raises(KbgenError, match=r"no work was read: part_0000\.gz: cannot be read"):
        run(root, tmp_path / "part_0000.gz")
    assert not (root / STATE_FILE).exists()


def test_nothing_is_written_when_a_run_is_stopped(tmp_path: Path) -> None:
    root = write_rooms(tmp_path / "kb")
    snapshot = write_snapshot(tmp_path / "snapshot", [*KNOWN, *OTHERS])

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        enrich_from_snapshot(root, find_parts(str(snapshot)), (), DuckDB(), MONDAY, stop)
    assert overlay(root) == {}
    assert read_state(root).asked == {}
