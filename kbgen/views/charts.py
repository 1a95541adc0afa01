"""What a chart shows: a table of numbers whose headings and cells lead somewhere. It is drawn elsewhere.

The picture and the table below it are made of the same value, so that they cannot differ.
"""

from typing import Literal

from kbgen.model.words import _, number, plural
from kbgen.views.view import View

ChartKind = Literal["bars", "rows", "heat", "steps"]
"""``bars``: one row of bars. ``rows``: bars for each row, one above the other, by one measure. ``heat``: a
field for each cell, the stronger the larger its number. ``steps``: the first row as a line that keeps its height until
the next number, the numbers of the other rows as dots around it; its table holds the first row."""


class Heading(View, frozen=True):
    """The name of a row or a column; ``url`` is site-relative, empty where it leads nowhere."""

    name: str
    url: str = ""


class Cell(View, frozen=True):
    """A number: ``None`` where it is not known, which is drawn as a gap and never as a zero.

    ``url`` is site-relative. ``words`` say what the number is, where row, column and unit together do not.
    """

    value: float | None
    url: str = ""
    words: str = ""


class Row(View, frozen=True):
    """A row of numbers, one for each column of the chart.

    ``apart`` rows of a chart of ``rows`` have a measure of their own, because by that of the others these would shrink.
    """

    heading: Heading
    cells: tuple[Cell, ...]
    apart: bool = False


class Chart(View, frozen=True):
    """A table of numbers to be drawn.

    ``id`` is the chart's anchor, used once a page. ``title`` says what is counted and ``note`` how to read it. ``unit``
    is what numbers are measured in, ``None`` where they count papers. ``across`` and ``down`` name what the columns
    and the rows are (``Year``, ``Topic``).
    """

    id: str
    kind: ChartKind
    title: str
    columns: tuple[Heading, ...]
    rows: tuple[Row, ...]
    across: str
    down: str
    unit: str | None = None
    note: str = ""

    @property
    def numbers(self) -> int:
        """How many numbers are known."""
        return sum(1 for row in self.rows for cell in row.cells if cell.value is not None)

    def words(self, row: int, column: int) -> str:
        """What one cell says: ``Clustering, 2020: 3 papers``."""
        cell = self.rows[row].cells[column]
        if cell.words:
            return cell.words
        names = [self.columns[column].name] if len(self.rows) == 1 else [self.rows[row].heading.name]
        if len(self.rows) > 1:
            names.append(self.columns[column].name)
        if cell.value is None:
            amount = _("not known")
        elif self.unit is None:
            amount = plural(cell.value, "paper")
        else:
            amount = f"{number(cell.value)} {self.unit}"
        return _("{names}: {amount}", names=", ".join(names), amount=amount)
