"""What is made of each paper by itself: citation key, references, JSON, catalogue row. Kept from build to build."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from kbgen.model.paper import Paper
from kbgen.render.api.files import paper_entry
from kbgen.render.export.citation_keys import bare_key, citation_keys
from kbgen.render.export.exported import Exported
from kbgen.render.export.json import json_array, paper_line
from kbgen.render.site.output import key_of
from kbgen.render.site.workers import available, in_parallel
from kbgen.store.shards import Shards
from kbgen.store.tree import Tree
from kbgen.views.site.catalogue import CatalogueRow, catalogue_row
from kbgen.views.site.citing import Reference, cite_box


class _Kept(NamedTuple):
    """What was made of a paper whose file had this digest. The entry holds ``key``, ``bare_key`` with a letter.

    ``line`` is the paper as JSON. Both are UTF-8, as they are only put together. ``apa`` is kept because a citation
    processor takes its time; ``summary`` is the paper in the list of the API.
    """

    digest: str
    bare_key: str
    key: str
    entry: bytes
    line: bytes
    row: tuple[str | int, ...]
    apa: str
    summary: bytes


class Entries:
    """The entries of all papers, kept in ``folder``; ``code`` is a digest of what makes them."""

    def __init__(self, tree: Tree, folder: Path, code: str) -> None:
        self._kb = tree.kb
        venues = (file.digest for file in tree.records if file.kind == "venues")
        self._shared = key_of(*venues, code)
        self._files = files = {file.id: file.digest for file in reversed(tree.records) if file.kind == "paper"}
        kept = Shards(folder, "entries", self._shared)
        kept.load()
        known = {paper_id: one for paper_id, one in kept.values.items() if files.get(paper_id) == one[0]}
        self._bare_keys = {paper_id: one[1] for paper_id, one in known.items()}
        self.keys = keys = citation_keys(tree.kb.papers.values(), self._bare_keys)
        """The citation keys of all papers."""
        self._made = {paper_id: _Kept._make(one) for paper_id, one in known.items() if one[2] == keys.get(paper_id)}
        missing = [paper for paper_id, paper in tree.kb.papers.items() if paper_id not in self._made]
        for paper_id, one in self._make(missing):
            self._made[paper_id] = one
            kept.put(paper_id, tuple(one))
        kept.keep_only(tree.kb.papers.keys())
        kept.save()

    def key(self, paper_id: str) -> str:
        """The citation key of a paper."""
        return self.keys[paper_id]

    def entry(self, paper_id: str) -> str:
        """A paper's BibTeX entry."""
        return self._made[paper_id].entry.decode()

    def references(self, paper_id: str) -> tuple[Reference, ...]:
        """A paper's reference in every format that its page offers."""
        # Imported where they are needed, as in _make.
        from kbgen.render.export import biblatex, csl_json, ris

        paper, exported = self._kb.papers[paper_id], self._exported
        return cite_box(
            self.keys[paper_id],
            bibtex=self.entry(paper_id),
            biblatex=biblatex.reference(paper, exported),
            ris=ris.reference(paper, exported),
            csl_json=msgspec.json.format(msgspec.json.encode([csl_json.reference(paper, exported)])).decode(),
            apa=self._made[paper_id].apa,
        )

    @property
    def _exported(self) -> Exported:
        return Exported(self._kb, (), known_keys=self.keys)

    def rows(self) -> dict[str, CatalogueRow]:
        """The papers' rows of the catalogue."""
        return {paper_id: CatalogueRow._make(one.row) for paper_id, one in self._made.items()}

    def bib(self) -> bytes:
        """All entries as one file, in the order of the papers' identifiers."""
        return b"\n\n".join([self._made[paper_id].entry for paper_id in self._kb.papers]) + b"\n"

    def json(self) -> bytes:
        """The papers as one JSON array, in the order of their identifiers."""
        return json_array([self._made[paper_id].line for paper_id in self._kb.papers])

    def summaries(self) -> list[bytes]:
        """The papers as the API lists them, in the order of their identifiers."""
        return [self._made[paper_id].summary for paper_id in sorted(self._kb.papers)]

    @property
    def digest(self) -> str:
        """Stands for everything that was made of the papers."""
        return key_of(self._shared, *(f"{self._files[one]}{key}" for one, key in sorted(self.keys.items())))

    def _make(self, papers: list[Paper]) -> list[tuple[str, _Kept]]:
        if not papers:
            return []
        # Imported where it is needed: a build that changes no paper does without.
        from kbgen.render.export.apa import apa
        from kbgen.render.export.bibtex import bibtex
        from kbgen.render.export.csl_json import reference

        exported = self._exported

        def make(paper: Paper) -> tuple[str, _Kept]:
            key = self.keys[paper.id]
            entry = bibtex([paper], self._kb.venues, self.keys).strip()
            return paper.id, _Kept(
                digest=self._files[paper.id],
                bare_key=self._bare_keys.get(paper.id) or bare_key(paper),
                key=key,
                entry=entry.encode(),
                line=paper_line(paper, self._kb),
                row=tuple(catalogue_row(paper)),
                apa=apa(reference(paper, exported)),
                summary=paper_entry(paper),
            )

        return in_parallel(lambda numbers: [make(papers[number]) for number in numbers], len(papers), available())
