"""Everything that services are known to do wrong, as what a replica can be told to do."""

import gzip
from collections.abc import Callable

from tests.enrich import answers
from tests.enrich.replica.reply import Reply, json_reply
from tests.enrich.replica.server import Replica

Failure = Callable[[Replica, str], None]
"""Makes a service of a replica fail from now on."""


def _always(reply: Reply) -> Failure:
    return lambda replica, service: replica.always(service, reply)


def _in_circles(replica: Replica, service: str) -> None:
    replica.always(service, Reply(status=302, headers={"Location": f"{replica.url}/{service}/again"}))


def _nested(depth: int) -> bytes:
    return b'{"data": ' * depth + b"1" + b"}" * depth


FAILURES: dict[str, Failure] = {
    "429 with Retry-After": _always(Reply(b"", 429, headers={"Retry-After": "3600"})),
    "429 with a date": _always(Reply(b"", 429, headers={"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"})),
    "429 without": _always(Reply(b"", 429)),
    "Rate exceeded.": _always(Reply(b"Rate exceeded.", media_type="text/plain")),
    "500": _always(Reply(b"oops", 500)),
    "502": _always(Reply(b"<html>Bad Gateway", 502, "text/html")),
    "503": _always(Reply(b"oops", 503)),
    "time out": _always(Reply(b"{}", delay=0.4)),
    "cut": _always(Reply(b'{"a', promised=5000)),
    "hung up": _always(Reply(b"", promised=10)),
    "empty": _always(Reply(b"")),
    "null": _always(Reply(b"null")),
    "html": _always(Reply(b"<!DOCTYPE html><p>Maintenance", media_type="text/html")),
    "html with another name": _always(Reply(b"<html><body>Maintenance</body></html>")),
    "latin-1": _always(Reply('[{"title": "é"}]'.encode("latin-1"))),
    "utf-16": _always(Reply('[{"title": 3}]'.encode("utf-16"))),
    "no gzip": _always(Reply(b"{}", headers={"Content-Encoding": "gzip"})),
    "other type": _always(Reply(b'"a text"')),
    "another service": _always(json_reply({"whatever": [1, {"x": None}]})),
    "numbers that are none": _always(Reply(b'{"data": NaN, "message": Infinity, "results": -Infinity}')),
    "half of a letter": _always(Reply(rb'{"data": [{"title": "\ud800"}], "message": "\udfff"}')),
    "deep": _always(Reply(_nested(100_000))),
    "giant": _always(Reply(b" " * 21_000_000 + b"{}")),
    "giant once unpacked": _always(Reply(gzip.compress(b" " * 30_000_000), headers={"Content-Encoding": "gzip"})),
    "redirect loop": _in_circles,
    "redirect to a file": _always(Reply(status=302, headers={"Location": "file:///etc/passwd"})),
    "redirect to FTP": _always(Reply(status=302, headers={"Location": "ftp://127.0.0.1/x"})),
    "redirect to nowhere": _always(Reply(status=302, headers={"Location": "http://[/"})),
    "400": _always(json_reply({"error": "what?", "message": "what?"}, 400)),
    "401": _always(json_reply({"message": "no"}, 401)),
    "403": _always(json_reply({"message": "no"}, 403)),
    "404": _always(Reply(b"nothing here", 404, "text/plain")),
}


FOREIGN = "Something Else Entirely"
_FOREIGN_ID, _FOREIGN_DOI = "2909.00009", "10.5555/foreign.1"
_ENTRY = answers.entry(f"{_FOREIGN_ID}v1", FOREIGN, ["Nobody Meant"], "2029-09-09")
_WORK = answers.crossref_work(_FOREIGN_DOI, FOREIGN, [("Nobody", "Meant")], 2029, "Journal of Others")
_DATA = {"doi": _FOREIGN_DOI, "titles": [{"title": FOREIGN}], "publicationYear": 2029, "creators": []}
_OPENALEX = {"id": "https://openalex.org/W9", "doi": f"https://doi.org/{_FOREIGN_DOI}", "title": FOREIGN}
_CITATION = {"oci": "1-2", "citing": f"omid:br/1 doi:{_FOREIGN_DOI}", "cited": "doi:10.5555/echoes.2022.7"}
_PUBLICATION = answers.dblp_publication("conf/x/Y29", FOREIGN, ["Nobody Meant"], 2029, "X")


_PAPER = {"paperId": "ffff", "externalIds": {"DOI": _FOREIGN_DOI}, "title": FOREIGN, "year": 2029}

ABOUT_ANOTHER: dict[str, Failure] = {
    "arxiv": _always(Reply(answers.feed([_ENTRY]).encode(), media_type="application/atom+xml")),
    "crossref": _always(json_reply({"status": "ok", "message": {**_WORK, "items": [_WORK]}})),
    "datacite": _always(json_reply({"data": [{"id": _FOREIGN_DOI, "attributes": _DATA}]})),
    "semantic-scholar": _always(json_reply([_PAPER] * 4)),
    "openalex": _always(json_reply({"results": [_OPENALEX]})),
    "opencitations": _always(json_reply([_CITATION])),
    "dblp": _always(json_reply({"result": {"hits": {"@total": "1", "hit": [{"info": _PUBLICATION}]}}})),
    "hugging-face": _always(json_reply({"id": _FOREIGN_ID, "title": FOREIGN, "githubRepo": "https://github.com/a/b"})),
}
"""Answers in the shape of each service, about a work that nobody asked about."""
