"""What BibTeX and biblatex files say alike: entries of fields, names in braces, links under their own names."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from kbgen.model.paper import Paper
from kbgen.render.export.names import SUFFIX, divided

# In an address or a DOI these would end the value early; everything else is left for \url to show.
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_LINKS = {"pdf": "pdf", "project": "project", "blog": "blog", "video": "video", "slides": "slides", "poster": "poster"}
_LINKS |= {"demo": "demo", "data": "dataset", "model": "model"}


def address(url: str | None) -> str:
    """An address or a DOI as a field's value."""
    return (url or "").translate(_ADDRESS)


def people(names: tuple[str, ...], encode: Callable[[str], str]) -> str:
    """An ``author`` field; a name that has an "and" in it is kept whole by braces."""
    return " and ".join(_person(name, encode) for name in names)


def _person(name: str, encode: Callable[[str], str]) -> str:
    """A name as it is, because styles divide it themselves, but with its suffix where they look for it."""
    latex = encode(name)
    if " and " in f" {latex.casefold()} ":
        return f"{{{latex}}}"
    if SUFFIX.search(name) and (parts := divided(name)).suffix and parts.given:
        family = f"{parts.particle} {parts.family}".strip()
        return f"{encode(family)}, {encode(parts.suffix)}, {encode(parts.given)}"
    return latex


def more_fields(paper: Paper) -> dict[str, str]:
    """Fields that no style prints: the record, and under the names that group pages use further identifiers and links.

    Readers of these formats pass over fields that they do not know, and ``kbgen import`` reads these.
    """
    links = {name: address(getattr(paper.links, field)) for field, name in _LINKS.items()}
    return {
        "kbgen": paper.id,
        "acl": paper.ids.acl or "",
        "openreview": paper.ids.openreview or "",
        "paper": address(paper.links.paper) if paper.links.paper != paper.url else "",
        "code": _addresses(paper.links.code),
        **links,
    }


def _addresses(urls: tuple[str, ...]) -> str:
    """One address as it is; several as commands, so that each can be told from the next."""
    return address(urls[0]) if len(urls) == 1 else " ".join(f"\\url{{{address(url)}}}" for url in urls)


def written(entries: Iterable[Entry]) -> str:
    """Entries as text, with an empty line between two."""
    layout = BibtexFormat()
    layout.indent = "  "
    layout.trailing_comma = True
    layout.block_separator = "\n"
    enclose = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
    return str(write_string(Library(list(entries)), unparse_stack=[enclose], bibtex_format=layout))


def entry(entry_type: str, key: str, fields: Mapping[str, str]) -> Entry:
    """An entry with its fields in order; what is empty is left out."""
    return Entry(entry_type, key, [Field(name, value) for name, value in fields.items() if value])


def in_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Entries as one document, piece by piece."""
    for number, one in enumerate(entries):
        text = written([one])
        yield (f"\n{text}" if number else text).encode()
