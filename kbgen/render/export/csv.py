"""Papers as a table for spreadsheets and data frames: RFC 4180, UTF-8, one row a paper.

Records come from strangers' pull requests, and a spreadsheet takes a cell that begins with ``=`` for a formula and runs
it. Such a cell gets an apostrophe in front, which spreadsheets take away again or show
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
import re
from collections.abc import Iterator

from kbgen.model.paper import Paper
from kbgen.model.words import ENGLISH, speaking
from kbgen.render.export.exported import Exported
from kbgen.views.entries import venue_label

COLUMNS = {
    "id": "the record's id",
    "citation_key": "the key of its BibTeX entry",
    "title": "the title",
    "authors": "full names",
    "year": "the year",
    "venue": "the venue's key",
    "venue_label": "venue, year and track in words",
    "track": "the track, where it is not the main one",
    "kind": "what sort of paper it is",
    "topics": "terms as queries name them: objective:contrastive",
    "summary": "the summary",
    "arxiv": "arXiv identifier",
    "doi": "DOI",
    "acl": "ACL Anthology identifier",
    "openreview": "OpenReview identifier",
    "url": "best address of the paper itself",
    "pdf": "address of the PDF, where the record has one",
    "code": "addresses of code",
    "project": "address of the project page",
    "datasets": "datasets with their role: introduces:vgg-sound",
    "sources": "where the record came from",
    "added": "the day the record was added",
}
"""Column names with their meaning, in order. Several values in a cell are separated by ``; ``."""

_FORMULA = re.compile(r"[=+\-@\t\r\n]")


def chunks(exported: Exported) -> Iterator[bytes]:
    """The table, row by row."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for paper in exported.papers:
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
        values = _values(paper, exported)
        writer.writerow([_harmless(values[column]) for column in COLUMNS])
    yield text.getvalue().encode()


@speaking(ENGLISH)  # what programs read is the same in every language
def _values(paper: Paper, exported: Exported) -> dict[str, str]:
    several = "; ".join
    return {
        "id": paper.id,
        "citation_key": exported.keys[paper.id],
        "title": paper.title,
        "authors": several(paper.authors),
        "year": str(paper.year or ""),
        "venue": paper.venue or "",
        "venue_label": venue_label(paper, exported.kb.venues),
        "track": paper.track or "",
        "kind": paper.kind,
        "topics": several(f"{axis}:{term}" for axis, terms in paper.topics.items() for term in terms),
        "summary": paper.summary or "",
        "arxiv": paper.ids.arxiv or "",
        "doi": paper.ids.doi or "",
        "acl": paper.ids.acl or "",
        "openreview": paper.ids.openreview or "",
        "url": paper.url or "",
        "pdf": paper.links.pdf or "",
        "code": several(paper.links.code),
        "project": paper.links.project or "",
        "datasets": several(f"{use.role}:{use.dataset}" for use in paper.datasets),
        "sources": several(paper.sources),
        "added": paper.added.isoformat() if paper.added else "",
    }


def _harmless(value: str) -> str:
    return f"'{value}" if _FORMULA.match(value) else value
