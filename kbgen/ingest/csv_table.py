"""Papers in a spreadsheet: comma-, semicolon- or tab-separated values with a row of column names.

A column is known by its name, in the words that lists use too. What ``kbgen export csv`` writes is such a table.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from kbgen.ingest.draft import Draft, DraftLink, DraftPaper, ImportNote, LinkRole, ReadContext
from kbgen.ingest.field_words import meaning_of
from kbgen.ingest.keywords import keywords_of
from kbgen.ingest.names import Names, given_first, plain_names
from kbgen.ingest.records import venue_words
from kbgen.ingest.reference import record_named, year_of
from kbgen.ingest.venue_words import people
from kbgen.model.identifiers import Scheme, parse_identifier
from kbgen.model.paper import PaperKind

_ROLES: tuple[LinkRole, ...] = (
    *("paper", "pdf", "code", "project", "blog", "video", "slides", "poster", "demo", "data", "model"),
)
_SCHEMES: tuple[Scheme, ...] = ("arxiv", "doi", "acl", "openreview")
_NAMED = {
    name: name for name in (*_SCHEMES, "kind", "venue_label", "summary", "topics", "track", "id", "citation_key")
} | {
    **{"arxiv id": "arxiv", "arxiv_id": "arxiv", "openreview id": "openreview", "publication year": "date"},
    **{"publication title": "venue", "source title": "venue", "article title": "title", "url": "paper"},
    **{"link": "paper", "keywords": "topics", "author keywords": "topics", "tags": "topics", "manual tags": "topics"},
}
"""Columns that mean something else, or more, than the same words over a column of a list."""
_DELIMITERS = ",;\t"
_BEFORE = "\ufeff\r\n"
_LONGEST_HEADER = 10_000
_SEVERAL = re.compile(r"\s*;\s*|\s+")
_AXIS = re.compile(r"^[\w-]+:(?=\S)")
_FORMULA_GUARD = re.compile(r"'(?=[=+\-@\t\r\n])")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by the meanings of its columns, with the line on which it begins."""

    line: int
    cells: Mapping[str, str]
    surplus: bool = False

    def text(self, meaning: str) -> str:
        """A cell's text, without the apostrophe that keeps spreadsheets from running it; empty where there is none."""
        return _FORMULA_GUARD.sub("", " ".join(self.cells.get(meaning, "").split()), count=1)


class CsvTable:
    """A table of papers with a row of column names."""

    name = "csv"

    def detect(self, text: str, name: str) -> float:
        """A first line that names a title and something else, separated alike."""
        header = _header(text)
        if "title" not in header or len(set(header) - {""}) < 2:
            return 0.0
        if name.lower().endswith((".csv", ".tsv")):
            return 1.0
        return 0.8 if len(set(header) - {""}) > 2 else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One entry for each row with a title."""
        papers: list[DraftPaper] = []
        notes: list[ImportNote] = []
        for row in _rows(text):
            if isinstance(row, _Row) and row.text("title"):
                paper, faults = _paper(row, context)
                papers.append(paper)
                notes.extend(faults)
                if row.surplus:
                    notes.append(context.fault("IM601", row.line, "a row has more cells than there are columns"))
            elif isinstance(row, _Row):
                notes.append(context.fault("IM603", row.line, "a row has no title and is not imported"))
            else:
                notes.append(context.fault("IM601", *row))
        return Draft(context.source, context.file, papers=tuple(papers), notes=tuple(notes))


def _header(text: str) -> list[str]:
    """What the columns mean; empty for one whose name says nothing known."""
    first = _first_line(text)
    return [_meaning(one) for one in _cells(first, _delimiter(first))] if len(first) < _LONGEST_HEADER else []


def _delimiter(first: str) -> str:
    """The delimiter that gives most columns a meaning."""
    return max(_DELIMITERS, key=lambda mark: len({_meaning(one) for one in _cells(first, mark)} - {""}))


def _first_line(text: str) -> str:
    return text.lstrip(_BEFORE).partition("\n")[0]


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _meaning(header: str) -> str:
    words = " ".join(header.lower().split())
    return _NAMED.get(words) or meaning_of(words)


def _rows(text: str) -> Iterator[_Row | tuple[int, str]]:
    """The rows under the header; where the rest cannot be read, the line and why."""
    skipped = text[: len(text) - len(text.lstrip(_BEFORE))].count("\n")
    begins = 1 + skipped
    header = _header(text)
    reader = csv.reader(io.StringIO(text.lstrip(_BEFORE), newline=""), delimiter=_delimiter(_first_line(text)))
    try:
        for cells in reader:
            line, begins = begins, skipped + reader.line_num + 1
            if line > 1 + skipped and any(cell.strip() for cell in cells):
                yield _Row(line, _by_meaning(header, cells), len(cells) > len(header))
    except csv.Error as error:
        yield begins, f"the table cannot be read from here on: {error}"


def _by_meaning(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Cells by meaning; of two columns that mean the same the first that says something counts."""
    found: dict[str, str] = {}
    for meaning, cell in zip(header, cells, strict=False):
        if meaning and cell.strip():
            found.setdefault(meaning, cell)
    return found


def _paper(row: _Row, context: ReadContext) -> tuple[DraftPaper, list[ImportNote]]:
    title = row.text("title")
    notes: list[ImportNote] = []
    identifiers: dict[str, str] = {}
    for scheme in _SCHEMES:
        stated = row.text(scheme)
        if parsed := parse_identifier(scheme, stated):
            identifiers[scheme] = parsed.value
        elif stated:
            notes.append(context.note("IM106", row.line, f'"{title}": "{stated}" is no {scheme} identifier', title))
    date = row.text("date")
    year, exact = year_of(date)
    if not exact:
        notes.append(
            context.note("IM609", row.line, f'"{title}": the date "{date}" is not a year or an ISO date', title)
        )
    own = bool(row.cells.get("citation_key"))
    kind = next((one for one in get_args(PaperKind) if one == row.text("kind").lower()), None)
    return (
        DraftPaper(
            context.origin(row.line),
            title,
            title,
            venue_text=venue_words(row.text("venue"), row.text("venue_label"), row.text("track")),
            year=year,
            authors=_people(row.text("authors")).names,
            links=tuple(DraftLink(role, url, row.line, role) for role in _ROLES for url in _addresses(row.text(role))),
            identifiers=identifiers,
            kind=kind,
            stated_by=f"{context.file}#{row.text('id')}" if own else "",
            keywords=keywords_of(_AXIS.sub("", one.strip()) for one in row.text("topics").split(";")),
            summary=row.text("summary") if own else "",
            record=record_named(row.text("id")) if own else "",
        ),
        notes,
    )


def _people(text: str) -> Names:
    """Names separated by semicolons, by "and", or by commas where each part reads as a name."""
    if ";" in text:
        return plain_names(given_first(one) for one in text.split(";") if one.strip())
    if " and " in text and "," not in text:
        return plain_names(text.split(" and "))
    return plain_names(people(text) or ([text] if text else []))


def _addresses(text: str) -> list[str]:
    return [one for one in _SEVERAL.split(text) if re.match(r"https?://", one)]
