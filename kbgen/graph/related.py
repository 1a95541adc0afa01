"""Which papers are near a paper, and why.

Two papers are as near as the weighted sum of six cosines says: of what they cite, of what cites them, of the papers
they extend or compare with, of the datasets, the terms and the words they share (:mod:`kbgen.graph.features`). What is
not known of a paper adds nothing. Each neighbour comes with what it shares, so that a reader sees the reason and not
only a number.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

import numpy as np

from kbgen.graph.candidates import Candidates, candidates
from kbgen.graph.citations import Citations
from kbgen.graph.features import Features, Integers, features
from kbgen.graph.nearest import Pairs, nearest, shared
from kbgen.graph.things import LIKENESSES, Likeness, Things
from kbgen.model.knowledge_base import KnowledgeBase

ReasonKind = Literal["cites", "cited-by", "extends", "extended-by", "compares", "compared-by"] | Likeness

_OF_PAPERS = frozenset({"references", "citers", "relations"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Something two papers share. ``shared`` names it, rarest first: papers, datasets, ``axis/term``, or words."""

    kind: ReasonKind
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A neighbour: how near it is, from 0 to 1, and why, the weightiest reason first."""

    paper: str
    score: float
    reasons: tuple[Reason, ...]


class RelatedPapers:
    """The nearest papers of every paper, at most ``most`` each. Reasons are looked up when they are asked for.

    Without ``prose`` the words are those of titles alone, so that an edited summary leaves everything as it was.
    """

    def __init__(self, kb: KnowledgeBase, citations: Citations, most: int = 10, *, prose: bool = True) -> None:
        self._kb = kb
        self._citations = citations
        self._most = most
        things = Things(kb, citations, prose=prose)
        self.features = features({one: things.of(one) for one in kb.papers})

    @cached_property
    def candidates(self) -> Candidates:
        """The papers that each was compared with."""
        return candidates(self.features, np.arange(len(self.features.ids)))

    @cached_property
    def pairs(self) -> Pairs:
        """Each paper with those nearest to it, as rows of ``features``."""
        return nearest(self.features, np.arange(len(self.features.ids)), self.candidates.others, self._most)

    def of(self, paper_id: str) -> tuple[Related, ...]:
        """The papers nearest to one, nearest first."""
        rows = np.array([self.features.ids.index(paper_id)])
        found = nearest(self.features, rows, candidates(self.features, rows).others, self._most)
        return with_reasons(self._kb, self._citations, self.features, found, rows)[paper_id]

    def of_all(self) -> dict[str, tuple[Related, ...]]:
        """The papers nearest to each, nearest first; together this is much faster than one by one."""
        rows = np.arange(len(self.features.ids))
        return with_reasons(self._kb, self._citations, self.features, self.pairs, rows)


def with_reasons(
    kb: KnowledgeBase, citations: Citations, features: Features, pairs: Pairs, rows: Integers
) -> dict[str, tuple[Related, ...]]:
    """For each paper of ``rows`` those nearest to it, as ``pairs`` says, with why."""
    ids = features.ids
    found: dict[str, list[Related]] = {ids[row]: [] for row in rows.tolist()}
    ends = [(ids[row], ids[other]) for row, other in zip(pairs.rows.tolist(), pairs.others.tolist(), strict=True)]
    why = _shared_by(features, pairs, ends)
    cited = {one: {edge.cited for edge in citations.cites(one)} for one in {end for pair in ends for end in pair}}
    for (this, that), score, said in zip(ends, pairs.scores.round(4).tolist(), why, strict=True):
        found[this].append(Related(that, score, (*_direct(kb, cited, this, that), *said)))
    return {one: tuple(sorted(near, key=lambda one: (-one.score, one.paper))) for one, near in found.items()}


def _shared_by(features: Features, pairs: Pairs, ends: list[tuple[str, str]]) -> list[list[Reason]]:
    """For each pair what it shares, the weightiest likeness first. That they are themselves is nothing they share."""
    parts = shared(features, pairs)
    groups = parts.pairs * len(LIKENESSES) + features.likeness[parts.columns]
    weights = np.bincount(groups, parts.products, len(ends) * len(LIKENESSES)).tolist()
    weighed: list[list[tuple[float, Reason]]] = [[] for _ in ends]
    things = features.things
    for group, entries in groupby(zip(groups.tolist(), parts.columns.tolist(), strict=True), key=lambda one: one[0]):
        number, likeness = divmod(group, len(LIKENESSES))
        kind = LIKENESSES[likeness]
        names = [things[column][1:] for _, column in entries]
        if kind in _OF_PAPERS:
            names = [name for name in names if name not in ends[number]]
        if names:
            weighed[number].append((weights[group], Reason(kind, tuple(names))))
    return [[reason for _, reason in sorted(said, key=lambda one: -one[0])] for said in weighed]


def _direct(kb: KnowledgeBase, cited: dict[str, set[str]], this: str, that: str) -> list[Reason]:
    forth, back = kb.papers[this].relations, kb.papers[that].relations
    said: tuple[tuple[bool, ReasonKind], ...] = (
        (that in forth.extends, "extends"),
        (this in back.extends, "extended-by"),
        (that in forth.compares_to, "compares"),
        (this in back.compares_to, "compared-by"),
        (that in cited[this], "cites"),
        (this in cited[that], "cited-by"),
    )
    return [Reason(kind) for true, kind in said if true]
