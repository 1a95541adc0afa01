"""What the overlay holds of a paper, for rules that compare it with the record."""

from collections.abc import Iterator

from kbgen.enrich.settings import SERVICE_TITLES
from kbgen.model.enrichment import Known
from kbgen.model.paper import Paper
from kbgen.store.tree import LoadedFile, Tree


def papers(tree: Tree) -> Iterator[tuple[LoadedFile, Paper, Known]]:
    """Papers of which services said something, with their files."""
    for file, paper in tree.of_kind("paper", Paper):
        if known := tree.kb.enrichment.get(paper.id):
            yield file, paper, known


def said(known: Known, name: str, source: str = "") -> str:
    """The text of a field, of this source where one is named; empty where there is none."""
    value = known.get(name)
    right = value is not None and (not source or value.source == source)
    return value.value if right and value is not None and isinstance(value.value, str) else ""


def title_of(source: str) -> str:
    """A service as it calls itself."""
    return SERVICE_TITLES.get(source, source)


def listed(names: list[str]) -> str:
    """Several things in words: ``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)
