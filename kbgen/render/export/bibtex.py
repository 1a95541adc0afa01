"""Papers as BibTeX, for reference managers and for the cite box of a paper's page."""

from collections.abc import Iterable, Mapping

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Venue, Venues
from kbgen.render.export.latex import title_to_latex, to_latex

_ENTRY_TYPES = {
    "conference": ("inproceedings", "booktitle"),
    "workshop": ("inproceedings", "booktitle"),
    "journal": ("article", "journal"),
    "book": ("incollection", "booktitle"),
    "thesis": ("phdthesis", "school"),
    "preprint": ("misc", "howpublished"),
    "other": ("misc", "howpublished"),
}
# In an address or a DOI these would end the value early; everything else is left for \url to show.
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(papers: Iterable[Paper], venues: Venues, keys: Mapping[str, str]) -> str:
    """Papers as one BibTeX text, in the order given; ``keys`` are the citation keys of all papers."""
    library = Library([_entry(paper, venues, keys[paper.id]) for paper in papers])
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    layout.trailing_comma = True
    layout.block_separator = "\n"
    enclose = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
    return str(write_string(library, unparse_stack=[enclose], bibtex_format=layout))


def _entry(paper: Paper, venues: Venues, key: str) -> Entry:
    venue = venues.by_id.get(paper.venue) if paper.venue else None
    entry_type, container = _ENTRY_TYPES[venue.kind] if venue else ("misc", "howpublished")
    fields = {
        "title": title_to_latex(paper.title),
        "author": " and ".join(_author(name) for name in paper.authors),
        container: _container(paper, venue),
        "year": str(paper.year or ""),
        "note": to_latex(paper.track.replace("-", " ").capitalize()) if paper.track else "",
        "eprint": paper.ids.arxiv or "",
        "archiveprefix": "arXiv" if paper.ids.arxiv else "",
        "doi": (paper.ids.doi or "").translate(_ADDRESS),
        "url": (paper.url or "").translate(_ADDRESS),
    }
    return Entry(entry_type, key, [Field(name, value) for name, value in fields.items() if value])


def _container(paper: Paper, venue: Venue | None) -> str:
    if venue is None:
        return to_latex(paper.venue or "")
    if venue.kind == "preprint" and paper.ids.arxiv:
        return ""  # ``eprint`` and ``archiveprefix`` say it
    return to_latex(venue.name)


def _author(name: str) -> str:
    latex = to_latex(name)
    return f"{{{latex}}}" if " and " in f" {latex.casefold()} " else latex
