"""What an export holds: some papers of a knowledge base, in order, with what all formats look up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import get_args

from kbgen.graph.citations import Citations, citations
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import Select, SortKey
from kbgen.model.paper import Paper
from kbgen.model.query import read_query
from kbgen.model.selection import DEFAULT_SORT, select_papers
from kbgen.model.suggest import did_you_mean
from kbgen.model.vocabulary import Venue, VenueKind
from kbgen.render.export.citation_keys import citation_keys
from kbgen.views.site.authors import Authors


@dataclass(frozen=True)
class Exported:
    """Papers to write, in the order given.

    ``name`` is what the knowledge base calls itself, ``query`` what the papers were found by (empty for all) and
    ``sort`` the keys of their order. ``root`` is the folder that may override templates. ``known_keys``,
    ``known_authors`` and ``known_citations`` are those of all papers, where they were worked out before.
    """

    kb: KnowledgeBase
    papers: tuple[Paper, ...]
    name: str = "Papers"
    query: str = ""
    sort: tuple[str, ...] = DEFAULT_SORT
    root: Path | None = None
    known_keys: Mapping[str, str] | None = None
    known_authors: Authors | None = None
    known_citations: Citations | None = None

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Citation keys by paper. They are decided over all papers, so that a part is cited as the whole is."""
        return self.known_keys or citation_keys(self.kb.papers.values())

    @cached_property
    def citations(self) -> Citations:
        """Citations between all papers."""
        return self.known_citations or citations(self.kb)

    @cached_property
    def authors(self) -> Authors:
        """The authors of the papers; those of all papers where they are known."""
        return self.known_authors or Authors(self.papers, sorted)

    def venue(self, paper: Paper) -> Venue | None:
        """The venue of a paper, if it has one and the vocabulary has it."""
        return self.kb.venues.by_id.get(paper.venue) if paper.venue else None

    def venue_name(self, paper: Paper) -> str:
        """The full name of a paper's venue, its key where the vocabulary lacks it, or empty."""
        venue = self.venue(paper)
        return venue.name if venue else (paper.venue or "")

    def kind_of_venue(self, paper: Paper) -> VenueKind:
        """What sort of venue a paper appeared in; one that has only an arXiv identifier is a preprint."""
        venue = self.venue(paper)
        if venue is None:
            return "preprint" if paper.ids.arxiv and not paper.venue else "other"
        return venue.kind

    def keywords(self, paper: Paper) -> list[str]:
        """The names of a paper's terms, each once, in the record's order."""
        terms = self.kb.taxonomy.terms
        names = (
            placed.term.name if (placed := terms.get((axis, term))) else term
            for axis, carried in paper.topics.items()
            for term in carried
        )
        return list(dict.fromkeys(names))


def track_words(paper: Paper) -> str:
    """The track of a paper as the remark that it is in a reference list, or empty."""
    words = (paper.track or "").replace("-", " ")
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which papers to export: those that a query finds, in an order, and no more than so many."""

    where: str = ""
    sort: str = ""
    limit: int | None = None


def choose(kb: KnowledgeBase, choice: Choice, name: str = "Papers", root: Path | None = None) -> Exported:
    """The papers of a choice; raises :class:`KbgenError` for a query or an order that is not understood."""
    if choice.where.strip():
        read_query(choice.where, kb)
    sort = tuple(key.strip() for key in choice.sort.split(",")) if choice.sort else ()
    known = get_args(SortKey)
    for key in sort:
        if key not in known:
            raise KbgenError(f'there is no order "{key}"', did_you_mean(key, known, f"one of: {', '.join(known)}"))
    select = Select.model_validate({"where": choice.where.strip() or None, "sort": sort, "limit": choice.limit})
    return Exported(kb, select_papers(kb, select), name, choice.where.strip(), sort or DEFAULT_SORT, root)
