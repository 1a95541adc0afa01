"""Works that a list names by an identifier in its text and not by a link: ``arXiv:2101.00001``, ``doi:10.1000/1``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kbgen.ingest.blocks import Block
from kbgen.ingest.paper_hosts import is_paper_address
from kbgen.ingest.runs import Run

_STATED = re.compile(
    r"(?i)(?:\barxiv\s+(?:e-?)?prints?[\s,:]+)?\barxiv\s*:\s*(?:abs/)?(?P<arxiv>\d{4}\.\d{4,5}(?:v\d+)?)(?!\d)"
    r"|\[(?P<bare>\d{4}\.\d{4,5}(?:v\d+)?)\]"
    r"|\bdoi\s*:\s*(?P<doi>10\.\d{4,9}/[^\s\[\](){}<>|,;]*[^\s\[\](){}<>|,;.])"
)
_ADDRESSES = {"arxiv": "https://arxiv.org/abs/", "bare": "https://arxiv.org/abs/", "doi": "https://doi.org/"}


def with_stated_identifiers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a link for each identifier in a paragraph that has no link to a paper."""
    return [_linked(block) for block in blocks]


def _linked(block: Block) -> Block:
    runs = block.runs
    if block.kind == "paragraph" and not any(run.kind == "link" and is_paper_address(run.href) for run in runs):
        runs = tuple(part for run in runs for part in (_parts(run) if run.kind == "text" else (run,)))
    return replace(block, runs=runs, children=tuple(with_stated_identifiers(block.children)))


def _parts(run: Run) -> Iterator[Run]:
    end = 0
    for found in _STATED.finditer(run.text):
        if found.start() > end:
            yield replace(run, text=run.text[end : found.start()])
        kind = str(found.lastgroup)
        label = "DOI" if kind == "doi" else "arXiv"
        yield replace(run, kind="link", text=label, href=_ADDRESSES[kind] + found[kind])
        end = found.end()
    if end < len(run.text):
        yield replace(run, text=run.text[end:])
