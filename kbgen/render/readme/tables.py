"""Tables of Markdown with their columns in line, so that the file reads well as text too."""

import re

_BORDER = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")


def aligned(table: str) -> str:
    """The same table with every column as wide as its widest cell; a column ruled ``--:`` is aligned to the right.

    Raises :class:`ValueError` where the text is no table: no rule on its second line, or rows of different lengths.
    """
    rows = [[cell.strip() for cell in _BORDER.split(line.strip())[1:-1]] for line in table.strip().splitlines()]
    if len(rows) < 2 or not all(_RULE.fullmatch(cell) for cell in rows[1]):
        raise ValueError(f"the second line is not a table's rule: {' | '.join(rows[1] if len(rows) > 1 else [])}")
    if uneven := next((row for row in rows if len(row) != len(rows[1])), None):
        raise ValueError(f"a row has {len(uneven)} cells under {len(rows[1])} headings: {' | '.join(uneven)}")
    rule = rows[1]
    widths = [max(_width(cell) for cell in column) for column in zip(rows[0], *rows[2:], strict=True)]
    widths = [max(width, 3) for width in widths]
    lines = [_line(rows[0], rule, widths), _rule(rule, widths), *(_line(row, rule, widths) for row in rows[2:])]
    return "\n".join(lines) + "\n"


def _line(cells: list[str], rule: list[str], widths: list[int]) -> str:
    padded = []
    for cell, mark, width in zip(cells, rule, widths, strict=True):
        space = " " * (width - _width(cell))
        padded.append(space + cell if mark.endswith(":") else cell + space)
    return f"| {' | '.join(padded)} |"


def _rule(rule: list[str], widths: list[int]) -> str:
    cells = [
        "-" * (width - 1) + ":" if mark.endswith(":") else "-" * width for mark, width in zip(rule, widths, strict=True)
    ]
    return f"| {' | '.join(cells)} |"


def _width(text: str) -> int:
    """Length in UTF-16 units, in which editors and Markdown tools count columns."""
    return len(text.encode("utf-16-le")) // 2
