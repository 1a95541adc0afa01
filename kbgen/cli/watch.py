"""``kbgen watch``: find what has changed out there since a record was written."""

import datetime
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbgen.cli.options import require_knowledge_base, root_option, stale_option

if TYPE_CHECKING:
    from kbgen.contribute.watch.watching import Watched
    from kbgen.enrich.links.watch import LinkReport
    from kbgen.enrich.settings import Settings


@click.command("watch")
@root_option
@click.option("--only", multiple=True, metavar="KINDS", help="Watch only these: published,links")
@stale_option("Look again at links that were seen alive so long ago")
@click.option("--dry-run", is_flag=True, help="Look at nothing; print the links that would be looked at.")
@click.option("--write", is_flag=True, help="Make the proposed edits.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, markdown for a pull request.",
)
def command(root: Path, only: tuple[str, ...], stale: int, dry_run: bool, write: bool, output: str) -> None:
    """Find what has changed since the records were written, and propose edits.

    Preprints that were published, papers that were withdrawn, retracted, corrected or given another title or other
    authors, repositories that were renamed, archived, emptied or removed, and code that was found, as the last kbgen
    enrich heard of it; and links that are dead, which are looked at now.

    Kinds are published, withdrawn, retracted, versions, repositories, code and links.

    Exit status: 0 nothing was found, or all edits were made, 1 something is left, 2 could not run.

        kbgen watch                           show what has changed, and the edits as a diff
        kbgen watch --write                   make the edits
        kbgen watch --only published,links    watch some of it
        kbgen watch --only links --dry-run    print the links that would be looked at
    """
    from kbgen.contribute.watch.kinds import KINDS, LINKS, chosen, codes_of
    from kbgen.contribute.watch.watching import watch
    from kbgen.enrich.http import Session
    from kbgen.enrich.settings import read_settings

    kinds = chosen(only)
    require_knowledge_base(root)
    settings = read_settings(root, os.environ)
    links = _look(root, settings, stale, dry_run=dry_run) if KINDS[LINKS] in kinds else None
    if dry_run:
        return
    watched = watch(root, codes_of(kinds), links, lambda: Session(settings), write=write)
    _show(watched, output)
    sys.exit(0 if watched.is_settled else 1)


def _look(root: Path, settings: "Settings", stale: int, *, dry_run: bool) -> "LinkReport | None":
    """Look at the links that are due, or only print them."""
    from kbgen.enrich.http import Session
    from kbgen.enrich.links.check import Looking
    from kbgen.enrich.links.guard import open_session
    from kbgen.enrich.links.watch import due, watch_links
    from kbgen.enrich.pace import SystemClock
    from kbgen.store.tree import load_tree

    today = datetime.datetime.now(datetime.UTC).date()
    urls = due(root, load_tree(root), stale, today)
    if dry_run:
        click.echo("".join(f"{url}\n" for url in urls), nl=False)
        return None
    with _progress(len(urls)) as advance:
        looking = Looking(
            lambda: Session(settings),
            lambda: open_session(settings.user_agent),
            SystemClock(),
            threading.Event(),
            advance,
        )
        return watch_links(root, urls, looking, today)


def _show(watched: "Watched", output: str) -> None:
    from kbgen.cli.edits import show_edits, show_notes
    from kbgen.contribute.watch.report import report_json, report_lines

    planned = watched.proposal.planned
    if output == "json":
        click.echo(report_json(watched))
    elif output == "markdown":
        from kbgen.render.watching import as_markdown

        click.echo(as_markdown(watched), nl=False)
    else:
        for line in report_lines(watched):
            click.echo(line)
        show_edits(planned.edits, dry_run=not watched.written)
    show_notes((*watched.notes, *planned.notes), planned.findings)


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
