"""What the outline of a list holds: the places where entries may stand, tables, code, headings and prose."""

from dataclasses import dataclass, field

from kbgen.ingest.blocks import Block
from kbgen.ingest.draft import DraftHeading
from kbgen.ingest.runs import Run

Path = tuple[str, ...]
"""The headings over a place, the outermost first."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A place where an entry may stand: its own runs, and those of what is said below it.

    ``item`` marks an item of a list; ``heading`` an entry that only a heading names; ``card`` one that a block of code
    describes; ``numbered`` a line of a paragraph that begins with its number.
    """

    line: int
    own: tuple[Run, ...]
    details: tuple[tuple[Run, ...], ...] = ()
    path: Path = ()
    item: bool = False
    heading: bool = False
    card: bool = False
    numbered: bool = False

    @property
    def listed(self) -> bool:
        """Whether the list marks the place as one of its entries."""
        return self.item or self.numbered

    @property
    def links(self) -> list[Run]:
        """All links, those below too."""
        return [run for part in (self.own, *self.details) for run in part if run.kind == "link"]


@dataclass(slots=True)
class Outline:
    """What a document holds, in its order."""

    units: list[Unit] = field(default_factory=list)
    tables: list[tuple[Block, Path]] = field(default_factory=list)
    codes: list[Block] = field(default_factory=list)
    headings: list[DraftHeading] = field(default_factory=list)
    contents: list[Run] = field(default_factory=list)
    prose: list[int] = field(default_factory=list)
    title: str = ""
    fields: frozenset[str] = frozenset()
