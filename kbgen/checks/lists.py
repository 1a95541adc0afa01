"""Lists.

A list is a view of the records: headings, each with a query. A query that finds nothing, or asks for what does not
exist, leaves a heading without entries.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from kbgen.checks.fixes import name_instead
from kbgen.checks.references import known_ids, term_meant, term_remedy
from kbgen.checks.rule import Problem, rule
from kbgen.checks.scope import VIEWED
from kbgen.model.conditions import dataset_test, paper_test
from kbgen.model.finding import Place
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList, Section, Select
from kbgen.model.lookup import FAMILY_AXIS, find_datasets, find_venue
from kbgen.model.query import unknown_names
from kbgen.model.query_values import parse_query
from kbgen.model.selection import DATASET_KEYS, clauses_of
from kbgen.model.suggest import did_you_mean, unmistakable
from kbgen.model.vocabulary import Taxonomy
from kbgen.store.tree import Tree

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A section of a list with the file and key path it stands at, and the headings that lead to it."""

    path: str
    section: Section
    key_path: KeyPath
    headings: tuple[str, ...]

    @property
    def subject(self) -> str:
        return " > ".join(self.headings)


def _sections(tree: Tree) -> Iterator[_Placed]:
    for file, readme in tree.of_kind("list", ReadmeList):
        if readme.select is not None:
            yield _Placed(file.path, Section(heading=readme.title, select=readme.select), (), (readme.title,))
        for index, section in enumerate(readme.sections):
            yield from _below(_Placed(file.path, section, ("sections", index), (section.heading,)))


def _below(placed: _Placed) -> Iterator[_Placed]:
    yield placed
    for index, section in enumerate(placed.section.sections):
        key_path = (*placed.key_path, "sections", index)
        yield from _below(_Placed(placed.path, section, key_path, (*placed.headings, section.heading)))


@rule("KB501", "empty-section")
def empty_section(tree: Tree) -> Iterator[Problem]:
    """A section's query finds no record.

    The heading would stand over nothing. Mend the query, file papers under its terms, or remove the section.
    """
    if tree.lacks(*VIEWED):
        return
    for placed in _sections(tree):
        select = placed.section.select
        if select is None or (placed.section.of == "datasets" and _keys_of_papers_only(select)):
            continue
        if not _finds_any(tree.kb, placed.section.of, select):
            place = tree.place_in(placed.path, *placed.key_path, "select")
            message = f'the section "{placed.section.heading}" finds no {placed.section.of}'
            yield Problem(place, message, "mend its select, or remove the section", placed.subject)


def _finds_any(kb: KnowledgeBase, of: str, select: Select) -> bool:
    if of == "papers":
        return any(map(paper_test(kb, clauses_of(select)), kb.papers.values()))
    return any(map(dataset_test(kb, clauses_of(select)), kb.datasets.values()))


@rule("KB502", "unknown-name-in-select")
def unknown_name_in_select(tree: Tree) -> Iterator[Problem]:
    """A query names an axis, a term, a venue, a dataset or a record that does not exist.

    It would find nothing, or exclude nothing, in silence.
    """
    known = _known_names(tree)
    for placed in _sections(tree):
        if placed.section.select:
            for unknown in _unknown_names(tree, known, placed.section):
                key_path = _as_written(tree, placed.path, (*placed.key_path, "select", *unknown.key_path))
                fix = name_instead(placed.path, key_path, unknown.meant, unknown.names)
                remedy = f'did you mean "{unknown.meant}"?' if unknown.meant else unknown.remedy
                place = tree.place_in(placed.path, *key_path)
                yield Problem(place, unknown.message, remedy, f"{placed.subject}: {unknown.subject}", fix)


def _as_written(tree: Tree, path: str, key_path: KeyPath) -> KeyPath:
    """The key path of a query's value; one alone may stand there without a list."""
    alone = isinstance(key_path[-1], int) and tree.place_in(path, *key_path) == tree.place_in(path, *key_path[:-1])
    return key_path[:-1] if alone else key_path


@dataclass(frozen=True, slots=True)
class _Unknown:
    """A name of a query that does not exist; ``meant`` is the one of the list ``names`` that it can only be."""

    key_path: KeyPath
    message: str
    remedy: str
    subject: str
    meant: str | None = None
    names: tuple[str, ...] = ()


def _known_names(tree: Tree) -> dict[str, frozenset[str] | None]:
    """What the keys of a query may name; ``None`` where not all of it could be read."""
    kb = tree.kb
    sources = {source for paper in kb.papers.values() for source in paper.sources}
    sources |= {source for dataset in kb.datasets.values() for source in dataset.sources}
    return {
        "venue": None if tree.lacks("venues") else frozenset(kb.venues.by_id),
        "dataset": None if "dataset" in tree.unlisted else known_ids(tree, "dataset"),
        "source": None if tree.lacks("paper", "dataset") else frozenset(sources),
        "papers": None if "paper" in tree.unlisted else known_ids(tree, "paper"),
    }


