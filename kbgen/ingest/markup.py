"""Which markup a document is written in, and its blocks."""

from kbgen.ingest.blocks import Block
from kbgen.ingest.markdown_blocks import markdown_blocks


def blocks_of(text: str, name: str) -> list[Block]:
    """The blocks of a document; its content says which markup it is, and its name where that leaves doubt."""
    return markdown_blocks(text)


def looks_like_list(text: str, name: str) -> float:
    """How sure it is, from 0 to 1, that a document is a list: headings, and links in most of its lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    linked = sum("](" in line for line in lines)
    headed = any(line.startswith("#") for line in lines)
    if not headed or linked < 2:
        return 0.0
    return min(0.9, 0.4 + linked / len(lines))
