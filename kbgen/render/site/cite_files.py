"""BibTeX, RIS and CSL-JSON by paper, as scripts that hold some of the papers each (kbgen/views/site/cite_parts.py)."""

from collections.abc import Iterator
from functools import partial

from kbgen.model.paper import Paper
from kbgen.render.site.bibliography import Entries
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.scripts import script_value
from kbgen.store.tree import Tree
from kbgen.views.site.cite_parts import FOLDER, part_of, parts


def cite_files(tree: Tree, entries: Entries, code: str) -> Iterator[Item]:
    """``explore/cite/0.js`` and so on; each is made again only where one of its papers changed."""
    count = parts(len(tree.kb.papers))
    members: list[list[str]] = [[] for _ in range(count)]
    for paper_id in tree.kb.papers:
        members[part_of(paper_id, count)].append(paper_id)
    files = {file.id: file.digest for file in reversed(tree.records) if file.kind == "paper"}
    vocabularies = [file.digest for file in tree.records if file.kind in {"venues", "taxonomy"}]
    shared = key_of(code, *vocabularies)
    for number, papers in enumerate(members):
        key = key_of(shared, *[f"{files[one]}{entries.key(one)}" for one in papers])
        chosen = [tree.kb.papers[one] for one in papers]
        yield Item(f"{FOLDER}{number}.js", key, partial(_script, tree, entries, chosen))


def _script(tree: Tree, entries: Entries, papers: list[Paper]) -> bytes:
    # Imported where it is needed: a build that changes no paper does without.
    from kbgen.render.export import csl_json, ris
    from kbgen.render.export.exported import Exported

    exported = Exported(tree.kb, tuple(papers), known_keys={paper.id: entries.key(paper.id) for paper in papers})
    cited = {
        paper.id: {
            "bibtex": entries.entry(paper.id),
            "ris": ris.reference(paper, exported),
            "csl": csl_json.reference(paper, exported),
        }
        for paper in papers
    }
    return b"(self.kbgenCited??={},Object.assign)(self.kbgenCited,%b);\n" % script_value(cited)
