"""``kbgen import``: turn bibliographies, lists, pages, notes, feeds and facts into records."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from kbgen.cli.options import OutputFile, root_option
from kbgen.ingest.differences import TAKEABLE, Takeable
from kbgen.ingest.importing import ImportOptions, SourceFile, run_import
from kbgen.ingest.report import ImportReport
from kbgen.model.finding import KbgenError
from kbgen.store.files import write_text


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="[KEY=]FILE...")
@click.option(
    "--format",
    "format_",
    default="",
    metavar="NAME",
    help="Read every FILE as this format instead of detecting it: list, paper-page, notes, feed, facts, citations, "
    "coverage, bibtex, csl-json, ris, zotero-json, openalex-json, csv, records, or one that an installed package adds.",
)
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="DATA", help="The data folder to import into, instead of -C."
)
@root_option
@click.option(
    "--about", default="", metavar="ID", help="The work that a paper page is about, such as arxiv:2304.01008."
)
@click.option(
    "--new-terms/--known-terms",
    "extend",
    default=None,
    help="Make terms and venues that are missing, or only report them. [default: make them where there are none]",
)
@click.option(
    "--url",
    "urls",
    multiple=True,
    metavar="[KEY=]ADDRESS",
    help="Where the document stands, kept in data/sources.yaml; for several files once each, with the source's key.",
)
@click.option(
    "--update", is_flag=True, help="Let records that are there get what they lack; without it they stay as they are."
)
@click.option(
    "--take",
    type=click.Choice(TAKEABLE),
    multiple=True,
    help="With --update, put the file's value in place of a record's own in this field, wherever they disagree.",
)
@click.option("--dry-run", is_flag=True, help="Decide and report everything, write nothing.")
@click.option("--report", type=OutputFile(), metavar="FILE", help="Write the full report as JSON.")
@click.option("--format-report", type=click.Choice(["text", "json"]), default="text", help="What to print.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    format_: str,
    into: Path | None,
    root: Path,
    about: str,
    extend: bool | None,
    urls: tuple[str, ...],
    update: bool,
    take: tuple[Takeable, ...],
    dry_run: bool,
    report: Path | None,
    format_report: str,
) -> None:
    """Turn bibliographies, lists, pages and notes into records.

    The format of each FILE, or of standard input (-), is found by its content. Entries that are one work become one
    record, and works that are here already are not made again: what would change in their records is shown, and done
    with --update. A value that a record has stays, unless --take names its field. Everything merged, doubtful or not
    understood is reported.

    A folder without records becomes a knowledge base. Exit code 0 means that the import is done, whatever was
    reported; 1 that it is done, but that nothing or little of a file was understood; 2 that nothing was imported.

        kbgen import README.md
        kbgen import references.bib
        kbgen import --dry-run my-list=README.md notes.md
        kbgen import --update references.bib
        kbgen import lists/*.md facts.jsonl citations.jsonl --report report.json
    """
    options = ImportOptions(format_, about, extend, urls, dry_run, update=update, take=frozenset(take))
    sources = [_from_standard_input(SourceFile.parse(text)) for text in files]
    root = _root_of(root, into)
    new = not (root / "data").is_dir()
    imported = run_import(root, sources, options, _progress)
    if report:
        write_text(report, _json(imported.outcome.report, imported.written))
    if format_report == "json":
        click.echo(_json(imported.outcome.report, imported.written), nl=False)
        context.exit(1 if imported.outcome.report.warnings else 0)
    for line in imported.outcome.report.summary(dry_run=dry_run, update=update):
        click.echo(line)
    if dry_run:
        click.echo(f"\n{len(imported.written)} files would be written:")
        for path in imported.written:
            click.echo(f"  {path}")
    if new:
        click.echo(f"\n{root.resolve()} {'would become' if dry_run else 'is now'} a knowledge base")
    context.exit(1 if imported.outcome.report.warnings else 0)


def _from_standard_input(source: SourceFile) -> SourceFile:
    """The source with what standard input holds, where it is named ``-``."""
    if source.path != Path("-"):
        return source
    return replace(source, path=Path("stdin"), content=sys.stdin.buffer.read())


def _root_of(root: Path, into: Path | None) -> Path:
    """The knowledge base's root; ``--into`` names its data folder."""
    if into is not None and into.name != "data":
        raise KbgenError(f"--into takes the data folder of a knowledge base, and {into} is not named data")
    root = into.parent if into is not None else root
    data = root / "data"
    if data.exists() and not data.is_dir():
        raise KbgenError(f"no knowledge base can be here: {data} is a file", "name another root with -C DIR")
    return root


def _json(report: ImportReport, written: tuple[str, ...]) -> str:
    return json.dumps({**report.as_json(), "written": list(written)}, ensure_ascii=False, indent=2) + "\n"


def _progress(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """A progress bar on standard error where that is a terminal, and nothing elsewhere."""
    console = Console(stderr=True)
    yield from track(list(files), "Reading", console=console, disable=not console.is_terminal, transient=True)
