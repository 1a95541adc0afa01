"""``kbgen enrich --snapshot``: what services are asked, out of a copy of everything that one of them knows."""

import datetime
import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kbgen.enrich.snapshot.engine import Engine
    from kbgen.enrich.snapshot.parts import Part


@dataclass(frozen=True, slots=True)
class SnapshotOptions:
    """What a user said of a snapshot: where it is, what reads it, and Spark's master."""

    address: str
    engine: str | None
    master: str | None


def snapshot_options(function: Callable[..., None]) -> Callable[..., None]:
    """Options for a command that can read a snapshot, handed to it as ``snapshot``: ``None`` where there is none."""

    @click.option("--snapshot", metavar="PATH", help="Read OpenAlex's snapshot: a folder, a file, or s3://openalex.")
    @click.option("--engine", type=click.Choice(["duckdb", "spark"]), help="What reads it: duckdb if not given.")
    @click.option("--master", metavar="URL", help="Spark's master: spark://host:7077, yarn; local[*] if not given.")
    @functools.wraps(function)
    def gathered(snapshot: str | None, engine: str | None, master: str | None, **others: object) -> None:
        if snapshot is None and (engine or master):
            raise click.UsageError("--engine and --master say how a snapshot is read; name it with --snapshot")
        if master and engine != "spark":
            raise click.UsageError("--master is Spark's; add --engine spark")
        function(snapshot=SnapshotOptions(snapshot, engine, master) if snapshot is not None else None, **others)

    return gathered


def run_snapshot(
    root: Path, options: SnapshotOptions, only: Sequence[str], ids: Sequence[str], *, dry_run: bool, output: str
) -> None:
    """Read a snapshot, or tell what would be read, and end with the exit status of the command."""
    if set(only) - {"openalex"}:
        raise click.UsageError("a snapshot is OpenAlex's; ask the other services without --snapshot")
    from kbgen.enrich.snapshot.extras import require

    require("spark" if options.engine == "spark" else "snapshot")
    from kbgen.enrich.snapshot.parts import find_parts
    from kbgen.enrich.snapshot.report import outcome_json, outcome_lines, plan_json, plan_lines
    from kbgen.enrich.snapshot.run import enrich_from_snapshot, papers_to_find
    from kbgen.store.tree import load_tree

    parts = find_parts(options.address)
    if dry_run:
        papers = papers_to_find(load_tree(root).kb, ids)
        for line in [plan_json(parts, papers)] if output == "json" else plan_lines(parts, papers):
            click.echo(line)
        return
    today = datetime.datetime.now(datetime.UTC).date()
    with _progress(parts) as advance:
        run = enrich_from_snapshot(root, parts, ids, _engine(options), today, advance)
    for line in [outcome_json(run)] if output == "json" else outcome_lines(run):
        click.echo(line)
    sys.exit(0 if run.whole else 1)


def _engine(options: SnapshotOptions) -> "Engine":
    if options.engine == "spark":
        from kbgen.enrich.snapshot.spark import DEFAULT_MASTER, Spark

        return Spark(options.master or DEFAULT_MASTER)
    from kbgen.enrich.snapshot.engine import DuckDB

    return DuckDB()


@contextmanager
def _progress(parts: "Sequence[Part]") -> "Iterator[Callable[[Part], None]]":
    """A bar over the bytes of all parts, on terminals only."""
    if not sys.stderr.isatty():
        yield lambda _part: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("OpenAlex's snapshot", total=sum(part.size for part in parts))
        yield lambda part: progress.advance(bar, part.size)
