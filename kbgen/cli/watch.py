"""``kbgen watch``: find what has changed out there since a record was written."""

import datetime
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kbgen.cli.options import require_knowledge_base, root_option, stale_option
from kbgen.model.finding import KbgenError


@click.command("watch")
@root_option
@click.option("--links", is_flag=True, help="Look whether the links of the records still lead somewhere.")
@stale_option("Look again at links that were seen alive so long ago")
@click.option("--dry-run", is_flag=True, help="Look at nothing; print the links that would be looked at.")
@click.option("--write", is_flag=True, help="Make the proposed edits.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for people, json for programs.",
)
def command(root: Path, links: bool, stale: int, dry_run: bool, write: bool, output: str) -> None:
    """Find links that are dead, and propose edits.

    A link is called dead when its host has said so on three days, a week or more apart from first to last. Hosts that
    refuse programs, or are down, say nothing about a page. What fails is remembered in data/enriched/links.jsonl.

    Exit status: 0 no dead link, or all edits made, 1 dead links, 2 could not run.

        kbgen watch --links            look at the links that are due
        kbgen watch --links --write    and edit the records whose links are dead
    """
    from kbgen.cli.edits import show_edits
    from kbgen.enrich.http import Session
    from kbgen.enrich.links.check import Looking
    from kbgen.enrich.links.guard import open_session
    from kbgen.enrich.links.report import report_json, report_lines
    from kbgen.enrich.links.watch import due, edits, watch_links
    from kbgen.enrich.pace import SystemClock
    from kbgen.enrich.settings import read_settings
    from kbgen.store.edit import apply_changes
    from kbgen.store.tree import load_tree

    if not links:
        raise KbgenError("nothing to watch is named", "kbgen watch --links looks at the links of the records")
    require_knowledge_base(root)
    settings = read_settings(root, os.environ)
    today = datetime.datetime.now(datetime.UTC).date()
    urls = due(root, load_tree(root), stale, today)
    if dry_run:
        click.echo("".join(f"{url}\n" for url in urls), nl=False)
        return
    with _progress(len(urls)) as advance:
        looking = Looking(
            lambda: Session(settings),
            lambda: open_session(settings.user_agent),
            SystemClock(),
            threading.Event(),
            advance,
        )
        report = watch_links(root, urls, looking, lambda: Session(settings), today)
    for line in [report_json(report)] if output == "json" else report_lines(report):
        click.echo(line)
    if write and report.findings:
        show_edits(apply_changes(root, edits(report.findings)), dry_run=False)
    sys.exit(1 if report.findings and not write else 0)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar, on terminals only."""
    if not sys.stderr.isatty():
        yield lambda _number: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("links", total=total)
        yield lambda number: progress.advance(bar, number)
