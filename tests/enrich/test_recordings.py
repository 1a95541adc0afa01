"""What the real services answered, read by the parsers."""

import ast
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer, Session
from kbgen.enrich.settings import ARXIV, GITHUB
from kbgen.enrich.sources import arxiv, crossref, datacite, github
from kbgen.enrich.values import at, items_at
from kbgen.model.identifiers import GitHubRepository
from kbgen.model.paper import Paper
from tests.enrich.conftest import RECORDED
from tests.enrich.replica import Replica, Reply


def _answer(content: bytes, status: int = 200) -> Answer:
    return Answer(ARXIV, status, content, "application/atom+xml", "https://export.arxiv.org/api/query")


@pytest.mark.parametrize("path", sorted((RECORDED / "arxiv").glob("q_*.xml")), ids=lambda path: path.stem)
def test_every_arxiv_entry_is_read(path: Path) -> None:
    content = path.read_bytes()
    works = list(arxiv.parse(_answer(content)))
    assert len(works) == content.count(b"<entry>")
    assert all(work.title and work.authors and work.year and work.ids.arxiv for work in works)
    assert [work.title for work in works if "\n" in work.title or "  " in work.title] == []
    for work in works:
        Paper(id="x", title=work.title, authors=work.authors, year=work.year, ids=work.ids)


@pytest.mark.parametrize(
    ("name", "found"),
    [("id_1605.08386", 1), ("id_0808.05394_1707.08567", 1), ("id_0000.0000", 0), ("id_quant-ph_0201082v1", 1)],
)
def test_identifiers_that_arxiv_knows_and_does_not_know(name: str, found: int) -> None:
    path = next((RECORDED / "arxiv").glob(f"{name}_s0*.xml"))
    assert len(list(arxiv.parse(_answer(path.read_bytes())))) == found


def test_the_arxiv_error_is_one() -> None:
    path = next((RECORDED / "arxiv").glob("id_abc*.xml"))
    with pytest.raises(ServiceError, match="incorrect id format"):
        list(arxiv.parse(_answer(path.read_bytes(), 400)))


_PAPIS = [path for path in sorted((RECORDED / "crossref").glob("papis-*.json")) if not path.stem.endswith("_out")]


@pytest.mark.parametrize("path", _PAPIS, ids=lambda path: path.stem)
def test_crossref_works_are_read(path: Path) -> None:
    message = at(json.loads(path.read_bytes()), "message")
    work = crossref.parse(message)
    assert work is not None
    authors = list(items_at(message, "author"))
    assert len(work.authors) == len(authors)
    assert work.title
    assert work.year
    assert work.venue
    Paper(id="x", title=work.title, authors=work.authors, year=work.year, ids=work.ids)


def test_crossref_works_with_odd_fields_are_read_or_left_out() -> None:
    lines = (RECORDED / "crossref" / "fatcat-crossref-works.2018-01-21.badsample.json").read_text().splitlines()
    read = 0
    for line in lines:
        message = json.loads(line)
        work = crossref.parse(message)
        assert (work is None) == (not message.get("title") or not message.get("DOI")), line[:200]
        if work:
            Paper(id="x", title=work.title, authors=work.authors, year=work.year, ids=work.ids)
            read += 1
    assert read == len([line for line in lines if json.loads(line).get("title")])


@pytest.mark.parametrize("path", sorted((RECORDED / "other").glob("datacite_*.json")), ids=lambda path: path.stem)
def test_datacite_works_are_read(path: Path) -> None:
    work = datacite.parse(json.loads(path.read_bytes()))
    assert work is not None
    assert work.authors
    assert work.year
    Paper(id="x", title=work.title, authors=work.authors, year=work.year, ids=work.ids)


@dataclass(frozen=True)
class Exchange:
    """One answer of a replay file of PyGithub's tests."""

    path: str
    reply: Reply


def _exchanges(name: str) -> list[Exchange]:
    """Ten lines a request (scheme, verb, host, port, path, headers, input, status, headers, body), and an empty one."""
    lines = (RECORDED / "github" / name).read_text().split("\n")
    found = []
    for start in range(0, len(lines) - 9, 11):
        path, status, headers, body = lines[start + 4], *lines[start + 7 : start + 10]
        known = {key: value for key, value in ast.literal_eval(headers) if key in {"Location", "ETag"}}
        found.append(Exchange(path, Reply(body.encode(), int(status), "application/json; charset=utf-8", known)))
    return found


def test_a_github_repository_is_read(session: Session, replica: Replica) -> None:
    replica.misbehave("github", _exchanges("pygithub-Repository.setUp.txt")[0].reply)
    facts = github.repository(session, GitHubRepository("pygithub", "pygithub"))
    assert facts is not None
    assert facts.repository == GitHubRepository("PyGithub", "PyGithub")
    assert facts.description == "Typed interactions with the GitHub API v3"
    assert facts.works == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pygithub-Exceptions.testNonJsonDataReturnedByGithub.txt", "GitHub is not available now"),
        ("pygithub-Exceptions.testBadAuthentication.txt", "refuses to answer"),
    ],
)
def test_githubs_failures_are_said_in_words(session: Session, replica: Replica, name: str, words: str) -> None:
    replica.always("github", _exchanges(name)[-1].reply)
    with pytest.raises(ServiceError, match=words):
        github.repository(session, GitHubRepository("a", "b"))


def test_a_repository_that_github_does_not_know(session: Session, replica: Replica) -> None:
    replica.misbehave("github", _exchanges("pygithub-Exceptions.testUnknownObject.txt")[-1].reply)
    assert session.get(GITHUB, "repos/a/b") is None
