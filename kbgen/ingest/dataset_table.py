"""Tables of datasets and of papers in lists: what each column means, and rows that do not fit their header."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode

from kbgen.ingest.draft import Doubt, DraftDataset, DraftLink, DraftPaper, ImportNote, LinkRole, ReadContext
from kbgen.ingest.entry_text import read_entry
from kbgen.ingest.links import label_role
from kbgen.ingest.markdown import Run, first_line, plain, runs_of
from kbgen.ingest.sizes import UNKNOWN, read_sizes, size_header
from kbgen.ingest.titles import is_label, read_title
from kbgen.model.dataset import Size

_COLUMNS = {
    "name": ("name", "dataset", "datasets", "benchmark"),
    "title": ("title", "paper", "papers", "paper title"),
    "domain": ("domain",),
    "task": ("task", "tasks"),
    "access": ("access", "link", "links", "url", "homepage", "website", "download"),
    "code": ("github", "code", "repository"),
    "license": ("license", "licence"),
    "year": ("year", "date", "release"),
    "venue": ("venue", "published in", "conference", "publication"),
    "authors": ("authors", "author"),
}
_MEANING = {word: column for column, words in _COLUMNS.items() for word in words}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class TableReading:
    """The rows of one table."""

    datasets: tuple[DraftDataset, ...] = ()
    papers: tuple[DraftPaper, ...] = ()
    notes: tuple[ImportNote, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[tuple[Run, ...], ...]


def read_table(
    node: SyntaxTreeNode, lines: Sequence[str], headings: tuple[str, ...], context: ReadContext
) -> TableReading:
    """Read a table whose header names a column for datasets or for papers; any other table becomes a note."""
    rows = list(_rows(node))
    headers = [plain(cell) for cell in rows[0].cells] if rows else []
    meanings = [_MEANING.get(header.strip().lower(), "") for header in headers]
    line = first_line(node)
    if "title" not in meanings and "name" not in meanings:
        words = ", ".join(header for header in headers if header) or "no words"
        return TableReading(notes=(context.note("IM001", line, f"a table headed {words}: {len(rows)} rows"),))
    notes = [
        context.note("IM005", line, f'the column "{header}" has no place in a record')
        for header, meaning in zip(headers, meanings, strict=True)
        if not meaning and size_header(header) is None and header
    ]
    datasets: list[DraftDataset] = []
    papers: list[DraftPaper] = []
    marks_unknown = any(plain(cell) in UNKNOWN - {""} for row in rows[1:] for cell in row.cells)
    for row in rows[1:]:
        faults = list(_misaligned(row, lines, len(headers)))
        cells = dict(zip(range(len(headers)), row.cells, strict=False))
        columns = {meaning: cells.get(place, ()) for place, meaning in reversed(list(enumerate(meanings))) if meaning}
        if "title" in meanings:
            paper = _paper(row, columns, headings, context)
            if paper:
                papers.append(replace(paper, doubts=(*paper.doubts, *(("record", words) for words in faults))))
                notes.extend(_of_row(faults, row, paper.title, context))
            else:
                notes.extend(context.fault("IM002", row.line, words) for words in faults)
                notes.append(context.note("IM001", row.line, "a row without a title"))
            continue
        counted = [(size_header(header), cells.get(place, ())) for place, header in enumerate(headers)]
        dataset, others = _dataset(row, columns, counted, headings, context)
        empty = [headers[place] for place, cell in cells.items() if not plain(cell) and headers[place]]
        if dataset and empty and marks_unknown:
            words = "nothing stands under " + ", ".join(f'"{header}"' for header in empty)
            field = "sizes" if all(size_header(header) for header in empty) else "record"
            others.append(context.note("IM007", row.line, f'"{dataset.name}": {words}', dataset.name))
            dataset = replace(dataset, doubts=(*dataset.doubts, (field, words)))
        notes.extend(others)
        if dataset:
            datasets.append(replace(dataset, doubts=(*(("record", words) for words in faults), *dataset.doubts)))
            notes.extend(_of_row(faults, row, dataset.name, context))
        else:
            notes.extend(context.fault("IM002", row.line, words) for words in faults)
    return TableReading(tuple(datasets), tuple(papers), tuple(notes))


def _rows(node: SyntaxTreeNode) -> Iterator[_Row]:
    for part in node.children:
        for row in part.children:
            line = first_line(row)
            cells = tuple(tuple(replace(run, line=line) for run in runs_of(cell)) for cell in row.children)
            yield _Row(line, cells)


def _of_row(faults: Sequence[str], row: _Row, name: str, context: ReadContext) -> Iterator[ImportNote]:
    yield from (context.note("IM002", row.line, f'"{name}": {words}', name) for words in faults)


def _misaligned(row: _Row, lines: Sequence[str], width: int) -> Iterator[str]:
    """Compare the row's own bars with the header: the parser pads and cuts rows in silence."""
    text = re.sub(r"\\\||`[^`]*`", "", lines[row.line - 1]).strip()
    if not text.endswith("|"):
        yield "the row does not end with a bar"
    cells = len(text.removeprefix("|").removesuffix("|").split("|"))
    if cells > width:
        double = ", for it has a double bar" if "||" in text else ""
        yield f"the row has {cells} cells under {width} headings{double}"
    elif cells < width:
        yield f"the row has only {cells} cells under {width} headings"


