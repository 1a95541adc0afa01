"""What stands in a file or on standard input: a bibliography in BibTeX, or one WHAT a line."""

from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.contribute.add_what import lines_of
from kbgen.enrich.metadata import Metadata
from kbgen.ingest.bibtex import BibTeX
from kbgen.ingest.decoding import decode
from kbgen.ingest.draft import DraftPaper, ImportNote, ReadContext
from kbgen.ingest.links import read_link
from kbgen.model.finding import KbgenError
from kbgen.model.identifiers import Scheme
from kbgen.model.paper import PaperIds

_SURE = 0.9
_SCHEMES: tuple[Scheme, ...] = ("arxiv", "doi", "acl", "openreview")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to add: a text, with what the bibliography says of the work where it comes from one.

    ``problem`` says why an entry of a bibliography cannot be added.
    """

    text: str
    metadata: Metadata | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""


def read_input(content: bytes, name: str) -> list[Wanted]:
    """Everything that a file names, in its order; raises :class:`KbgenError` where it names nothing.

    The content decides: what is no BibTeX is read as one WHAT a line, without empty lines and comments (``#``).
    """
    decoded = decode(content)
    reader = BibTeX()
    if reader.detect(decoded.text, "") >= _SURE:
        wanted = list(_entries(reader, decoded.text, name))
    else:
        wanted = [Wanted(line) for line in lines_of(decoded.text)]
    if not wanted:
        raise KbgenError(f"{name} names no paper", "it takes BibTeX, or an identifier, address or title a line")
    return wanted


def _entries(reader: BibTeX, text: str, name: str) -> Iterator[Wanted]:
    draft = reader.read(text, ReadContext("add", name))
    read = {paper.origin.line for paper in draft.papers}
    notes: dict[int, list[ImportNote]] = {}
    for note in draft.notes:
        notes.setdefault(note.line, []).append(note)
    for paper in draft.papers:
        yield _entry(paper, name, tuple(note.message for note in notes.get(paper.origin.line, ())))
    for line, said in sorted(notes.items()):
        if line not in read:
            yield from (Wanted(f"{name}:{line}", problem=note.message) for note in said)
    for dataset in draft.datasets:
        yield Wanted(f"{name}:{dataset.origin.line}", problem=f"“{dataset.name}” is a dataset; kbgen import adds it")


def _entry(paper: DraftPaper, name: str, notes: tuple[str, ...]) -> Wanted:
    ids: dict[Scheme, str] = {scheme: paper.identifiers[scheme] for scheme in _SCHEMES if scheme in paper.identifiers}
    links: list[tuple[str, str]] = []
    for link in paper.links:
        reading = read_link(link)
        if reading.identifier:
            ids.setdefault(reading.identifier.scheme, reading.identifier.value)
        elif reading.url and reading.role in {"paper", "pdf", "code", "project"}:
            links.append((reading.role, reading.url))
    # An address is kept only where no identifier leads to the paper, and one of each kind.
    first: dict[str, str] = {}
    for role, url in links:
        if role == "code" or (role == "project" or not ids):
            first.setdefault(role, url)
    metadata = Metadata(
        source="the entry",
        title=paper.title,
        authors=paper.authors,
        year=paper.year,
        venue=paper.venue_text,
        ids=PaperIds(**ids),
        links=tuple(first.items()),
        preprint=paper.venue_kind == "preprint",
    )
    return Wanted(f"{name}:{paper.origin.line}", metadata, notes)
