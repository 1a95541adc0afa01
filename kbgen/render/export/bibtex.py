"""Papers as BibTeX, for reference managers and for the cite box of a paper's page."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from kbgen.model.paper import Paper
from kbgen.model.text import fold
from kbgen.model.vocabulary import Venue, Venues
from kbgen.render.export.latex import title_to_latex, to_latex

# Words that do not make a key recognisable.
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "by", "can", "do", "does", "for", "from", "how", "in", "into", "is"}
    | {"it", "its", "of", "on", "or", "the", "to", "via", "what", "when", "why", "with"}
)
_WORDS = re.compile(r"[a-z0-9]+")
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


def citation_keys(papers: Iterable[Paper]) -> dict[str, str]:
    """A citation key for each paper by its identifier: author, year and first word, ``arandjelovic2017look``.

    Papers that would share a key get a letter, beginning with the second one added to the knowledge base, so that a
    new paper never changes the key under which an earlier one has been cited.
    """
    by_age = sorted(papers, key=lambda paper: (paper.added is None, paper.added, paper.id))
    bare = {paper.id: _bare_key(paper) for paper in by_age}
    first = {key: paper_id for paper_id, key in reversed(bare.items())}
    repeats: Counter[str] = Counter()
    keys: dict[str, str] = {}
    taken = set(first)
    for paper_id, key in bare.items():
        unique = key
        while first[key] != paper_id and unique in taken:
            repeats[key] += 1
            unique = key + _letters(repeats[key])
        taken.add(unique)
        keys[paper_id] = unique
    return keys


def bibtex(papers: Iterable[Paper], venues: Venues, keys: Mapping[str, str]) -> str:
    """Papers as one BibTeX text, in the order given; ``keys`` comes from :func:`citation_keys` of all papers."""
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


def _bare_key(paper: Paper) -> str:
    words = [word for word in _WORDS.findall(_ascii(paper.title)) if word not in _SMALL_WORDS]
    # After a year, a word that begins with a digit could not be told from it.
    words.sort(key=lambda word: word[0].isdigit())
    author = _surname(paper.authors[0]) if paper.authors else ""
    return (author or "anonymous") + str(paper.year or "") + (words[0] if words else "")


def _surname(name: str) -> str:
    last = "".join(parse_single_name_into_parts(name.replace("{", "").replace("}", ""), strict=False).last)
    return "".join(_WORDS.findall(_ascii(last)))


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()


def _letters(number: int) -> str:
    """``a`` … ``z``, ``aa`` … for 1, 2, …: as spreadsheets count columns."""
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters
