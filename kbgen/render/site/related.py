"""The related papers of every paper with the reasons in words, kept from build to build.

They follow from what all papers have in common, so one edited title may change any of them. They are therefore worked
out anew as a whole, by another process while pages are planned, and only where something changed that they are made
of: titles, summaries, abstracts, terms, datasets, relations or citations.
"""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Self

from kbgen.graph.citations import Citations
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.render.site.workers import Background
from kbgen.store.shards import Shards
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.neighbourhood import SHOWN_RELATED, Near

_MADE_FROM = "made from"
"""The name under which the digest of the inputs is kept; no identifier has a space."""


class RelatedPapersKept:
    """The related papers of each paper, kept in ``folder``; ``code`` is a digest of what works them out."""

    def __init__(self, index: SiteIndex, folder: Path, code: str) -> None:
        self._index = index
        self._kept = Shards(folder, "related", code)
        self._kept.load()
        self._made_from = _digest(index.kb, index.citations)
        stale = self._kept.values.get(_MADE_FROM) != self._made_from
        self._task = Background(lambda: _related(index), len(index.kb.papers)) if stale else None

    def of(self, paper_id: str) -> tuple[Near, ...]:
        """The papers nearest to one, nearest first, with why."""
        return self._found.get(paper_id, ())

    @cached_property
    def _found(self) -> dict[str, tuple[Near, ...]]:
        if self._task:
            found = self._task.result()
            for paper_id, near in found.items():
                if self._kept.values.get(paper_id) != near:
                    self._kept.put(paper_id, near)
            self._kept.put(_MADE_FROM, self._made_from)
            self._kept.keep_only({_MADE_FROM, *found})
            self._kept.save()
        return self._kept.values

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._task:
            self._task.__exit__()


def _digest(kb: KnowledgeBase, citations: Citations) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for part in _inputs(kb, citations):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _inputs(kb: KnowledgeBase, citations: Citations) -> Iterator[str]:
    for paper in kb.papers.values():
        abstract = kb.enrichment.get(paper.id, {}).get("abstract")
        relations = paper.relations
        yield repr(
            (
                paper.id,
                paper.title,
                paper.summary,
                abstract.value if abstract else None,
                sorted(paper.topics.items()),
                [use.dataset for use in paper.datasets],
                relations.extends,
                relations.compares_to,
                [edge.cited for edge in citations.cites(paper.id)],
            )
        )
    yield repr([(one.id, one.name) for one in kb.datasets.values()])
    yield repr(kb.taxonomy)


def _related(index: SiteIndex) -> dict[str, tuple[Near, ...]]:
    # Imported where they are needed: most builds change nothing that papers are related by.
    from kbgen.graph.citation_matrix import citation_matrix
    from kbgen.graph.related import RelatedPapers
    from kbgen.views.graph.words import reason_in_words

    kb = index.kb
    related = RelatedPapers(kb, citation_matrix(kb.papers, index.citations), SHOWN_RELATED)
    return {
        paper_id: tuple((one.paper, tuple(reason_in_words(kb, reason) for reason in one.reasons)) for one in found)
        for paper_id, found in related.of_all(SHOWN_RELATED).items()
    }
