"""What becomes of papers that somebody names in a form: records, as ``kbgen add`` makes them."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from kbgen.contribute.add import Adding, AddOptions, Outcome
from kbgen.contribute.add_input import Wanted, read_input
from kbgen.contribute.add_lookup import Lookup
from kbgen.contribute.add_record import Wishes
from kbgen.contribute.issue_form import Answers, FormError, ended
from kbgen.contribute.issue_topics import read_topics
from kbgen.model.finding import KbgenError
from kbgen.store.tree import Tree

MAX_PAPERS = 20
"""Papers that one form may name: services are asked about each."""

Services = Callable[[list[str]], AbstractContextManager[Lookup | None]]
"""Opens what asks the services about the works that are wanted; ``None`` asks nobody."""

_BULLET = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Added:
    """The papers that were added, and what a person should know about those and the others, in sentences."""

    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...]


def add_papers(tree: Tree, answers: Answers, services: Services) -> Added:
    """Add the papers that the answers name; raises :class:`FormError` where none was added."""
    topics = read_topics(answers.get("topics"), tree.kb.taxonomy)
    try:
        wanted = read_input(_BULLET.sub("", answers.get("paper")).encode("utf-8", "replace"), "the form")
        adding = Adding(tree, AddOptions(Wishes(topics.terms)))
    except KbgenError as error:
        raise FormError(ended(str(error))) from None
    if len(wanted) > MAX_PAPERS:
        raise FormError(f"{len(wanted)} papers are named; one form takes at most {MAX_PAPERS}.")
    with services([one.text for one in wanted if one.metadata is None]) as lookup:
        outcomes = [_add(adding, one, lookup) for one in wanted]
    added = tuple(outcome for outcome in outcomes if outcome.status == "added")
    failed = [_said(outcome) for outcome in outcomes if outcome.status != "added"]
    if not added:
        raise FormError(*failed)
    notes = [ended(f"{outcome.path}: {note}") for outcome in added for note in outcome.notes]
    return Added(added, (*failed, *topics.notes, *notes))


def _add(adding: Adding, wanted: Wanted, lookup: Lookup | None) -> Outcome:
    if wanted.problem:
        return Outcome(wanted.text, "failed", problem=wanted.problem)
    if wanted.metadata:
        return adding.add_metadata(wanted.text, wanted.metadata, wanted.notes)
    return adding.add(wanted.text, lookup)


def _said(outcome: Outcome) -> str:
    """Why a paper was not added, as a sentence."""
    what = f"“{' '.join(outcome.what.split())[:200]}”"
    if outcome.status == "here":
        return ended(f"{what} is here already as {outcome.path}: {outcome.problem}")
    remedy = f"; {outcome.remedy}" if outcome.remedy else ""
    return ended(f"{what} was not added: {outcome.problem}{remedy}")
