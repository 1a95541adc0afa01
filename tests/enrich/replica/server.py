"""The server of the replica: takes requests, keeps what was asked, misbehaves when told to."""

import hashlib
import json
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from urllib.request import urlopen

from kbgen.enrich.settings import SERVICES, Settings, read_settings
from tests.enrich.replica import code, works
from tests.enrich.replica.knowledge import MADE_UP, Knowledge
from tests.enrich.replica.reply import Asked, Reply, json_reply

SIMULATED = "X-Simulated-Time"
"""The header in which an asker whose clock is simulated says what time it is."""

COUNT = "_count"
"""The path below which another process learns how often each service was asked."""

_ANSWERS: dict[str, Callable[[Asked, Knowledge], Reply]] = {
    "arxiv": works.arxiv,
    "crossref": works.crossref,
    "datacite": works.datacite,
    "openreview": works.openreview,
    "openreview-v1": works.openreview,
    "semantic-scholar": works.semantic_scholar,
    "openalex": works.openalex,
    "opencitations": works.opencitations,
    "dblp": works.dblp,
    "hugging-face": code.hugging_face,
    "github": code.github,
    "doi": code.doi,
    "archive": code.archive,
}
_TOLERANCE = 0.001
_WITH_ETAGS = frozenset({"github", "hugging-face", "datacite"})


