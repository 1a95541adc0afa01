"""Hugging Face: what people link to a paper there, by arXiv identifier. https://huggingface.co/docs/hub/paper-pages.

A paper has a page once somebody names it in a model, a data set or a demo; of all others nothing is known.
"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer
from kbgen.enrich.request import Request
from kbgen.enrich.settings import HUGGING_FACE, Service
from kbgen.enrich.source import FOUR_WEEKS, Facts, Source
from kbgen.enrich.text import plain
from kbgen.enrich.values import items_at, number_at, text_at
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import parse_arxiv, parse_github
from kbgen.model.identity import Work
from kbgen.model.paper import Paper

MOST_LINKED = 10
"""Models and data sets that are kept of each paper, those that most people like: some papers have thousands."""


def read(answer: Answer, ids: Sequence[str]) -> Mapping[str, Facts]:
    """What the page of this paper links; raises :class:`ServiceError` where the answer is none."""
    page = answer.json()
    identifier = parse_arxiv(text_at(page, "id"))
    title = plain(text_at(page, "title"))
    if identifier is None or not title:
        raise ServiceError(answer.service, "broken", "answers with something else than a paper")
    if identifier.id != ids[0]:
        raise ServiceError(answer.service, "broken", f"answers about {identifier.id}")
    names = (plain(text_at(author, "name")) for author in items_at(page, "authors"))
    work = Work(title, tuple(name for name in names if name), identifier.year, frozenset({f"arxiv:{ids[0]}"}))
    code = parse_github(text_at(page, "githubRepo"))
    project = text_at(page, "projectPage")
    fields: dict[str, JsonValue] = {
        "hugging_face": ids[0],
        "hub_models": list(_most_liked(page, "linkedModels")),
        "hub_datasets": list(_most_liked(page, "linkedDatasets")),
        "hub_code": code.url if code else "",
        "hub_project": project if project.startswith(("http://", "https://")) else "",
    }
    return {ids[0]: Facts({name: value for name, value in fields.items() if value != ""}, work)}


def _most_liked(page: object, name: str) -> Iterator[JsonValue]:
    """The names of the repositories that most people like, in alphabetical order."""
    linked = {text_at(one, "id"): number_at(one, "likes") or 0 for one in items_at(page, name) if text_at(one, "id")}
    yield from sorted(sorted(linked, key=lambda one: (-linked[one], one))[:MOST_LINKED])


def _keys(record: Paper | Dataset) -> tuple[str, ...]:
    # Identifiers of the old form have a slash and no page.
    identifier = record.ids.arxiv if isinstance(record, Paper) else None
    return (identifier,) if identifier and "/" not in identifier else ()


def _request(_: Service, ids: Sequence[str]) -> Request:
    return Request(f"api/papers/{ids[0]}", names_one=True)


SOURCE = Source(HUGGING_FACE, "paper", _keys, lambda _: 1, _request, read, rest=FOUR_WEEKS)
