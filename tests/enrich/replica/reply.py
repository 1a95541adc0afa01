"""A request that arrived at the replica, and an answer as it goes over the wire."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request that arrived; ``at`` and ``until`` are the seconds, by one clock, at which it came and was answered."""

    service: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float
    body: Any = None
    address: str = ""
    until: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Reply:
    """An answer. ``promised`` is a longer length than the body has: it breaks off. ``drip`` sends byte by byte."""

    body: bytes = b""
    status: int = 200
    media_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    delay: float = 0
    drip: bool = False


def json_reply(value: object, status: int = 200, **headers: str) -> Reply:
    """An answer in JSON."""
    return Reply(json.dumps(value).encode(), status, headers={k.replace("_", "-"): v for k, v in headers.items()})


NOT_FOUND = Reply(b"Resource not found.", 404, "text/plain")
TOO_LONG = Reply(b"<html><h1>414 Request-URI Too Large</h1></html>", 414, "text/html")
