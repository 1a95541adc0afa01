import datetime
import itertools
import multiprocessing
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.pace import HeldBackError, Pace, SystemClock
from kbgen.enrich.request import Request
from kbgen.enrich.settings import ARXIV, CROSSREF, GITHUB, SERVICES, read_settings
from kbgen.enrich.usage import Count, read_usage
from kbgen.model.finding import KbgenError
from tests.enrich.conftest import FastClock
from tests.enrich.replica import Replica, Reply, json_reply

WORK = "works/10.5555%2Fjournal.9"


def test_an_answer_is_kept_and_not_asked_for_again(replica: Replica, tmp_path: Path) -> None:
    for _ in range(2):
        with Session(replica.settings(tmp_path)) as session:
            answer = session.get(CROSSREF, WORK)
            assert answer is not None
            assert not answer.stale
    assert replica.count("crossref") == 1


def test_what_a_service_does_not_know_is_none_and_not_kept(session: Session, replica: Replica) -> None:
    assert session.get(CROSSREF, "works/10.1%2Fnothing") is None
    assert session.get(CROSSREF, "works/10.1%2Fnothing") is None
    assert replica.count("crossref") == 2


def test_a_request_says_who_asks_and_how_to_reach_them(replica: Replica, tmp_path: Path) -> None:
    with Session(replica.settings(tmp_path, KBGEN_CONTACT="ada@example.org")) as session:
        session.get(CROSSREF, WORK)
    agent = replica.asked[0].headers["User-Agent"]
    assert agent.startswith("kbgen/")
    assert agent.endswith("; mailto:ada@example.org)")


def test_a_key_goes_to_its_service_alone_and_into_no_file(
    replica: Replica, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = replica.settings(tmp_path, GITHUB_TOKEN="never-to-be-seen")
    # A repository that GitHub says is elsewhere: the key must not follow.
    replica.misbehave("github", Reply(status=302, headers={"Location": f"{replica.url}/crossref/{WORK}"}))
    with caplog.at_level("DEBUG"), Session(settings) as session:
        session.get(GITHUB, "repos/example/elsewhere")
        session.get(GITHUB, "repos/example/old-name")
        session.get(CROSSREF, WORK)
    with_key = [one.service for one in replica.asked if "never-to-be-seen" in str(one.headers)]
    assert with_key == ["github"] * 3
    assert [one.service for one in replica.asked].count("crossref") >= 1
    assert all(b"never-to-be-seen" not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert "never-to-be-seen" not in caplog.text + repr(settings)


def test_a_service_that_fails_at_times_is_asked_again(session: Session, replica: Replica) -> None:
    replica.misbehave("crossref", Reply(b"oops", 500), Reply(b"oops", 503), Reply(b"{", promised=400))
    answer = session.get(CROSSREF, WORK)
    assert answer is not None
    assert replica.count("crossref") == 4


def test_retry_after_is_waited_for(session: Session, replica: Replica, clock: FastClock) -> None:
    replica.misbehave("crossref", Reply(b"slow down", 429, headers={"Retry-After": "17"}))
    assert session.get(CROSSREF, WORK) is not None
    assert 17 <= sum(clock.waits) < 18


def test_being_throttled_without_a_time_waits_all_the_same(
    session: Session, replica: Replica, clock: FastClock
) -> None:
    replica.misbehave("crossref", Reply(b"slow down", 429), Reply(b"slow down", 429))
    assert session.get(CROSSREF, WORK) is not None
    assert sum(clock.waits) >= 2


def test_waiting_longer_than_the_user_wants_is_a_failure_in_words(session: Session, replica: Replica) -> None:
    replica.misbehave("crossref", Reply(b"slow down", 429, headers={"Retry-After": "3600"}))
    with pytest.raises(ServiceError, match="Crossref asks to wait 60 minutes before the next request") as caught:
        session.get(CROSSREF, WORK)
    assert caught.value.kind == "busy"
    assert replica.count("crossref") == 1
    # Nobody else asks either, not even another command.
    with Session(session.settings, FastClock()) as other, pytest.raises(ServiceError, match="asks to wait"):
        other.get(CROSSREF, WORK)
    assert replica.count("crossref") == 1


def test_rate_exceeded_in_words_with_status_200_is_no_answer(session: Session, replica: Replica) -> None:
    replica.misbehave("arxiv", Reply(b"Rate exceeded.", media_type="text/plain"))
    answer = session.get(ARXIV, "api/query", {"id_list": "2101.00001"}, accept="application/atom+xml")
    assert answer is not None
    assert answer.content.startswith(b"<?xml")
    replica.always("arxiv", Reply(b"Rate exceeded.", media_type="text/plain"))
    with pytest.raises(ServiceError, match="arXiv is asked too often; try again later"):
        session.get(ARXIV, "api/query", {"id_list": "2102.00002"})


def test_githubs_used_up_limit_is_said_with_the_remedy(session: Session, replica: Replica, clock: FastClock) -> None:
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(clock.time()) + 1800)}
    replica.always("github", Reply(b"{}", 403, headers=headers))
    with pytest.raises(ServiceError, match=r"asks to wait 30 minutes.*; a key in GITHUB_TOKEN raises its limit"):
        session.get(GITHUB, "repos/example/none")
    assert replica.count("github") == 1