def _unknown_names(tree: Tree, known: dict[str, frozenset[str] | None], section: Section) -> Iterator[_Unknown]:
    """What a section asks for and does not exist."""
    select = section.select or Select()
    if not tree.lacks("taxonomy"):
        yield from _unknown_terms(tree.kb.taxonomy, select)
    records = known["papers" if section.of == "papers" else "dataset"]
    for key in ("venue", "dataset", "source", "ids", "exclude"):
        names, written = known.get(key, records), getattr(select, key)
        for index, name in enumerate(written):
            if names is not None and name not in names:
                meant = _meant(tree.kb, key, name) or unmistakable(name, names)
                remedy = did_you_mean(name, names)
                yield _Unknown(
                    (key, index), f'unknown name "{name}" under {key}', remedy, f"{key}/{name}", meant, written
                )
    if select.where and not tree.lacks(*VIEWED):
        for problem in unknown_names(parse_query(select.where), tree.kb):
            message = f"column {problem.column} of the query: {problem.message}"
            yield _Unknown(("where",), message, problem.remedy, f"where/{problem.message}")


def _meant(kb: KnowledgeBase, key: str, name: str) -> str | None:
    """The identifier of the venue or dataset that has a name."""
    if key == "venue":
        venue = find_venue(kb, name)
        return venue.id if venue else None
    datasets = find_datasets(kb, name) if key == "dataset" else []
    return datasets[0].id if len(datasets) == 1 else None


def _unknown_terms(taxonomy: Taxonomy, select: Select) -> Iterator[_Unknown]:
    axes = {axis.id for axis in taxonomy.axes}
    for axis, terms in select.topics.items():
        if axis not in axes:
            yield _Unknown(("topics", axis), f'unknown axis "{axis}"', did_you_mean(axis, axes), axis)
            continue
        for index, term in enumerate(terms):
            if (axis, term) not in taxonomy.terms:
                message = f'unknown term "{term}" on the axis "{axis}"'
                meant = term_meant(taxonomy, axis, term)
                remedy = term_remedy(taxonomy, axis, term)
                yield _Unknown(("topics", axis, index), message, remedy, f"{axis}/{term}", meant, terms)
    for index, family in enumerate(select.family):
        if (FAMILY_AXIS, family) not in taxonomy.terms:
            meant = term_meant(taxonomy, FAMILY_AXIS, family)
            remedy = term_remedy(taxonomy, FAMILY_AXIS, family)
            yield _Unknown(("family", index), f'unknown family "{family}"', remedy, family, meant, select.family)


@rule("KB503", "shared-output")
def shared_output(tree: Tree) -> Iterator[Problem]:
    """Two lists are written to the same file.

    The second would overwrite the first. Give each list a file of its own.
    """
    first: dict[str, str] = {}
    for file, readme in tree.of_kind("list", ReadmeList):
        if readme.output is None:
            continue
        output = str(PurePosixPath(readme.output)).lower()
        other = first.setdefault(output, file.path)
        if other != file.path:
            place = tree.place_in(file.path, "output")
            message = f'"{readme.output}" is also written by {other}'
            yield Problem(place, message, "name another file", readme.output, related=(Place(other),))


@rule("KB504", "hollow-section")
def hollow_section(tree: Tree) -> Iterator[Problem]:
    """A section has neither a query nor sections below it nor an introduction.

    There is nothing to show under its heading.
    """
    for placed in _sections(tree):
        section = placed.section
        if section.select is None and not section.sections and section.intro is None:
            place = tree.place_in(placed.path, *placed.key_path)
            message = f'the section "{section.heading}" has nothing under it'
            yield Problem(place, message, "add select, sections or intro", placed.subject)


@rule("KB505", "key-of-papers-only")
def key_of_papers_only(tree: Tree) -> Iterator[Problem]:
    """A query for datasets uses a key that only papers have.

    Datasets have no `kind`, `venue` or `dataset`; the query would find nothing.
    """
    for placed in _sections(tree):
        select = placed.section.select
        if select is None or placed.section.of == "papers":
            continue
        for key in _keys_of_papers_only(select):
            place = tree.place_in(placed.path, *placed.key_path, "select", key, key=True)
            remedy = f"keys for datasets: {', '.join(sorted(DATASET_KEYS))}"
            yield Problem(place, f'"{key}" has no meaning for datasets', remedy, f"{placed.subject}: {key}")


def _keys_of_papers_only(select: Select) -> list[str]:
    return [key for key in sorted(type(select).model_fields.keys() - DATASET_KEYS) if getattr(select, key)]


@rule("KB506", "output-outside")
def output_outside(tree: Tree) -> Iterator[Problem]:
    """A list's output is not a Markdown file inside the knowledge base.

    `output` is a path from the root, with `/`, that ends in `.md` and does not lead out of the folder or into
    `data/`, `.git/` or `.kbgen/`.
    """
    for file, readme in tree.of_kind("list", ReadmeList):
        if readme.output is not None and not readme.has_safe_output:
            place = tree.place_in(file.path, "output")
            message = f'"{readme.output}" is not a Markdown file inside the knowledge base'
            yield Problem(place, message, "write a path such as README.md or lists/audio.md", readme.output)
