"""Papers as RIS, which EndNote, Mendeley, Zotero and library catalogues read.

Tags and types are those of the RIS format's specification (Research Information Systems, 2001 and 2011).
"""

from collections.abc import Iterable, Iterator, Mapping

from kbgen.model.paper import Paper
from kbgen.model.vocabulary import VenueKind
from kbgen.render.export.exported import Exported
from kbgen.render.export.names import divided
from kbgen.views.titles import readable_title

_TYPES: Mapping[VenueKind, tuple[str, str]] = {
    "conference": ("CONF", "T2"),
    "workshop": ("CONF", "T2"),
    "journal": ("JOUR", "T2"),
    "book": ("CHAP", "T2"),
    "thesis": ("THES", "PB"),
    "preprint": ("UNPB", "PB"),
    "other": ("GEN", "PB"),
}


# What a collection keeps of a paper and a reference does not need.
_OF_COLLECTIONS = frozenset({"L1", "L2", "LK", "KW", "N1", "U1"})


def chunks(exported: Exported) -> Iterator[bytes]:
    """A record after the other, with an empty line between two."""
    for number, paper in enumerate(exported.papers):
        yield ("\n" * bool(number) + _record(_tags(paper, exported))).encode()


def reference(paper: Paper, exported: Exported) -> str:
    """A paper as a record with nothing but what a reference to it needs."""
    return _record((tag, value) for tag, value in _tags(paper, exported) if tag not in _OF_COLLECTIONS)


def _record(tags: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{tag}  - {_line(value)}\n" for tag, value in tags if value) + "ER  - \n"


def _tags(paper: Paper, exported: Exported) -> Iterator[tuple[str, str]]:
    record_type, container = _TYPES[exported.kind_of_venue(paper)]
    yield "TY", record_type
    yield "ID", exported.keys[paper.id]
    yield "TI", readable_title(paper.title)
    for name in paper.authors:
        yield "AU", divided(name).family_first
    yield "PY", str(paper.year or "")
    yield container, exported.venue_name(paper)
    if record_type == "THES":
        yield "M3", "PhD thesis"
    if paper.ids.arxiv:
        yield "DB", "arXiv"
        yield "AN", f"arXiv:{paper.ids.arxiv}"
    yield "DO", paper.ids.doi or ""
    for address in dict.fromkeys([paper.url, *(one.url for one in paper.ids.all()), paper.links.paper]):
        yield "UR", address or ""
    yield "L1", paper.links.pdf or ""
    for address in paper.links.code:
        yield "L2", address
    yield "LK", paper.links.project or ""
    for name in exported.keywords(paper):
        yield "KW", name
    yield "N1", paper.summary or ""
    yield "U1", f"kbgen:{paper.id}"


def _line(value: str) -> str:
    """A value is one line; a line break in it would begin another tag."""
    return " ".join(value.split())
