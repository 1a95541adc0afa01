"""What an address of the explorer asks for, answered by the query language."""

from urllib.parse import parse_qsl, urlsplit

from kbgen.model.conditions import paper_test
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.query import read_query


def found(kb: KnowledgeBase, url: str) -> int:
    """How many papers an address of the explorer shows: query and facets must all hold."""
    parts = urlsplit(url)
    assert parts.path == "explore/"
    asked = parse_qsl(parts.query, strict_parsing=True)
    query = read_query(" ".join(value if name == "q" else f"{name}:{value}" for name, value in asked), kb)
    return sum(map(paper_test(kb, query.clauses), kb.papers.values()))
