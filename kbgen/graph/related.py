"""Which papers are near a paper, and why.

Two papers are as near as the weighted sum of six cosines says: of what they cite, of what cites them, of the papers
they extend or compare with, of the datasets, the terms and the words they share (:mod:`kbgen.graph.features`). What is
not known of a paper adds nothing. Each neighbour comes with what it shares, so that a reader sees the reason and not
only a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sparse_dot_topn import sp_matmul_topn

from kbgen.graph.citation_matrix import CitationMatrix
from kbgen.graph.features import (
    Features,
    citer_features,
    dataset_features,
    reference_features,
    relation_features,
    term_features,
    word_features,
)
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.made import Made

Likeness = Literal["references", "citers", "relations", "datasets", "terms", "words"]
ReasonKind = Literal["cites", "cited-by", "extends", "extended-by", "compares", "compared-by"] | Likeness

WEIGHTS: dict[Likeness, float] = {
    "references": 0.25,
    "citers": 0.2,
    "relations": 0.1,
    "datasets": 0.1,
    "terms": 0.15,
    "words": 0.2,
}
"""How much each likeness counts; they sum to 1, which two papers reach that share everything."""

LEAST_SCORE = 0.05
"""Papers that are less near than this are not called related."""

_CANDIDATES = 40
"""So many neighbours by what is rare are compared in full."""
_RARE = 2_000
"""What more papers share than this finds no candidates: comparing all that share it would take the square of them."""
_BATCH = 50_000
"""Pairs that are compared at once."""


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
    """The nearest papers of every paper, at most ``most`` each. Reasons are looked up when they are asked for."""

    def __init__(self, kb: KnowledgeBase, matrix: CitationMatrix, most: int = 10) -> None:
        self._kb = kb
        self._matrix = matrix
        self.features: dict[Likeness, Features] = {
            "references": reference_features(matrix),
            "citers": citer_features(matrix),
            "relations": relation_features(kb, matrix),
            "datasets": dataset_features(kb),
            "terms": term_features(kb),
            "words": word_features(kb),
        }
        self._rows = {kind: Made(partial(_row, features.rows)) for kind, features in self.features.items()}
        self.scores = _nearest([(self.features[one].rows, weight) for one, weight in WEIGHTS.items()], most)
        """How near the neighbours of each paper are, as a sparse matrix over the papers in the order given."""

    def of(self, paper_id: str) -> tuple[Related, ...]:
        """The papers nearest to one, nearest first."""
        row = self._matrix.row[paper_id]
        start, end = self.scores.indptr[row], self.scores.indptr[row + 1]
        found = zip(self.scores.indices[start:end].tolist(), self.scores.data[start:end].tolist(), strict=True)
        ids = self._matrix.ids
        ordered = sorted(found, key=lambda one: (-round(one[1], 4), ids[one[0]]))
        return tuple(Related(ids[other], round(score, 4), self._reasons(row, other)) for other, score in ordered)

    def _reasons(self, row: int, other: int) -> tuple[Reason, ...]:
        weighed = []
        for kind, weight in WEIGHTS.items():
            rows = self._rows[kind]
            names, value = _shared(self.features[kind], rows[row], rows[other])
            if kind in ("references", "citers", "relations"):
                names = [one for one in names if one not in (self._matrix.ids[row], self._matrix.ids[other])]
            if names:
                weighed.append((weight * value, Reason(kind, tuple(names))))
        weighed.sort(key=lambda one: -one[0])
        return (*self._direct(row, other), *(reason for _, reason in weighed))

    def _direct(self, row: int, other: int) -> tuple[Reason, ...]:
        ids, cites = self._matrix.ids, self._matrix.cited_rows
        this, that = self._kb.papers[ids[row]], self._kb.papers[ids[other]]
        said: tuple[tuple[bool, ReasonKind], ...] = (
            (that.id in this.relations.extends, "extends"),
            (this.id in that.relations.extends, "extended-by"),
            (that.id in this.relations.compares_to, "compares"),
            (this.id in that.relations.compares_to, "compared-by"),
            (other in cites(row), "cites"),
            (row in cites(other), "cited-by"),
        )
        return tuple(Reason(kind) for true, kind in said if true)


def _row(rows: csr_matrix, row: int) -> dict[int, float]:
    start, end = rows.indptr[row], rows.indptr[row + 1]
    return dict(zip(rows.indices[start:end].tolist(), rows.data[start:end].tolist(), strict=True))


def _shared(features: Features, row: Mapping[int, float], other: Mapping[int, float]) -> tuple[list[str], float]:
    """What two rows share, the weightiest first, and their cosine."""
    products = {column: row[column] * other[column] for column in row.keys() & other.keys()}
    return [features.names[one] for one in sorted(products, key=lambda one: (-products[one], one))], sum(
        products.values()
    )


def _nearest(blocks: list[tuple[csr_matrix, float]], most: int) -> csr_matrix:
    """The ``most`` nearest rows of each row by the weighted sum of the blocks' cosines, least scores left out."""
    everything = csr_matrix(hstack([rows * np.sqrt(weight) for rows, weight in blocks], format="csr"))
    frequency = np.bincount(everything.indices, minlength=everything.shape[1])
    rare = everything[:, np.flatnonzero((frequency > 1) & (frequency <= _RARE))]
    found = sp_matmul_topn(rare, rare.T.tocsr(), _CANDIDATES + 1, n_threads=-1).tocoo()
    apart = found.row != found.col
    pairs = np.column_stack([found.row[apart], found.col[apart]])
    scores = np.empty(len(pairs))
    for start in range(0, len(pairs), _BATCH):
        batch = pairs[start : start + _BATCH]
        products = everything[batch[:, 0]].multiply(everything[batch[:, 1]])
        scores[start : start + _BATCH] = np.asarray(products.sum(axis=1)).ravel()
    return _top(pairs, scores, everything.shape[0], most)


def _top(pairs: "np.ndarray", scores: "np.ndarray", size: int, most: int) -> csr_matrix:
    """The best ``most`` pairs of each row; of equal scores the earlier row comes first."""
    order = np.lexsort((pairs[:, 1], -scores.round(9), pairs[:, 0]))
    pairs, scores = pairs[order], scores[order]
    firsts = np.searchsorted(pairs[:, 0], np.arange(size))
    place = np.arange(len(pairs)) - firsts[pairs[:, 0]] if len(pairs) else np.empty(0, dtype=int)
    kept = (place < most) & (scores >= LEAST_SCORE)
    return csr_matrix((scores[kept], (pairs[kept, 0], pairs[kept, 1])), shape=(size, size))
