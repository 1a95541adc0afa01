"""``kbgen readme``: write the README and the other lists."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from kbgen.cli.options import root_option
from kbgen.cli.records import list_called, readable_records
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList
from kbgen.model.text import counted


@click.command("readme")
@root_option
@click.option("--check", is_flag=True, help="Change nothing; show what would change and exit with 1 if anything would.")
@click.option("--list", "list_id", metavar="ID", help="Only this list of data/lists/.")
@click.option("--overwrite", is_flag=True, help="Replace files that kbgen did not write.")
def command(root: Path, check: bool, list_id: str | None, overwrite: bool) -> None:
    """Write the README and the lists: each list of data/lists/ to its output file.

    A file that something else wrote is not replaced without --overwrite.

    Exit code 1 means that records are broken or, with --check, that a file is out of date; 2 that it could not run.

        kbgen readme                  write all lists
        kbgen readme --check          say whether they are up to date, for a pull request
        kbgen readme --list reading   write one list
    """
    from kbgen.enrich.overlay import committed
    from kbgen.render.readme.publish import differences, write_files
    from kbgen.render.readme.render import render_lists

    # What stays on this machine decides nothing in files that everybody shares.
    tree = committed(readable_records(root, "no list was written"))
    lists = _chosen(tree.kb, list_id)
    files = render_lists(tree.kb, root, lists)
    if check:
        diffs = list(differences(root, files, lists))
        for diff in diffs:
            click.echo(diff, nl=False)
        if diffs:
            click.echo(f"kbgen: {counted(len(diffs), 'file')} out of date; write with: kbgen readme", err=True)
            sys.exit(1)
        return
    changed = write_files(root, files, lists, overwrite=overwrite)
    for path in changed:
        click.echo(path)
    click.echo(f"{counted(len(files), 'file')} written, {len(changed)} changed", err=True)


def _chosen(kb: KnowledgeBase, list_id: str | None) -> Mapping[str, ReadmeList]:
    if list_id is not None:
        return {list_id: list_called(list_id, kb)}
    if not kb.lists:
        raise KbgenError("there is no list in data/lists/", "docs/writing-lists.md says how to write one")
    return kb.lists
