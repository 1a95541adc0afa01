"""Related papers after an edit: worked out again for those papers alone whose neighbours may be others now.

A paper has the neighbours it had where neither its own row of the features has changed nor that of one of its
candidates, and no paper whose row has changed has become a candidate. What is found is what working out all of them
anew would find.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np

from kbgen.graph.candidates import NOBODY, Candidates, Places, candidates, reached
from kbgen.graph.citations import Citations
from kbgen.graph.features import Features, revised, reweighted
from kbgen.graph.nearest import nearest
from kbgen.graph.related import Related, RelatedPapers, with_reasons
from kbgen.graph.things import Things
from kbgen.model.knowledge_base import KnowledgeBase

_MANY = 1 / 4
"""Where more than this share of the papers must be looked at, all are."""


class RelatedState(NamedTuple):
    """What related papers were worked out from."""

    features: Features
    candidates: Candidates


class Update(NamedTuple):
    """The state now, and the neighbours of the papers that were looked at; the others keep theirs."""

    state: RelatedState
    found: Mapping[str, tuple[Related, ...]]


def related_anew(kb: KnowledgeBase, citations: Citations, most: int) -> Update:
    """The ``most`` papers nearest to each."""
    related = RelatedPapers(kb, citations, most)
    return Update(RelatedState(related.features, related.candidates), related.of_all())


def related_after(
    old: RelatedState, kb: KnowledgeBase, citations: Citations, most: int, changed: Collection[str]
) -> Update:
    """The ``most`` papers nearest to each paper that has others now, or other reasons.

    ``changed`` are the papers that were not there or said something else of what papers are compared by, be it in which
    direction a relation leads; papers that are gone need not be named.
    """
    if len(changed) > _MANY * len(kb.papers) or not old.features.ids:
        return related_anew(kb, citations, most)
    things = Things(kb, citations)
    ids = tuple(kb.papers)
    now = revised(old.features, ids, {one: things.of(one) for one in changed})
    row_of = {one: row for row, one in enumerate(ids)}
    edited = np.array([row_of[one] for one in changed], dtype=np.int64)
    others = np.union1d(edited, reweighted(old.features, now))
    if len(others) > _MANY * len(ids):
        return related_anew(kb, citations, most)
    kept, was_lost = _carried(old, row_of, len(ids))
    is_changed = np.zeros(len(ids) + 1, dtype=bool)
    is_changed[others] = True
    looked_at = is_changed[:-1] | was_lost | is_changed[kept.others].any(axis=1)
    looked_at[reached(now, others, kept.floor)] = True
    rows = np.flatnonzero(looked_at)
    if len(rows) > _MANY * len(ids):
        return related_anew(kb, citations, most)
    again = candidates(now, rows)
    kept.others[rows] = again.others
    kept.floor[rows] = again.floor
    pairs = nearest(now, rows, again.others, most)
    return Update(RelatedState(now, kept), with_reasons(kb, citations, now, pairs, rows))


def _carried(old: RelatedState, row_of: Mapping[str, int], size: int) -> "tuple[Candidates, np.ndarray]":
    """The candidates by the rows of now, and which papers have lost one; of new papers nothing is known."""
    now_at = np.array([row_of.get(one, NOBODY) for one in old.features.ids], dtype=np.int64)
    is_there = now_at != NOBODY
    was = old.candidates.others[is_there]
    carried: Places = np.where(was == NOBODY, NOBODY, now_at[was])
    others = np.full((size, was.shape[1]), NOBODY, dtype=np.int64)
    others[now_at[is_there]] = carried
    floor = np.zeros(size)
    floor[now_at[is_there]] = old.candidates.floor[is_there]
    was_lost = np.zeros(size, dtype=bool)
    was_lost[now_at[is_there]] = ((was != NOBODY) & (carried == NOBODY)).any(axis=1)
    return Candidates(others, floor), was_lost
