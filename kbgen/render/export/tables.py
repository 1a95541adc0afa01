"""The rows of the database's tables, sorted, each table before those that refer to it.

A record may name a venue, a term, a dataset or a source that is not there (``kbgen validate`` says so). It gets a row
that holds its identifier, so that every reference leads somewhere.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from kbgen.model.author_names import AUTHOR_SLUGS
from kbgen.model.conditions import MODALITY_AXIS, TASK_AXIS, datasets_of
from kbgen.model.dataset import Dataset
from kbgen.model.lookup import FAMILY_AXIS
from kbgen.model.paper import Paper
from kbgen.render.export.exported import Exported
from kbgen.views.entries import paper_links

Row = tuple[object, ...]


def rows_by_table(exported: Exported) -> Iterator[tuple[str, list[Row]]]:
    """Table names with their rows; columns are in the order of ``schema.sql``."""
    tables = _Tables(exported)
    for name in (
        *("venues", "axes", "terms", "term_closure", "sources", "papers", "paper_titles", "paper_aliases", "authors"),
        *("paper_authors", "paper_terms", "paper_links", "paper_sources", "datasets", "dataset_sizes"),
        *("dataset_terms", "dataset_links", "paper_datasets", "results", "citations", "relations"),
    ):
        # The first columns of every table tell its rows apart and are never NULL, so no NULL is compared.
        yield name, sorted(getattr(tables, name)())


class _Tables:
    """What each table holds."""

    def __init__(self, exported: Exported) -> None:
        self._exported = exported
        self._kb = exported.kb
        self._papers = {paper.id: paper for paper in exported.papers}

    @cached_property
    def _datasets(self) -> dict[str, Dataset]:
        """All datasets where all papers are exported, and otherwise those that the papers introduce or use."""
        named = {name for paper in self._papers.values() for name in datasets_of(paper)}
        named |= {one.id for one in self._kb.datasets.values() if one.introduced_by in self._papers}
        if len(self._papers) == len(self._kb.papers):
            named |= self._kb.datasets.keys()
        return {name: self._kb.datasets.get(name) or Dataset(id=name, name=name) for name in sorted(named)}

    @cached_property
    def _paper_terms(self) -> set[tuple[str, str, str]]:
        return {
            (paper.id, axis, term)
            for paper in self._papers.values()
            for axis, carried in paper.topics.items()
            for term in carried
        }

    @cached_property
    def _dataset_terms(self) -> set[tuple[str, str, str]]:
        return {
            (dataset.id, axis, term)
            for dataset in self._datasets.values()
            for axis, carried in (
                (FAMILY_AXIS, (dataset.family,) if dataset.family else ()),
                (MODALITY_AXIS, dataset.modalities),
                (TASK_AXIS, dataset.tasks),
            )
            for term in carried
        }

    @cached_property
    def _unknown_terms(self) -> set[tuple[str, str]]:
        carried = {(axis, term) for _, axis, term in self._paper_terms | self._dataset_terms}
        return carried - self._kb.taxonomy.terms.keys()

    def venues(self) -> Iterator[Row]:
        known = self._kb.venues.by_id
        for venue in known.values():
            yield venue.id, venue.short, venue.name, venue.kind, venue.url
        for name in {paper.venue for paper in self._papers.values() if paper.venue} - known.keys():
            yield name, name, name, "other", None

    def axes(self) -> Iterator[Row]:
        known = {axis.id: axis for axis in self._kb.taxonomy.axes}
        for axis in known.values():
            yield axis.id, axis.name, axis.description
        for name in {axis for axis, _ in self._unknown_terms} - known.keys():
            yield name, name, None

    def terms(self) -> Iterator[Row]:
        for (axis, term), placed in self._kb.taxonomy.terms.items():
            parent = _term_id(axis, placed.ancestors[-1]) if placed.ancestors else None
            yield _term_id(axis, term), axis, term, placed.term.name, placed.term.description, parent
        for axis, term in self._unknown_terms:
            yield _term_id(axis, term), axis, term, term, None, None

    def term_closure(self) -> Iterator[Row]:
        for (axis, term), placed in self._kb.taxonomy.terms.items():
            for distance, above in enumerate((term, *reversed(placed.ancestors))):
                yield _term_id(axis, above), _term_id(axis, term), distance
        for axis, term in self._unknown_terms:
            yield _term_id(axis, term), _term_id(axis, term), 0

    def sources(self) -> Iterator[Row]:
        known = self._kb.sources
        for source in known.values():
            retrieved = source.retrieved.isoformat() if source.retrieved else None
            yield (
                source.id, source.name, source.kind, source.url, source.license, retrieved, source.description
            )  # fmt: skip
        for name in {name for paper in self._papers.values() for name in paper.sources} - known.keys():
            yield name, name, "other", None, None, None, None

    def papers(self) -> Iterator[Row]:
        for paper in self._papers.values():
            notes = msgspec.json.encode(paper.notes.model_dump(exclude_defaults=True)).decode() if paper.notes else None
            ids = paper.ids
            yield (
                paper.id, paper.title, "; ".join(paper.authors) or None, paper.year, paper.venue, paper.track,
                paper.kind, paper.url, ids.arxiv, ids.doi, ids.acl, ids.openreview, paper.summary, notes,
                self._exported.keys[paper.id], paper.added.isoformat() if paper.added else None,
            )  # fmt: skip

    def paper_titles(self) -> Iterable[Row]:
        return {(paper.id, title) for paper in self._papers.values() for title in paper.also_titled}

    def paper_aliases(self) -> Iterable[Row]:
        return {alias: (alias, paper.id) for paper in self._papers.values() for alias in paper.aliases}.values()

    def authors(self) -> Iterable[Row]:
        known = self._exported.authors
        names = {_author_id(name): name for paper in self._papers.values() for name in paper.authors}
        return [(one, known.name(one) if one in known else name) for one, name in names.items()]

    def paper_authors(self) -> Iterator[Row]:
        for paper in self._papers.values():
            for position, name in enumerate(paper.authors, 1):
                yield paper.id, position, _author_id(name), name

    def paper_terms(self) -> Iterator[Row]:
        for paper, axis, term in self._paper_terms:
            yield paper, _term_id(axis, term)

    def paper_links(self) -> Iterator[Row]:
        for paper in self._papers.values():
            for position, link in enumerate(paper_links(paper), 1):
                yield paper.id, link.kind, link.url, position

    def paper_sources(self) -> Iterable[Row]:
        return {(paper.id, source) for paper in self._papers.values() for source in paper.sources}

    def datasets(self) -> Iterator[Row]:
        for one in self._datasets.values():
            links = one.links
            yield (
                one.id, one.name, one.year, one.family, "; ".join(one.domain) or None, one.task_text, one.license,
                one.access, links.home or links.data or links.docs,
                one.introduced_by if one.introduced_by in self._papers else None,
                one.summary, one.added.isoformat() if one.added else None,
            )  # fmt: skip

    def dataset_sizes(self) -> Iterator[Row]:
        for dataset in self._datasets.values():
            for position, size in enumerate(dataset.sizes, 1):
                yield dataset.id, position, size.of, size.text, size.count, size.qualifier

    def dataset_terms(self) -> Iterator[Row]:
        for dataset, axis, term in self._dataset_terms:
            yield dataset, _term_id(axis, term)

    def dataset_links(self) -> Iterable[Row]:
        return {
            (dataset.id, kind, address)
            for dataset in self._datasets.values()
            for kind, value in dataset.links.model_dump(exclude_defaults=True).items()
            for address in ([value] if isinstance(value, str) else value)
        }

    def paper_datasets(self) -> Iterator[Row]:
        for paper in self._papers.values():
            for position, use in enumerate(paper.datasets, 1):
                yield paper.id, position, use.dataset, use.role, use.detail, use.source

    def results(self) -> Iterator[Row]:
        for paper in self._papers.values():
            for position, one in enumerate(paper.results, 1):
                yield (
                    paper.id, position, one.dataset, one.task, one.metric, one.value, one.unit, one.model, one.source
                )  # fmt: skip

    def citations(self) -> Iterable[Row]:
        return {
            (edge.citing, edge.cited, statement.source, statement.kind)
            for edges in self._exported.citations.outgoing.values()
            for edge in edges
            if edge.citing in self._papers and edge.cited in self._papers
            for statement in edge.statements
        }

    def relations(self) -> Iterable[Row]:
        return {
            (paper.id, relation, other)
            for paper in self._papers.values()
            for relation in ("extends", "compares_to")
            for other in _related(paper, relation)
            if other in self._papers
        }


def _related(paper: Paper, relation: str) -> tuple[str, ...]:
    return paper.relations.extends if relation == "extends" else paper.relations.compares_to


def _term_id(axis: str, term: str) -> str:
    return f"{axis}/{term}"


def _author_id(name: str) -> str:
    """The name in the address of the author's page, or the name itself where it has no letters."""
    return AUTHOR_SLUGS[name] or name
