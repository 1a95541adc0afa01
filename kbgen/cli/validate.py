"""``kbgen validate``: check every record and report all that is wrong."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbgen.cli.options import require_knowledge_base, root_option
from kbgen.model.finding import Finding, KbgenError

if TYPE_CHECKING:
    from kbgen.checks.asked import Asked
    from kbgen.checks.fixing import Mended

_CODES = "CODE"


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option(
    "--changed-since",
    metavar="REV",
    help="Report only what the work since it left this branch, tag or commit touches, and what refers to that.",
)
@click.option("--select", multiple=True, metavar=_CODES, help="Report only these codes; KB3 means all that begin so.")
@click.option("--ignore", multiple=True, metavar=_CODES, help="Do not report these codes.")
@click.option("--fix", is_flag=True, help="Mend what takes no judgement, in the files, and report what remains.")
@click.option("--dry-run", is_flag=True, help="With --fix: show as a diff what would change, and change nothing.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="text for people, json and sarif for programs, github for annotations in a workflow.",
)
@click.option("--no-cache", is_flag=True, help="Read every file anew and leave .kbgen/cache/ alone.")
def command(
    paths: tuple[Path, ...],
    root: Path,
    changed_since: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    dry_run: bool,
    output: str,
    no_cache: bool,
) -> None:
    """Check every record and report all that is wrong, each with place, code and remedy.

    With PATHS, files or folders, only what is wrong there is reported; references and duplicates are still looked for
    in the whole. Warnings count as errors do: what was looked at and is right is listed in data/allowed.yaml with a
    reason. `kbgen explain CODE` explains a finding.

    Exit status: 0 nothing found, 1 something found, 2 could not run. With --fix what was mended does not count;
    with --dry-run it does.

        kbgen validate                               check the knowledge base in this folder
        kbgen validate data/papers/2021/clip.yaml    what is wrong with one record
        kbgen validate --changed-since origin/main   what is wrong with this branch
        kbgen validate --select KB2,repeated-link    only some rules
        kbgen validate --fix --dry-run               what could be mended, as a diff
        kbgen validate --format github               annotate a pull request
    """
    from kbgen.checks.asked import asked_for
    from kbgen.checks.fixing import Mended, mend, mend_a_copy
    from kbgen.checks.run import check
    from kbgen.store.tree import load_tree

    tree = load_tree(require_knowledge_base(root), cache=not no_cache)
    if not tree.records and not tree.findings:
        raise KbgenError(f"{root / 'data'} holds no records", "kbgen import FILE… makes some")
    asked = asked_for(tree, paths, changed_since, select, ignore)
    for note in tree.notes:
        click.echo(f"kbgen: {note}", err=True)
    if paths and not any(asked.covers(file.path) for file in tree.records):
        click.echo("kbgen: no record lies at these paths, or none that the work touches", err=True)
    if dry_run and not fix:
        raise KbgenError("--dry-run shows what --fix would change", "kbgen validate --fix --dry-run")
    if dry_run:
        sys.exit(_show_fixes(mend_a_copy(tree, asked)))
    mended = mend(tree, asked, cache=not no_cache) if fix else Mended(tree, check(tree).only(asked.wants))
    _tell(mended, asked, output)
    sys.exit(1 if mended.report.findings else 0)


def _show_fixes(mended: "Mended") -> int:
    """Print the diff, and on standard error what it is; the exit status."""
    from kbgen.model.text import counted

    for edit in mended.edits:
        click.echo(edit.diff(), nl=False)
    fixed, files, remain = len(mended.fixed), len(mended.edits), len(mended.report.findings)
    click.echo(f"kbgen: would fix {counted(fixed, 'finding')} in {counted(files, 'file')}", err=True)
    click.echo(f"kbgen: {counted(remain, 'finding')} would remain", err=True)
    return 1 if fixed or remain else 0


def _tell(mended: "Mended", asked: "Asked", output: str) -> None:
    from kbgen.checks.report import as_json, github_lines, summary
    from kbgen.checks.sarif import as_sarif

    report, tree = mended.report, mended.tree
    for finding in mended.refused:
        click.echo(f"kbgen: {finding.place}: {finding.code} cannot be fixed in this file; mend it by hand", err=True)
    if output == "json":
        click.echo(as_json(report, tree, asked, mended.fixed))
    elif output == "sarif":
        click.echo(as_sarif(report, tree.root))
    else:
        for finding in mended.fixed:
            click.echo(f"fixed {_shown(replace(finding, fix=()))}")
        lines = github_lines(report, tree.root) if output == "github" else map(_shown, report.findings)
        click.echo("\n".join((*lines, summary(report, tree, asked, mended.fixed))))


def _shown(finding: Finding) -> str:
    from kbgen.checks.report import text_line

    line = text_line(finding)
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return line
    place = str(finding.place)
    colour = "red" if finding.severity == "error" else "yellow"
    rest = line.removeprefix(f"{place}: {finding.code}")
    return f"{click.style(place, dim=True)}: {click.style(finding.code, fg=colour, bold=True)}{rest}"
