"""Groups of papers that belong together: by whom they cite and by what they share.

The groups are those of Louvain's method (Blondel et al., "Fast unfolding of communities in large networks", 2008) on
a graph in which neighbours (:mod:`kbgen.graph.related`) are joined as strongly as they are near, of their texts only
the titles read, and a citation adds :data:`CITATION_WEIGHT`. Papers are visited in their order, so that the same
records make the same groups. A group is named after the terms that set it apart, so its name stays while its papers
come and go.
"""

import itertools
import math
from collections import Counter
from dataclasses import dataclass

from scipy.sparse import csr_matrix
from sknetwork.clustering import Louvain

from kbgen.graph.citation_matrix import CitationMatrix
from kbgen.graph.nearest import Pairs
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.text import slugify
from kbgen.model.vocabulary import names_nothing
from kbgen.model.words import _

Place = tuple[str, str]
"""A term of the taxonomy: its axis and its identifier."""

CITATION_WEIGHT = 0.3
"""How strongly a citation joins two papers, where 1 joins papers that share everything."""
_FEWEST = 3
"""Fewer papers than this are no group."""
_TELLING = 0.25
"""A term names a group when at least this share of its papers carries it."""


@dataclass(frozen=True, slots=True)
class Community:
    """A group of papers. ``id`` is an address made of ``name``; ``terms`` are what it is named after."""

    id: str
    name: str
    terms: tuple[Place, ...]
    papers: tuple[str, ...]


def ties(matrix: CitationMatrix, pairs: Pairs) -> csr_matrix:
    """How strongly papers are joined: the symmetric matrix that groups and positions are made from."""
    scores = csr_matrix((pairs.scores, (pairs.rows, pairs.others)), shape=matrix.cites.shape)
    near = scores.maximum(scores.T)
    cited = matrix.cites.maximum(matrix.cites.T)
    return csr_matrix(near + cited * CITATION_WEIGHT)


def communities(kb: KnowledgeBase, matrix: CitationMatrix, joined: csr_matrix) -> tuple[Community, ...]:
    """The groups of three papers or more, largest first; papers in none of them are joined to hardly any other."""
    if not joined.nnz:
        return ()
    labels = Louvain().fit_predict(joined)
    groups: dict[int, list[str]] = {}
    for paper_id, label in zip(matrix.ids, labels.tolist(), strict=True):
        groups.setdefault(label, []).append(paper_id)
    ordered = sorted((group for group in groups.values() if len(group) >= _FEWEST), key=lambda one: (-len(one), one))
    return _named(kb, ordered)


def _named(kb: KnowledgeBase, groups: list[list[str]]) -> tuple[Community, ...]:
    carried = {one: _terms(kb, paper) for one, paper in kb.papers.items()}
    everywhere = Counter(place for places in carried.values() for place in places)
    found: list[Community] = []
    taken: set[str] = set()
    for group in groups:
        inside = Counter(place for one in group for place in carried[one])
        ranked = _telling(kb, inside, len(group), everywhere)
        terms, name = _free_name(kb, ranked, taken)
        taken.add(name)
        found.append(Community(slugify(name), name, terms, tuple(group)))
    return tuple(found)


def _terms(kb: KnowledgeBase, paper: Paper) -> set[Place]:
    above = kb.taxonomy.with_ancestors
    return {
        (axis, up)
        for axis, terms in paper.topics.items()
        for term in terms
        for up in above(axis, term)
        if (axis, up) in kb.taxonomy.terms and not names_nothing(up)
    }


def _telling(kb: KnowledgeBase, inside: Counter[Place], size: int, everywhere: Counter[Place]) -> list[Place]:
    """The terms that set a group apart, best first: common in it and, for that, rare elsewhere.

    A term is worth ``p log(p / q)``, its part in the divergence of the group's terms from all papers'; ``p`` is its
    share in the group and ``q`` its share of all papers. One above or below a better one adds nothing; of equals the
    narrower is better.
    """
    worth = {
        place: count / size * math.log(count / size / (everywhere[place] / len(kb.papers)))
        for place, count in inside.items()
        if count / size >= _TELLING
    }
    chosen: list[Place] = []
    depth = {place: kb.taxonomy.terms[place].depth for place in worth}
    for place in sorted(worth, key=lambda one: (-worth[one], -depth[one], one)):
        axis, term = place
        kin = {(axis, up) for up in kb.taxonomy.with_ancestors(axis, term)}
        below = (other for other in chosen if other[0] == axis and term in kb.taxonomy.with_ancestors(*other))
        if worth[place] > 0 and not kin.intersection(chosen) and not any(below):
            chosen.append(place)
    return chosen


def _free_name(kb: KnowledgeBase, ranked: list[Place], taken: set[str]) -> tuple[tuple[Place, ...], str]:
    """The first name that no larger group has: of two terms, of more where two are not enough, else with a number."""
    names = [kb.taxonomy.terms[place].term.name for place in ranked]
    for count in range(min(2, len(ranked)), len(ranked) + 1):
        name = " · ".join(names[:count])
        if name and name not in taken:
            return tuple(ranked[:count]), name
    stem = " · ".join(names[:2]) or _("Other papers")
    number = next(one for one in itertools.count(2) if f"{stem} ({one})" not in taken) if stem in taken else 0
    return tuple(ranked[:2]), f"{stem} ({number})" if number else stem
