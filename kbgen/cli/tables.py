"""Tables as terminals, pipes and files show them."""

import sys

from kbgen.model.grid import Grid, plain


def table(grid: Grid) -> str:
    """A table as wide as the terminal, or, where nobody looks at one, with whole lines and columns two spaces apart."""
    if not sys.stdout.isatty():
        return plain(grid)
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=None, padding=(0, 1, 0, 0))
    for column in grid.columns:
        drawn.add_column(column.head, justify="right" if column.is_number else "left", no_wrap=not column.wraps)
    for row in grid.rows:
        drawn.add_row(*row)
    # Cells are text: "[bold]" and ":smile:" in a title mean themselves.
    console = Console(markup=False, emoji=False, highlight=False)
    with console.capture() as captured:
        console.print(drawn)
    return captured.get().strip("\n")
