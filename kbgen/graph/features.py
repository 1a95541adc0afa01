"""What papers have in common, as sparse matrices: one row a paper, one column a thing that papers may share.

A thing that few papers have says more than one that most have: each column is weighted by its inverse document
frequency, ``log(1 + n / df)`` (Spärck Jones, 1972). Rows are scaled to length 1, so that the product of two rows is
their cosine.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags_array, identity

from kbgen.graph.citation_matrix import CitationMatrix
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.text import FUNCTION_WORDS, words

_COMMON = 0.2
"""A word in more than this share of the papers is said of the field, not of a paper."""
_FEW = 5
"""However few papers there are, a word in no more than so many of them is never common."""


@dataclass(frozen=True, slots=True)
class Features:
    """One way in which papers may be alike: what they share, by column, and how much each row has of it."""

    names: tuple[str, ...]
    rows: csr_matrix


def reference_features(matrix: CitationMatrix) -> Features:
    """What each paper cites, and itself: so that a paper shares something with those it cites."""
    return Features(matrix.ids, _weighted(matrix.cites + identity(len(matrix.ids), format="csr")))


def citer_features(matrix: CitationMatrix) -> Features:
    """What cites each paper, and itself."""
    return Features(matrix.ids, _weighted(matrix.cites.T.tocsr() + identity(len(matrix.ids), format="csr")))


def relation_features(kb: KnowledgeBase, matrix: CitationMatrix) -> Features:
    """The papers that each extends or compares with, or that do so with it, and itself."""
    pairs = [
        (matrix.row[paper.id], matrix.row[other])
        for paper in kb.papers.values()
        for other in (*paper.relations.extends, *paper.relations.compares_to)
        if other in matrix.row and other != paper.id
    ]
    places = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    size = len(matrix.ids)
    named = csr_matrix((np.ones(len(places)), (places[:, 0], places[:, 1])), shape=(size, size))
    return Features(matrix.ids, _weighted(named + named.T + identity(size, format="csr")))


def dataset_features(kb: KnowledgeBase) -> Features:
    """The datasets that each paper introduces or uses."""
    return _features(kb, lambda paper: {use.dataset for use in paper.datasets})


def term_features(kb: KnowledgeBase) -> Features:
    """The terms each paper is filed under, with those above them."""
    above = kb.taxonomy.with_ancestors
    return _features(
        kb,
        lambda paper: {
            f"{axis}/{up}" for axis, terms in paper.topics.items() for term in terms for up in above(axis, term)
        },
    )


def word_features(kb: KnowledgeBase, *, prose: bool = True) -> Features:
    """The words of each paper's title, and of its ``prose``: summary, and abstract where the overlay has one.

    Function words are left out.
    """

    def said(paper: Paper) -> set[str]:
        text = _text(kb, paper) if prose else paper.title
        return {word for word in words(text) if len(word) > 2 and word not in FUNCTION_WORDS}

    counted = _features(kb, said)
    frequency = np.bincount(counted.rows.indices, minlength=len(counted.names))
    kept = np.flatnonzero(frequency <= max(_FEW, _COMMON * len(kb.papers)))
    return Features(tuple(counted.names[column] for column in kept), _weighted(counted.rows[:, kept]))


def _text(kb: KnowledgeBase, paper: Paper) -> str:
    abstract = kb.enrichment.get(paper.id, {}).get("abstract")
    return " ".join([paper.title, paper.summary or "", str(abstract.value) if abstract else ""])


def _features(kb: KnowledgeBase, things: Callable[[Paper], Iterable[str]]) -> Features:
    columns: dict[str, int] = {}
    indices: list[int] = []
    ends = [0]
    for paper in kb.papers.values():
        indices.extend(columns.setdefault(thing, len(columns)) for thing in sorted(things(paper)))
        ends.append(len(indices))
    rows = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(ends) - 1, len(columns)))
    return Features(tuple(columns), _weighted(rows))


def _weighted(rows: csr_matrix) -> csr_matrix:
    """Each column by its rarity, each row to length 1; a row without anything stays empty."""
    present = csr_matrix((np.ones(rows.nnz), rows.indices, rows.indptr), shape=rows.shape)
    frequency = np.bincount(present.indices, minlength=rows.shape[1])
    rarity = np.log1p(rows.shape[0] / np.maximum(frequency, 1))
    weighted = present @ diags_array(rarity)
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1))).ravel()
    scaled = csr_matrix(diags_array(1 / np.maximum(lengths, np.finfo(float).tiny)) @ weighted)
    scaled.sort_indices()
    return scaled


Named = Mapping[str, Features]
