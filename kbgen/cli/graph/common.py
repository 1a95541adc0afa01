"""What the commands of the graph share."""

import datetime
from pathlib import Path

import click

from kbgen.cli.records import readable_records
from kbgen.graph.analysis import Analysis
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.suggest import did_you_mean


def knowledge_base_of(root: Path) -> KnowledgeBase:
    """The records in ``root``; where some cannot be read the command ends."""
    return readable_records(root, "there is no graph").kb


def analysis_of(root: Path) -> Analysis:
    """The graph of the records in ``root``; where some cannot be read the command ends."""
    return Analysis(knowledge_base_of(root), datetime.datetime.now(datetime.UTC).year)


def print_json(value: object) -> None:
    """Print what a command found, for programs."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def paper_of(analysis: Analysis, name: str) -> str:
    """The identifier of the paper that somebody means: its own, or one it once had."""
    papers = analysis.kb.papers
    if name in papers:
        return name
    for paper in papers.values():
        if name in paper.aliases:
            return paper.id
    raise KbgenError(f'there is no paper "{name}"', did_you_mean(name, papers, "its file is data/papers/YEAR/ID.yaml"))
