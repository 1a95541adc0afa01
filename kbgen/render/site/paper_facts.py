"""What papers are compared by, as digests that are kept from build to build: few records change between two of them."""

from functools import cached_property
from pathlib import Path

from kbgen.graph.facts import digest_of, outline_of, prose_of, ties_of
from kbgen.store.shards import Shards
from kbgen.store.tree import Tree
from kbgen.views.site.index import SiteIndex

_OVERLAY = "the overlay"
"""The name under which the digest of the overlay is kept; no identifier has a space."""
_FILES = 8


class PaperFacts:
    """Digests of each paper, in the order of ``kb.papers``; ``code`` is a digest of what makes them."""

    def __init__(self, tree: Tree, index: SiteIndex, folder: Path, code: str) -> None:
        kb = index.kb
        self._index = index
        kept = Shards(folder, "facts", code, count=_FILES)
        kept.load()
        files = {file.id: file.digest for file in reversed(tree.records) if file.kind == "paper"}
        if kept.values.get(_OVERLAY) != tree.overlay_digest:
            kept.keep_only(set())
            kept.put(_OVERLAY, tree.overlay_digest)
        known = kept.values
        for one, paper in kb.papers.items():
            if one not in known or known[one][0] != files[one]:
                abstract = kb.enrichment.get(one, {}).get("abstract")
                kept.put(one, (files[one], outline_of(paper), prose_of(paper, abstract.value if abstract else None)))
        kept.keep_only({_OVERLAY, *kb.papers})
        kept.save()
        self.outlines = [known[one][1] for one in kb.papers]
        """What each says of itself without longer text."""
        self.proses = [known[one][2] for one in kb.papers]
        """The text of each beside its title."""
        self.overlay = tree.overlay_digest
        """What services and lists say, citations among it."""
        self.vocabulary = digest_of("".join(file.digest for file in tree.records if file.kind == "taxonomy"))
        """The terms that papers are filed under, and their names."""
        self.datasets = digest_of("\0".join(f"{one.id}={one.name}" for one in kb.datasets.values()))
        """The names of datasets."""

    @cached_property
    def ties(self) -> dict[str, str]:
        """The ties of each paper that has some."""
        return ties_of(self._index.kb, self._index.citations)

    @cached_property
    def ties_of_each(self) -> list[str]:
        """For each paper what stands for its ties."""
        return [digest_of(self.ties[one]) if one in self.ties else "" for one in self._index.kb.papers]

    @cached_property
    def said(self) -> dict[str, str]:
        """What each paper says of itself and of its own ties, without longer text and without what others say."""
        own = {one: [line for line in ties.split("\n") if line[0] == ">"] for one, ties in self.ties.items()}
        return {
            one: outline + (digest_of("\n".join(own[one])) if own.get(one) else "")
            for one, outline in zip(self._index.kb.papers, self.outlines, strict=True)
        }

    @cached_property
    def all_ties(self) -> str:
        """Stands for the papers there are and all their ties."""
        return digest_of("\0".join([*self._index.kb.papers, "", *(f"{one}\n{own}" for one, own in self.ties.items())]))
