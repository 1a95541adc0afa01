"""A local server with the services' real paths: it answers with made-up records, and misbehaves when told to.

Each service stands under its own name (``/arxiv/api/query``), as settings allow. What it knows is in ``answers.py``.
"""

import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from kbgen.enrich.settings import SERVICES, Settings, read_settings
from tests.enrich import answers


@dataclass(frozen=True)
class Reply:
    """An answer as it goes over the wire. ``promised`` is a longer length than the body has: it breaks off."""

    body: bytes = b""
    status: int = 200
    media_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    delay: float = 0
    drip: bool = False


@dataclass(frozen=True)
class Asked:
    """A request that arrived."""

    service: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float
    body: Any = None


class Replica:
    """The server. ``asked`` is what it was asked; ``misbehave`` queues replies that come before the right ones."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._queued: dict[str, list[Reply]] = {}
        self._always: dict[str, Reply] = {}
        self._about: list[tuple[str, str, Reply]] = []
        replica = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

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

    def misbehave(self, service: str, *replies: Reply) -> None:
        """Answer the next requests to a service with these, one each."""
        self._queued.setdefault(service, []).extend(replies)

    def always(self, service: str, reply: Reply) -> None:
        """Answer every further request to a service with this."""
        self._always[service] = reply

    def about(self, service: str, words: str, reply: Reply) -> None:
        """Answer every request to a service that contains these words with this."""
        self._about.append((service, words, reply))

    def right(self, service: str) -> None:
        """Behave from now on."""
        self._queued.pop(service, None)
        self._always.pop(service, None)
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

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        _, service, path = unquote(parts.path).split("/", 2)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        sent = handler.rfile.read(int(handler.headers.get("Content-Length", "0")))
        body = json.loads(sent) if sent else None
        asked = Asked(service, path, query, dict(handler.headers.items()), time.monotonic(), body)
        self.asked.append(asked)
        queued = self._queued.get(service)
        meant = next(
            (one for where, words, one in self._about if where == service and words in f"{path}{query}{body}"), None
        )
        reply = queued.pop(0) if queued else meant or self._always.get(service) or _right(asked)
        _send(handler, reply)


class _Server(ThreadingHTTPServer):
    def handle_error(self, *arguments: Any) -> None:
        """Say nothing of clients that go away, as those do that give up or have read enough."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*arguments)


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    time.sleep(reply.delay)
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


def json_reply(value: object, status: int = 200, **headers: str) -> Reply:
    """An answer in JSON."""
    return Reply(json.dumps(value).encode(), status, headers={k.replace("_", "-"): v for k, v in headers.items()})


NOT_FOUND = Reply(b"Resource not found.", 404, "text/plain")


def _right(asked: Asked) -> Reply:
    return _SERVICES[asked.service](asked)


def _arxiv(asked: Asked) -> Reply:
    if asked.path != "api/query":
        return NOT_FOUND
    if ids := asked.query.get("id_list"):
        entries = [entry for one in ids.split(",") if (entry := answers.ARXIV.get(one))]
    else:
        phrase = _words(asked.query["search_query"].removeprefix("ti:"))
        entries = [entry for entry in answers.ARXIV.values() if phrase in _words(entry)]
    limit = int(asked.query.get("max_results", "10"))
    return Reply(answers.feed(entries[:limit]).encode(), media_type="application/atom+xml")


def _words(text: str) -> str:
    """The words of a text: arXiv searches for phrases whatever the punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _crossref(asked: Asked) -> Reply:
    if dois := re.findall(r"doi:([^,]+)", asked.query.get("filter", "")):
        known = [work for doi in dois if (work := answers.CROSSREF.get(doi.lower()))]
        return json_reply({"status": "ok", "message": {"items": known[: int(asked.query["rows"])]}})
    if asked.path == "works":
        words = set(asked.query["query.bibliographic"].casefold().split())
        found = [
            work for work in answers.CROSSREF.values() if len(words & set(work["title"][0].casefold().split())) > 2
        ]
        return json_reply({"status": "ok", "message": {"items": found[: int(asked.query["rows"])]}})
    work = answers.CROSSREF.get(asked.path.removeprefix("works/").lower())
    return json_reply({"status": "ok", "message-type": "work", "message": work}) if work else NOT_FOUND


def _datacite(asked: Asked) -> Reply:
    work = answers.DATACITE.get(asked.path.removeprefix("dois/").lower())
    return json_reply({"data": work}) if work else json_reply({"errors": [{"status": "404"}]}, 404)


def _openreview(asked: Asked) -> Reply:
    notes = answers.OPENREVIEW if asked.service == "openreview" else answers.OPENREVIEW_OLD
    note = notes.get(asked.query.get("id", ""))
    if note is None:
        return json_reply({"name": "NotFoundError", "message": "The Note was not found", "status": 404}, 404)
    return json_reply({"notes": [note], "count": 1})


def _semantic_scholar(asked: Asked) -> Reply:
    if asked.path != "graph/v1/paper/batch" or asked.body is None:
        return NOT_FOUND
    found = [answers.SEMANTIC_SCHOLAR.get(one) for one in asked.body["ids"]]
    return json_reply(found) if any(found) else json_reply({"error": "No valid paper ids given"}, 400)


def _openalex(asked: Asked) -> Reply:
    dois = asked.query["filter"].removeprefix("doi:").lower().split("|")
    found = [work for doi in dois if (work := answers.OPENALEX.get(doi))]
    return json_reply({"meta": {"count": len(found)}, "results": found})


def _github_query(query: str) -> Reply:
    data: dict[str, Any] = {}
    errors = []
    for alias, owner, name in re.findall(r'(\w+): repository\(owner: "([^"]+)", name: "([^"]+)"\)', query):
        path = f"repos/{owner}/{name}".lower()
        found = answers.GITHUB.get(path)
        found = answers.GITHUB.get(found) if isinstance(found, str) else found
        data[alias] = answers.github_node(found) if found else None
        if found is None:
            errors.append({"type": "NOT_FOUND", "path": [alias], "message": "Could not resolve to a Repository"})
    return json_reply({"data": data, **({"errors": errors} if errors else {})})


def _github(asked: Asked) -> Reply:
    if asked.path == "graphql":
        return _github_query(asked.body["query"])
    text = answers.GITHUB_FILES.get(asked.path.lower())
    if text is not None:
        return Reply(text.encode(), media_type="application/vnd.github.raw+json")
    repository = answers.GITHUB.get(asked.path.lower())
    if isinstance(repository, str):
        service_root = f"/{asked.service}/"
        return Reply(status=301, headers={"Location": service_root + repository})
    return json_reply(repository) if repository else json_reply({"message": "Not Found"}, 404)


def _doi(asked: Asked) -> Reply:
    doi = asked.path.removeprefix("api/handles/").lower()
    return json_reply({"responseCode": 1}) if doi in answers.CROSSREF else json_reply({"responseCode": 100}, 404)


def _archive(_: Asked) -> Reply:
    return json_reply({"archived_snapshots": {}})


_SERVICES: dict[str, Callable[[Asked], Reply]] = {
    "arxiv": _arxiv,
    "crossref": _crossref,
    "datacite": _datacite,
    "openreview": _openreview,
    "openreview-v1": _openreview,
    "github": _github,
    "semantic-scholar": _semantic_scholar,
    "openalex": _openalex,
    "doi": _doi,
    "archive": _archive,
}


@contextmanager
def running() -> Iterator[Replica]:
    """A replica for as long as the block lasts."""
    replica = Replica()
    try:
        yield replica
    finally:
        replica.close()
