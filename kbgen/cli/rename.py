"""``kbgen rename``: give a record another identifier."""

from pathlib import Path

import click

from kbgen.cli.options import require_knowledge_base, root_option


@click.command("rename")
@click.argument("old")
@click.argument("new")
@root_option
@click.option("--dry-run", is_flag=True, help="Print the change as a diff, write nothing.")
def command(old: str, new: str, root: Path, dry_run: bool) -> None:
    """Give a record another identifier.

    A record is a paper or a dataset. The file is moved, and everything that names the record is changed: other
    records, lists, the allow-list and the overlay. The record keeps OLD under `aliases`, so that links to its page
    still lead to it.

    Exit status: 0 renamed, 2 could not run.

        kbgen rename learning-transferable-visual-models clip
        kbgen rename datasets/audio-set audioset --dry-run
    """
    from kbgen.cli.edits import show_edits, show_notes
    from kbgen.contribute.rename import rename_record

    planned = rename_record(require_knowledge_base(root), old, new, dry_run=dry_run)
    show_edits(planned.edits, dry_run=dry_run)
    show_notes(planned.notes, planned.findings)
