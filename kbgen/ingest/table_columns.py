"""What the columns of a table hold: by the words over them, in several languages, or by what stands in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbgen.ingest.blocks import Block
from kbgen.ingest.field_words import meaning_of
from kbgen.ingest.links import is_title
from kbgen.ingest.runs import Run, plain
from kbgen.ingest.sizes import size_header
from kbgen.ingest.title_candidates import likeness

_DATASET_WORDS = re.compile(r"(?i)datasets?\b|benchmarks?\b|corp(?:us|ora)\b|数据集|基准|データセット|데이터셋")
_ENOUGH = 2
"""Values, and empty cells, from which a column shows that it writes each value once."""
_TITLES = 0.5
"""The share of cells that look like titles from which a column is one of titles."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its line; rows are as wide as the source has them."""

    line: int
    cells: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table: the words over each, what they mean, and which one holds titles or names."""

    headers: tuple[str, ...]
    meanings: tuple[str, ...]
    title: int | None
    name: int | None
    headed: bool
    of_datasets: bool

    @property
    def says_papers(self) -> bool:
        """Whether the words over the columns say that the rows are papers."""
        if self.title is None:
            return False
        meaning, header = self.meanings[self.title], self.headers[self.title]
        # A column of something else, such as places, may look like one of titles.
        named = bool(meaning) or not header
        return meaning in {"title", "paper"} or (named and bool({"venue", "authors"} & set(self.meanings)))


def rows_of(table: Block) -> list[Row]:
    """The rows of a table."""
    return [Row(row.line, tuple(cell.runs for cell in row.children)) for row in table.children]


def read_columns(table: Block, rows: Sequence[Row], headings: Sequence[str]) -> Columns:
    """What the columns of a table are."""
    headed = bool(rows) and (table.children[0].level == 1 or _is_head(rows[0]))
    headers = tuple(plain(cell) for cell in rows[0].cells) if headed else ()
    body = rows[1:] if headed else rows
    width = max((len(row.cells) for row in rows), default=0)
    headers = (*headers, *("" for _ in range(width - len(headers))))
    meanings = tuple(_meaning(header) for header in headers)
    title = _title_column(meanings, body)
    name = next((place for place, meaning in enumerate(meanings) if meaning == "name"), None)
    if name is None and title is None:
        name = next((place for place, meaning in enumerate(meanings) if meaning == "method"), None)
    about = any(_DATASET_WORDS.search(words) for words in (*headers, *headings[-2:]))
    sized = any(size_header(header) for header in headers)
    of_datasets = (
        name is not None and (about or sized) and (title is None or meanings[title] != "title" or title == name)
    )
    return Columns(headers, meanings, title, name, headed, of_datasets)


def filled(body: Sequence[Row], columns: Columns) -> list[Row]:
    """The rows, with venues and dates that are written once for the rows below them too.

    Empty cells go on with the value above where a column begins with one, has several, and says none of them twice;
    anything else may well be a venue that is not known. A row with a date of its own does not take a venue.
    """
    places = [place for place, meaning in enumerate(columns.meanings) if meaning in {"venue", "date"}]
    carried = [place for place in places if _written_once([plain(cell) for cell in _column(body, place)])]
    rows: list[Row] = []
    for row in body:
        own = any(plain(row.cells[place]) for place in places if place < len(row.cells))
        cells = list(row.cells)
        for place in carried:
            if rows and not own and place < min(len(cells), len(rows[-1].cells)):
                cells[place] = rows[-1].cells[place]
        rows.append(Row(row.line, tuple(cells)))
    return rows


def _column(body: Sequence[Row], place: int) -> Iterator[tuple[Run, ...]]:
    return (row.cells[place] if place < len(row.cells) else () for row in body)


def _written_once(values: Sequence[str]) -> bool:
    said = [value for value in values if value]
    empty = len(values) - len(said)
    return bool(values and values[0]) and empty >= _ENOUGH <= len(said) == len(set(said))


def _meaning(header: str) -> str:
    words = " ".join(header.lower().split())
    if words in {"paper", "papers", "论文", "article"}:
        return "paper"
    return meaning_of(words)


def _is_head(row: Row) -> bool:
    """Whether the first row of a table without marks of its own names the columns."""
    words = [plain(cell) for cell in row.cells]
    linked = any(run.kind == "link" for cell in row.cells for run in cell)
    return not linked and sum(bool(meaning_of(word)) for word in words) >= max(1, len(words) // 3)


def _title_column(meanings: Sequence[str], body: Sequence[Row]) -> int | None:
    """The column of titles: one so headed, one headed "Paper" with words in it, or the one that looks most like it."""
    if "title" in meanings:
        return meanings.index("title")
    shares = list(_shares(body))
    for meaning in ("paper", "name", "method", ""):
        likely = [place for place, share in enumerate(shares) if share >= _TITLES and _at(meanings, place) == meaning]
        if meaning == "paper" and not likely:
            likely = [place for place in range(len(shares)) if _at(meanings, place) == meaning and _linked(body, place)]
        if likely:
            return max(likely, key=lambda place: (shares[place], -place))
    return None


def _linked(body: Sequence[Row], place: int) -> bool:
    """Whether most cells of a column name what they link, however short the name."""
    cells = [row.cells[place] for row in body if place < len(row.cells)]
    named = sum(any(run.kind == "link" and not run.badge and is_title(run.text) for run in cell) for cell in cells)
    return bool(cells) and named >= _TITLES * len(cells)


def _at(meanings: Sequence[str], place: int) -> str:
    return meanings[place] if place < len(meanings) else ""


def _shares(body: Sequence[Row]) -> Iterator[float]:
    """For each column, how many of its cells look like the title of a work."""
    width = max((len(row.cells) for row in body), default=0)
    for place in range(width):
        cells = [row.cells[place] for row in body if place < len(row.cells)]
        yield sum(_like_title(cell) for cell in cells) / len(cells) if cells else 0.0


def _like_title(cell: Sequence[Run]) -> bool:
    linked = [run for run in cell if run.kind == "link" and not run.badge and is_title(run.text)]
    if linked:
        return likeness(linked[0].text) >= 1.0
    words = plain([run for run in cell if run.kind != "link"])
    return likeness(words) >= 1.0 and len(words) < 250
