"""``kbgen validate``: check every record and report all that is wrong."""

import os
import sys
from pathlib import Path

import click

from kbgen.cli.options import require_knowledge_base, root_option
from kbgen.model.finding import Finding, KbgenError


@click.command("validate")
@root_option
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, github for annotations in a workflow.",
)
@click.option("--no-cache", is_flag=True, help="Read every file anew and leave .kbgen/cache/ alone.")
def command(root: Path, output: str, no_cache: bool) -> None:
    """Check every record and report all that is wrong, each with place, code and remedy.

    Warnings count as errors do: what was looked at and is right is listed in data/allowed.yaml with a reason.
    docs/rules/ explains every code.

    \b
    Exit status: 0 nothing found, 1 something found, 2 could not run.

    \b
    kbgen validate                     check the knowledge base in this folder
    kbgen validate -C ../kb            check another one
    kbgen validate --format github     annotate a pull request
    """  # noqa: D301 click reads the character \b as "keep these lines"
    from kbgen.checks.report import as_json, github_lines, summary
    from kbgen.checks.run import check
    from kbgen.store.tree import load_tree

    tree = load_tree(require_knowledge_base(root), cache=not no_cache)
    if not tree.records and not tree.findings:
        raise KbgenError(f"{root / 'data'} holds no records", "kbgen import FILE… makes some")
    report = check(tree)
    for note in tree.notes:
        click.echo(f"kbgen: {note}", err=True)
    if output == "json":
        click.echo(as_json(report, tree))
    else:
        for line in github_lines(report) if output == "github" else map(_shown, report.findings):
            click.echo(line)
        click.echo(summary(report, tree))
    sys.exit(1 if report.findings else 0)


def _shown(finding: Finding) -> str:
    from kbgen.checks.report import text_line

    line = text_line(finding)
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return line
    place = str(finding.place)
    colour = "red" if finding.severity == "error" else "yellow"
    rest = line.removeprefix(f"{place}: {finding.code}")
    return f"{click.style(place, dim=True)}: {click.style(finding.code, fg=colour, bold=True)}{rest}"
