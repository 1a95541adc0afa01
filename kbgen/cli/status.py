"""``kbgen status``: what services have told of the records, how old it is, and what is due."""

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbgen.cli.options import format_option, require_knowledge_base, root_option, stale_option

if TYPE_CHECKING:
    from kbgen.enrich.status import Status


@click.command("status")
@root_option
@stale_option("Count as due what was asked so long ago")
@format_option
def command(root: Path, stale: int, output: str) -> None:
    """Show what services have told of the records, how old it is, and what is due.

    By field: of how many records it is known, of those that could have it; how many state it themselves; the age of
    what services said; and who said it. By service: what it answered, when it was last asked, when it is due, and how
    many requests it got in the last 30 days. Nobody is asked.

    Exit status: 0 shown, 2 could not run.

        kbgen status                  show all
        kbgen status --stale 30d      as for somebody who asks once a month
        kbgen status --format json    for programs, with dates
    """
    from kbgen.enrich.run import readable
    from kbgen.enrich.settings import read_settings
    from kbgen.enrich.state import read_state
    from kbgen.enrich.status import status_of
    from kbgen.enrich.status_report import status_json
    from kbgen.enrich.usage import read_usage
    from kbgen.store.tree import load_tree

    require_knowledge_base(root)
    settings = read_settings(root, os.environ)
    today = datetime.datetime.now(datetime.UTC).date()
    tree = load_tree(root)
    readable(tree)
    status = status_of(tree, read_state(root), read_usage(root, today), settings, stale, today)
    if output == "json":
        click.echo(status_json(status))
    else:
        _tell(status)


def _tell(status: "Status") -> None:
    from kbgen.cli.tables import table
    from kbgen.enrich.status_report import grids, hint, notes

    blocks = (hint(status), *map(table, grids(status)), "\n".join(notes(status)))
    click.echo("\n\n".join(block for block in blocks if block))
