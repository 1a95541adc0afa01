"""A paper's page with a table of connected papers, saved as text.

The table has lost its markup: a row is its title, authors and year with a lone bar on the line between them, ended by
the words of its button. A row whose year cell is missing has one bar less.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.ingest.draft import Doubt, Draft, DraftCitation, DraftPaper, ImportNote, ReadContext
from kbgen.ingest.titles import read_title
from kbgen.model.text import fold

_HEADER = ["title", "authors", "year"]
_BUTTON = "view paper"


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]


class PaperPage:
    """Pages of one paper that list the papers connected with it."""

    name = "paper-page"

    def detect(self, text: str, name: str) -> float:
        """The table's header and at least one row's button."""
        lines = text.split("\n")
        return 0.95 if _header(lines) is not None and any(fold(line).startswith(_BUTTON) for line in lines) else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """The connected papers, each citing the page's own paper where the caller says which that is."""
        lines = text.split("\n")
        header = _header(lines)
        if header is None:
            note = context.note("IM001", 1, "no table of connected papers was found")
            return Draft(context.source, context.file, notes=(note,))
        papers: list[DraftPaper] = []
        notes = [context.note("IM001", 1, f"the page's own text, {header} lines, is not imported")]
        citations: list[DraftCitation] = []
        end = header
        for row in _rows(lines, header + 1):
            end = row.line + 2 * len(row.cells)
            paper, faults = _paper(row, context)
            notes.extend(faults)
            if paper is None:
                continue
            papers.append(paper)
            if context.about:
                source = f"{context.file} (table of connected papers)"
                citations.append(
                    DraftCitation(paper.origin, paper.title, context.about, source, "seed", "connected-papers table")
                )
        if not context.about:
            message = "the page does not say which work it is about, so its citations are not imported"
            notes.append(context.note("IM504", 1, f"{message}; name it with --about"))
        rest = [number for number, line in enumerate(lines[end:], end + 1) if line.strip()]
        if rest:
            notes.append(context.note("IM001", rest[0], f"{len(rest)} lines after the table"))
        return Draft(context.source, context.file, papers=tuple(papers), citations=tuple(citations), notes=tuple(notes))


def _header(lines: list[str]) -> int | None:
    """The number of lines up to and including the table's header, and its rule if there is one."""
    for number, line in enumerate(lines):
        cells = [fold(cell).strip() for cell in line.split("|")]
        if cells[:3] == _HEADER:
            following = lines[number + 1] if number + 1 < len(lines) else ""
            return number + (2 if following.strip() and not following.strip(" -|:") else 1)
    return None


def _rows(lines: list[str], first: int) -> Iterator[_Row]:
    """Rows from the line with number ``first`` on; text without a closing button is no row."""
    cells: list[str] = [""]
    start = first
    for number, raw in enumerate(lines[first - 1 :], first):
        line = raw.strip()
        if fold(line).startswith(_BUTTON):
            yield _Row(start, tuple(" ".join(cell.split()) for cell in cells if cell.strip()))
            cells = [""]
        elif line == "|":
            cells.append("")
        else:
            if not any(cells):
                start = number
            cells[-1] += f" {line}"


def _paper(row: _Row, context: ReadContext) -> tuple[DraftPaper | None, list[ImportNote]]:
    notes: list[ImportNote] = []
    if not row.cells:
        return None, [context.note("IM001", row.line, "an empty row")]
    reading = read_title(row.cells[0])
    if reading.fault:
        notes.append(context.note(reading.code, row.line, f'{reading.fault}: "{row.cells[0]}"', reading.title))
    doubts: list[Doubt] = [("title", reading.fault)] if reading.fault else []
    year = row.cells[-1] if len(row.cells) > 2 and row.cells[-1].isdecimal() and len(row.cells[-1]) == 4 else ""
    if not year:
        notes.append(context.note("IM403", row.line, f'the row "{reading.title}" has no year', reading.title))
        doubts.append(("year", "the source's row has no year"))
    authors = [name.strip() for name in row.cells[1].split(",") if name.strip()] if len(row.cells) > 1 else []
    paper = DraftPaper(
        context.origin(row.line),
        reading.title,
        row.cells[0],
        year=int(year) if year else None,
        authors=tuple(authors),
        doubts=tuple(doubts),
    )
    return paper, notes
