"""Papers for biblatex and biber: UTF-8, biblatex's own entry types and field names, terms as keywords.

The fields are those of the biblatex manual (P. Lehman, P. Kime, "The biblatex Package", section 2).
"""

from collections.abc import Iterator, Mapping

from bibtexparser.model import Entry

from kbgen.model.paper import Paper
from kbgen.model.vocabulary import VenueKind
from kbgen.render.export.entries import address, entry, in_pieces, more_fields, people, written
from kbgen.render.export.exported import Exported, track_words
from kbgen.render.export.latex import protected, to_unicode_latex

_ENTRY_TYPES: Mapping[VenueKind, tuple[str, str]] = {
    "conference": ("inproceedings", "booktitle"),
    "workshop": ("inproceedings", "booktitle"),
    "journal": ("article", "journaltitle"),
    "book": ("incollection", "booktitle"),
    "thesis": ("thesis", "institution"),
    "preprint": ("online", "organization"),
    "other": ("misc", "howpublished"),
}


def chunks(exported: Exported) -> Iterator[bytes]:
    """The papers' entries."""
    return in_pieces(_entry(paper, exported, _of_collections(paper, exported)) for paper in exported.papers)


def reference(paper: Paper, exported: Exported) -> str:
    """A paper's entry with nothing but what a reference to it needs."""
    return written([_entry(paper, exported, {})])


def _of_collections(paper: Paper, exported: Exported) -> dict[str, str]:
    """What a collection keeps of a paper and a reference does not need."""
    return {
        "keywords": ", ".join(to_unicode_latex(name.replace(",", " ")) for name in exported.keywords(paper)),
        "annotation": to_unicode_latex(paper.summary or ""),
        **more_fields(paper),
    }


def _entry(paper: Paper, exported: Exported, more: Mapping[str, str]) -> Entry:
    kind = exported.kind_of_venue(paper)
    entry_type, container = _ENTRY_TYPES[kind]
    said_by_eprint = kind == "preprint" and paper.ids.arxiv
    fields = {
        "title": protected(to_unicode_latex(paper.title)),
        "author": people(paper.authors, to_unicode_latex),
        container: "" if said_by_eprint else to_unicode_latex(exported.venue_name(paper)),
        "type": "phdthesis" if entry_type == "thesis" else "",
        "date": str(paper.year or ""),
        "note": to_unicode_latex(track_words(paper)),
        "eprint": paper.ids.arxiv or "",
        "eprinttype": "arxiv" if paper.ids.arxiv else "",
        "doi": address(paper.ids.doi),
        "url": address(paper.url),
    }
    return entry(entry_type, exported.keys[paper.id], {**fields, **more})
