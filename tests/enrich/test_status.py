"""What is known by field and by service is counted as it stands, and so is what is due."""

import datetime
from pathlib import Path

import pytest

from kbgen.enrich.fields import FIELDS
from kbgen.enrich.http import Session
from kbgen.enrich.overlay import Publishing
from kbgen.enrich.plan import Wanted, make_plan
from kbgen.enrich.run import enrich
from kbgen.enrich.services import SOURCES, chosen
from kbgen.enrich.state import read_state
from kbgen.enrich.status import FieldStatus, ServiceStatus, Status, status_of
from kbgen.enrich.status_report import grids, hint, notes, status_json
from kbgen.enrich.usage import Count
from kbgen.model.grid import plain
from kbgen.store.tree import load_tree
from tests.enrich.conftest import FastClock
from tests.enrich.replica import Replica, Reply
from tests.enrich.samples import write_rooms

MONDAY = datetime.date(2026, 11, 16)
DAY = datetime.timedelta(days=1)


class Kept:
    """A knowledge base that is asked about and looked at."""

    def __init__(self, root: Path, replica: Replica) -> None:
        self.root = root
        self.settings = replica.settings(root, KBGEN_PATIENCE="5")

    def ask(self, today: datetime.date, only: str = "") -> None:
        wanted = Wanted(chosen([only]))
        plan = make_plan(load_tree(self.root).kb, read_state(self.root), self.settings, wanted, today)
        enrich(self.root, plan, lambda: Session(self.settings, FastClock()), today, Publishing(), lambda *_: None)

    def status(self, today: datetime.date, stale: int = 6) -> Status:
        usage = {"arxiv": Count(sent=7, spared=2), "doi": Count(sent=1)}
        return status_of(load_tree(self.root), read_state(self.root), usage, self.settings, stale, today)

    def service(self, name: str, today: datetime.date, stale: int = 6) -> ServiceStatus:
        return next(one for one in self.status(today, stale).services if one.name == name)

    def field(self, name: str, today: datetime.date = MONDAY) -> FieldStatus:
        return next(one for one in self.status(today).fields if one.name == name)


@pytest.fixture
def kept(tmp_path: Path, replica: Replica) -> Kept:
    return Kept(write_rooms(tmp_path), replica)


def test_before_anybody_was_asked_all_is_due_and_only_records_know(kept: Kept) -> None:
    status = kept.status(MONDAY)
    assert status.is_fresh
    assert "kbgen enrich --dry-run" in hint(status)
    assert {one.name: one.known for one in status.fields if one.known} == {
        "title": 5,
        "authors": 1,
        "year": 5,
        "doi": 2,
        "arxiv": 3,
    }
    planned = {source.service.name for source in SOURCES.values()}
    for one in status.services:
        assert (one.due, one.known, one.next_due) == (one.askable, 0, MONDAY if one.askable else None)
        assert (one.name in planned) == (one.name != "doi")


def test_a_field_counts_records_that_have_it_and_who_says_so(kept: Kept) -> None:
    kept.ask(MONDAY)
    doi = kept.field("doi")
    assert (doi.known, doi.of, doi.in_records) == (3, 5, 2)
    assert sum(doi.sources.values()) == len(doi.fetched)
    version = kept.field("arxiv_version")
    assert (version.in_records, version.sources) == (0, {"arxiv": version.known})
    assert version.known <= version.of
    # Two papers link a repository on GitHub.
    assert (kept.field("repositories").known, kept.field("repositories").of) == (2, 2)
    assert kept.field("abstract").local == kept.field("abstract").known > 0
    assert all(one.known <= one.of for one in kept.status(MONDAY).fields)


def test_a_value_is_as_old_as_the_day_on_which_it_was_first_read(kept: Kept) -> None:
    kept.ask(MONDAY, "semantic-scholar")
    kept.ask(MONDAY + 7 * DAY)
    titles = kept.field("title", MONDAY + 9 * DAY)
    assert (titles.oldest, titles.median) == (MONDAY, MONDAY)
    assert kept.field("repositories").oldest == MONDAY + 7 * DAY
    assert FieldStatus("x", 4, 4, 0, fetched=tuple(MONDAY + n * DAY for n in (0, 1, 5, 9))).median == MONDAY + DAY


