"""The graph in words: why papers are related, and what a step of a way says."""

from typing import TYPE_CHECKING

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.words import _, marked, ngettext, number

if TYPE_CHECKING:
    from kbgen.graph.connections import Step
    from kbgen.graph.related import Reason, ReasonKind

_NAMED = 3

_DIRECT: "dict[ReasonKind, str]" = {
    "cites": marked("cited by this paper"),
    "cited-by": marked("cites this paper"),
    "extends": marked("extended by this paper"),
    "extended-by": marked("extends this paper"),
    "compares": marked("this paper compares with it"),
    "compared-by": marked("compares with this paper"),
}
_STEPS: dict[str, tuple[str, str]] = {
    "cites": ("cites", "is cited by"),
    "extends": ("extends", "is extended by"),
    "compares": ("compares with", "is compared with by"),
    "uses": ("uses", "is used by"),
    "introduces": ("introduces", "is introduced by"),
    "authored": ("wrote", "is by"),
    "implements": ("implements", "has the code"),
}


def reason_in_words(kb: KnowledgeBase, reason: "Reason") -> str:
    """Why a paper is related to "this paper": what joins them, or what they share, the rarest three by name."""
    if reason.kind in _DIRECT:
        return _(_DIRECT[reason.kind])
    count = len(reason.shared)
    names = ", ".join(_name(kb, reason, shared) for shared in reason.shared[:_NAMED])
    if count > _NAMED:
        names = _("{names} and {count} more", names=names, count=number(count - _NAMED))
    match reason.kind:
        case "references":
            return ngettext(
                "cites 1 paper that this one cites too", "cites {count} papers that this one cites too", count
            )
        case "citers":
            return ngettext("cited together by 1 paper", "cited together by {count} papers", count)
        case "relations":
            return ngettext(
                "built on, or compared with, 1 paper in common",
                "built on, or compared with, {count} papers in common",
                count,
            )
        case "datasets":
            return ngettext("same dataset: {names}", "same datasets: {names}", count, names=names)
        case "terms":
            return ngettext("same topic: {names}", "same topics: {names}", count, names=names)
        case _:
            return ngettext("same word: {names}", "same words: {names}", count, names=names)


def _name(kb: KnowledgeBase, reason: "Reason", shared: str) -> str:
    if reason.kind == "datasets":
        dataset = kb.datasets.get(shared)
        return dataset.name if dataset else shared
    if reason.kind == "terms":
        axis, term = shared.split("/", 1)
        placed = kb.taxonomy.terms.get((axis, term))
        return placed.term.name if placed else term
    return shared


def step_in_words(step: "Step") -> str:
    """What one node does to the next: ``cites``, ``is cited by``; several with ``and``."""
    return " and ".join(_STEPS[kind][0 if step.forward else 1] for kind in step.kinds)
