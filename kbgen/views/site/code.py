"""A paper's code: its repositories with what GitHub says of them, and the models that are linked to it."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from kbgen.enrich.fields import REPOSITORIES
from kbgen.enrich.values import items_at, number_at, text_at
from kbgen.model.identifiers import parse_github
from kbgen.model.paper import Paper
from kbgen.model.words import ngettext
from kbgen.views.site.parts import OutLink
from kbgen.views.site.said import Known, SaidBy, said_by, text, texts, web_address
from kbgen.views.view import View

HUB = "https://huggingface.co/"


class Repository(View, frozen=True):
    """A place where code lies. ``None`` and empty mean that nothing is known.

    ``state`` is what became of it, in one word: ``archived``, ``empty`` or ``gone``. ``now`` is its present name where
    that is another. ``failing`` says in words that the link failed when it was looked at. ``named_by`` is a service
    that names it where the record does not.
    """

    name: str
    href: str
    stars: int | None = None
    forks: int | None = None
    pushed: str = ""
    language: str = ""
    license: str = ""
    state: str = ""
    now: str = ""
    failing: str = ""
    said_by: SaidBy | None = None
    named_by: SaidBy | None = None


class Code(View, frozen=True):
    """A paper's repositories, and the models and datasets on Hugging Face that are linked to the paper there."""

    repositories: tuple[Repository, ...]
    models: tuple[OutLink, ...]
    hub_datasets: tuple[OutLink, ...]
    hub: SaidBy | None

    @property
    def foremost(self) -> Repository | None:
        """The repository that the button above leads to."""
        return self.repositories[0] if self.repositories else None


def code(paper: Paper, known: Known) -> Code:
    """What is known of a paper's code."""
    models, hub_datasets = texts(known, "hub_models"), texts(known, "hub_datasets")
    return Code(
        (*_stated(paper, known), *_named_by_the_hub(paper, known)),
        tuple(OutLink("model", name, HUB + quote(name)) for name in models),
        tuple(OutLink("dataset", name, f"{HUB}datasets/{quote(name)}") for name in hub_datasets),
        said_by(known, "hub_models" if models else "hub_datasets") if models or hub_datasets else None,
    )


def _stated(paper: Paper, known: Known) -> Iterator[Repository]:
    value = known.get(REPOSITORIES)
    facts = {text_at(row, "repository").lower(): row for row in items_at(value.value)} if value else {}
    failures = dict(_failures(known))
    for href in paper.links.code:
        repository = parse_github(href)
        row = facts.get(repository.key) if repository else None
        failing = failures.get(href, "")
        if row is None:
            yield Repository(_name(href), href, failing=failing)
            continue
        yield Repository(
            name=_name(href),
            href=href,
            stars=number_at(row, "stars"),
            forks=number_at(row, "forks"),
            pushed=text_at(row, "pushed"),
            language=text_at(row, "language"),
            license=text_at(row, "license"),
            state=_state(row),
            now=text_at(row, "renamed"),
            failing=failing,
            said_by=said_by(known, REPOSITORIES),
        )


def _named_by_the_hub(paper: Paper, known: Known) -> Iterator[Repository]:
    """The repository that a paper's page on Hugging Face names, where the record names none."""
    href = web_address(text(known, "hub_code"))
    if href and not paper.links.code:
        yield Repository(_name(href), href, named_by=said_by(known, "hub_code"))


def _state(row: object) -> str:
    for field, word in (("missing", "gone"), ("empty", "empty"), ("archived", "archived")):
        if isinstance(row, dict) and row.get(field) is True:
            return word
    return ""


def _failures(known: Known) -> Iterator[tuple[str, str]]:
    """What the link check remembers of links that failed: address, and what was seen."""
    value = known.get("failing_links")
    for item in items_at(value.value) if value else ():
        days, last, why = number_at(item, "days"), text_at(item, "last"), text_at(item, "why")
        if days:
            failed = ngettext(
                "The link failed on {last}", "The link failed on {count} days, the last time on {last}", days, last=last
            )
            yield text_at(item, "url"), f"{failed}{f': {why}' if why else ''}."


def _name(href: str) -> str:
    """A repository's name, or the host and path of what is none that we know."""
    repository = parse_github(href)
    if repository:
        return f"{repository.owner}/{repository.name}"
    try:
        parts = urlsplit(href)
    except ValueError:
        return href
    return f"{parts.hostname or ''}{parts.path.rstrip('/')}".removeprefix("www.") or href
