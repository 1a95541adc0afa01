"""``kbgen explain``: print what the reference says of a rule."""

import os
import sys

import click


@click.command("explain")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def command(codes: tuple[str, ...]) -> None:
    """Print what the reference says of a finding's code: what the rule looks for and why, and what would be right.

    CODE is a code, its beginning, or a rule's name. Without one, all rules are listed. On a terminal the page is laid
    out; elsewhere it is Markdown, as in docs/rules/.

        kbgen explain KB104                 one rule
        kbgen explain unknown-venue         the same, by its name
        kbgen explain KB2                   the rules about identity
        kbgen explain                       all rules, one a line
    """
    from kbgen.checks.codes import codes_of
    from kbgen.checks.reference import page
    from kbgen.checks.registry import rules

    asked = [sorted(codes_of([code])) for code in codes] or [list(rules())]
    for meant in asked:
        if len(meant) == 1:
            _print_page(page(meant[0]))
        else:
            _print_list(meant)


def _print_page(markdown: str) -> None:
    if not _is_terminal():
        click.echo(markdown.rstrip("\n"))
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(markdown))


def _print_list(codes: list[str]) -> None:
    from kbgen.checks.registry import rules

    listed = [rules()[code] for code in codes]
    if not _is_terminal():
        for rule in listed:
            click.echo(f"{rule.code} {rule.name}: {rule.summary}")
        return
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.table import Table

    table = Table("code", "name", "finds", box=None, pad_edge=False)
    for rule in listed:
        table.add_row(rule.code, rule.name, Markdown(rule.summary), style="" if rule.severity == "error" else "yellow")
    Console().print(table)


def _is_terminal() -> bool:
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