def test_a_service_is_due_again_when_its_answers_are_old_enough(kept: Kept) -> None:
    kept.ask(MONDAY, "crossref")
    crossref = kept.service("crossref", MONDAY + 2 * DAY)
    assert (crossref.due, crossref.last_asked, crossref.next_due) == (0, MONDAY, MONDAY + 6 * DAY)
    assert crossref.known + crossref.unknown == crossref.askable
    assert kept.service("crossref", MONDAY + 5 * DAY).due == 0
    later = kept.service("crossref", MONDAY + 6 * DAY)
    assert (later.due, later.next_due) == (later.askable, MONDAY + 6 * DAY)
    assert kept.service("crossref", MONDAY + 6 * DAY, stale=30).next_due == MONDAY + 30 * DAY


@pytest.mark.parametrize("name", SOURCES)
def test_the_day_that_is_said_is_the_day_on_which_a_run_asks(kept: Kept, name: str) -> None:
    kept.ask(MONDAY, name)
    source = SOURCES[name]
    said = kept.service(source.service.name, MONDAY + DAY)
    if said.due:
        # Asked in two ways, of which one was left out.
        assert source.service.name == "arxiv"
        return
    assert said.next_due is not None
    for day, due in ((said.next_due - DAY, False), (said.next_due, True)):
        plan = make_plan(load_tree(kept.root).kb, read_state(kept.root), kept.settings, Wanted((source,)), day)
        assert bool(plan.services[0].keys) is due


def test_what_failed_is_due_at_once(kept: Kept, replica: Replica) -> None:
    replica.about("crossref", "journal.9", Reply(b"<html>", media_type="text/html"))
    kept.ask(MONDAY, "crossref")
    crossref = kept.service("crossref", MONDAY)
    assert (crossref.failed, crossref.due, crossref.next_due) == (1, 1, MONDAY)


def test_requests_are_told_also_of_services_that_only_other_commands_ask(kept: Kept) -> None:
    status = kept.status(MONDAY)
    counts = {one.name: (one.sent, one.spared) for one in status.services}
    assert (counts["arxiv"], counts["doi"], counts["crossref"]) == ((7, 2), (1, 0), (0, 0))


def test_a_clone_without_the_notes_of_this_machine_tells_the_newest_value(kept: Kept) -> None:
    kept.ask(MONDAY)
    (kept.root / ".kbgen/enrich.json").unlink()
    status = kept.status(MONDAY + 3 * DAY)
    arxiv = status.services[0]
    assert (arxiv.name, arxiv.last_asked, arxiv.newest) == ("arxiv", None, MONDAY)
    assert not status.is_fresh
    assert hint(status) == ""


def test_values_of_lists_are_counted_as_such(kept: Kept) -> None:
    (kept.root / "data/enriched").mkdir()
    line = '{"id": "rooms", "fields": {"references": {"value": [], "source": "a page", "fetched": "2026-11-01"}}}\n'
    gone = line.replace('"rooms"', '"gone"')
    (kept.root / "data/enriched/citations.jsonl").write_text(gone + line)
    references = kept.field("references")
    assert (references.known, references.of, dict(references.sources)) == (1, 5, {"a page": 1})
    assert "lists 1" in plain(next(grids(kept.status(MONDAY))))
    assert kept.status(MONDAY).is_fresh, "no service said that"


def test_without_records_there_is_nothing_but_a_hint(tmp_path: Path, replica: Replica) -> None:
    (tmp_path / "data").mkdir()
    status = Kept(tmp_path, replica).status(MONDAY)
    assert hint(status).startswith("There are no records yet")
    assert [*grids(status), *notes(status)] == []
    assert '"papers": 0' in status_json(status)


def test_every_field_of_the_overlay_has_its_place(kept: Kept) -> None:
    assert [one.name for one in kept.status(MONDAY).fields] == list(FIELDS)
