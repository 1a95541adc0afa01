"""Numbers that say where a paper stands among those here. ``docs/citation-graph.md`` defines each and works an example.

They count what is known: a paper whose citations nobody listed has low numbers, not a low rank among the cited.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_matrix, diags_array

from kbgen.graph.citation_matrix import CitationMatrix
from kbgen.model.knowledge_base import KnowledgeBase

DAMPING = 0.85
"""How often a reader follows a reference rather than starting anew; the value of Brin and Page (1998)."""
Floats: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"

_TOLERANCE = 1e-9
"""Change between two rounds at which ranks, of which the least is 1, are as good as settled."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the citations among the papers here say of one of them.

    ``pagerank`` sums to 1 over all papers; ``cited_by`` and ``cites`` count papers here; ``per_year`` is ``cited_by``
    over the years since publication, the year itself counted as one, and ``None`` where the year is unknown.
    """

    pagerank: float
    cited_by: int
    cites: int
    per_year: float | None


def pagerank(matrix: CitationMatrix) -> Mapping[str, float]:
    """The share of time that a reader who follows references at random spends at each paper.

    A reader follows a random reference with probability :data:`DAMPING`, and starts anew at a random paper otherwise,
    or where a paper cites none here. Source: Brin and Page, "The anatomy of a large-scale hypertextual Web search
    engine", 1998.
    """
    if not matrix.ids:
        return {}
    chosen = diags_array(1 / np.maximum(np.diff(matrix.cites.indptr), 1)) @ matrix.cites
    followed = csr_matrix(chosen.T) * DAMPING
    # Starting anew where there is nothing to follow scales all ranks alike, so it may be left to the end.
    ranks: Floats = np.ones(len(matrix.ids))
    change = np.inf
    while change > _TOLERANCE:
        before, ranks = ranks, 1 + followed @ ranks
        change = float(np.abs(ranks - before).max())
    return dict(zip(matrix.ids, (ranks / ranks.sum()).tolist(), strict=True))


def standings(kb: KnowledgeBase, matrix: CitationMatrix, year: int) -> Mapping[str, Standing]:
    """The standing of every paper in ``year``, which ends the count of years."""
    ranks = pagerank(matrix)
    cites = np.diff(matrix.cites.indptr).tolist()
    cited_by = np.bincount(matrix.cites.indices, minlength=len(matrix.ids)).tolist()
    return {
        one: Standing(ranks[one], cited_by[place], cites[place], _per_year(cited_by[place], kb.papers[one].year, year))
        for place, one in enumerate(matrix.ids)
    }


def _per_year(cited_by: int, published: int | None, year: int) -> float | None:
    return None if published is None else cited_by / max(1, year - published + 1)


def shared_references(matrix: CitationMatrix, one: str, other: str) -> tuple[str, ...]:
    """The papers here that both cite; their number is the bibliographic coupling of the two (Kessler, 1963)."""
    return _shared(matrix, matrix.cites.indices, matrix.cites.indptr, one, other)


def shared_citers(matrix: CitationMatrix, one: str, other: str) -> tuple[str, ...]:
    """The papers here that cite both; their number is the co-citation of the two (Small, 1973)."""
    columns = matrix.cites.tocsc()
    return _shared(matrix, columns.indices, columns.indptr, one, other)


def _shared(
    matrix: CitationMatrix, indices: "np.ndarray", indptr: "np.ndarray", one: str, other: str
) -> tuple[str, ...]:
    first, second = (indices[indptr[place] : indptr[place + 1]] for place in (matrix.row[one], matrix.row[other]))
    return tuple(matrix.ids[place] for place in np.intersect1d(first, second))
