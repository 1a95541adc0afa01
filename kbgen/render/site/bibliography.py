"""BibTeX entries of all papers, kept from build to build: one changed record makes one new entry."""

import json
from pathlib import Path

from kbgen.render.export.bibtex import citation_keys
from kbgen.render.site.output import key_of
from kbgen.render.site.workers import available, in_parallel
from kbgen.store.files import write_text
from kbgen.store.tree import Tree


class Entries:
    """The entry of each paper. ``kept`` is the file they are kept in, ``code`` a digest of what makes them."""

    def __init__(self, tree: Tree, kept: Path, code: str) -> None:
        self._kb = tree.kb
        self._kept = kept
        self._keys = citation_keys(tree.kb.papers.values())
        venues = key_of(*(file.digest for file in tree.records if file.kind == "venues"))
        made_from = {file.id: file.digest for file in reversed(tree.records) if file.kind == "paper"}
        self._digests = {paper_id: f"{made_from[paper_id]}{key}" for paper_id, key in self._keys.items()}
        self._shared = key_of(venues, code)
        self.all = self._make()
        """Entries by paper, in the order of the papers' identifiers."""

    def key(self, paper_id: str) -> str:
        """The citation key of a paper."""
        return self._keys[paper_id]

    def entry(self, paper_id: str) -> str:
        """A paper's entry."""
        return self.all[paper_id]

    @property
    def digest(self) -> str:
        """Stands for all entries together."""
        return key_of(self._shared, *(f"{paper_id}{digest}" for paper_id, digest in self._digests.items()))

    def _make(self) -> dict[str, str]:
        kept = self._read()
        if kept.keys() == self._kb.papers.keys():
            return {paper_id: kept[paper_id] for paper_id in self._kb.papers}
        # Imported where it is needed: a build that changes no paper does without.
        from kbgen.render.export.bibtex import bibtex

        missing = [paper for paper_id, paper in self._kb.papers.items() if paper_id not in kept]

        def make(numbers: range) -> list[str]:
            return [bibtex([missing[number]], self._kb.venues, self._keys).strip() for number in numbers]

        made = in_parallel(make, len(missing), available())
        kept |= {paper.id: entry for paper, entry in zip(missing, made, strict=True)}
        entries = {paper_id: kept[paper_id] for paper_id in self._kb.papers}
        write_text(self._kept, json.dumps([self._shared, self._digests, entries], ensure_ascii=False))
        return entries

    def _read(self) -> dict[str, str]:
        """Entries of an earlier build whose paper and key are still the same."""
        try:
            shared, digests, entries = json.loads(self._kept.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        if shared != self._shared:
            return {}
        return {
            paper_id: entries[paper_id] for paper_id, digest in self._digests.items() if digests.get(paper_id) == digest
        }
