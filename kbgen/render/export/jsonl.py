"""Whole records, one JSON object a line: what the YAML says, with every address worked out."""

from collections.abc import Iterator

from kbgen.render.export.exported import Exported
from kbgen.render.export.json import paper_line


def chunks(exported: Exported) -> Iterator[bytes]:
    """A line for each paper."""
    for paper in exported.papers:
        yield paper_line(paper, exported.kb) + b"\n"
