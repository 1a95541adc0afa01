"""What is made of each paper by itself: citation key, BibTeX entry, line of JSON. Kept from build to build."""

import json
from pathlib import Path
from typing import NamedTuple

from kbgen.model.paper import Paper
from kbgen.render.export.citation_keys import bare_key, citation_keys
from kbgen.render.export.json import paper_line
from kbgen.render.site.output import key_of
from kbgen.render.site.workers import available, in_parallel
from kbgen.store.files import write_text
from kbgen.store.tree import Tree


class _Kept(NamedTuple):
    """What was made of a paper whose file had this digest. The entry holds ``key``, ``bare_key`` with a letter."""

    digest: str
    bare_key: str
    key: str
    entry: str
    line: str


class Entries:
    """The entries of all papers. ``kept`` is the file they are kept in, ``code`` a digest of what makes them."""

    def __init__(self, tree: Tree, kept: Path, code: str) -> None:
        self._kb = tree.kb
        venues = (file.digest for file in tree.records if file.kind == "venues")
        self._shared = key_of(*venues, code)
        self._files = {file.id: file.digest for file in reversed(tree.records) if file.kind == "paper"}
        known = self._read(kept)
        self._bare_keys = {paper_id: one.bare_key for paper_id, one in known.items()}
        self._keys = citation_keys(tree.kb.papers.values(), self._bare_keys)
        self._made = {paper_id: one for paper_id, one in known.items() if one.key == self._keys[paper_id]}
        if self._made.keys() != tree.kb.papers.keys():
            self._make_missing()
            write_text(kept, json.dumps([self._shared, self._made], ensure_ascii=False, separators=(",", ":")))

    def key(self, paper_id: str) -> str:
        """The citation key of a paper."""
        return self._keys[paper_id]

    def entry(self, paper_id: str) -> str:
        """A paper's BibTeX entry."""
        return self._made[paper_id].entry

    def all(self) -> dict[str, str]:
        """BibTeX entries by paper, in the order of the papers' identifiers."""
        return {paper_id: self._made[paper_id].entry for paper_id in self._kb.papers}

    def lines(self) -> list[str]:
        """The line of JSON of every paper, in the order of the papers' identifiers."""
        return [self._made[paper_id].line for paper_id in self._kb.papers]

    @property
    def digest(self) -> str:
        """Stands for everything that was made of the papers."""
        return key_of(self._shared, *(f"{self._files[one]}{key}" for one, key in sorted(self._keys.items())))

    def _make_missing(self) -> None:
        # Imported where it is needed: a build that changes no paper does without.
        from kbgen.render.export.bibtex import bibtex

        missing = [paper for paper_id, paper in self._kb.papers.items() if paper_id not in self._made]

        def make(paper: Paper) -> _Kept:
            entry = bibtex([paper], self._kb.venues, self._keys).strip()
            known = self._bare_keys.get(paper.id) or bare_key(paper)
            return _Kept(self._files[paper.id], known, self._keys[paper.id], entry, paper_line(paper, self._kb))

        made = in_parallel(lambda numbers: [make(missing[number]) for number in numbers], len(missing), available())
        self._made |= {paper.id: one for paper, one in zip(missing, made, strict=True)}

    def _read(self, kept: Path) -> dict[str, _Kept]:
        """What an earlier build made of papers whose files are still the same."""
        try:
            shared, made = json.loads(kept.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        if shared != self._shared:
            return {}
        files = self._files
        papers = self._kb.papers
        return {
            paper_id: _Kept._make(one)
            for paper_id, one in made.items()
            if paper_id in papers and files.get(paper_id) == one[0]
        }
