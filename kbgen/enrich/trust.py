"""Whether what a service says is about the paper that was meant."""

from collections.abc import Collection

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.settings import Service
from kbgen.enrich.source import Facts
from kbgen.model.identity import Verdict, Work, compare, similar_titles
from kbgen.model.paper import Paper


def trusted(service: Service, paper: Paper | None, facts: Facts) -> Facts:
    """The facts that may be kept of a paper.

    Where the work has the paper's identifier and another title, either the record has another paper's identifier or
    the paper was renamed. Only the title is kept then, which ``kbgen validate`` holds against the record. Raises
    :class:`ServiceError` for a work that has neither the title nor an identifier.
    """
    if paper is None or facts.work is None:
        return facts
    own = Work.of(paper)
    verdict = compare(own, facts.work)
    if verdict is Verdict.CONFLICT:
        return Facts({name: facts.fields[name] for name in ("title",) if name in facts.fields})
    if verdict is Verdict.SAME or any(similar_titles(title, facts.work.title) for title in own.titles):
        return facts
    raise ServiceError(service, "broken", f'answers about another work, "{facts.work.title}"')


def require_asked(service: Service, asked: Collection[str], named: Collection[str]) -> None:
    """Raise :class:`ServiceError` where an answer names works, and none of those that it was asked about.

    That is the answer to another question; were it taken for one that leaves out what is unknown, nobody would notice.
    """
    if named and not any(name in asked for name in named):
        raise ServiceError(service, "broken", "answers about other works")
