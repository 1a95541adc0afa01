"""The ``kbgen`` command: a table of commands, each imported only when it is asked for."""

import importlib
import inspect
import signal
import sys
from typing import Any

import click

from kbgen import __version__
from kbgen.cli.pipes import quiet_when_unread
from kbgen.model.finding import KbgenError

COMMANDS = {
    "add": "Add papers by identifier, address, title or BibTeX.",
    "build": "Build the site.",
    "digest": "Tell what came in, ready to be sent or posted.",
    "edit": "Change fields of records.",
    "enrich": "Ask services what they know of the records.",
    "explain": "Print what the reference says of a finding's code.",
    "export": "Write papers in a format that other programs read.",
    "from-issue": "Turn an issue form into the change that it asks for.",
    "graph": "Ask who cites whom, what is near, and how papers hang together.",
    "import": "Turn bibliographies, lists, pages and notes into records.",
    "pr-report": "Tell a maintainer in one comment what a pull request does.",
    "readme": "Write the README and the lists.",
    "remove": "Remove a record that nothing names.",
    "rename": "Give a record another identifier.",
    "schema": "Write the JSON Schemas that editors use.",
    "serve": "Build the site, show it, and rebuild on every change.",
    "status": "Show what services have told of the records, how old it is, and what is due.",
    "validate": "Check every record and report all that is wrong.",
    "watch": "Find what has changed since the records were written, and propose edits.",
}
"""Command name → one-line help, so that ``kbgen --help`` needs to import none of them."""

_MODULES = {"import": "import_"}
_INTERRUPTED = 128 + signal.SIGINT


class LazyGroup(click.Group):
    """A group whose commands live in ``kbgen.cli.NAME`` as ``command`` and are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module; ``None`` where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kbgen.cli.{_MODULES.get(cmd_name, cmd_name.replace('-', '_'))}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"kbgen.cli.{cmd_name} has no click command")
        for one in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
            one.help = _with_lines_kept(one.help or "")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, so that none is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a misspelt one is told the nearest that exists."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" Commands: {', '.join(sorted(COMMANDS))}."
            ctx.fail(f"No such command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the arguments; help and version are printed here."""
        with quiet_when_unread():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl+C ends it as shells expect, and not with the code that means findings."""
        try:
            with quiet_when_unread():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(err=True)
            ctx.exit(_INTERRUPTED)


def _with_lines_kept(text: str) -> str:
    """A help text in which indented paragraphs keep their lines, as in Markdown; click wraps what has no mark."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(f"\b\n{one}" if one.startswith("  ") else one for one in paragraphs)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kbgen")
def cli() -> None:
    """Keep a curated literature knowledge base in Git and publish it as a site and README lists."""


def main(argv: list[str] | None = None) -> Any:
    """Run the command line; what keeps a command from running is one line on standard error and exit code 2.

    That is a :class:`KbgenError`, or a file or folder that the operating system refuses.
    """
    try:
        return cli.main(args=argv, prog_name="kbgen")
    except KbgenError as error:
        click.echo(f"kbgen: {error}", err=True)
    except OSError as error:
        name = error.filename2 or error.filename
        click.echo(f"kbgen: {f'{name}: ' if name else ''}{error.strerror or error}", err=True)
    sys.exit(2)
