"""Files beside the pages: the whole bibliography, and the records as JSON."""

from collections.abc import Iterator

from kbgen.render.export.json import datasets_json
from kbgen.render.site.bibliography import Entries
from kbgen.render.site.output import Item, key_of
from kbgen.store.tree import Tree


def downloads(tree: Tree, entries: Entries, code: str) -> Iterator[Item]:
    """``kb.bib``, ``papers.json`` and ``datasets.json``."""
    kb = tree.kb
    made = entries.digest
    yield Item("kb.bib", made, entries.bib)
    yield Item("papers.json", made, entries.json)
    papers = [file.digest for file in tree.records if file.kind == "paper"]
    datasets = [file.digest for file in tree.records if file.kind == "dataset"]
    yield Item("datasets.json", key_of(code, *papers, *datasets), lambda: datasets_json(kb.datasets.values(), kb))
