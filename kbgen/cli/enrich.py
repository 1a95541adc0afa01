"""``kbgen enrich``: ask services what they know of the records."""

import datetime
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbgen.cli.enrich_snapshot import SnapshotOptions, run_snapshot, snapshot_options
from kbgen.cli.options import format_option, require_knowledge_base, root_option, stale_option

if TYPE_CHECKING:
    from kbgen.enrich.overlay import Publishing
    from kbgen.enrich.plan import Plan


@click.command("enrich")
@root_option
@click.option("--only", multiple=True, metavar="SERVICES", help="Ask only these services: arxiv,github")
@stale_option("Ask again about what was asked so long ago")
@click.option("--ids", multiple=True, metavar="IDS", help="Ask only about these records, whether due or not: clip,vatt")
@snapshot_options
@click.option("--dry-run", is_flag=True, help="Ask nobody; print the requests and how long the limits make them take.")
@click.option(
    "--abstracts",
    type=click.Choice(["local", "free", "all"]),
    default="local",
    show_default=True,
    envvar="KBGEN_ABSTRACTS",
    help="Where abstracts go: local keeps them on this machine, free commits those of arXiv (CC0), all commits all.",
)
@format_option
def command(
    root: Path,
    only: tuple[str, ...],
    stale: int,
    ids: tuple[str, ...],
    snapshot: SnapshotOptions | None,
    dry_run: bool,
    abstracts: str,
    output: str,
) -> None:
    """Ask services what they know of the records, and write it to data/enriched/.

    What the records say themselves is never changed. A service that fails costs nothing: what was known stays, and the
    next run asks again. Stop it at any time; started again it goes on where it was.

    Exit status: 0 all asked, 1 something failed, 2 could not run.

        kbgen enrich                       ask about everything that is due
        kbgen enrich --dry-run             print what would be asked
        kbgen enrich --only arxiv,github   ask some services
        kbgen enrich --ids clip,vatt       ask about some records now
        kbgen enrich --stale 30d           once a month is enough
        kbgen enrich --snapshot s3://openalex   ask a copy of OpenAlex instead of services
    """
    from kbgen.enrich.http import Session
    from kbgen.enrich.plan import Wanted, make_plan
    from kbgen.enrich.report import outcome_json, outcome_lines, plan_json, plan_lines
    from kbgen.enrich.run import enrich
    from kbgen.enrich.services import chosen
    from kbgen.enrich.settings import read_settings
    from kbgen.enrich.state import read_state
    from kbgen.store.tree import load_tree

    require_knowledge_base(root)
    named = tuple(dict.fromkeys(_names(ids)))
    if snapshot:
        run_snapshot(root, snapshot, _names(only), named, dry_run=dry_run, output=output)
        return
    settings = read_settings(root, os.environ)
    today = datetime.datetime.now(datetime.UTC).date()
    wanted = Wanted(chosen(only), named, stale)
    plan = make_plan(load_tree(root).kb, read_state(root), settings, wanted, today)
    if dry_run:
        for line in [plan_json(plan)] if output == "json" else plan_lines(plan):
            click.echo(line)
        return
    with _progress(plan) as advance, _ended_as_by_ctrl_c():
        run = enrich(root, plan, lambda: Session(settings), today, _publishing(abstracts), advance)
    for note in run.notes:
        click.echo(f"kbgen: {note}", err=True)
    for line in [outcome_json(run)] if output == "json" else outcome_lines(run):
        click.echo(line)
    if run.interrupted:
        click.echo("kbgen: stopped; the next run goes on from here", err=True)
        raise KeyboardInterrupt
    sys.exit(0 if run.whole else 1)


def _names(texts: tuple[str, ...]) -> list[str]:
    """Names, several in one text with commas between them."""
    return [name.strip() for text in texts for name in text.split(",") if name.strip()]


def _publishing(abstracts: str) -> "Publishing":
    from kbgen.enrich.fields import ABSTRACT, FIELDS, FREE_ABSTRACTS
    from kbgen.enrich.overlay import Publishing

    published = {"local": frozenset[str](), "free": FREE_ABSTRACTS, "all": frozenset(FIELDS[ABSTRACT].services)}
    return Publishing(published[abstracts])


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """What ends a process politely, as a workflow that takes too long is ended, loses no more than Ctrl+C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _progress(plan: "Plan") -> Iterator[Callable[[str, int], None]]:
    """A bar for each service, on terminals only."""
    if not sys.stderr.isatty():
        yield lambda _service, _number: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bars = {
            one.source.name: progress.add_task(one.source.title, total=len(one.keys))
            for one in plan.services
            if one.keys
        }
        yield lambda service, number: progress.advance(bars[service], number)
