"""``kbgen pr-report``: tell a maintainer in one comment what a pull request does."""

import sys
from pathlib import Path

import click

from kbgen.cli.options import require_knowledge_base, root_option


@click.command("pr-report")
@root_option
@click.option("--base", metavar="REV", help="The branch, tag or commit that the change goes into, such as origin/main.")
@click.option(
    "--from",
    "made",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Show a report that --format json made, instead of comparing. It is read as a stranger's.",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="markdown for a comment on GitHub, json for --from and other programs.",
)
@click.option(
    "-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it to FILE."
)
def command(root: Path, base: str | None, made: Path | None, output: str, file: Path | None) -> None:
    """Tell a maintainer in one comment what a pull request does.

    The files here are compared with the commit at which they left REV: what each changed record says, how it will
    look in the lists, which records it may repeat, what kbgen validate finds in it, what the lists gain and lose, and
    which files only programs write.

    Everything that comes from a record is shown as text, and the whole fits into a comment on GitHub.

    Exit status: 0 nothing is wrong, 1 something is, 2 could not run.

        kbgen pr-report --base origin/main                      read it here
        kbgen pr-report --base HEAD^1 --format json -o r.json   keep it for later
        kbgen pr-report --from r.json -o comment.md             make the comment of it
    """
    from kbgen.render.pull_request import as_markdown, report_on
    from kbgen.store.files import write_text
    from kbgen.views.pull_request import MAX_BYTES, decode, encode

    if (base is None) == (made is None):
        raise click.UsageError("Give one of --base REV and --from FILE.")
    if made is not None:
        with made.open("rb") as stream:
            report = decode(stream.read(MAX_BYTES + 1))
    else:
        report = report_on(require_knowledge_base(root), base or "")
    text = encode(report).decode() if output == "json" else as_markdown(report)
    if file:
        write_text(file, text)
    else:
        click.echo(text, nl=False)
    sys.exit(0 if report.is_clean else 1)
