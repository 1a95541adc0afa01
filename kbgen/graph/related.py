"""Which papers are near a paper, and why.

Two papers are as near as the weighted sum of six cosines says: of what they cite, of what cites them, of the papers
they extend or compare with, of the datasets, the terms and the words they share (:mod:`kbgen.graph.features`). What is
not known of a paper adds nothing. Each neighbour comes with what it shares, so that a reader sees the reason and not
only a number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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
_PAPERS = 5_000
"""Papers whose reasons are looked up at once."""


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

    def __init__(self, kb: KnowledgeBase, matrix: CitationMatrix, most: int = 10, *, prose: bool = True) -> None:
        self._kb = kb
        self._matrix = matrix
        self.features: dict[Likeness, Features] = {
            "references": reference_features(matrix),
            "citers": citer_features(matrix),
            "relations": relation_features(kb, matrix),
            "datasets": dataset_features(kb),
            "terms": term_features(kb),
            "words": word_features(kb, prose=prose),
        }
        self.scores = _nearest([(self.features[one].rows, weight) for one, weight in WEIGHTS.items()], most)
        """How near the neighbours of each paper are, as a sparse matrix over the papers in the order given."""

    def of(self, paper_id: str) -> tuple[Related, ...]:
        """The papers nearest to one, nearest first."""
        return self._of_rows(np.array([self._matrix.row[paper_id]]), None)[0]

    def of_all(self, most: int) -> dict[str, tuple[Related, ...]]:
        """The ``most`` papers nearest to each, nearest first; together this is much faster than one by one."""
        found: dict[str, tuple[Related, ...]] = {}
        ids = self._matrix.ids
        for start in range(0, len(ids), _PAPERS):
            rows = np.arange(start, min(start + _PAPERS, len(ids)))
            found |= zip(ids[start : start + _PAPERS], self._of_rows(rows, most), strict=True)
        return found

    def _of_rows(self, rows: "np.ndarray", most: int | None) -> list[tuple[Related, ...]]:
        ids = self._matrix.ids
        here, others, scores = [], [], []
        for row in rows.tolist():
            start, end = self.scores.indptr[row], self.scores.indptr[row + 1]
            near = zip(
                self.scores.indices[start:end].tolist(), self.scores.data[start:end].round(4).tolist(), strict=True
            )
            for other, score in sorted(near, key=lambda one: (-one[1], ids[one[0]]))[:most]:
                here.append(row)
                others.append(other)
                scores.append(score)
        if not here:
            return [() for _ in rows]
        reasons = self._reasons(np.array(here, dtype=np.int32), np.array(others, dtype=np.int32))
        found: dict[int, list[Related]] = {row: [] for row in rows.tolist()}
        for row, other, score, why in zip(here, others, scores, reasons, strict=True):
            found[row].append(Related(ids[other], score, why))
        return [tuple(near) for near in found.values()]

    def _reasons(self, rows: "np.ndarray", others: "np.ndarray") -> list[tuple[Reason, ...]]:
        """Why the papers at ``rows`` are near those at ``others``, pair by pair."""
        weighed: list[list[tuple[float, Reason]]] = [[] for _ in rows]
        for kind, weight in WEIGHTS.items():
            itself = kind in ("references", "citers", "relations")
            for number, names, value in _shared(self.features[kind], rows, others):
                ends = (self._matrix.ids[rows[number]], self._matrix.ids[others[number]]) if itself else ()
                shared = tuple(one for one in names if one not in ends)
                if shared:
                    weighed[number].append((weight * value, Reason(kind, shared)))
        direct = self._direct(rows, others)
        return [
            (*said, *(reason for _, reason in sorted(found, key=lambda one: -one[0])))
            for said, found in zip(direct, weighed, strict=True)
        ]

    def _direct(self, rows: "np.ndarray", others: "np.ndarray") -> list[tuple[Reason, ...]]:
        ids, papers, cites = self._matrix.ids, self._kb.papers, self._matrix.cites
        forth = np.asarray(cites[rows, others]).ravel().tolist()
        back = np.asarray(cites[others, rows]).ravel().tolist()
        found = []
        for row, other, cited, citing in zip(rows.tolist(), others.tolist(), forth, back, strict=True):
            this, that = papers[ids[row]], papers[ids[other]]
            said: tuple[tuple[bool, ReasonKind], ...] = (
                (that.id in this.relations.extends, "extends"),
                (this.id in that.relations.extends, "extended-by"),
                (that.id in this.relations.compares_to, "compares"),
                (this.id in that.relations.compares_to, "compared-by"),
                (bool(cited), "cites"),
                (bool(citing), "cited-by"),
            )
            found.append(tuple(Reason(kind) for true, kind in said if true))
        return found


def _shared(features: Features, rows: "np.ndarray", others: "np.ndarray") -> Iterator[tuple[int, list[str], float]]:
    """For each pair that shares something: its number, what it shares, the weightiest first, and the pair's cosine."""
    products = csr_matrix(features.rows[rows].multiply(features.rows[others]))
    counts = np.diff(products.indptr)
    pairs = np.repeat(np.arange(len(rows)), counts)
    columns = products.indices[np.lexsort((products.indices, -products.data, pairs))].tolist()
    cosines = np.asarray(products.sum(axis=1)).ravel().tolist()
    ends = products.indptr.tolist()
    for number in np.flatnonzero(counts).tolist():
        yield number, [features.names[one] for one in columns[ends[number] : ends[number + 1]]], cosines[number]


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
