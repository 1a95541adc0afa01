"""``kbgen graph datasets``: the datasets that most papers use, by term or year."""

from pathlib import Path

import click

from kbgen.cli.graph.common import knowledge_base_of, print_json
from kbgen.cli.options import format_option, root_option


@click.command("datasets")
@root_option
@click.option("--by", metavar="AXIS|year", help="A table for each term of an axis, or for each year.")
@click.option("--where", metavar="QUERY", default="", help="Only papers that the query finds; see docs/queries.md.")
@click.option("--most", type=click.IntRange(min=1), default=5, show_default=True, help="So many datasets a table.")
@format_option
def command(root: Path, by: str | None, where: str, most: int, output: str) -> None:
    """Show the datasets that most papers use.

    A paper that introduces a dataset does not use it by that alone. A paper that is filed under a term counts for the
    terms above it too.

    Exit status: 0 shown, 1 no paper uses a dataset or records are broken, 2 could not run.

        kbgen graph datasets
        kbgen graph datasets --by modality
        kbgen graph datasets --by year --where modality:video,text
    """
    from kbgen.render.export.exported import Choice, choose
    from kbgen.views.graph.dataset_use import dataset_use

    kb = knowledge_base_of(root)
    used = dataset_use(kb, choose(kb, Choice(where)).papers, by, most)
    if output == "json":
        print_json(used)
    elif used:
        from kbgen.cli.tables import table
        from kbgen.model.grid import Column, Grid

        heads = (Column("papers", is_number=True), Column("dataset", wraps=True))
        for part in used:
            click.echo(f"{part.name} ({part.using} of {part.papers} papers name what they use)")
            click.echo(f"{table(Grid(heads, tuple((str(one.count), one.name) for one in part.datasets)))}\n")
    else:
        click.echo("no paper names a dataset that it uses")
    if not used:
        raise click.exceptions.Exit(1)
