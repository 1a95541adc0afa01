"""Papers as BibTeX, for reference managers and for the cite box of a paper's page."""

from collections.abc import Iterable, Iterator, Mapping

from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Venue, Venues
from kbgen.render.export.entries import address, entry, in_pieces, more_fields, people, written
from kbgen.render.export.exported import Exported, track_words
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


def chunks(exported: Exported) -> Iterator[bytes]:
    """The papers' entries, with fields for further identifiers and links."""
    venues = exported.kb.venues
    return in_pieces(
        entry(*_entry(paper, venues, exported.keys[paper.id], more_fields(paper))) for paper in exported.papers
    )


def bibtex(papers: Iterable[Paper], venues: Venues, keys: Mapping[str, str]) -> str:
    """Papers as one BibTeX text, in the order given; ``keys`` are the citation keys of all papers."""
    return written(entry(*_entry(paper, venues, keys[paper.id], {})) for paper in papers)


def _entry(paper: Paper, venues: Venues, key: str, more: Mapping[str, str]) -> tuple[str, str, Mapping[str, str]]:
    venue = venues.by_id.get(paper.venue) if paper.venue else None
    entry_type, container = _ENTRY_TYPES[venue.kind] if venue else ("misc", "howpublished")
    fields = {
        "title": title_to_latex(paper.title),
        "author": people(paper.authors, to_latex),
        container: _container(paper, venue),
        "year": str(paper.year or ""),
        "note": to_latex(track_words(paper)),
        "eprint": paper.ids.arxiv or "",
        "archiveprefix": "arXiv" if paper.ids.arxiv else "",
        "doi": address(paper.ids.doi),
        "url": address(paper.url),
    }
    return entry_type, key, {**fields, **more}


def _container(paper: Paper, venue: Venue | None) -> str:
    if venue is None:
        return to_latex(paper.venue or "")
    if venue.kind == "preprint" and paper.ids.arxiv:
        return ""  # ``eprint`` and ``archiveprefix`` say it
    return to_latex(venue.name)
