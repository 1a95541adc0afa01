"""Everything pages look up, gathered in one pass: who wrote what, what is filed where, what is linked to what."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

import msgspec

from kbgen.graph.citations import Citations, citations
from kbgen.model.author_names import AUTHOR_SLUGS
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.made import Made
from kbgen.model.paper import Paper
from kbgen.views.entries import PaperCard, paper_card
from kbgen.views.site.addresses import author_url, axis_url, dataset_url, paper_url, term_url, venue_url
from kbgen.views.site.authors import Authors
from kbgen.views.site.parts import CountedRef, Ref
from kbgen.views.titles import readable_title

FAMILY_AXIS, MODALITY_AXIS, TASK_AXIS = "dataset-family", "modality", "task"


class Tally(NamedTuple):
    """What all papers are counted by, gathered in one pass: reading ten thousand records takes longer than counting.

    ``added`` holds the day each paper was added, newest papers first, as an ordinal number; 0 where it is unknown.
    """

    kinds: Mapping[str, int]
    with_code: int
    with_summary: int
    added: list[int]


class SiteIndex:
    """A knowledge base with its lookups. Lists of identifiers are newest first: year down, then title."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._cards = Made(self._card)
        self._author_refs = Made(_author_ref)
        self._term_refs = Made(self._term_ref)
        self._counted_authors = Made(self._counted_author)
        self._counted_terms = Made(self._counted_term)
        keys = sorted((-(paper.year or 0), paper.title.casefold(), one) for one, paper in kb.papers.items())
        self._ordered = [paper_id for _, _, paper_id in keys]

    def newest_first(self, paper_ids: Iterable[str]) -> list[str]:
        """The papers, newest year first, then by title; those without a year come last."""
        rank = self._rank
        return sorted(paper_ids, key=rank.__getitem__)

    def card(self, paper_id: str) -> PaperCard:
        """A paper as lists show it."""
        return self._cards[paper_id]

    def _card(self, paper_id: str) -> PaperCard:
        card = paper_card(self.kb.papers[paper_id], self.kb)
        title = readable_title(card.title)
        return card if title == card.title else msgspec.structs.replace(card, title=title)

    def cards(self, paper_ids: Iterable[str]) -> tuple[PaperCard, ...]:
        """Papers as lists show them, in the order given."""
        return tuple(map(self._cards.__getitem__, paper_ids))

    def overlay(self, record_id: str) -> Mapping[str, EnrichedValue]:
        """What the overlay knows of a record."""
        return self.kb.enrichment.get(record_id, {})

    def venue_short(self, venue_id: str) -> str:
        """A venue's short name, or its key where the vocabulary lacks it."""
        venue = self.kb.venues.by_id.get(venue_id)
        return venue.short if venue else venue_id

    def author_ref(self, name: str) -> Ref:
        """A name as it is written in one record, with its page."""
        return self._author_refs[name]

    def counted_author(self, slug: str, count: int) -> CountedRef:
        """An author with a number of papers."""
        return self._counted_authors[slug, count]

    def _counted_author(self, key: tuple[str, int]) -> CountedRef:
        slug, count = key
        return CountedRef(self.authors.name(slug), author_url(slug), count)

    def venue_ref(self, venue_id: str) -> Ref:
        """A venue's short name with its page."""
        return Ref(self.venue_short(venue_id), venue_url(venue_id))

    def term_ref(self, axis: str, term: str) -> Ref:
        """A term with its page; one that the taxonomy lacks has none."""
        return self._term_refs[axis, term]

    def task_ref(self, task: str) -> Ref:
        """A task that a result names: with its page where the taxonomy has it, in words otherwise."""
        if (TASK_AXIS, task) in self.kb.taxonomy.terms:
            return self.term_ref(TASK_AXIS, task)
        words = task.replace("-", " ")
        return Ref(f"{words[:1].upper()}{words[1:]}", "")

    def _term_ref(self, key: tuple[str, str]) -> Ref:
        axis, term = key
        placed = self.kb.taxonomy.terms.get(key)
        return Ref(placed.term.name, term_url(axis, term)) if placed else Ref(term, "")

    def counted_term(self, place: tuple[str, str], count: int) -> CountedRef:
        """A term (axis and identifier) with a number of papers."""
        return self._counted_terms[place, count]

    def _counted_term(self, key: tuple[tuple[str, str], int]) -> CountedRef:
        place, count = key
        return CountedRef(self.term_ref(*place).name, term_url(*place), count, place[1])

    def axis_ref(self, axis_id: str) -> Ref:
        """An axis with its page; one that the taxonomy lacks has none."""
        axis = self.kb.taxonomy.axis(axis_id)
        return Ref(axis.name, axis_url(axis_id)) if axis else Ref(axis_id, "")

    def dataset_ref(self, dataset_id: str) -> Ref:
        """A dataset with its page; an identifier that is no record has none."""
        dataset = self.kb.datasets.get(dataset_id)
        return Ref(dataset.name, dataset_url(dataset_id)) if dataset else Ref(dataset_id, "")

    def paper_ref(self, paper_id: str) -> Ref:
        """A paper's title with its page; an identifier that is no record has none."""
        paper = self.kb.papers.get(paper_id)
        return Ref(readable_title(paper.title), paper_url(paper_id)) if paper else Ref(paper_id, "")

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {paper_id: rank for rank, paper_id in enumerate(self._ordered)}

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, newest first."""
        return tuple(self.kb.papers[paper_id] for paper_id in self._ordered)

    @cached_property
    def years(self) -> dict[str, int | None]:
        """The year of every paper, newest first."""
        return {paper.id: paper.year for paper in self.papers}

    @cached_property
    def tally(self) -> Tally:
        """What all papers are counted by."""
        kinds: Counter[str] = Counter()
        with_code = with_summary = 0
        added = []
        for paper in self.papers:
            kinds[paper.kind] += 1
            with_code += bool(paper.links.code)
            with_summary += bool(paper.summary)
            added.append(paper.added.toordinal() if paper.added else 0)
        return Tally(kinds, with_code, with_summary, added)

    @cached_property
    def authors(self) -> Authors:
        """Authors by slug, sorted by it."""
        return Authors(self.papers, self.newest_first)

    @cached_property
    def people(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of each paper's authors, sorted, each once."""
        papers = self.kb.papers
        return Made(
            lambda paper_id: tuple(sorted({slug for name in papers[paper_id].authors if (slug := AUTHOR_SLUGS[name])}))
        )

    @cached_property
    def filed(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The terms of the taxonomy (axis and identifier) that each paper carries itself, sorted, each once."""
        papers, terms = self.kb.papers, self.kb.taxonomy.terms
        return Made(
            lambda paper_id: tuple(
                sorted(
                    {
                        (axis, term)
                        for axis, carried in papers[paper_id].topics.items()
                        for term in carried
                        if (axis, term) in terms
                    }
                )
            )
        )

    @cached_property
    def by_venue(self) -> dict[str, list[str]]:
        """Papers by venue key, sorted by it."""
        found: dict[str, list[str]] = {}
        for paper in self.papers:
            if paper.venue:
                found.setdefault(paper.venue, []).append(paper.id)
        return dict(sorted(found.items()))

    @cached_property
    def by_year(self) -> dict[int | None, list[str]]:
        """Papers by year, newest first; those that name none last, under ``None``."""
        found: dict[int | None, list[str]] = {}
        for paper_id, year in self.years.items():
            found.setdefault(year, []).append(paper_id)
        return found

    @cached_property
    def by_term(self) -> dict[tuple[str, str], list[str]]:
        """Papers by axis and term, each also under the terms above its own."""
        found: dict[tuple[str, str], list[str]] = {}
        above = self._above
        for paper in self.papers:
            for axis, terms in paper.topics.items():
                for term in dict.fromkeys(up for one in terms for up in above(axis, one)):
                    found.setdefault((axis, term), []).append(paper.id)
        return found

    @cached_property
    def datasets_by_term(self) -> dict[tuple[str, str], list[str]]:
        """Datasets by axis and term (family, modality, task), each also under the terms above its own, by name."""
        found: dict[tuple[str, str], list[str]] = {}
        for dataset in self.datasets:
            carried = [(MODALITY_AXIS, term) for term in dataset.modalities] + [
                (TASK_AXIS, term) for term in dataset.tasks
            ]
            if dataset.family:
                carried.append((FAMILY_AXIS, dataset.family))
            for place in dict.fromkeys((axis, up) for axis, term in carried for up in self._above(axis, term)):
                found.setdefault(place, []).append(dataset.id)
        return found

    def _above(self, axis: str, term: str) -> tuple[str, ...]:
        return self.kb.taxonomy.with_ancestors(axis, term)

    @cached_property
    def axes_in_use(self) -> list[str]:
        """Axes that some paper carries a term of, in the taxonomy's order."""
        carried = {axis for axis, _ in self.by_term}
        return [axis.id for axis in self.kb.taxonomy.axes if axis.id in carried]

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """All datasets by name."""
        return tuple(sorted(self.kb.datasets.values(), key=lambda one: (one.name.casefold(), one.id)))

    @cached_property
    def papers_of_dataset(self) -> dict[str, list[Paper]]:
        """For each dataset the papers whose records say that they introduce or use it, newest first."""
        found: dict[str, list[Paper]] = {}
        for paper in self.papers:
            for dataset in dict.fromkeys(use.dataset for use in paper.datasets):
                found.setdefault(dataset, []).append(paper)
        return found

    @cached_property
    def results_on(self) -> dict[str, list[str]]:
        """For each dataset the papers that report results on it, newest first."""
        found: dict[str, dict[str, None]] = {}
        for paper in self.papers:
            for result in paper.results:
                found.setdefault(result.dataset, {})[paper.id] = None
        return {dataset: list(papers) for dataset, papers in found.items()}

    @cached_property
    def introduced_by_record(self) -> dict[str, list[str]]:
        """For each paper the datasets whose own records say that it introduces them, by name."""
        found: dict[str, list[str]] = {}
        for dataset in self.datasets:
            if dataset.introduced_by:
                found.setdefault(dataset.introduced_by, []).append(dataset.id)
        return found

    def introducers(self, dataset: Dataset) -> list[str]:
        """Papers that introduce a dataset, by the dataset's own record or theirs."""
        papers = self.papers_of_dataset.get(dataset.id, ())
        found = {paper.id: None for paper in papers if dataset.id in paper.introduced_datasets}
        if dataset.introduced_by and dataset.introduced_by in self.kb.papers:
            found[dataset.introduced_by] = None
        return self.newest_first(found)

    def users(self, dataset_id: str) -> list[str]:
        """Papers that use a dataset, newest first; the ones that introduce it are not among them."""
        papers = self.papers_of_dataset.get(dataset_id, ())
        return [paper.id for paper in papers if dataset_id in paper.used_datasets]

    @cached_property
    def citations(self) -> Citations:
        """Citations between papers."""
        return citations(self.kb)

    @cached_property
    def related_from(self) -> dict[tuple[str, str], list[str]]:
        """By relation (``extends``, ``compares_to``) and target, the papers whose records name the target."""
        found: dict[tuple[str, str], list[str]] = {}
        for paper in self.papers:
            for relation in ("extends", "compares_to"):
                for target in getattr(paper.relations, relation):
                    found.setdefault((relation, target), []).append(paper.id)
        return found

    @cached_property
    def most_cited(self) -> list[tuple[str, int]]:
        """Papers with the number of papers here that are known to cite them, most first."""
        counts = Counter({paper_id: len(edges) for paper_id, edges in self.citations.incoming.items()})
        return sorted(counts.items(), key=lambda one: (-one[1], self._rank[one[0]]))


def _author_ref(name: str) -> Ref:
    slug = AUTHOR_SLUGS[name]
    return Ref(name, author_url(slug) if slug else "")
