"""Files beside the pages: the whole bibliography, and the records as JSON."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from kbgen.render.site.bibliography import Entries
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.scripts import data_script
from kbgen.store.tree import Tree
from kbgen.views.site.hubs import BIBTEX


def downloads(tree: Tree, entries: Entries, code: str) -> Iterator[Item]:
    """``kb.bib``, the same entries for the explorer, ``papers.json`` and ``datasets.json``."""
    kb = tree.kb
    yield Item("kb.bib", entries.digest, lambda: _text("\n\n".join(entries.all.values())))
    yield Item(BIBTEX, entries.digest, lambda: data_script("kbgenBibtex", entries.all))
    for name, kind, records in (("papers", "paper", kb.papers), ("datasets", "dataset", kb.datasets)):
        digests = [file.digest for file in tree.records if file.kind == kind]
        yield Item(f"{name}.json", key_of(code, *digests), lambda records=records: _json(records.values()))  # type: ignore[misc]


def _json(records: Iterable[BaseModel]) -> bytes:
    """Records as they stand in their files, one a line, without what they leave out."""
    return _text("[\n" + ",\n".join(one.model_dump_json(exclude_defaults=True) for one in records) + "\n]")


def _text(text: str) -> bytes:
    return f"{text}\n".encode("utf-8", "replace")
