"""The link check: what it calls dead, what it never does, and what it remembers."""

import datetime
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from kbgen.contribute.watch.watching import Watched as Proposed
from kbgen.contribute.watch.watching import watch
from kbgen.enrich.http import Session
from kbgen.enrich.links import guard
from kbgen.enrich.links.check import Looking, check
from kbgen.enrich.links.guard import NoSuchHostError, PrivateAddressError, is_public, open_session, public_addresses
from kbgen.enrich.links.memory import MEMORY_FILE
from kbgen.enrich.links.report import link_lines
from kbgen.enrich.links.sight import Sight, look
from kbgen.enrich.links.watch import LinkReport, due, watch_links
from kbgen.model.finding import KbgenError
from kbgen.model.paper import Paper
from kbgen.store.tree import load_tree
from kbgen.store.writer import write_record
from tests.enrich.conftest import FastClock
from tests.enrich.replica import Replica, Reply, json_reply

START = datetime.date(2026, 11, 2)


class Web:
    """Made-up hosts on one local server: ``answers`` gives the status of a path, ``looks`` what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, int] = {}
        self.head_only: dict[str, int] = {}
        self.targets: dict[str, str] = {}
        self.looks: list[tuple[str, str, float]] = []
        self.private: set[str] = set()
        self.endless: set[str] = set()
        self.offline = False
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web._serve(self)

            def do_HEAD(self) -> None:
                web._serve(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        url = f"http://{handler.headers['Host']}{handler.path}"
        self.looks.append((handler.command, url, time.monotonic()))
        status = self.answers.get(url, 200)
        if handler.command == "HEAD":
            status = self.head_only.get(url, status)
        handler.send_response(status)
        if url in self.targets:
            handler.send_header("Location", self.targets[url])
        handler.send_header("Content-Length", "10000000000" if url in self.endless else "0")
        handler.end_headers()
        while url in self.endless and handler.command == "GET":
            try:
                handler.wfile.write(b" " * 100_000)
            except ConnectionError:
                break

    def resolve(self, host: str, _: int) -> list[tuple[str, int]]:
        if self.offline or host.startswith("gone"):
            raise NoSuchHostError(host)
        if host.startswith("down"):
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        if host in self.private:
            raise PrivateAddressError(host)
        return [("127.0.0.1", self._server.server_port)]

    def open(self) -> requests.Session:
        return open_session("kbgen-test", self.resolve)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *((status, "alive") for status in (200, 204)),
        *((status, "gone") for status in (404, 410)),
        *((status, "unknown") for status in (401, 403, 429, 451, 500, 503, 999)),
    ],
)
def test_only_what_a_host_says_is_gone_is_gone(web: Web, status: int, state: str) -> None:
    web.answers["http://a.example/x"] = status
    assert look(web.open(), "http://a.example/x").state == state


@pytest.mark.parametrize("head", [405, 404, 403, 501, 500])
def test_a_page_that_refuses_head_is_alive_if_get_shows_it(web: Web, head: int) -> None:
    web.head_only["http://a.example/x"] = head
    assert look(web.open(), "http://a.example/x").state == "alive"
    assert [method for method, _, _ in web.looks] == ["HEAD", "GET"]


def test_a_host_that_does_not_exist_is_gone_and_one_that_is_down_is_not(web: Web) -> None:
    assert look(web.open(), "http://gone.example/").state == "gone"
    assert look(web.open(), "http://down.example/").state == "unknown"


def test_redirects_are_followed_to_the_web_only(web: Web) -> None:
    web.answers |= {f"http://a.example/{one}": 302 for one in ("page", "loop", "file", "private", "missing")}
    web.answers["http://b.example/gone"] = 404
    web.private = {"intranet.example"}
    web.targets = {
        "http://a.example/page": "http://b.example/there",
        "http://a.example/loop": "http://a.example/loop",
        "http://a.example/file": "file:///etc/passwd",
        "http://a.example/private": "http://intranet.example/secret",
        "http://a.example/missing": "http://b.example/gone",
    }
    seen = {
        name: look(web.open(), f"http://a.example/{name}") for name in ("page", "loop", "file", "private", "missing")
    }
    assert [sight.state for sight in seen.values()] == ["alive", "unknown", "unknown", "unknown", "gone"]
    assert "not public" in seen["private"].why
    assert not [url for _, url, _ in web.looks if "intranet" in url]


def test_the_body_of_a_redirect_is_not_read(web: Web) -> None:
    web.answers["http://a.example/page"] = 302
    web.targets["http://a.example/page"] = "http://b.example/there"
    web.endless.add("http://a.example/page")
    web.head_only["http://a.example/page"] = 405
    assert look(web.open(), "http://a.example/page").state == "alive"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "https://172.16.0.1/",
        "http://100.64.0.1/",
    ],
)
def test_private_addresses_are_refused_however_they_are_written(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: Any, **__: Any) -> socket.socket:
        raise AssertionError("connected")

    monkeypatch.setattr(guard, "create_connection", nobody)
    sight = look(open_session("kbgen-test"), url)
    assert (sight.state, sight.why) == ("unknown", "leads to an address that is not public, and is not followed")


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in ("93.184.216.34", "192.168.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(PrivateAddressError):
        public_addresses("rebinding.example", 80)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers[:1])
    assert public_addresses("good.example", 80) == [("93.184.216.34", 80)]


PRIVATE = ("2002:7f00:1::", "fe80::1%eth0", "224.0.0.1", "::", "fd00::1", "192.0.2.1", "198.18.0.1")


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


def test_proxies_and_passwords_of_the_machine_are_left_alone(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    assert look(web.open(), "http://a.example/x").state == "alive"
    assert [url for _, url, _ in web.looks] == ["http://a.example/x"]


class Watched:
    """A knowledge base whose links are looked at on several days."""

    def __init__(self, root: Path, web: Web, replica: Replica) -> None:
        self.root, self.web, self.replica = root, web, replica
        self.clock = FastClock()

    def paper(self, **links: Any) -> None:
        write_record(self.root, Paper.model_validate({"id": "p", "title": "P", "year": 2020, "links": links}))

    def services(self) -> Session:
        return Session(self.replica.settings(self.root, KBGEN_PATIENCE="5"), self.clock)

    def day(self, number: int, stale: int = 0) -> LinkReport:
        (self.root / ".kbgen/cache/http.sqlite").unlink(missing_ok=True)
        today = START + datetime.timedelta(days=number)
        looking = Looking(self.services, self.web.open, self.clock, threading.Event(), lambda _: None)
        urls = due(self.root, load_tree(self.root), stale, today)
        return watch_links(self.root, urls, looking, today)

    def dead(self, *, write: bool = False) -> Proposed:
        """What is dead by what is remembered."""
        return watch(self.root, frozenset({"KB861"}), None, self.services, write=write)

    def dead_on(self, *days: int) -> list[int]:
        """How many links are dead after looks on some days."""
        return [len(self.dead().proposal.findings) for number in days if self.day(number)]

    @property
    def memory(self) -> str:
        path = self.root / MEMORY_FILE
        return path.read_text() if path.exists() else ""


@pytest.fixture
def watched(tmp_path: Path, web: Web, replica: Replica) -> Watched:
    return Watched(tmp_path, web, replica)


def test_a_link_is_dead_after_three_failures_over_a_week(watched: Watched) -> None:
    watched.paper(project="http://a.example/x", blog="http://a.example/y")
    watched.web.answers["http://a.example/x"] = 404
    assert watched.dead_on(0, 0, 1, 2, 6) == [0] * 5
    watched.day(7)
    [finding] = watched.dead().proposal.findings
    assert str(finding) == (
        "data/papers/2020/p.yaml:7:12: KB861 dead link http://a.example/x: status 404, on 5 days since 2026-11-02; "
        "find its new address, or remove it"
    )
    assert load_tree(watched.root).findings == ()


def test_weekly_runs_need_three_weeks(watched: Watched) -> None:
    watched.paper(project="http://a.example/x")
    watched.web.answers["http://a.example/x"] = 404
    assert watched.day(0).failing[0].days == 1
    assert watched.dead_on(7, 14) == [0, 1]


def test_being_seen_once_forgets_all_failures(watched: Watched) -> None:
    watched.paper(project="http://a.example/x", blog="http://a.example/y")
    watched.web.answers["http://a.example/x"] = 404
    watched.day(0)
    watched.day(5)
    assert '"days": 2' in watched.memory
    del watched.web.answers["http://a.example/x"]
    watched.day(8)
    assert watched.memory == ""
    watched.web.answers["http://a.example/x"] = 404
    assert watched.dead_on(9) == [0]


@pytest.mark.parametrize("status", [403, 429, 999, 500, 503])
def test_a_host_that_refuses_or_is_down_changes_no_memory(watched: Watched, status: int) -> None:
    watched.paper(project="http://a.example/x", blog="http://a.example/y")
    watched.web.answers["http://a.example/x"] = 404
    watched.day(0)
    before = watched.memory
    watched.web.answers["http://a.example/x"] = status
    assert watched.dead_on(10, 20, 30) == [0] * 3
    assert watched.memory == before


def test_without_a_network_nothing_fails(watched: Watched) -> None:
    # Services may be reached through a proxy, which is not used for links.
    watched.paper(project="http://a.example/x", blog="http://b.example/y", paper="https://arxiv.org/abs/2101.00001")
    watched.web.offline = True
    for number in (0, 7, 14):
        report = watched.day(number)
        assert report.failing == ()
        assert sorted(sight.state for sight in report.sights.values()) == ["alive", "unknown", "unknown"]
    assert watched.memory == ""


def test_a_host_that_is_gone_while_others_are_there_fails(watched: Watched) -> None:
    watched.paper(project="http://gone.example/x")
    assert watched.dead_on(0, 7, 14) == [0, 0, 1]


def test_edits_take_dead_links_away_or_put_the_archived_copy(watched: Watched) -> None:
    code = [f"http://a.example/code{number}" for number in range(4)]
    watched.paper(project="http://a.example/x", code=code)
    watched.web.answers = dict.fromkeys(["http://a.example/x", code[0], code[2], code[3]], 410)
    copy = {"available": True, "status": "200", "url": "http://web.archive.org/web/2020/http://a.example/x"}
    watched.replica.always("archive", json_reply({"archived_snapshots": {"closest": copy}}))
    for number in (0, 5, 10):
        watched.day(number)
    assert watched.dead(write=True).is_settled
    assert watched.replica.count("archive") == 1
    links = load_tree(watched.root).kb.papers["p"].links
    assert links.project == "https://web.archive.org/web/2020/http://a.example/x"
    assert links.code == (code[1],)
    watched.web.answers = {}
    assert watched.dead_on(11) == [0]
    assert watched.memory == ""


def test_an_archive_that_is_down_keeps_no_finding_back(watched: Watched) -> None:
    watched.paper(project="http://a.example/x", blog="http://a.example/y")
    watched.web.answers["http://a.example/x"] = 404
    watched.replica.always("archive", Reply(b"oops", 500))
    assert watched.dead_on(0, 5, 10) == [0, 0, 1]
    assert [finding.remedy for finding in watched.dead().proposal.findings] == ["find its new address, or remove it"]


def test_known_hosts_are_asked_through_their_service(watched: Watched) -> None:
    watched.paper(
        paper="https://arxiv.org/abs/2101.00001v2",
        pdf="https://arxiv.org/pdf/2912.99999",
        code=["https://github.com/example/rooms-that-hear/tree/main", "https://github.com/example/gone"],
        blog="https://doi.org/10.5555/echoes.2022.7",
        slides="https://dl.acm.org/doi/10.5555/nothing",
        video="https://openreview.net/forum?id=RoomForum1",
    )
    report = watched.day(0)
    assert watched.web.looks == []
    assert {url: sight.state for url, sight in report.sights.items() if sight.state != "alive"} == {
        "https://arxiv.org/pdf/2912.99999": "gone",
        "https://github.com/example/gone": "gone",
        "https://dl.acm.org/doi/10.5555/nothing": "gone",
    }
    assert watched.replica.count("arxiv") == 1


@pytest.mark.parametrize("reply", [Reply(b"oops", 500), Reply(b"<html>", media_type="text/html"), Reply(b"", 429)])
def test_a_service_that_fails_says_nothing_about_a_link(watched: Watched, reply: Reply) -> None:
    watched.paper(paper="https://arxiv.org/abs/2101.00001", code=["https://github.com/example/gone"])
    watched.paper(blog="https://doi.org/10.5555/echoes.2022.7")
    for service in ("arxiv", "github", "doi"):
        watched.replica.always(service, reply)
    report = watched.day(0)
    assert {sight.state for sight in report.sights.values()} == {"unknown"}
    assert watched.memory == ""


def test_a_host_that_asks_not_to_be_asked_so_often_is_left_alone(watched: Watched) -> None:
    watched.paper(code=[f"http://a.example/{number}" for number in range(4)], blog="http://b.example/")
    watched.web.answers |= {f"http://a.example/{number}": 429 for number in range(1, 4)}
    report = watched.day(0)
    asked = [(method, url) for method, url, _ in watched.web.looks if "a.example" in url]
    assert asked == [("HEAD", "http://a.example/0"), ("HEAD", "http://a.example/1")]
    assert {report.sights[f"http://a.example/{number}"].why for number in (1, 2, 3)} == {
        "asks not to be asked so often (status 429)"
    }
    assert report.sights["http://b.example/"].state == "alive"


def test_a_host_is_asked_one_link_at_a_time_with_pauses(watched: Watched) -> None:
    watched.paper(code=[f"http://a.example/{number}" for number in range(4)], blog="http://b.example/")
    watched.day(0)
    assert watched.clock.waits == [1.0] * 3


def test_what_was_seen_alive_lately_is_not_looked_at_again(watched: Watched) -> None:
    watched.paper(project="http://a.example/x", blog="http://a.example/y", video="http://a.example/z")
    watched.web.answers["http://a.example/y"] = 404
    watched.web.answers["http://a.example/z"] = 403
    watched.day(0)
    watched.web.looks.clear()
    report = watched.day(3, stale=6)
    assert sorted(report.sights) == ["http://a.example/y", "http://a.example/z"]
    assert report.skipped == 1
    assert len(watched.day(6, stale=6).sights) == 3


def test_a_damaged_memory_is_not_written_over(watched: Watched) -> None:
    watched.paper(project="http://a.example/x")
    (watched.root / "data/enriched").mkdir()
    (watched.root / MEMORY_FILE).write_text("{\n")
    with pytest.raises(KbgenError, match=r"links.jsonl:1:2: KB015"):
        watched.day(0)
    assert watched.web.looks == []


def test_what_is_failing_is_told_before_it_is_dead(watched: Watched) -> None:
    watched.paper(project="http://a.example/x", blog="http://a.example/y")
    watched.web.answers["http://a.example/x"] = 404
    assert list(link_lines(watched.day(0))) == [
        "failing: http://a.example/x: status 404, on 1 day since 2026-11-02; nobody calls it dead yet",
        "2 links looked at: 1 alive, 1 failing, 0 unknown; 0 seen alive lately",
    ]


def test_what_was_seen_before_it_was_stopped_is_remembered(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.paper(project="http://a.example/x", blog="http://a.example/y")
    watched.web.answers["http://a.example/x"] = 404

    def look_and_stop(session: requests.Session, url: str) -> Sight:
        stop.set()
        return look(session, url)

    stop = threading.Event()
    monkeypatch.setattr("kbgen.enrich.links.check.look", look_and_stop)
    looking = Looking(watched.services, watched.web.open, watched.clock, stop, lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        watch_links(watched.root, ["http://a.example/x", "http://a.example/y"], looking, START)
    assert '"url": "http://a.example/x"' in watched.memory
    assert due(watched.root, load_tree(watched.root), 6, START) == ["http://a.example/x", "http://a.example/y"]


def test_links_of_many_hosts_are_looked_at_side_by_side(web: Web) -> None:
    urls = [f"http://host{number % 100}.example/{number}" for number in range(300)]
    clock = FastClock()

    def never() -> Session:
        raise AssertionError("no service is meant")

    sights = check(urls, Looking(never, web.open, clock, threading.Event(), lambda _: None))
    assert {sight.state for sight in sights.values()} == {"alive"}
    assert len(web.looks) == 300
