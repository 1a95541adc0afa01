"""``kbgen export``: papers in the formats that other programs read."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kbgen.cli.options import OutputFile, root_option
from kbgen.cli.records import readable_records
from kbgen.model.finding import KbgenError
from kbgen.model.text import counted


@click.command("export")
@click.argument("format_", metavar="FORMAT")
@root_option
@click.option("--where", metavar="QUERY", default="", help="Only papers that the query finds; see docs/queries.md.")
@click.option(
    "--sort",
    metavar="KEYS",
    default="",
    show_default="-year,title",
    help="Order by title (or name), year, venue or added, with - in front for the other way round.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than so many.")
@click.option(
    "-o",
    "--output",
    type=OutputFile(),
    metavar="FILE",
    help="Write to FILE, at once and whole, instead of standard output.",
)
def command(root: Path, format_: str, where: str, sort: str, limit: int | None, output: Path | None) -> None:
    """Write papers in a format that other programs read.

    FORMAT is one of:

        bibtex     for LaTeX with BibTeX, and for every reference manager
        biblatex   for LaTeX with biblatex and biber, in UTF-8
        csl-json   for Zotero, Pandoc and citation processors
        ris        for EndNote, Mendeley and other reference managers
        csv        a table with one row a paper
        jsonl      whole records, one JSON object a line
        sqlite     a database with full-text index, ready for Datasette; needs -o
        markdown   a list as text, by year

    Exit code 0 means that papers were written; 1 that the query finds none, or that records are broken and nothing was
    written; 2 that it could not run.

        kbgen export bibtex > papers.bib
        kbgen export csv --where 'objective:clustering year:>=2020' -o clustering.csv
        kbgen export sqlite -o papers.db && datasette papers.db
    """
    from kbgen.render.export.exported import Choice, choose
    from kbgen.render.export.formats import exporter
    from kbgen.render.site.config import read_config
    from kbgen.store.files import write_bytes

    module, is_text = exporter(format_)
    if output is None and not is_text:
        raise KbgenError(f"{format_} is no text that could be printed", "name a file with -o FILE")
    tree = readable_records(root, "nothing was exported")
    exported = choose(tree.kb, Choice(where, sort, limit), read_config(root).site.name, root)
    if not exported.papers:
        click.echo("kbgen: no paper is found, so nothing was written", err=True)
        sys.exit(1)
    if output is None:
        _print(module.chunks(exported))
        return
    papers = counted(len(exported.papers), "paper")
    changed = write_bytes(output, b"".join(module.chunks(exported)))
    click.echo(f"{papers} {'written to' if changed else 'unchanged in'} {output}", err=True)


def _print(chunks: Iterator[bytes]) -> None:
    """Write to standard output as it is, in UTF-8."""
    if sys.stdout is None:
        raise KbgenError("standard output is closed", "name a file with -o FILE")
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()
