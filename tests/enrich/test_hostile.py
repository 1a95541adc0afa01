"""Answers that are no proper HTTP, and redirects to odd places: failures in words, and never anything else."""

import gzip
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.links import guard
from kbgen.enrich.links.sight import look
from kbgen.enrich.settings import CROSSREF, OPENALEX, SERVICES, Settings, read_settings
from tests.enrich.conftest import FastClock
from tests.enrich.replica import Replica, Reply
from tests.enrich.replica.failures import FAILURES

GZIPPED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"


@contextmanager
def sending(data: bytes) -> Iterator[str]:
    """The address of a server that answers everything with these bytes, and nothing more."""

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                while b"\r\n\r\n" not in connection.recv(65_536):
                    pass
                connection.sendall(data)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.fixture
def settings_for(replica: Replica, tmp_path: Path) -> Callable[[str], Settings]:
    return lambda url: replace(replica.settings(tmp_path, KBGEN_CROSSREF_URL=url), retries=1, max_bytes=1_000_000)


ODD = {
    "nothing": b"",
    "no HTTP": b"220 mail.example.org ESMTP\r\n",
    "no status": b"HTTP/1.1 fine\r\n\r\n",
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n{}",
    "a long header": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n{}",
    "broken chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "chunks that end": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
    "no gzip": GZIPPED + b"{}",
    "a cut gzip": GZIPPED + gzip.compress(b'{"a": 1}' * 1000)[:-12],
    "a bomb": GZIPPED + gzip.compress(b" " * 50_000_000),
    "more than promised and less": b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{}",
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_proper_answer_is_a_failure_in_words(
    name: str, settings_for: Callable[[str], Settings], clock: FastClock
) -> None:
    with (
        sending(ODD[name]) as url,
        Session(settings_for(url), clock) as session,
        pytest.raises(ServiceError, match=r"^Crossref "),
    ):
        _json(session)


def _json(session: Session) -> object:
    answer = session.get(CROSSREF, "works/x")
    assert answer is not None
    return answer.json()


def test_a_length_that_is_no_number_does_not_matter(settings_for: Callable[[str], Settings], clock: FastClock) -> None:
    data = b"HTTP/1.1 200 OK\r\nContent-Length: many\r\nConnection: close\r\n\r\n{}"
    with sending(data) as url, Session(settings_for(url), clock) as session:
        assert _json(session) == {}


def test_a_compressed_answer_is_read_whole(settings_for: Callable[[str], Settings], clock: FastClock) -> None:
    text = b'{"message": "' + b"x" * 500_000 + b'"}'
    with sending(GZIPPED + gzip.compress(text)) as url, Session(settings_for(url), clock) as session:
        answer = session.get(CROSSREF, "works/x")
        assert answer is not None
        assert answer.content == text


@pytest.mark.parametrize(
    "location",
    [
        "http://[/",
        "http://a..b/",
        "http://.example/",
        "http://" + "a" * 70 + ".example/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:port/",
        "http:///nowhere",
        "http://user:secret@127.0.0.1:9/",
        "//",
        "https://127.0.0.1:9/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "data:application/json,{}",
        "javascript:alert(1)",
        "mailto:a@example.org",
        "http://\udcff.example/",
        "http://xn--zzzzzzzz.invalid/",
    ],
)
def test_a_redirect_to_an_odd_place_is_a_failure_in_words(location: str, session: Session, replica: Replica) -> None:
    sent = location.encode("utf-8", "surrogateescape").decode("latin-1")
    replica.always("crossref", Reply(status=302, headers={"Location": sent}))
    with pytest.raises(ServiceError, match="Crossref ") as caught:
        session.get(CROSSREF, "works/10.5555%2Fjournal.9")
    assert "secret" not in str(caught.value)


KEYED = {service.name: f"secret-of-{service.name}" for service in SERVICES if service.key_variables}


@pytest.mark.parametrize("name", KEYED)
@pytest.mark.parametrize(
    "failure", ["", "hung up", "429 without", "html", "redirect loop", "redirect to nowhere", "401"]
)
def test_a_key_stands_in_no_log_no_message_and_no_file(
    name: str, failure: str, replica: Replica, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    [service] = [one for one in SERVICES if one.name == name]
    settings = replace(replica.settings(tmp_path, **{service.key_variables[0]: KEYED[name]}), retries=1)
    if failure:
        FAILURES[failure](replica, name)
    said = repr(settings)
    with caplog.at_level("DEBUG"), Session(settings, FastClock()) as session:
        for path in ("works", "api/papers/2101.00001"):
            try:
                answer = session.get(service, path, {"filter": "doi:10.5555/journal.9"})
                said += repr(answer)
            except ServiceError as error:
                said += "".join(traceback.format_exception(error))
    assert KEYED[name] in f"{replica.asked[0].query}{replica.asked[0].headers}"
    assert KEYED[name] not in caplog.text + said
    assert [file for file in tmp_path.rglob("*") if file.is_file() and KEYED[name].encode() in file.read_bytes()] == []


def test_a_key_stands_in_no_message_about_a_service_that_is_not_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    variables = {
        "KBGEN_OPENALEX_URL": "http://127.0.0.1:9",
        "OPENALEX_API_KEY": "secret",
        "KBGEN_CACHE_DIR": str(tmp_path),
    }
    with (
        caplog.at_level("DEBUG"),
        Session(read_settings(tmp_path, variables), FastClock()) as session,
        pytest.raises(ServiceError, match="cannot be reached") as caught,
    ):
        session.get(OPENALEX, "works", {"filter": "doi:10.5555/journal.9"})
    assert "secret" not in caplog.text + "".join(traceback.format_exception(caught.value))


def test_a_name_that_changes_its_address_between_look_and_connection_gains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolved = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1"])
    connected: list[str] = []

    def rebinding(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(resolved), 80))]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(guard, "create_connection", connect)
    seen = look(guard.open_session("kbgen-test"), "http://rebinding.example/")
    assert connected == ["93.184.216.34"]
    assert seen.why == "leads to an address that is not public, and is not followed"
