"""``kbgen remove``: take a record away."""

import sys
from pathlib import Path

import click

from kbgen.cli.options import require_knowledge_base, root_option


@click.command("remove")
@click.argument("record", metavar="ID")
@root_option
@click.option("--dry-run", is_flag=True, help="Print the change as a diff, write nothing.")
def command(record: str, root: Path, dry_run: bool) -> None:
    """Remove a record that nothing names.

    A record is a paper or a dataset. One that others name stays: each place is told, and how to change it. What the
    overlay and the allow-list say of the record goes with it.

    Exit status: 0 removed, 1 others name it, 2 could not run.

        kbgen remove clip
        kbgen remove datasets/audioset --dry-run
    """
    from kbgen.cli.edits import show_edits, show_notes
    from kbgen.contribute.remove import NamedElsewhereError, remove_record

    try:
        planned = remove_record(require_knowledge_base(root), record, dry_run=dry_run)
    except NamedElsewhereError as error:
        for pointer in error.pointers:
            click.echo(pointer)
        click.echo(f"kbgen: {error}", err=True)
        sys.exit(1)
    show_edits(planned.edits, dry_run=dry_run)
    show_notes(planned.notes, planned.findings)
