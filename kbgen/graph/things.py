"""What a paper has that others may have as well: the papers it cites, its datasets, its terms, its words.

By these papers are compared. Each is a name that begins with the number of its likeness, so that names sort by likeness
first: ``0b`` is the reference ``b``, ``3coco`` the dataset ``coco``.
"""

from collections.abc import Iterator
from typing import Literal

from kbgen.graph.citations import Citations
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.made import Made
from kbgen.model.paper import Paper
from kbgen.model.text import FUNCTION_WORDS, words
from kbgen.model.vocabulary import names_nothing

Likeness = Literal["references", "citers", "relations", "datasets", "terms", "words"]

WEIGHTS: dict[Likeness, float] = {
    "references": 0.25,
    "citers": 0.2,
    "relations": 0.1,
    "datasets": 0.1,
    "terms": 0.15,
    "words": 0.2,
}
"""How much each likeness counts; they sum to 1, which two papers reach that share everything."""

LIKENESSES = tuple(WEIGHTS)
_SHORTEST = 3
"""Words of fewer letters are left out."""


class Things:
    """The things of each paper. Without ``prose`` its words are those of its title alone.

    A paper counts among its own references, citers and relations, so that it shares something with those it cites.
    """

    def __init__(self, kb: KnowledgeBase, citations: Citations, *, prose: bool = True) -> None:
        self._kb = kb
        self._citations = citations
        self._prose = prose
        self._above: Made[tuple[str, str], tuple[str, ...]] = Made(
            lambda place: tuple(f"4{place[0]}/{up}" for up in kb.taxonomy.with_ancestors(*place))
        )
        self._related: dict[str, set[str]] = {}
        for paper in kb.papers.values():
            relations = paper.relations
            for other in (*relations.extends, *relations.compares_to):
                if other in kb.papers and other != paper.id:
                    self._related.setdefault(paper.id, set()).add(other)
                    self._related.setdefault(other, set()).add(paper.id)

    def of(self, paper_id: str) -> list[str]:
        """The things of one paper, sorted, each once."""
        return sorted(set(self._names(self._kb.papers[paper_id])))

    def _names(self, paper: Paper) -> Iterator[str]:
        one = paper.id
        yield from (f"0{one}", f"1{one}", f"2{one}")
        for edge in self._citations.cites(one):
            yield f"0{edge.cited}"
        for edge in self._citations.cited_by(one):
            yield f"1{edge.citing}"
        for other in self._related.get(one, ()):
            yield f"2{other}"
        for use in paper.datasets:
            yield f"3{use.dataset}"
        for axis, terms in paper.topics.items():
            for term in terms:
                if not names_nothing(term):
                    yield from self._above[axis, term]
        for word in words(self._text(paper)):
            if len(word) >= _SHORTEST and word not in FUNCTION_WORDS:
                yield f"5{word}"

    def _text(self, paper: Paper) -> str:
        if not self._prose:
            return paper.title
        abstract = self._kb.enrichment.get(paper.id, {}).get("abstract")
        return " ".join([paper.title, paper.summary or "", str(abstract.value) if abstract else ""])
