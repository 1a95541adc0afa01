"""How commands that edit files show what they do."""

import os
import sys
from collections.abc import Sequence

import click

from kbgen.model.finding import Finding
from kbgen.store.edit import FileEdit, diff_of

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def show_edits(edits: Sequence[FileEdit], *, dry_run: bool) -> None:
    """Print the files that were changed, or for a dry run the diff, which ``git apply`` takes."""
    if dry_run:
        diff = diff_of(edits)
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo("".join(map(in_colour, diff.splitlines(keepends=True))) if coloured else diff, nl=False)
        return
    gone = {edit.moved_from for edit in edits}
    for edit in edits:
        if edit.moved_from:
            click.echo(f"{edit.moved_from} is {edit.path} now")
        elif edit.after is None:
            if edit.path not in gone:
                click.echo(f"{edit.path} removed")
        else:
            click.echo(f"{edit.path} {'written' if edit.before is None else 'changed'}")


def shortened(text: str, length: int = 120) -> str:
    """A text on one line that may be cut."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def show_notes(notes: Sequence[str], findings: Sequence[Finding]) -> None:
    """Print on standard error what else is to be known, and what the change makes doubtful."""
    from kbgen.checks.report import text_line

    for note in notes:
        click.echo(f"kbgen: {note}", err=True)
    for finding in findings:
        click.echo(text_line(finding), err=True)


def in_colour(line: str) -> str:
    """A line of a diff as a terminal shows it."""
    colour = _COLOURS.get(line[:1])
    return click.style(line, fg=colour) if colour else line
