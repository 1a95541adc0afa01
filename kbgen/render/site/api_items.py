"""The API's files as files of the site."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from kbgen.render.api import files
from kbgen.render.api.layout import FILES, FOLDER
from kbgen.render.site.bibliography import Entries
from kbgen.render.site.output import Item, key_of
from kbgen.store.tree import Tree
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.hubs import downloads
from kbgen.views.site.index import SiteIndex


def api_items(
    tree: Tree, index: SiteIndex, site: SiteInfo, entries: Entries, paper_keys: Mapping[str, str], code: str
) -> Iterator[Item]:
    """The files below ``api/``; ``paper_keys`` stand for what is known of each paper, ``code`` for what tells it."""
    for paper_id, key in paper_keys.items():
        yield Item(f"{FOLDER}/papers/{paper_id}.json", key, partial(_paper, index, entries, paper_id))
    # Nearly every edit changes one of these, and each is made in less time than a key of its own would take.
    everything = key_of(code, tree.content_digest)
    made: dict[str, Callable[[], bytes]] = {
        "datasets": partial(files.datasets_file, index),
        "topics": partial(files.topics_file, index),
        "venues": partial(files.venues_file, index),
        "citations": partial(files.citations_file, index),
        "graph": partial(files.graph_file, index),
    }
    for name, make in made.items():
        yield Item(f"{FOLDER}/{FILES[name]}", everything, make)
    yield Item(f"{FOLDER}/{FILES['papers']}", entries.digest, lambda: files.papers_file(entries.summaries()))
    yield Item(f"{FOLDER}/{FILES['authors']}", key_of(code, _names(index)), partial(files.authors_file, index))
    found = {one.url: f"../../{one.url}" for one in downloads(site)}
    yield Item(
        f"{FOLDER}/{FILES['index']}", key_of(everything, repr(site)), lambda: files.index_file(index, site, found)
    )
    for name in FILES:
        yield Item(f"{FOLDER}/schema/{name}.schema.json", code, partial(_schema, name))


def _paper(index: SiteIndex, entries: Entries, paper_id: str) -> bytes:
    return files.paper_file(index, paper_id, entries.key(paper_id))


def _names(index: SiteIndex) -> str:
    """What authors are known by: the names on each paper, and the order of the papers."""
    digest = hashlib.blake2b(digest_size=12)
    digest.update("\n".join(["\t".join((paper.id, *paper.authors)) for paper in index.papers]).encode())
    return digest.hexdigest()


def _schema(name: str) -> bytes:
    # Imported where it is needed: models take longer to be made than all else of the API.
    from kbgen.render.api.schemas import api_schemas

    return api_schemas()[f"{name}.schema.json"].encode()
