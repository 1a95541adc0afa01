"""``kbgen graph export``: the graph in a format that other programs read."""

from pathlib import Path

import click

from kbgen.cli.graph.common import analysis_of
from kbgen.cli.options import root_option


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice(["graphml", "gexf", "json", "turtle"]))
@root_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to FILE, at once and whole, instead of standard output.",
)
def command(format_: str, root: Path, output: Path | None) -> None:
    """Write the graph in a format that other programs read.

    FORMAT is one of:

        graphml   for Gephi, yEd, Cytoscape and NetworkX
        gexf      for Gephi
        json      nodes and edges, as NetworkX's node_link_graph reads them
        turtle    RDF, in the terms of schema.org, SKOS and CiTO

    Every citation says who states it.

        kbgen graph export graphml -o papers.graphml
        kbgen graph export turtle > papers.ttl
    """
    from kbgen.render.graph.networks import gexf, graphml, node_link
    from kbgen.render.graph.turtle import turtle
    from kbgen.render.site.config import read_config
    from kbgen.store.files import write_bytes

    analysis = analysis_of(root)
    match format_:
        case "graphml":
            document = graphml(analysis.graph)
        case "gexf":
            document = gexf(analysis.graph)
        case "json":
            document = node_link(analysis.graph)
        case _:
            document = turtle(analysis.graph, analysis.kb, read_config(root).site.url)
    if output is None:
        click.echo(document, nl=False)
        return
    changed = write_bytes(output, document)
    nodes, edges = analysis.graph.number_of_nodes(), analysis.graph.number_of_edges()
    click.echo(f"{nodes} nodes, {edges} edges {'written to' if changed else 'unchanged in'} {output}", err=True)
