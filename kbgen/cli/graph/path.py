"""``kbgen graph path``: how two papers hang together."""

from pathlib import Path

import click

from kbgen.cli.graph.common import analysis_of, paper_of, print_json
from kbgen.cli.options import format_option, root_option


@click.command("path")
@click.argument("start", metavar="ID")
@click.argument("end", metavar="ID")
@root_option
@click.option("--most", type=click.IntRange(min=1), default=3, show_default=True, help="Ways of equal length.")
@format_option
def command(start: str, end: str, root: Path, most: int, output: str) -> None:
    """Show the shortest ways between two papers.

    A way goes along citations and relations in either direction, and over shared datasets, authors and repositories,
    which make it longer than a citation does. Venues and terms join nearly everything, so they are no way.

    Exit status: 0 shown, 1 nothing joins the two or records are broken, 2 could not run.

        kbgen graph path clip-art virtex
    """
    from kbgen.graph.connections import connections
    from kbgen.views.graph.words import step_in_words

    analysis = analysis_of(root)
    ways = connections(analysis.graph, paper_of(analysis, start), paper_of(analysis, end), most)
    label = {node: attributes["label"] for node, attributes in analysis.graph.nodes(data=True)}
    if output == "json":
        rows = [
            {
                "length": way.length,
                "steps": [
                    {"start": one.start, "end": one.end, "kinds": one.kinds, "forward": one.forward}
                    for one in way.steps
                ],
            }
            for way in ways
        ]
        print_json(rows)
    elif ways:
        blocks = [
            "\n".join(
                [
                    label[way.steps[0].start] if way.steps else "one and the same paper",
                    *(f"  {step_in_words(one)} {label[one.end]}" for one in way.steps),
                ]
            )
            for way in ways
        ]
        click.echo("\n\n".join(blocks))
    else:
        click.echo("nothing joins the two")
    if not ways:
        raise click.exceptions.Exit(1)