def test_githubs_secondary_limit_is_waited_for(session: Session, replica: Replica, clock: FastClock) -> None:
    replica.misbehave("github", Reply(b"{}", 403, headers={"Retry-After": "20", "x-ratelimit-remaining": "4000"}))
    assert session.get(GITHUB, "repos/example/none") is not None
    assert 20 <= sum(clock.waits) < 21


def test_a_service_that_is_not_available_is_asked_again_and_then_said(session: Session, replica: Replica) -> None:
    replica.always("crossref", Reply(b"<html>", 503, "text/html"))
    with pytest.raises(ServiceError, match="Crossref is not available now; try again later"):
        session.get(CROSSREF, WORK)
    assert replica.count("crossref") == 4


def test_a_refused_key_is_said_without_it(replica: Replica, tmp_path: Path) -> None:
    replica.always("github", json_reply({"message": "Bad credentials"}, 401))
    with (
        Session(replica.settings(tmp_path, GH_TOKEN="wrong-key")) as session,
        pytest.raises(ServiceError, match="refuses to answer") as caught,
    ):
        session.get(GITHUB, "repos/example/none")
    assert "GITHUB_TOKEN or GH_TOKEN" in str(caught.value)
    assert "wrong-key" not in str(caught.value)


def test_a_giant_answer_is_not_read_to_its_end(replica: Replica, tmp_path: Path) -> None:
    replica.always("crossref", Reply(b"x" * 21_000_000))
    with (
        Session(replica.settings(tmp_path)) as session,
        pytest.raises(ServiceError, match="sends more than 20 MB for one question"),
    ):
        session.get(CROSSREF, WORK)


def test_an_answer_that_trickles_in_for_ever_is_given_up(replica: Replica, tmp_path: Path) -> None:
    from dataclasses import replace

    replica.always("crossref", Reply(b"x" * 1_000_000, drip=True))
    settings = replace(replica.settings(tmp_path), deadline=0.1, read_timeout=0.5, retries=0)
    began = time.monotonic()
    with Session(settings) as session, pytest.raises(ServiceError, match="does not answer in time"):
        session.get(CROSSREF, WORK)
    assert time.monotonic() - began < 10


def test_nobody_there_is_said_at_once(replica: Replica, tmp_path: Path, clock: FastClock) -> None:
    settings = read_settings(
        tmp_path, {"KBGEN_CROSSREF_URL": "http://127.0.0.1:9", "KBGEN_CACHE_DIR": str(tmp_path / "cache")}
    )
    with Session(settings, clock) as session:
        for _ in range(2):
            with pytest.raises(ServiceError, match="Crossref cannot be reached") as caught:
                session.get(CROSSREF, WORK)
            assert caught.value.kind == "unreachable"
    assert clock.waits == []