class Replica:
    """The server. ``asked`` is what it was asked; ``misbehave`` queues replies that come before the right ones.

    ``refused`` counts, by service, the requests that came too soon for a limit.
    """

    def __init__(self, knowledge: Knowledge = MADE_UP) -> None:
        self.asked: list[Asked] = []
        self._knowledge = knowledge
        self._queued: dict[str, list[Reply]] = {}
        self._always: dict[str, Reply] = {}
        self._about: list[tuple[str, str, Reply]] = []
        self._limits: dict[str, tuple[int, float]] = {}
        self._began: dict[str, deque[float]] = {}
        self.refused: dict[str, int] = {}
        replica = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                replica._serve(self)

            def do_POST(self) -> None:
                replica._serve(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def settle(self, seconds: float = 30.0) -> None:
        """Wait until all that was sent so far is in ``asked``; for when those who sent it have ended."""
        # Connections are taken in the order in which they were made, so this one comes after all that wait.
        with urlopen(f"{self.url}/{COUNT}/", timeout=seconds) as answer:
            answer.read()
        if not self._server.idle.wait(seconds):
            raise TimeoutError(f"the replica is still busy after {seconds} s")

    def misbehave(self, service: str, *replies: Reply) -> None:
        """Answer the next requests to a service with these, one each."""
        self._queued.setdefault(service, []).extend(replies)

    def always(self, service: str, reply: Reply) -> None:
        """Answer every further request to a service with this."""
        self._always[service] = reply

    def about(self, service: str, words: str, reply: Reply) -> None:
        """Answer every request to a service that contains these words with this."""
        self._about.append((service, words, reply))

    def limit(self, service: str, requests: int, seconds: float) -> None:
        """Refuse a request that begins when so many others began within so many seconds before it."""
        self._limits[service] = (requests, seconds)

    def right(self, service: str) -> None:
        """Behave from now on."""
        self._queued.pop(service, None)
        self._always.pop(service, None)
        self._limits.pop(service, None)
        self._about = [one for one in self._about if one[0] != service]

    def environment(self) -> dict[str, str]:
        """The variables that lead a command here, without waiting between requests."""
        variables: dict[str, str] = {}
        for service in SERVICES:
            prefix = "KBGEN_" + service.name.upper().replace("-", "_")
            variables |= {f"{prefix}_URL": f"{self.url}/{service.name}", f"{prefix}_INTERVAL": "0"}
        return variables

    def settings(self, root: Path, **more: str) -> Settings:
        """Settings that lead here, with everything that is kept below a folder."""
        return read_settings(root, {**self.environment(), "KBGEN_CACHE_DIR": str(root / "cache"), **more})

    def count(self, service: str) -> int:
        """How often a service was asked."""
        return sum(one.service == service for one in self.asked)

    def counts(self) -> dict[str, int]:
        """How often each service was asked."""
        return {service: number for service in _ANSWERS if (number := self.count(service))}

    def most_at_once(self, service: str) -> int:
        """The largest number of requests that a service had to answer at one time."""
        spans = [(one.at, one.until[0]) for one in self.asked if one.service == service and one.until]
        return max((sum(begin <= at < end for begin, end in spans) for at, _ in spans), default=0)

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        _, service, path = unquote(parts.path).split("/", 2)
        if service == COUNT:
            _send(handler, json_reply({"asked": self.counts(), "refused": self.refused}))
            return
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        sent = handler.rfile.read(int(handler.headers.get("Content-Length", "0")))
        body = json.loads(sent) if sent else None
        headers = dict(handler.headers.items())
        at = float(headers.get(SIMULATED, time.monotonic()))
        asked = Asked(service, path, query, headers, at, body, handler.path)
        self.asked.append(asked)
        try:
            reply = self._reply(asked)
            time.sleep(reply.delay)
        finally:
            asked.until.append(time.monotonic() if SIMULATED not in headers else at)
        _send(handler, reply)

    def _reply(self, asked: Asked) -> Reply:
        service = asked.service
        if self._is_over(asked):
            return Reply(b"Rate exceeded.", 200 if service == "arxiv" else 429, "text/plain")
        if queued := self._queued.get(service):
            return queued.pop(0)
        said = f"{asked.path}{asked.query}{asked.body}"
        meant = next((one for where, words, one in self._about if where == service and words in said), None)
        return meant or self._always.get(service) or _tagged(asked, _ANSWERS[service](asked, self._knowledge))

    def _is_over(self, asked: Asked) -> bool:
        requests, seconds = self._limits.get(asked.service, (0, 0.0))
        if not requests:
            return False
        times = self._began.setdefault(asked.service, deque(maxlen=requests))
        over = len(times) == requests and asked.at - times[0] < seconds - _TOLERANCE
        times.append(asked.at)
        self.refused[asked.service] = self.refused.get(asked.service, 0) + over
        return over


class _Server(ThreadingHTTPServer):
    """Besides, ``idle`` is set while no connection is open."""

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.idle = threading.Event()
        self._open = 0
        self._counting = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._count(1)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._counting:
            self._open += more
            if self._open:
                self.idle.clear()
            else:
                self.idle.set()

    def handle_error(self, *arguments: Any) -> None:
        """Say nothing of clients that go away, as those do that give up or have read enough."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*arguments)


def _tagged(asked: Asked, reply: Reply) -> Reply:
    """The reply with its tag, or only that nothing changed since the asker had it."""
    if asked.service not in _WITH_ETAGS or asked.body is not None or reply.status != 200:
        return reply
    tag = f'"{hashlib.sha256(reply.body).hexdigest()[:32]}"'
    if asked.headers.get("If-None-Match") == tag:
        return Reply(status=304, headers={"ETag": tag})
    return Reply(reply.body, reply.status, reply.media_type, {**reply.headers, "ETag": tag})


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Type", reply.media_type)
    handler.send_header("Content-Length", str(reply.promised if reply.promised is not None else len(reply.body)))
    handler.end_headers()
    try:
        if reply.drip:
            for byte in reply.body:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
                time.sleep(0.02)
        else:
            handler.wfile.write(reply.body)
    except (BrokenPipeError, ConnectionResetError):
        handler.close_connection = True
    if reply.promised is not None:
        handler.close_connection = True


@contextmanager
def running(knowledge: Knowledge = MADE_UP) -> Iterator[Replica]:
    """A replica for as long as the block lasts."""
    replica = Replica(knowledge)
    try:
        yield replica
    finally:
        replica.close()
