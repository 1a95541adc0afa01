"""What each clause of a query asks of a record.

A clause that has no meaning for the kind of record (``venue`` of a dataset) is fulfilled by none, and its exclusion
by all. A name that nobody knows finds what is filed under it all the same, which is nothing in a sound knowledge base.
"""

from collections.abc import Callable, Iterable, Sequence

from kbgen.model.bounds import Bounds, day_bounds, year_bounds
from kbgen.model.dataset import Dataset
from kbgen.model.features import dataset_has, paper_has
from kbgen.model.identifiers import Identifier
from kbgen.model.identity import identifier_keys
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lookup import ANY_AXIS, FAMILY_AXIS, find_datasets, find_terms, find_venue, with_descendants
from kbgen.model.paper import Paper
from kbgen.model.query_syntax import FIELDS, Clause
from kbgen.model.record_text import WordSearch, dataset_words, paper_words
from kbgen.model.text import slugify, words

MODALITY_AXIS = "modality"
TASK_AXIS = "task"

PaperTest = Callable[[Paper], bool]
DatasetTest = Callable[[Dataset], bool]


def paper_test(kb: KnowledgeBase, clauses: Iterable[Clause]) -> PaperTest:
    """Whether a paper fulfils every clause."""
    clauses = list(clauses)
    tests = [_signed(clause, _paper_test(kb, clause)) for clause in clauses if clause.field]
    search = WordSearch(clause for clause in clauses if not clause.field)
    if search:
        tests.append(lambda paper: search.finds(paper_words(paper, kb)))
    return lambda paper: all(test(paper) for test in tests)


def dataset_test(kb: KnowledgeBase, clauses: Iterable[Clause]) -> DatasetTest:
    """Whether a dataset fulfils every clause."""
    clauses = list(clauses)
    tests = [_signed(clause, _dataset_test(kb, clause)) for clause in clauses if clause.field]
    search = WordSearch(clause for clause in clauses if not clause.field)
    if search:
        tests.append(lambda dataset: search.finds(dataset_words(dataset)))
    return lambda dataset: all(test(dataset) for test in tests)


def datasets_of(paper: Paper) -> frozenset[str]:
    """Datasets that a paper introduces, uses or reports a number for."""
    return frozenset([use.dataset for use in paper.datasets] + [result.dataset for result in paper.results])


def terms_of(record: Paper | Dataset, axis: str) -> Sequence[str]:
    """The terms of an axis that a record is filed under."""
    if isinstance(record, Paper):
        return record.topics.get(axis, ())
    if axis == FAMILY_AXIS:
        return (record.family,) if record.family else ()
    return {MODALITY_AXIS: record.modalities, TASK_AXIS: record.tasks}.get(axis, ())


def wanted_terms(kb: KnowledgeBase, clause: Clause) -> dict[str, frozenset[str]]:
    """By axis, the terms that a clause about an axis (or any axis) finds, those below included."""
    named: dict[str, list[str]] = {}
    for value in clause.values:
        for axis, term in find_terms(kb.taxonomy, clause.field, value) or [(clause.field, value)]:
            named.setdefault(axis, []).append(term)
    return {axis: with_descendants(kb.taxonomy, axis, terms) for axis, terms in named.items()}


def is_axis(field: str) -> bool:
    """Whether a clause's field is an axis of the taxonomy, as every field is that is not one of the language's own."""
    return bool(field) and field not in FIELDS


