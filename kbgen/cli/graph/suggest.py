"""``kbgen graph suggest``: works that many papers here cite and that are no records yet."""

from pathlib import Path

import click

from kbgen.cli.graph.common import analysis_of, print_json
from kbgen.cli.options import root_option


@click.command("suggest")
@root_option
@click.option("--least", type=click.IntRange(min=1), default=3, show_default=True, help="Cited by so many papers here.")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="So many works at most.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "ids"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, ids for kbgen add.",
)
def command(root: Path, least: int, most: int, output: str) -> None:
    """Show works that many papers here cite and that are no records yet.

    They come from the reference lists that services state, so `kbgen enrich` goes first.

    Exit status: 0 shown, 1 there are none or records are broken, 2 could not run.

        kbgen graph suggest
        kbgen graph suggest --least 10 --format ids | kbgen add -
    """
    from kbgen.graph.missing import missing_works

    analysis = analysis_of(root)
    found = missing_works(analysis.citations, least)
    shown = found[:most]
    if output == "json":
        rows = [{"id": work.identifier.key, "url": work.identifier.url, "cited_by": work.cited_by} for work in shown]
        print_json(rows)
    elif output == "ids":
        click.echo("".join(f"{work.identifier.key}\n" for work in shown), nl=False)
    elif shown:
        for work in shown:
            titles = [analysis.kb.papers[one].title for one in work.cited_by[:3]]
            more = f"; {len(work.cited_by) - 3} more" if len(work.cited_by) > 3 else ""
            click.echo(f"{len(work.cited_by):4}  {work.identifier.key}  {work.identifier.url}")
            click.echo(f"      cited by {'; '.join(titles)}{more}")
        if len(found) > len(shown):
            click.echo(f"{len(found) - len(shown)} more works: --most {len(found)} shows all")
    elif not analysis.citations.elsewhere:
        click.echo("no service has told of references that are not here: kbgen enrich asks")
    else:
        click.echo(f"no work that is not here is cited by {least} papers or more")
    if not found:
        raise click.exceptions.Exit(1)
