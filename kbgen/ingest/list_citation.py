"""The work that a list or page asks to be cited as its own: a BibTeX entry in a code block."""

import logging

from bibtexparser.entrypoint import parse_string

from kbgen.ingest.draft import DraftPaper, ReadContext
from kbgen.model.identifiers import parse_arxiv, parse_doi
from kbgen.model.text import normalise_title


def read_own_citation(block: str, line: int, context: ReadContext) -> list[DraftPaper]:
    """The works of a BibTeX block; empty where the block is no BibTeX."""
    if not block.lstrip().startswith("@"):
        return []
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(block)
    papers = []
    for entry in library.entries:
        values = {field.key.lower(): " ".join(str(field.value).split()) for field in entry.fields}
        title = values.get("title", "").replace("{", "").replace("}", "")
        if not normalise_title(title):
            continue
        venue = values.get("journal") or values.get("booktitle") or ""
        words = [values.get("eprint", ""), *venue.replace("(", " ").replace(")", " ").split()]
        arxiv = next((found for word in words if (found := parse_arxiv(word))), None)
        doi = parse_doi(values.get("doi", ""))
        year = values.get("year", "")
        papers.append(
            DraftPaper(
                context.origin(line + (entry.start_line or 0)),
                title,
                title,
                venue_text="arXiv" if arxiv and "arxiv" in venue.lower() else venue,
                year=int(year) if year.isdecimal() and 1800 <= int(year) <= 2100 else None,
                authors=tuple(_given_first(name) for name in values.get("author", "").split(" and ") if name.strip()),
                identifiers={
                    **({"arxiv": arxiv.id} if arxiv else {}),
                    **({"doi": doi} if doi else {}),
                },
                kind="survey" if "survey" in title.lower() else None,
                own_work=True,
            )
        )
    return papers


def _given_first(name: str) -> str:
    """``Zong, Yongshuo`` as ``Yongshuo Zong``."""
    family, comma, given = name.strip().replace("{", "").replace("}", "").partition(",")
    return f"{given.strip()} {family.strip()}" if comma else family
