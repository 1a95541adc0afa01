"""The work that a list or page asks to be cited as its own: a BibTeX entry in a code block."""

from dataclasses import replace

from kbgen.ingest.bibliography import Drafted
from kbgen.ingest.bibtex import reference_of
from kbgen.ingest.bibtex_entries import parse_bibtex
from kbgen.ingest.draft import DraftPaper, ReadContext


def read_own_citation(block: str, line: int, context: ReadContext) -> list[DraftPaper]:
    """The works of a BibTeX block that begins on this line; empty where the block is no BibTeX."""
    if not block.lstrip().startswith("@"):
        return []
    drafted = Drafted(context)
    for entry in parse_bibtex(block).entries:
        drafted.add(replace(reference_of(entry), key="", line=line + entry.line - 1))
    return [replace(paper, own_work=True) for paper in drafted.papers]