def test_an_old_answer_stands_in_while_the_service_is_down(
    replica: Replica, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from dataclasses import replace

    settings = replica.settings(tmp_path, KBGEN_PATIENCE="0")
    services = {name: replace(one, fresh=0.01) for name, one in settings.services.items()}
    settings = replace(settings, services=services, retries=0)
    with Session(settings) as session:
        fresh = session.get(CROSSREF, WORK)
        time.sleep(1.1)
        replica.always("crossref", Reply(b"oops", 500))
        stale = session.get(CROSSREF, WORK)
    assert fresh is not None
    assert stale is not None
    assert stale.content == fresh.content
    assert stale.stale
    assert capfd.readouterr().err == ""
    counted = read_usage(tmp_path, datetime.datetime.now(datetime.UTC).date())
    assert counted == {"crossref": Count(sent=2)}, "nobody was spared a request"


def test_what_changed_is_asked_for_only_if_it_changed(replica: Replica, tmp_path: Path) -> None:
    from dataclasses import replace

    settings = replica.settings(tmp_path)
    settings = replace(settings, services={n: replace(s, fresh=0.01) for n, s in settings.services.items()})
    replica.misbehave("crossref", json_reply({"message": {}}, ETag='"one"'), Reply(status=304))
    with Session(settings) as session:
        session.get(CROSSREF, WORK)
        time.sleep(1.1)
        answer = session.get(CROSSREF, WORK)
    assert replica.asked[1].headers["If-None-Match"] == '"one"'
    assert answer is not None
    assert answer.content == b'{"message": {}}'


@pytest.mark.parametrize(
    ("location", "words"),
    [("file:///etc/passwd", "no web address"), ("gopher://example.org/", "no web address"), ("loop", "in circles")],
)
def test_redirects_lead_to_the_web_and_come_to_an_end(
    session: Session, replica: Replica, location: str, words: str
) -> None:
    target = f"{replica.url}/crossref/loop" if location == "loop" else location
    replica.always("crossref", Reply(status=302, headers={"Location": target}))
    with pytest.raises(ServiceError, match=words):
        session.get(CROSSREF, WORK)


@pytest.mark.parametrize("content", [b"<html>Maintenance</html>", b'{"message": ', b"\xff\xfe", b"[" * 100_000])
def test_an_answer_that_is_no_json_is_said(session: Session, replica: Replica, content: bytes) -> None:
    replica.always("crossref", Reply(content, media_type="text/html; charset=utf-8"))
    answer = session.get(CROSSREF, WORK)
    assert answer is not None
    with pytest.raises(ServiceError, match="Crossref answers with a web page"):
        answer.json()


def test_an_answer_that_is_too_old_to_be_of_use_is_dropped(replica: Replica, tmp_path: Path) -> None:
    settings = replica.settings(tmp_path)
    assert settings.cache_file is not None
    with Session(settings) as session:
        session.get(CROSSREF, WORK)
        session.get(CROSSREF, "works/10.5555%2Fechoes.2022.7")
    with closing(sqlite3.connect(settings.cache_file)) as database, database:
        database.execute("UPDATE responses SET expires = expires - 40 * 86400 WHERE rowid = 1")
    with Session(settings):
        pass
    with closing(sqlite3.connect(settings.cache_file)) as database:
        assert database.execute("SELECT COUNT(*) FROM responses").fetchone() == (1,)


def test_a_damaged_cache_is_made_anew(replica: Replica, tmp_path: Path) -> None:
    settings = replica.settings(tmp_path)
    assert settings.cache_file is not None
    settings.cache_file.parent.mkdir(parents=True)
    settings.cache_file.write_bytes(b"no database" * 1000)
    with Session(settings) as session:
        assert session.get(CROSSREF, WORK) is not None
        assert "made anew" in session.notes[0]
    with sqlite3.connect(settings.cache_file) as database:
        assert database.execute("SELECT COUNT(*) FROM responses").fetchone() == (1,)
    database.close()


def test_a_cache_that_is_damaged_while_it_is_open_is_done_without(replica: Replica, tmp_path: Path) -> None:
    settings = replica.settings(tmp_path)
    assert settings.cache_file is not None
    with Session(settings) as session:
        session.get(CROSSREF, WORK)
        settings.cache_file.write_bytes(b"no database" * 10_000)
        answer = session.get(CROSSREF, "works/10.5555%2Fechoes.2022.7")
        assert answer is not None
        session.forget(answer)
        assert session.get(CROSSREF, WORK) is not None
        assert [note for note in session.notes if "answers are not kept any more" in note] == session.notes


@pytest.mark.parametrize(
    "value", [b"\x80\x04damaged", b'{"content": 3', b"null", b'{"_content": 3, "status_code": "x"}']
)
def test_an_answer_that_is_damaged_in_the_cache_is_asked_for_again(
    replica: Replica, tmp_path: Path, value: bytes
) -> None:
    settings = replica.settings(tmp_path)
    assert settings.cache_file is not None
    with Session(settings) as session:
        right = session.get(CROSSREF, WORK)
    with closing(sqlite3.connect(settings.cache_file)) as database, database:
        database.execute("UPDATE responses SET value = ?", (value,))
    with Session(settings) as session:
        answer = session.get(CROSSREF, WORK)
    assert right is not None
    assert answer is not None
    assert answer.content == right.content
    assert replica.count("crossref") == 2


def test_a_cache_that_cannot_be_written_is_done_without(replica: Replica, tmp_path: Path) -> None:
    (tmp_path / ".kbgen").write_text("a file where the folder should be")
    with Session(replica.settings(tmp_path)) as session:
        assert session.get(CROSSREF, WORK) is not None
        assert "answers are not kept" in session.notes[0]


def test_a_pace_that_cannot_be_kept_is_said_with_the_remedy(replica: Replica, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with (
        Session(replica.settings(tmp_path)) as session,
        pytest.raises(KbgenError, match="name a folder that can be written in KBGEN_CACHE_DIR"),
    ):
        session.get(CROSSREF, WORK)


def _three_turns(folder: Path, times: "multiprocessing.Queue[float]") -> None:
    pace = Pace(folder, SystemClock(), patience=60)
    for _ in range(3):
        with pace.turn("arxiv", 0.3, alone=True):
            times.put(time.time())


def test_the_interval_holds_across_processes(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    times: multiprocessing.Queue[float] = context.Queue()
    workers = [context.Process(target=_three_turns, args=(tmp_path, times)) for _ in range(3)]
    for worker in workers:
        worker.start()
    began = sorted(times.get(timeout=60) for _ in range(9))
    for worker in workers:
        worker.join(timeout=60)
    times.close()
    gaps = [second - first for first, second in itertools.pairwise(began)]
    # A process may be put to sleep between its turn and its look at the clock.
    assert min(gaps) >= 0.2


def test_a_damaged_or_absurd_state_does_not_stop_anybody(tmp_path: Path, clock: FastClock) -> None:
    pace = Pace(tmp_path, clock, patience=60)
    for state in ("{", "[]", '{"next": "soon"}', '{"next": 1e300, "held_until": 1e300}'):
        (tmp_path / "arxiv.json").write_text(state)
        with pace.turn("arxiv", 3, alone=True):
            pass
    assert clock.waits == []


def test_a_hold_outlasts_the_process_that_was_told(tmp_path: Path, clock: FastClock) -> None:
    Pace(tmp_path, clock, patience=60).hold("arxiv", 30)
    with Pace(tmp_path, clock, patience=60).turn("arxiv", 3, alone=True):
        assert clock.waits == [30]
    Pace(tmp_path, clock, patience=60).hold("arxiv", 90)
    with pytest.raises(HeldBackError), Pace(tmp_path, clock, patience=60).turn("arxiv", 3, alone=True):
        pass


def test_the_manual_names_every_setting() -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs" / "enrichment.md").read_text(encoding="utf-8")
    names = {f"KBGEN_{service.name.upper().replace('-', '_')}_URL" for service in SERVICES}
    names |= {name for service in SERVICES for name in service.key_variables}
    names |= {"KBGEN_CONTACT", "KBGEN_PATIENCE", "KBGEN_TIMEOUT", "KBGEN_CACHE_DIR"}
    assert {name for name in names if f"`{name}`" not in manual} == set()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("KBGEN_ARXIV_URL", "ftp://example.org", "no address"),
        ("KBGEN_ARXIV_URL", "http://[", "no address"),
        ("KBGEN_ARXIV_INTERVAL", "soon", "no number of seconds"),
        ("KBGEN_ARXIV_INTERVAL", "-3", "no number of seconds"),
        ("KBGEN_CONTACT", "me\r\nX-Evil: 1", "no mail address"),
        ("GITHUB_TOKEN", "two words", "characters that no key has"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, name: str, value: str, words: str) -> None:
    with pytest.raises(KbgenError, match=words) as caught:
        read_settings(tmp_path, {name: value})
    assert name in str(caught.value)
    assert name != "GITHUB_TOKEN" or value not in str(caught.value)


def test_that_there_is_nothing_is_kept_only_where_a_run_asks_about_many(session: Session, replica: Replica) -> None:
    for _ in range(2):
        assert session.get(CROSSREF, "works/10.1/x") is None
    assert replica.count("crossref") == 2
    for _ in range(2):
        assert session.send(CROSSREF, Request("works/10.1/y", names_one=True)).missing
    assert replica.count("crossref") == 3
    assert session.get(CROSSREF, "works/10.1/y") is None
    assert replica.count("crossref") == 4, "somebody who asks by hand hopes that there is something now"
