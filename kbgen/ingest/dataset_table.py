"""Tables of datasets in lists: names, sizes, links and access, and cells that say nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kbgen.ingest.draft import Doubt, DraftDataset, DraftLink, ImportNote, LinkRole, ReadContext
from kbgen.ingest.runs import Run, plain
from kbgen.ingest.sizes import UNKNOWN, read_sizes, size_header
from kbgen.ingest.table_columns import Columns, Row
from kbgen.model.dataset import Size

_COLUMNS = {
    "domain": ("domain", "领域"),
    "task": ("task", "tasks", "任务"),
    "access": ("access", "link", "links", "url", "homepage", "website", "download", "project", "project page", "下载"),
    "license": ("license", "licence", "许可"),
    "year": ("year", "date", "release", "年份"),
}
_MEANING = {word: column for column, words in _COLUMNS.items() for word in words}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_dataset(
    row: Row, columns: Columns, headings: tuple[str, ...], context: ReadContext, *, marks_unknown: bool
) -> tuple[DraftDataset | None, list[ImportNote]]:
    """The dataset of a row; ``marks_unknown`` says that the table has a mark for what it does not know."""
    cells = dict(zip(range(len(columns.headers)), row.cells, strict=False))
    meanings = [
        _MEANING.get(header.strip().lower()) or columns.meanings[at] for at, header in enumerate(columns.headers)
    ]
    by_meaning = {name: cells.get(at, ()) for at, name in reversed(list(enumerate(meanings))) if name}
    if columns.name is not None:
        by_meaning["name"] = cells.get(columns.name, ())
    counted = [(size_header(header), cells.get(place, ())) for place, header in enumerate(columns.headers)]
    dataset, notes = _dataset(row, by_meaning, counted, headings, context)
    empty = [columns.headers[place] for place, cell in cells.items() if not plain(cell) and columns.headers[place]]
    if dataset and empty and marks_unknown:
        words = "nothing stands under " + ", ".join(f'"{header}"' for header in empty)
        field = "sizes" if all(size_header(header) for header in empty) else "record"
        notes.append(context.note("IM007", row.line, f'"{dataset.name}": {words}', dataset.name))
        dataset = replace(dataset, doubts=(*dataset.doubts, (field, words)))
    return dataset, notes


def _dataset(
    row: Row,
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
