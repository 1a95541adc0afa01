"""``kbgen graph``: who cites whom, what is near, what is missing."""

import click

from kbgen.cli.graph.datasets import command as datasets
from kbgen.cli.graph.export import command as export
from kbgen.cli.graph.path import command as path
from kbgen.cli.graph.related import command as related
from kbgen.cli.graph.stats import command as stats
from kbgen.cli.graph.suggest import command as suggest


@click.group("graph", commands=[stats, path, related, datasets, suggest, export])
def command() -> None:
    """Ask who cites whom, what is near, and how papers hang together.

    The graph joins papers, datasets, people, venues, terms and repositories.

    What each number means, with a worked example: docs/citation-graph.md.

        kbgen graph stats                          the graph in numbers
        kbgen graph related RECORD                 the papers nearest to one, and why
        kbgen graph path RECORD RECORD             how two papers hang together
        kbgen graph datasets --by year             the datasets that most papers use
        kbgen graph suggest                        works that many here cite and that are not here
        kbgen graph export graphml -o papers.graphml
    """
