"""GitHub: how the repositories of records are doing, many at a time where there is a key.

https://docs.github.com/en/graphql/reference/objects#repository; without a key one by one through
https://docs.github.com/en/rest/repos/repos. A repository that was renamed answers under its new name.
"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.fields import REPOSITORIES
from kbgen.enrich.http import Answer
from kbgen.enrich.request import Request
from kbgen.enrich.settings import GITHUB, Service
from kbgen.enrich.source import Facts, Source
from kbgen.enrich.text import plain
from kbgen.enrich.values import at, items_at, number_at, text_at
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import parse_github
from kbgen.model.paper import Paper

BATCH = 50
"""Repositories a query: larger ones run into GitHub's limit of ten seconds."""

_QUERIED = (
    "nameWithOwner isArchived isEmpty stargazerCount forkCount pushedAt licenseInfo{spdxId} primaryLanguage{name} "
    "repositoryTopics(first:20){nodes{topic{name}}}"
)
_UNLICENSED = frozenset({"", "NOASSERTION"})


def missing(repository: str) -> Facts:
    """What is said of a repository that GitHub does not know, or does not show."""
    return Facts({REPOSITORIES: [{"repository": repository, "missing": True}]})


def read(answer: Answer, repositories: Sequence[str]) -> Mapping[str, Facts]:
    """What an answer says of these repositories; raises :class:`ServiceError` where it is none.

    One that GitHub does not know has facts too: that it is missing.
    """
    value = answer.json()
    if at(value, "data") is None and at(value, "errors") is None and len(repositories) == 1:
        return {repositories[0]: Facts({REPOSITORIES: [_of_rest(answer, value, repositories[0])]})}
    return dict(_of_graphql(answer, value, repositories))


def _of_graphql(answer: Answer, value: object, repositories: Sequence[str]) -> Iterator[tuple[str, Facts]]:
    errors = list(items_at(value, "errors"))
    unknown = {text_at(error, "path", 0) for error in errors if text_at(error, "type") == "NOT_FOUND"}
    data = at(value, "data")
    if not isinstance(data, Mapping):
        limited = any(text_at(error, "type") == "RATE_LIMITED" for error in errors)
        words = "; ".join(dict.fromkeys(plain(text_at(error, "message")) for error in errors)) or "no data"
        raise ServiceError(answer.service, "busy" if limited else "broken", f"answers with an error: {words}")
    for number, repository in enumerate(repositories):
        name = _alias(number)
        found = data.get(name)
        if isinstance(found, Mapping):
            yield repository, Facts({REPOSITORIES: [_of_node(repository, found)]})
        elif name in unknown:
            yield repository, missing(repository)
        else:
            words = next((text_at(one, "message") for one in errors if text_at(one, "path", 0) == name), "nothing")
            raise ServiceError(answer.service, "broken", f"says of {repository}: {plain(words)}")


def _of_node(repository: str, node: object) -> JsonValue:
    topics = (text_at(one, "topic", "name") for one in items_at(node, "repositoryTopics", "nodes"))
    return _row(
        repository,
        text_at(node, "nameWithOwner"),
        archived=at(node, "isArchived") is True,
        empty=at(node, "isEmpty") is True,
        stars=number_at(node, "stargazerCount"),
        forks=number_at(node, "forkCount"),
        pushed=text_at(node, "pushedAt")[:10],
        license=text_at(node, "licenseInfo", "spdxId"),
        language=text_at(node, "primaryLanguage", "name"),
        topics=[topic for topic in topics if topic],
    )


def _of_rest(answer: Answer, value: object, repository: str) -> JsonValue:
    if parse_github(text_at(value, "full_name")) is None:
        raise ServiceError(answer.service, "broken", "answers with something else than a repository")
    return _row(
        repository,
        text_at(value, "full_name"),
        archived=at(value, "archived") is True,
        empty=number_at(value, "size") == 0,
        stars=number_at(value, "stargazers_count"),
        forks=number_at(value, "forks_count"),
        pushed=text_at(value, "pushed_at")[:10],
        license=text_at(value, "license", "spdx_id"),
        language=text_at(value, "language"),
        topics=[topic for topic in items_at(value, "topics") if isinstance(topic, str)],
    )


def _row(repository: str, current: str, **facts: JsonValue) -> JsonValue:
    """A repository with what is known of it; ``renamed`` is the name that it has now, where it is another."""
    if facts["license"] in _UNLICENSED:
        facts["license"] = ""
    renamed = current if current.lower() != repository.lower() else ""
    row: dict[str, JsonValue] = {"repository": repository, "renamed": renamed, **facts}
    return {name: value for name, value in row.items() if value not in (None, "", []) and value is not False}


def _keys(record: Paper | Dataset) -> tuple[str, ...]:
    known = (parse_github(address) for address in record.links.code)
    return tuple(dict.fromkeys(f"{one.owner}/{one.name}" for one in known if one))


def _request(service: Service, repositories: Sequence[str]) -> Request:
    if not service.key:
        return Request(f"repos/{repositories[0]}", accept="application/vnd.github+json", names_one=True)
    parts = (_query(number, repository) for number, repository in enumerate(repositories))
    return Request("graphql", body={"query": f"{{{' '.join(parts)}}}"})


def _query(number: int, repository: str) -> str:
    # An owner and a name as the model reads them hold no quotation mark and no backslash.
    owner, _, name = repository.partition("/")
    return f'{_alias(number)}: repository(owner: "{owner}", name: "{name}"){{{_QUERIED}}}'


def _alias(number: int) -> str:
    return f"r{number}"


SOURCE = Source(
    GITHUB, "repository", _keys, lambda service: BATCH if service.key else 1, _request, read, nothing=missing
)
