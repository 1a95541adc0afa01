"""The graph in words: why papers are related, and what a step of a way says."""

from typing import TYPE_CHECKING

from kbgen.model.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    from kbgen.graph.connections import Step
    from kbgen.graph.related import Reason, ReasonKind

_NAMED = 3

_DIRECT: "dict[ReasonKind, str]" = {
    "cites": "cited by this paper",
    "cited-by": "cites this paper",
    "extends": "extended by this paper",
    "extended-by": "extends this paper",
    "compares": "this paper compares with it",
    "compared-by": "compares with this paper",
}
_SHARED: "dict[ReasonKind, tuple[str, str]]" = {
    "references": ("cites 1 paper that this one cites too", "cites {} papers that this one cites too"),
    "citers": ("cited together by 1 paper", "cited together by {} papers"),
    "relations": ("built on, or compared with, 1 paper in common", "built on, or compared with, {} papers in common"),
    "datasets": ("same dataset: ", "same datasets: "),
    "terms": ("same topic: ", "same topics: "),
    "words": ("same word: ", "same words: "),
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
        return _DIRECT[reason.kind]
    count = len(reason.shared)
    one, many = _SHARED[reason.kind]
    if reason.kind in {"references", "citers", "relations"}:
        return one if count == 1 else many.format(count)
    names = [_name(kb, reason, shared) for shared in reason.shared[:_NAMED]]
    more = f" and {count - _NAMED} more" if count > _NAMED else ""
    return f"{one if count == 1 else many}{', '.join(names)}{more}"


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
