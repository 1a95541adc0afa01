"""The records that a command works on, and how it ends where they cannot be had."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from kbgen.cli.options import require_knowledge_base
from kbgen.model.finding import Finding, KbgenError
from kbgen.model.suggest import did_you_mean

if TYPE_CHECKING:
    from kbgen.model.knowledge_base import KnowledgeBase
    from kbgen.model.lists import ReadmeList
    from kbgen.store.tree import Tree


def readable_records(root: Path, otherwise: str) -> "Tree":
    """All records in ``root``; where some cannot be read the command ends and says that ``otherwise`` is so."""
    from kbgen.store.tree import load_tree

    tree = load_tree(require_knowledge_base(root))
    if errors := [finding for finding in tree.findings if finding.severity == "error"]:
        end_with(errors, f"{otherwise}, because these records cannot be read")
    return tree


def end_with(findings: Iterable[Finding], words: str) -> NoReturn:
    """End a command with what is wrong with records, by place, and with exit code 1."""
    for finding in sorted(findings, key=lambda one: one.sort_key):
        click.echo(str(finding), err=True)
    click.echo(f"kbgen: {words}", err=True)
    raise click.exceptions.Exit(1)


def list_called(name: str, kb: "KnowledgeBase") -> "ReadmeList":
    """The list of ``data/lists/`` with this identifier."""
    if name not in kb.lists:
        remedy = did_you_mean(name, kb.lists, f"there are: {', '.join(kb.lists) or 'none'}")
        raise KbgenError(f'no list "{name}" in data/lists/', remedy)
    return kb.lists[name]
