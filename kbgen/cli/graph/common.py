"""What the commands of the graph share."""

import datetime
from pathlib import Path

import click

from kbgen.cli.options import format_option as format_option
from kbgen.cli.options import require_knowledge_base
from kbgen.graph.analysis import Analysis
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.suggest import did_you_mean


def knowledge_base_of(root: Path) -> KnowledgeBase:
    """The records in ``root``; some that cannot be read are an error, each with its place."""
    from kbgen.store.tree import load_tree

    tree = load_tree(require_knowledge_base(root))
    errors = sorted((one for one in tree.findings if one.severity == "error"), key=lambda one: one.sort_key)
    if errors:
        for finding in errors:
            click.echo(str(finding), err=True)
        raise KbgenError("these records cannot be read, so there is no graph of them", "mend them first")
    return tree.kb


def analysis_of(root: Path) -> Analysis:
    """The graph of the records in ``root``; records that cannot be read are an error, each with its place."""
    return Analysis(knowledge_base_of(root), datetime.datetime.now(datetime.UTC).year)


def paper_of(analysis: Analysis, name: str) -> str:
    """The identifier of the paper that somebody means: its own, or one it once had."""
    papers = analysis.kb.papers
    if name in papers:
        return name
    for paper in papers.values():
        if name in paper.aliases:
            return paper.id
    raise KbgenError(f'there is no paper "{name}"', did_you_mean(name, papers, "its file is data/papers/YEAR/ID.yaml"))
