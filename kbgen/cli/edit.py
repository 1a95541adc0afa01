"""``kbgen edit``: change fields of records."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kbgen.cli.options import require_knowledge_base, root_option


@click.command("edit")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@root_option
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="Put a value in, in place of what is there.")
@click.option("--unset", "unsets", multiple=True, metavar="KEY", help="Take a value away.")
@click.option("--add", "adds", multiple=True, metavar="KEY=VALUE", help="Add an item to a list.")
@click.option("--remove", "removes", multiple=True, metavar="KEY=VALUE", help="Take an item out of a list.")
@click.option("--add-link", "add_links", multiple=True, metavar="KIND=URL", help="The same as --add links.KIND=URL.")
@click.option("--remove-link", "remove_links", multiple=True, metavar="KIND[=URL]", help="Take a link away.")
@click.option(
    "--add-topic", "add_topics", multiple=True, metavar="AXIS=TERM", help="The same as --add topics.AXIS=TERM."
)
@click.option("--remove-topic", "remove_topics", multiple=True, metavar="AXIS[=TERM]", help="Take a topic away.")
@click.option("--dry-run", is_flag=True, help="Print the change as a diff, write nothing.")
def command(
    ids: tuple[str, ...],
    root: Path,
    sets: tuple[str, ...],
    unsets: tuple[str, ...],
    adds: tuple[str, ...],
    removes: tuple[str, ...],
    add_links: tuple[str, ...],
    remove_links: tuple[str, ...],
    add_topics: tuple[str, ...],
    remove_topics: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Change fields of records.

    A record is a paper or a dataset. Only the lines of what changes are touched. A KEY is written with dots:
    links.code, topics.objective, results.2.value; items of lists are counted from 1. A venue, term or dataset may
    be given by its name. Everything is checked first, and if anything would be wrong, all of it is told and nothing
    is written.

    What is taken away goes first, then what is set, then what is added.

    Exit status: 0 changed, 1 the records say all of it already, 2 something asked for is wrong.

        kbgen edit clip --set venue=icml --set year=2021 --unset track
        kbgen edit clip --add-link code=https://github.com/openai/CLIP --dry-run
        kbgen edit clip virtex --add-topic modality=text --remove-topic modality=audio
        kbgen edit clip --add "datasets={dataset: imagenet, role: evaluation}"
    """
    from kbgen.cli.edits import shortened, show_edits, show_notes
    from kbgen.contribute.edit import edit_records
    from kbgen.contribute.instructions import Action, Instruction

    def asked(action: Action, option: str, texts: tuple[str, ...], above: str = "") -> Iterator[Instruction]:
        for text in texts:
            key, equals, value = text.partition("=")
            yield Instruction(action, above + key.strip(), value if equals else None, f"{option} {shortened(text)}")

    instructions = [
        *asked("unset", "--unset", unsets),
        *asked("remove", "--remove", removes),
        *asked("remove", "--remove-link", remove_links, "links."),
        *asked("remove", "--remove-topic", remove_topics, "topics."),
        *asked("set", "--set", sets),
        *asked("add", "--add", adds),
        *asked("add", "--add-link", add_links, "links."),
        *asked("add", "--add-topic", add_topics, "topics."),
    ]
    if not instructions:
        raise click.UsageError("Say what to change, for example --set venue=icml.")
    planned = edit_records(require_knowledge_base(root), ids, instructions, dry_run=dry_run)
    show_edits(planned.edits, dry_run=dry_run)
    show_notes(planned.notes, planned.findings)
    if not planned.edits:
        click.echo("nothing to change", err=True)
        sys.exit(1)