def _dataset(
    row: _Row,
    columns: dict[str, tuple[Run, ...]],
    counted: Sequence[tuple[tuple[str, ...] | None, tuple[Run, ...]]],
    headings: tuple[str, ...],
    context: ReadContext,
) -> tuple[DraftDataset | None, list[ImportNote]]:
    name = plain(columns["name"])
    notes: list[ImportNote] = []
    if name in UNKNOWN:
        return None, [context.note("IM001", row.line, "a row without a name")]
    sizes: list[Size] = []
    doubts: list[Doubt] = []
    links: list[DraftLink] = [
        *_cell_links(columns.get("name", ()), "home"),
        *_cell_links(columns.get("access", ()), "home"),
        *_cell_links(columns.get("code", ()), "code"),
    ]
    for header, cell in counted:
        if header is None:
            continue
        found = read_sizes(plain(cell), header)
        sizes.extend(found)
        for size in found:
            if size.count is None:
                words = f'"{size.text}" ({size.of}) gives no single number'
                notes.append(context.note("IM203", row.line, f'"{name}": {words}', name))
                doubts.append(("sizes", words))
        links.extend(_cell_links(cell, "docs"))
    year = _YEAR.search(plain(columns.get("year", ())))
    access = "" if _cell_links(columns.get("access", ()), "home") else plain(columns.get("access", ()))
    if access == "?":
        notes.append(context.note("IM001", row.line, f'"{name}": the list itself does not know the access ("?")', name))
    return (
        DraftDataset(
            context.origin(row.line),
            name,
            headings,
            tuple(sizes),
            _known(columns.get("domain", ())),
            _known(columns.get("task", ())),
            "" if access in UNKNOWN else access,
            _known(columns.get("license", ())),
            int(year[0]) if year else None,
            tuple(links),
            tuple(doubts),
        ),
        notes,
    )


def _known(cell: Sequence[Run]) -> str:
    text = plain(cell)
    return "" if text in UNKNOWN else text


def _cell_links(cell: Sequence[Run], role: LinkRole) -> list[DraftLink]:
    return [DraftLink(run.text, run.href, run.line, role) for run in cell if run.kind == "link"]


def _paper(
    row: _Row, columns: dict[str, tuple[Run, ...]], headings: tuple[str, ...], context: ReadContext
) -> DraftPaper | None:
    entry = read_entry(columns["title"])
    if entry is None or is_label(entry.title):
        return None
    reading = read_title(entry.title)
    year = _YEAR.search(plain(columns.get("year", ())))
    authors = [name.strip() for name in _known(columns.get("authors", ())).split(",") if name.strip()]
    others = [cell for meaning, cell in columns.items() if meaning != "title"]
    links = [
        DraftLink(
            run.text, run.href, run.line, label_role(run.text) or ("code" if cell is columns.get("code") else None)
        )
        for cell in others
        for run in cell
        if run.kind == "link"
    ]
    return DraftPaper(
        context.origin(row.line),
        reading.title,
        entry.title,
        headings,
        _known(columns.get("venue", ())) or entry.venue,
        int(year[0]) if year else entry.year,
        tuple(authors) or entry.authors,
        (*entry.links, *links),
        doubts=(("title", reading.fault),) if reading.fault else (),
    )
