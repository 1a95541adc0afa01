"""``kbgen graph stats``: the graph in numbers."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbgen.cli.graph.common import analysis_of, print_json
from kbgen.cli.options import format_option, root_option

if TYPE_CHECKING:
    from kbgen.model.grid import Grid
    from kbgen.views.graph.summary import GraphSummary, RankedPaper


@click.command("stats")
@root_option
@click.option("--most", type=click.IntRange(min=1), default=10, show_default=True, help="Papers and datasets a table.")
@format_option
def command(root: Path, most: int, output: str) -> None:
    """Show the graph in numbers.

    What it holds, who states its citations and of how many papers the references are known; the papers that matter
    most to the others by PageRank, those that are cited most for their age, the groups of papers that belong together,
    and the datasets that most papers use.

        kbgen graph stats
        kbgen graph stats --most 25
        kbgen graph stats --format json
    """
    from kbgen.views.graph.summary import graph_summary

    summary = graph_summary(analysis_of(root), most)
    if output == "json":
        print_json(summary)
        return
    from kbgen.cli.tables import table

    for title, grid in _grids(summary):
        if grid.rows:
            click.echo(f"{title}\n{table(grid)}\n")
    coverage = summary.coverage
    click.echo(
        f"References known for {coverage.known} of {coverage.papers} papers ({coverage.whole} lists read whole); "
        f"single citations of {coverage.single} more."
    )


def _grids(summary: "GraphSummary") -> "Iterator[tuple[str, Grid]]":
    from kbgen.model.grid import Column, Grid

    number = Column("count", is_number=True)
    for title, counts in (("Nodes", summary.nodes), ("Edges", summary.edges)):
        yield title, Grid((Column("kind"), number), tuple((one.name, str(one.count)) for one in counts))
    yield (
        "Citations by who states them",
        Grid(
            (Column("source", wraps=True), Column("citations", is_number=True), Column("alone", is_number=True)),
            tuple((one.name, str(one.citations), str(one.alone)) for one in summary.staters),
        ),
    )
    yield "Papers by PageRank", _papers(summary.foremost)
    yield "Papers by citations a year", _papers(summary.rising)
    yield (
        "Groups",
        Grid(
            (Column("group"), Column("papers", is_number=True), Column("foremost", wraps=True)),
            tuple((one.name, str(one.papers), one.foremost[0].title) for one in summary.communities),
        ),
    )
    yield (
        "Datasets by papers that use them",
        Grid((Column("dataset"), number), tuple((one.name, str(one.count)) for one in summary.datasets)),
    )


def _papers(papers: "tuple[RankedPaper, ...]") -> "Grid":
    from kbgen.model.grid import Column, Grid

    heads = (Column("PageRank", is_number=True), Column("cited by", is_number=True), Column("a year", is_number=True))
    rows = (
        (f"{one.pagerank:.4f}", str(one.cited_by), "-" if one.per_year is None else f"{one.per_year:.2f}", one.id)
        for one in papers
    )
    return Grid((*heads, Column("paper", wraps=True)), tuple(rows))
