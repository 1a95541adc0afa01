"""The citations between papers as a sparse matrix, on which measures are computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from kbgen.graph.citations import Citations


@dataclass(frozen=True, slots=True)
class CitationMatrix:
    """``cites[i, j]`` is 1 where paper ``ids[i]`` cites paper ``ids[j]``, else 0; ``row`` is each paper's place."""

    ids: tuple[str, ...]
    row: Mapping[str, int]
    cites: csr_matrix


def citation_matrix(paper_ids: Iterable[str], citations: Citations) -> CitationMatrix:
    """The matrix over ``paper_ids``, in their order; citations of or by others are left out."""
    ids = tuple(paper_ids)
    row = {one: place for place, one in enumerate(ids)}
    pairs = [
        (row[edge.citing], row[edge.cited])
        for edges in citations.outgoing.values()
        for edge in edges
        if edge.citing in row and edge.cited in row
    ]
    places = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    ones = np.ones(len(places))
    matrix = csr_matrix((ones, (places[:, 0], places[:, 1])), shape=(len(ids), len(ids)))
    matrix.sort_indices()
    return CitationMatrix(ids, row, matrix)
