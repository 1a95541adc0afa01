"""Made-up papers for tests of the graph."""

from collections.abc import Mapping, Sequence
from typing import Any

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper


def paper(paper_id: str, *, cites: Sequence[str] = (), year: int | None = None, **fields: Any) -> Paper:
    """A paper whose curators state what it cites."""
    record = {"id": paper_id, "title": paper_id.upper(), "relations": {"cites": tuple(cites)}, **fields}
    return Paper.model_validate(record | ({"year": year} if year else {}))


def base_of(*papers: Paper, **parts: Any) -> KnowledgeBase:
    """A knowledge base of these papers."""
    by_id: Mapping[str, Paper] = {one.id: one for one in papers}
    return KnowledgeBase(papers=by_id, **parts)


EXAMPLE = base_of(
    paper("a", cites=["b", "c"], year=2021),
    paper("b", cites=["c"], year=2020),
    paper("c", year=2019),
    paper("d", cites=["b", "c"], year=2022),
    paper("e"),
)
"""The example of the manual: ``a`` and ``d`` cite ``b`` and ``c``, ``b`` cites ``c``, ``e`` stands alone."""