def _paper_test(kb: KnowledgeBase, clause: Clause) -> PaperTest:
    wanted = frozenset(clause.values)
    match clause.field:
        case "author":
            names = [words(value) for value in clause.values]
            return lambda paper: any(_is_named(author, asked) for author in paper.authors for asked in names)
        case "title":
            return lambda paper: _has_title((paper.title, *paper.also_titled), clause.values)
        case "kind":
            return lambda paper: paper.kind in wanted
        case "venue":
            venues = {venue.id if (venue := find_venue(kb, value)) else value for value in clause.values}
            return lambda paper: paper.venue in venues
        case "track":
            tracks = frozenset(map(slugify, clause.values))
            return lambda paper: paper.track is not None and slugify(paper.track) in tracks
        case "dataset":
            asked_for = {one.id for value in clause.values for one in find_datasets(kb, value)} | wanted
            return lambda paper: not asked_for.isdisjoint(datasets_of(paper))
        case "family":
            of_family = _dataset_test(kb, clause)
            members = {dataset.id for dataset in kb.datasets.values() if of_family(dataset)}
            return lambda paper: not members.isdisjoint(datasets_of(paper))
        case "has":
            return lambda paper: any(paper_has(paper, one, kb.enrichment.get(paper.id, ())) for one in wanted)
        case "is":
            return lambda paper: _state(kb, paper) in wanted
        case "arxiv" | "doi" as scheme:
            keys = identifier_keys(Identifier(scheme, value) for value in clause.values)
            return lambda paper: not keys.isdisjoint(identifier_keys(paper.ids.all()))
    return _record_test(kb, clause)


def _dataset_test(kb: KnowledgeBase, clause: Clause) -> DatasetTest:
    match clause.field:
        case "title":
            return lambda dataset: _has_title((dataset.name, *dataset.also_known_as), clause.values)
        case "family":
            families = wanted_terms(kb, Clause(clause.values, FAMILY_AXIS)).get(FAMILY_AXIS, frozenset())
            return lambda dataset: dataset.family in families
        case "has":
            results = {row.dataset for paper in kb.papers.values() for row in paper.results}
            return lambda dataset: any(dataset_has(dataset, one, results) for one in clause.values)
        case "author" | "kind" | "venue" | "track" | "dataset" | "is" | "arxiv" | "doi":
            return lambda dataset: False
    return _record_test(kb, clause)


def _record_test(kb: KnowledgeBase, clause: Clause) -> Callable[[Paper | Dataset], bool]:
    """What papers and datasets are asked alike."""
    wanted = frozenset(clause.values)
    match clause.field:
        case "year":
            years = [bounds for value in clause.values if (bounds := year_bounds(value))]
            return lambda record: _within(record.year, years)
        case "added":
            days = [bounds for value in clause.values if (bounds := day_bounds(value))]
            return lambda record: _within(int(f"{record.added:%Y%m%d}") if record.added else None, days)
        case "source":
            return lambda record: not wanted.isdisjoint(record.sources)
        case "id":
            return lambda record: not wanted.isdisjoint((record.id, *record.aliases))
    terms = wanted_terms(kb, clause)
    if clause.field == ANY_AXIS or len(terms) != 1:
        return lambda record: any(not some.isdisjoint(terms_of(record, axis)) for axis, some in terms.items())
    ((axis, some),) = terms.items()
    return lambda record: not some.isdisjoint(terms_of(record, axis))


def _signed(clause: Clause, test: Callable[..., bool]) -> Callable[..., bool]:
    return (lambda record: not test(record)) if clause.negated else test


def _within(number: int | None, bounds: Iterable[Bounds]) -> bool:
    return any(one.hold(number) for one in bounds)


def _is_named(author: str, asked: Iterable[str]) -> bool:
    name = words(author)
    return all(any(word.startswith(one) for word in name) for one in asked)


def _has_title(titles: Iterable[str], asked: Iterable[str]) -> bool:
    phrases = [f" {' '.join(words(one))} " for one in asked]
    return any(phrase in f" {' '.join(words(title))} " for title in titles for phrase in phrases)


def _state(kb: KnowledgeBase, paper: Paper) -> str | None:
    """Whether a paper is published or a preprint; ``None`` where nothing says."""
    if paper.venue is None:
        return "preprint" if paper.ids.arxiv else None
    venue = kb.venues.by_id.get(paper.venue)
    return "preprint" if venue and venue.kind == "preprint" else "published"
