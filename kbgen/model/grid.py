"""A table of text, as commands print it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, whether it holds numbers, and whether its text may be broken where room is short."""

    head: str
    is_number: bool = False
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of text."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def plain(grid: Grid) -> str:
    """A table as lines, its columns two spaces apart."""
    heads = tuple(column.head for column in grid.columns)
    widths = [max(map(len, cells)) for cells in zip(heads, *grid.rows, strict=True)]
    return "\n".join(_line(grid, widths, row) for row in (heads, *grid.rows))


def _line(grid: Grid, widths: list[int], row: tuple[str, ...]) -> str:
    cells = (
        cell.rjust(width) if column.is_number else cell.ljust(width)
        for cell, width, column in zip(row, widths, grid.columns, strict=True)
    )
    return "  ".join(cells).rstrip()
