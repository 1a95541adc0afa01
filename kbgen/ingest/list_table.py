"""Tables in lists: rows of papers and of datasets, and rows that do not fit their header."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kbgen.ingest.blocks import Block
from kbgen.ingest.dataset_table import read_dataset
from kbgen.ingest.draft import DraftDataset, DraftLink, ImportNote, LinkRole, ReadContext
from kbgen.ingest.entry_text import EntryText, bare_venue, read_entry
from kbgen.ingest.leads import is_venue_tag
from kbgen.ingest.links import GENERIC, label_role
from kbgen.ingest.paper_signs import Judged, judge
from kbgen.ingest.pieces import without_pictures
from kbgen.ingest.runs import plain
from kbgen.ingest.sizes import UNKNOWN, size_header
from kbgen.ingest.table_columns import Columns, Row, filled, read_columns, rows_of
from kbgen.ingest.titles import is_label
from kbgen.ingest.units import Unit
from kbgen.ingest.venue_words import date_like

_OTHERS = re.compile(r"(?i),?\s+et\.?\s+al\b\.?\s*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ROLES: tuple[LinkRole, ...] = (
    "paper", "pdf", "code", "project", "blog", "video", "slides", "poster", "demo", "data", "model", "docs"
)  # fmt: skip
_SAID = 2.0
"""Signs of a paper that a table gives to each of its rows by the words over its columns."""


@dataclass(slots=True)
class TableReading:
    """The rows of one table; ``faults`` are those of a row by its line."""

    datasets: list[DraftDataset] = field(default_factory=list)
    papers: list[Judged] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)
    faults: dict[int, tuple[str, ...]] = field(default_factory=dict)


def read_table(
    table: Block, lines: Sequence[str], headings: tuple[str, ...], context: ReadContext, habits: Mapping[str, float]
) -> TableReading:
    """Read a table of datasets or of papers, by its header or by its content; any other table becomes a note."""
    rows = rows_of(table)
    columns = read_columns(table, rows, headings)
    found = TableReading()
    if not columns.of_datasets and columns.title is None and columns.name is None:
        words = ", ".join(header for header in columns.headers if header) or "no words"
        found.notes.append(context.note("IM001", table.line, f"a table headed {words}: {len(rows)} rows"))
        return found
    found.notes += [
        context.note("IM005", table.line, f'the column "{header}" has no place in a record')
        for header, meaning in zip(columns.headers, columns.meanings, strict=True)
        if not meaning and size_header(header) is None and header
    ]
    body = filled(rows[1:] if columns.headed else rows, columns)
    marks_unknown = any(plain(cell) in UNKNOWN - {""} for row in body for cell in row.cells)
    for row in body:
        faults = tuple(misaligned(row, lines, len(columns.headers)))
        subject = ""
        paper = _paper(row, columns, headings, habits)
        if paper is not None:
            found.papers.append(paper)
            found.faults[row.line] = faults
            subject = paper.entry.title
        if columns.of_datasets:
            dataset, notes = read_dataset(row, columns, headings, context, marks_unknown=marks_unknown)
            found.notes += notes
            if dataset:
                doubts = (*(("record", words) for words in faults), *dataset.doubts)
                found.datasets.append(replace(dataset, doubts=doubts))
                subject = dataset.name
        elif paper is None:
            found.notes.append(context.note("IM001", row.line, "a row without a title"))
        found.notes += _of_row(faults, row, subject, context)
    if not columns.says_papers and not any(_says_more(one.entry) for one in found.papers):
        found.papers = [replace(one, signs=one.signs - _SAID) for one in found.papers]
    return found


def _says_more(entry: EntryText) -> bool:
    """Whether an entry says more than a title, so that rows like it may be papers."""
    return bool(entry.links or entry.venue or entry.year or entry.authors)


def _of_row(faults: Sequence[str], row: Row, name: str, context: ReadContext) -> Iterator[ImportNote]:
    for words in faults:
        if name:
            yield context.note("IM002", row.line, f'"{name}": {words}', name)
        else:
            yield context.fault("IM002", row.line, words)


def misaligned(row: Row, lines: Sequence[str], width: int) -> Iterator[str]:
    """Compare the row's own bars with the header: the parser pads and cuts rows in silence."""
    if "|" not in lines[row.line - 1]:
        return
    text = re.sub(r"\\\||`[^`]*`", "", lines[row.line - 1]).strip()
    if not text.endswith("|"):
        yield "the row does not end with a bar"
    cells = len(text.removeprefix("|").removesuffix("|").split("|"))
    if cells > width:
        double = ", for it has a double bar" if "||" in text else ""
        yield f"the row has {cells} cells under {width} headings{double}"
    elif cells < width:
        yield f"the row has only {cells} cells under {width} headings"


def _paper(row: Row, columns: Columns, headings: tuple[str, ...], habits: Mapping[str, float]) -> Judged | None:
    """The paper of a row: the title's cell, then the other cells by what is over them, or by what they hold."""
    at = columns.title if columns.title is not None else columns.name
    if at is None or at >= len(row.cells) or (columns.of_datasets and columns.title is None):
        return None
    if columns.of_datasets and at == columns.name:
        return None
    unknown = [
        cell
        for place, cell in enumerate(row.cells)
        if place != at and not columns.meanings[place] and plain(cell) not in UNKNOWN
    ]
    entry = read_entry(row.cells[at], () if columns.headed else unknown, habits)
    if entry is None or is_label(entry.title):
        return None
    entry = _with_columns(entry, row, columns, at)
    unit = Unit(row.line, row.cells[at], path=headings, item=True)
    judged = judge(unit, entry)
    return replace(judged, signs=judged.signs + (_SAID if columns.says_papers else 0.0))


def _with_columns(entry: EntryText, row: Row, columns: Columns, at: int) -> EntryText:
    """The entry with what the other columns say."""
    words: dict[str, str] = {}
    links: list[DraftLink] = []
    for place, cell in enumerate(row.cells):
        meaning = columns.meanings[place] if place < len(columns.meanings) else ""
        if place == at:
            continue
        text = plain(cell)
        if text not in UNKNOWN and text:
            words.setdefault(meaning, text)
        if not columns.headed and not meaning:
            continue
        for run in cell:
            if run.kind == "link":
                over = next((one for one in _ROLES if one == meaning), None)
                generic = run.text.strip("[] ").lower() in GENERIC
                role = over if generic and over else label_role(run.text) or over
                links.append(DraftLink(run.text, run.href, run.line, role))
    year = _YEAR.search(words.get("date", ""))
    names = re.split(r"[,;，；、]", _OTHERS.sub("", words.get("authors", "")))
    authors = tuple(name.strip() for name in names if name.strip())
    date = words.get("date", "")
    # A column of years may say where as well: ``2019 ICCV``.
    dated = bare_venue(date) if year and not date_like(date) and is_venue_tag(date) else ""
    return replace(
        entry,
        venue=without_pictures(words.get("venue", "")) or entry.venue or dated,
        year=int(year[0]) if year else entry.year,
        authors=authors or entry.authors,
        links=(*entry.links, *links),
    )
