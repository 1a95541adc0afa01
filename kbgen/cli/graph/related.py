"""``kbgen graph related``: the papers nearest to one, and why."""

from pathlib import Path

import click

from kbgen.cli.graph.common import analysis_of, paper_of, print_json
from kbgen.cli.options import format_option, root_option


@click.command("related")
@click.argument("record", metavar="ID")
@root_option
@format_option
def command(record: str, root: Path, output: str) -> None:
    """Show the papers nearest to one, and why.

    ID is a paper. Two papers are near when they cite the same papers or are cited by the same, extend or compare with
    the same, share datasets, terms or words; a citation between them counts too.

    Exit status: 0 shown, 1 no paper is near or records are broken, 2 could not run.

        kbgen graph related vilbert-pretraining-task-agnostic-visiolinguistic
    """
    from kbgen.views.graph.words import reason_in_words

    analysis = analysis_of(root)
    found = analysis.related.of(paper_of(analysis, record))
    papers = analysis.kb.papers
    if output == "json":
        rows = [
            {
                "id": one.paper,
                "title": papers[one.paper].title,
                "score": one.score,
                "reasons": [{"kind": reason.kind, "shared": reason.shared} for reason in one.reasons],
            }
            for one in found
        ]
        print_json(rows)
    elif found:
        for one in found:
            click.echo(f"{one.score:.3f}  {one.paper}\n       {papers[one.paper].title}")
            click.echo(f"       {'; '.join(reason_in_words(analysis.kb, reason) for reason in one.reasons)}")
    else:
        click.echo("no paper here is near it")
    if not found:
        raise click.exceptions.Exit(1)
