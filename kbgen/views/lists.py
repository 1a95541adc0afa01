"""A list as a reader meets it: headings with the papers and datasets that stand under them.

Which heading shows a paper is decided here. A subheading is served before the heading above it, so that a heading
shows what none of its subheadings does; and of all headings that find a paper, the first to be served shows it in
full, while the others only refer to it. A ``select`` without any condition gathers what is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList, Section, Select
from kbgen.model.paper import Paper
from kbgen.model.selection import select_datasets, select_papers
from kbgen.views.datasets import DatasetTable, dataset_table
from kbgen.views.entries import PaperCard, paper_card


@dataclass(frozen=True, slots=True)
class Listing:
    """A paper under a heading; ``shown_under`` names the heading that shows it in full where that is another one."""

    card: PaperCard
    shown_under: str | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with what stands under it. ``listings`` are in the order of the heading's ``select``."""

    heading: str
    intro: str | None = None
    listings: tuple[Listing, ...] = ()
    table: DatasetTable | None = None
    sections: tuple["SectionView", ...] = ()

    @property
    def full(self) -> tuple[PaperCard, ...]:
        """The papers that this heading shows in full."""
        return tuple(listing.card for listing in self.listings if listing.shown_under is None)

    @property
    def elsewhere(self) -> tuple[Listing, ...]:
        """The papers that stand here too and are shown in full under another heading."""
        return tuple(listing for listing in self.listings if listing.shown_under is not None)

    def walk(self) -> Iterator["SectionView"]:
        """This heading and all below it, in the order of the document."""
        yield self
        for section in self.sections:
            yield from section.walk()

    @property
    def paper_count(self) -> int:
        """How many papers this heading and those below it show in full."""
        return sum(len(section.full) for section in self.walk())

    @property
    def dataset_count(self) -> int:
        """How many rows the tables of this heading and those below it have."""
        return sum(len(section.table.rows) for section in self.walk() if section.table)


@dataclass(frozen=True, slots=True)
class ListView:
    """A whole list."""

    id: str
    title: str
    intro: str | None
    sections: tuple[SectionView, ...]

    def walk(self) -> Iterator[SectionView]:
        """Every heading in the order of the document."""
        for section in self.sections:
            yield from section.walk()

    @property
    def paper_count(self) -> int:
        """How many different papers the list shows."""
        return sum(section.paper_count for section in self.sections)

    @property
    def dataset_count(self) -> int:
        """How many different datasets the list shows."""
        return len({row.id for section in self.walk() if section.table for row in section.table.rows})


def list_view(readme_list: ReadmeList, kb: KnowledgeBase) -> ListView:
    """Everything a list shows."""
    shown: dict[str, Listing] = {}
    sections = tuple(_section(section, kb, shown) for section in readme_list.sections)
    return ListView(readme_list.id, readme_list.title, readme_list.intro, sections)


def is_rest(select: Select) -> bool:
    """Whether a ``select`` has no condition, which in a list means: whatever no heading before it shows."""
    return select == Select(sort=select.sort, limit=select.limit)


def _section(section: Section, kb: KnowledgeBase, shown: dict[str, Listing]) -> SectionView:
    """One heading and those below it. ``shown`` is filled with each paper as other headings will refer to it."""
    below = tuple(_section(child, kb, shown) for child in section.sections)
    listings: tuple[Listing, ...] = ()
    table: DatasetTable | None = None
    if section.select is not None and section.of == "datasets":
        in_tables = {row.id for view in below for part in view.walk() if part.table for row in part.table.rows}
        found = select_datasets(kb, section.select)
        table = dataset_table((dataset for dataset in found if dataset.id not in in_tables), kb)
    elif section.select is not None:
        under_subheadings = {listing.card.id for view in below for part in view.walk() for listing in part.listings}
        papers = _papers(section.select, kb, shown)
        listings = tuple(
            _listing(paper, section.heading, kb, shown) for paper in papers if paper.id not in under_subheadings
        )
    return SectionView(section.heading, section.intro, listings, table, below)


def _papers(select: Select, kb: KnowledgeBase, shown: dict[str, Listing]) -> tuple[Paper, ...]:
    if not is_rest(select):
        return select_papers(kb, select)
    left = (paper for paper in select_papers(kb, Select(sort=select.sort)) if paper.id not in shown)
    return tuple(islice(left, select.limit))


def _listing(paper: Paper, heading: str, kb: KnowledgeBase, shown: dict[str, Listing]) -> Listing:
    if known := shown.get(paper.id):
        return known
    listing = Listing(paper_card(paper, kb))
    shown[paper.id] = replace(listing, shown_under=heading)
    return listing
