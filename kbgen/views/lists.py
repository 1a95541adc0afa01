"""A list as a reader meets it: headings with the papers and datasets that stand under them.

Which heading shows a paper is decided here. A subheading is served before the heading above it, so that a heading
shows what none of its subheadings does; and of all headings that find a paper, the first to be served shows it in
full, while the others only refer to it. A ``select`` without any condition gathers what is left.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from kbgen.model.conditions import is_axis, wanted_terms
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList, Section, Select
from kbgen.model.paper import Paper
from kbgen.model.selection import clauses_of, select_datasets, select_papers
from kbgen.views.datasets import DatasetTable, dataset_table
from kbgen.views.entries import PaperCard, paper_card
from kbgen.views.view import View


class Listing(View, frozen=True):
    """A paper under a heading; ``shown_under`` names the heading that shows it in full where that is another one."""

    card: PaperCard
    shown_under: str | None = None


class SectionView(View, frozen=True):
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


class ListView(View, frozen=True):
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
    builder = _Builder(kb)
    sections = tuple(builder.section(section) for section in readme_list.sections)
    return ListView(readme_list.id, readme_list.title, readme_list.intro, sections)


def is_rest(select: Select) -> bool:
    """Whether a ``select`` has no condition, which in a list means: whatever no heading before it shows."""
    return select == Select(sort=select.sort, limit=select.limit)


class _Builder:
    """Fills headings one after the other and remembers what each paper's first heading was."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._shown: dict[str, Listing] = {}
        # A list may have many headings and a base many papers: a heading that names a term looks only at its papers.
        self._by_term: dict[tuple[str, str], dict[str, Paper]] = {}
        for paper in kb.papers.values():
            for axis, terms in paper.topics.items():
                for term in terms:
                    self._by_term.setdefault((axis, term), {})[paper.id] = paper

    def section(self, section: Section) -> SectionView:
        """One heading and those below it."""
        below = tuple(self.section(child) for child in section.sections)
        parts = [part for view in below for part in view.walk()]
        listings: tuple[Listing, ...] = ()
        table: DatasetTable | None = None
        if section.select is not None and section.of == "datasets":
            in_tables = {row.id for part in parts if part.table for row in part.table.rows}
            found = select_datasets(self._kb, section.select)
            table = dataset_table((dataset for dataset in found if dataset.id not in in_tables), self._kb)
        elif section.select is not None:
            under_subheadings = {listing.card.id for part in parts for listing in part.listings}
            papers = (paper for paper in self._papers(section.select) if paper.id not in under_subheadings)
            listings = tuple(self._listing(paper, section.heading) for paper in papers)
        return SectionView(section.heading, section.intro, listings, table, below)

    def _papers(self, select: Select) -> Iterable[Paper]:
        if is_rest(select):
            left = {paper_id: paper for paper_id, paper in self._kb.papers.items() if paper_id not in self._shown}
            return select_papers(dataclasses.replace(self._kb, papers=left), select)
        return select_papers(dataclasses.replace(self._kb, papers=self._candidates(select)), select)

    def _candidates(self, select: Select) -> Mapping[str, Paper]:
        """The papers that can match, judged by the first axis that the ``select`` names."""
        for clause in clauses_of(select):
            if is_axis(clause.field) and not clause.negated:
                wanted = sorted(
                    (axis, term) for axis, terms in wanted_terms(self._kb, clause).items() for term in terms
                )
                return {key: paper for place in wanted for key, paper in self._by_term.get(place, {}).items()}
        return self._kb.papers

    def _listing(self, paper: Paper, heading: str) -> Listing:
        if known := self._shown.get(paper.id):
            return known
        listing = Listing(paper_card(paper, self._kb))
        self._shown[paper.id] = msgspec.structs.replace(listing, shown_under=heading)
        return listing
