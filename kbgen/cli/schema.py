"""``kbgen schema``: write the JSON Schemas that editors use."""

import sys
from pathlib import Path

import click

from kbgen.cli.options import require_knowledge_base, root_option


@click.command("schema")
@root_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="data/schemas of the knowledge base",
    help="Folder to write to.",
)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file is missing or not current.")
def command(root: Path, out: Path | None, check: bool) -> None:
    """Write the JSON Schemas that editors use, one for each kind of record.

    The first line of a record points to its schema, so that an editor completes its keys and marks what is wrong.

        kbgen schema                  write data/schemas/
        kbgen schema --check          say whether data/schemas/ is current
        kbgen schema --out schemas    write elsewhere
    """
    from kbgen.store.files import write_text
    from kbgen.store.json_schema import schemas
    from kbgen.store.layout import SCHEMA_FOLDER

    folder = out or require_knowledge_base(root) / SCHEMA_FOLDER
    stale = False
    for name, text in schemas().items():
        path = folder / name
        if not check:
            click.echo(f"{path} {'written' if write_text(path, text) else 'unchanged'}")
        elif not path.is_file() or path.read_bytes() != text.encode():
            stale = True
            click.echo(f"{path} is not current; write it with: kbgen schema")
    sys.exit(1 if stale else 0)
