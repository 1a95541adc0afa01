"""What papers are compared by, as digests: who has the same facts as before has the same place among the others.

What a paper says of itself is told apart from its ties to other papers, which other records can make and undo.
"""

import hashlib

from kbgen.graph.citations import Citations
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper


def outline_of(paper: Paper) -> str:
    """A digest of what a paper says of itself without longer text: title, terms, datasets and whom it cites."""
    uses = [use.dataset for use in paper.datasets]
    return digest_of(repr((paper.title, sorted(paper.topics.items()), uses, paper.relations.cites)))


def prose_of(paper: Paper, abstract: object) -> str:
    """A digest of the text beside the title."""
    return digest_of(repr((paper.summary, abstract)))


def ties_of(kb: KnowledgeBase, citations: Citations) -> dict[str, str]:
    """For each paper that is tied to others here: whom it cites, who cites it, and what curators relate it to."""
    papers = kb.papers
    found: dict[str, list[str]] = {}
    for citing, edges in citations.outgoing.items():
        found.setdefault(citing, []).extend([f">{edge.cited}" for edge in edges])
    for cited, edges in citations.incoming.items():
        found.setdefault(cited, []).extend([f"<{edge.citing}" for edge in edges])
    for one, paper in papers.items():
        relations = paper.relations
        for kind, others in (("extends", relations.extends), ("compares", relations.compares_to)):
            for other in others:
                if other in papers:
                    found.setdefault(one, []).append(f">{kind} {other}")
                    found.setdefault(other, []).append(f"<{kind} {one}")
    return {one: "\n".join(said) for one, said in found.items()}


def digest_of(text: str) -> str:
    """A digest that stands for a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
