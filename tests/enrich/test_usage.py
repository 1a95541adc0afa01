"""Requests are counted as they go out, and so is what the cache spares a service."""

import datetime
import threading
from pathlib import Path

import pytest

from kbgen.enrich.http import Session
from kbgen.enrich.settings import CROSSREF, GITHUB, USAGE_FILE
from kbgen.enrich.usage import KEPT_DAYS, Count, Usage, read_usage
from kbgen.model.finding import KbgenError
from tests.enrich.conftest import FastClock
from tests.enrich.replica import Replica, Reply

MONDAY = datetime.date(2026, 11, 16)
WORK = "works/10.5555/journal.9"


def day_of(clock: FastClock) -> datetime.date:
    return datetime.datetime.fromtimestamp(clock.time(), datetime.UTC).date()


def test_what_goes_out_is_counted_and_what_the_cache_answers(
    session: Session, replica: Replica, tmp_path: Path, clock: FastClock
) -> None:
    for _ in range(3):
        session.get(CROSSREF, WORK)
    assert read_usage(tmp_path, day_of(clock)) == {"crossref": Count(sent=1, spared=2)}
    assert replica.count("crossref") == 1


def test_requests_that_are_repeated_count_each_time(
    session: Session, replica: Replica, tmp_path: Path, clock: FastClock
) -> None:
    replica.misbehave("crossref", Reply(status=500), Reply(status=429, headers={"Retry-After": "1"}))
    session.get(CROSSREF, WORK)
    session.get(GITHUB, "repos/example/old-name")
    assert {name: one.sent for name, one in read_usage(tmp_path, day_of(clock)).items()} == {
        "crossref": replica.count("crossref"),
        "github": replica.count("github"),
    }
    assert (replica.count("crossref"), replica.count("github")) == (3, 2)


def test_all_threads_and_processes_count_into_one_file(tmp_path: Path) -> None:
    path = tmp_path / USAGE_FILE

    def count(service: str) -> None:
        usage = Usage(path)
        for _ in range(20):
            usage.count(service, "sent", MONDAY)
        usage.close()
        assert usage.notes == []

    threads = [threading.Thread(target=count, args=(name,)) for name in ("arxiv", "arxiv", "github")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_usage(tmp_path, MONDAY) == {"arxiv": Count(sent=40), "github": Count(sent=20)}


def test_counts_are_kept_for_a_month(tmp_path: Path) -> None:
    for day in (MONDAY, MONDAY + datetime.timedelta(days=KEPT_DAYS)):
        usage = Usage(tmp_path / USAGE_FILE)
        usage.count("arxiv", "sent", day)
        usage.close()
        assert read_usage(tmp_path, day) == {"arxiv": Count(sent=1)}
    assert read_usage(tmp_path, MONDAY) == {"arxiv": Count(sent=1)}


def test_without_a_file_nothing_was_counted(tmp_path: Path) -> None:
    assert read_usage(tmp_path, MONDAY) == {}


def test_a_damaged_file_is_said_and_stops_nothing(replica: Replica, tmp_path: Path, clock: FastClock) -> None:
    (tmp_path / ".kbgen").mkdir()
    (tmp_path / USAGE_FILE).write_bytes(b"no database at all" * 100)
    with Session(replica.settings(tmp_path), clock) as session:
        assert session.get(CROSSREF, WORK) is not None
        session.get(GITHUB, "repos/example/gone")
        [note] = session.notes
    assert note.startswith("requests are not counted: ")
    assert note.endswith("; delete the file")
    with pytest.raises(KbgenError, match="counts of requests cannot be read"):
        read_usage(tmp_path, MONDAY)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / ".kbgen").write_text("")
    usage = Usage(tmp_path / USAGE_FILE)
    usage.count("arxiv", "sent", MONDAY)
    usage.count("arxiv", "sent", MONDAY)
    [note] = usage.notes
    assert note.startswith("requests are not counted: ")
