"""A document as a tree of blocks: what every markup is read into before anything is made of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kbgen.ingest.runs import BREAK, Run

BlockKind = Literal[
    "heading", "paragraph", "list", "item", "quote", "table", "row", "cell", "code", "rule", "group", "group-end"
]


@dataclass(frozen=True, slots=True)
class Block:
    """One block with the line on which it begins, from 1.

    ``level`` is that of a heading, from 1, and 1 for a table's row of headings. ``text`` is a block of code. ``group``
    names what follows it up to its ``group-end``, as the summary of a folded part of a page does.
    """

    kind: BlockKind
    line: int
    runs: tuple[Run, ...] = ()
    children: tuple["Block", ...] = ()
    level: int = 0
    text: str = ""

    def walk(self) -> Iterator["Block"]:
        """This block and all in it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_runs(self) -> tuple[Run, ...]:
        """The runs of this block and of all in it, with a break after each block."""
        found: list[Run] = []
        for block in self.walk():
            if block.runs:
                found.extend((*block.runs, BREAK))
        return tuple(found)


def shifted(block: Block, lines: int) -> Block:
    """A block that stands so many lines further down."""
    return replace(
        block,
        line=block.line + lines,
        runs=tuple(replace(run, line=run.line + lines) if run.line else run for run in block.runs),
        children=tuple(shifted(child, lines) for child in block.children),
    )


def definition(line: int, term: tuple[Run, ...], bodies: list[Block]) -> Block:
    """A term with what is said of it, as an item with items under it."""
    head = Block("paragraph", line, term)
    if not bodies:
        return Block("item", line, children=(head,))
    nested = tuple(Block("item", body.line, children=body.children or (body,)) for body in bodies)
    return Block("item", line, children=(head, Block("list", nested[0].line, children=nested)))
