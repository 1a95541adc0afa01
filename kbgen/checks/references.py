"""References between records and to the vocabularies.

A record names venues, terms, datasets and papers by their identifiers. A name that leads nowhere makes a page without
a link and a filter that misses a paper, so each must exist. Identifiers that a record had before (`aliases`) count.
"""

from collections.abc import Iterable, Iterator

from kbgen.checks.fixes import KeyPath, name_instead, put, take_away
from kbgen.checks.rule import Problem, rule
from kbgen.model.change import Change, Fix
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import SERVICE_REFERENCES, EnrichmentLine
from kbgen.model.lookup import find_datasets
from kbgen.model.paper import Paper
from kbgen.model.suggest import did_you_mean, unmistakable
from kbgen.model.vocabulary import Taxonomy
from kbgen.store.layout import Kind
from kbgen.store.tree import Tree

_RELATIONS = ("cites", "extends", "compares_to")


def known_ids(tree: Tree, kind: Kind) -> frozenset[str]:
    """Identifiers that records of a kind have or had, and the names of files whose record is broken."""
    records: Iterable[Paper | Dataset] = tree.kb.papers.values() if kind == "paper" else tree.kb.datasets.values()
    broken = {name for broken_kind, name in tree.broken_ids if broken_kind == kind}
    return frozenset(broken | {name for record in records for name in (record.id, *record.aliases)})


@rule("KB104", "unknown-venue")
def unknown_venue(tree: Tree) -> Iterator[Problem]:
    """A paper names a venue that `data/venues.yaml` does not have.

    Venues are kept in one list, so that one venue is not counted under three spellings. Use its key, or add the
    venue. The message names the key whose name or alias matches what was written.
    """
    if ("venues", "venues") in tree.broken_ids:
        return
    venues = tree.kb.venues
    for file, paper in tree.of_kind("paper", Paper):
        if paper.venue and paper.venue not in venues.by_id:
            known = venues.find(paper.venue)
            meant = known.id if known else unmistakable(paper.venue, venues.by_id)
            remedy = f'did you mean "{meant}"?' if meant else did_you_mean(paper.venue, venues.by_id, _ADD_VENUE)
            fix = put(file.path, ("venue",), meant) if meant else ()
            yield Problem(tree.place_in(file.path, "venue"), f'unknown venue "{paper.venue}"', remedy, paper.venue, fix)


_ADD_VENUE = "add it to data/venues.yaml"


@rule("KB105", "unknown-axis")
def unknown_axis(tree: Tree) -> Iterator[Problem]:
    """A paper has topics on an axis that `data/taxonomy.yaml` does not have.

    Use one of the axes of the taxonomy, or add the axis there.
    """
    if ("taxonomy", "taxonomy") in tree.broken_ids:
        return
    axes = {axis.id for axis in tree.kb.taxonomy.axes}
    for file, paper in tree.of_kind("paper", Paper):
        for axis in paper.topics.keys() - axes:
            place = tree.place_in(file.path, "topics", axis, key=True)
            remedy = did_you_mean(axis, axes, f"axes: {', '.join(sorted(axes))}" if axes else _ADD_TERM)
            meant = unmistakable(axis, axes)
            fix: Fix = ()
            if meant and meant not in paper.topics:
                fix = (Change(file.path, ("topics", axis)), Change(file.path, ("topics", meant), paper.topics[axis]))
            yield Problem(place, f'unknown axis "{axis}"', remedy, axis, fix)


@rule("KB106", "unknown-term")
def unknown_term(tree: Tree) -> Iterator[Problem]:
    """A paper carries a term that its axis does not have.

    Terms are kept in `data/taxonomy.yaml`. Use a term of the axis, or add the term there with a description.
    """
    if ("taxonomy", "taxonomy") in tree.broken_ids:
        return
    taxonomy = tree.kb.taxonomy
    axes = {axis.id for axis in taxonomy.axes}
    for file, paper in tree.of_kind("paper", Paper):
        for axis, terms in paper.topics.items():
            for index, term in enumerate(terms):
                if axis in axes and (axis, term) not in taxonomy.terms:
                    place = tree.place_in(file.path, "topics", axis, index)
                    message = f'unknown term "{term}" on the axis "{axis}"'
                    fix = name_instead(file.path, ("topics", axis, index), term_meant(taxonomy, axis, term), terms)
                    yield Problem(place, message, term_remedy(taxonomy, axis, term), f"{axis}/{term}", fix)


_ADD_TERM = "add it to data/taxonomy.yaml"


def term_meant(taxonomy: Taxonomy, axis: str, term: str) -> str | None:
    """The term of an axis that something else can only mean: by its name or alias, or with a slip of typing."""
    named = taxonomy.find(axis, term)
    return named.id if named else unmistakable(term, [known for other, known in taxonomy.terms if other == axis])


def term_remedy(taxonomy: Taxonomy, axis: str, term: str) -> str:
    """What was probably meant by a term that its axis does not have."""
    if meant := term_meant(taxonomy, axis, term):
        return f'did you mean "{meant}"?'
    elsewhere = sorted(other for other, known in taxonomy.terms if known == term)
    if elsewhere:
        return f'it is a term of "{elsewhere[0]}"'
    return did_you_mean(term, [known for other, known in taxonomy.terms if other == axis], _ADD_TERM)


@rule("KB107", "unknown-dataset")
def unknown_dataset(tree: Tree) -> Iterator[Problem]:
    """A paper uses, introduces or reports a result on a dataset that has no record.

    Dataset pages list who uses a dataset and who reports what on it. Use the identifier of the dataset's record in
    `data/datasets/`, or add a record. A dataset that a paper names several times is reported once.
    """
    if "dataset" in tree.unlisted:
        return
    known = known_ids(tree, "dataset")
    for file, paper in tree.of_kind("paper", Paper):
        places: dict[str, list[KeyPath]] = {}
        for index, use in enumerate(paper.datasets):
            places.setdefault(use.dataset, []).append(("datasets", index, "dataset"))
        for index, result in enumerate(paper.results):
            places.setdefault(result.dataset, []).append(("results", index, "dataset"))
        for dataset in places.keys() - known:
            first = tree.place_in(file.path, *places[dataset][0])
            named = find_datasets(tree.kb, dataset)
            meant = named[0].id if len(named) == 1 else unmistakable(dataset, known)
            otherwise = did_you_mean(dataset, known, f"add data/datasets/{dataset}.yaml")
            remedy = f'did you mean "{meant}"?' if meant else otherwise
            fix = tuple(Change(file.path, key_path, meant) for key_path in places[dataset]) if meant else ()
            yield Problem(first, f'unknown dataset "{dataset}"', remedy, dataset, fix)


@rule("KB108", "unknown-related-paper")
def unknown_related_paper(tree: Tree) -> Iterator[Problem]:
    """A paper's relations name a paper that has no record, or the paper itself.

    `relations` link records of this knowledge base. Papers that are not in it are left out.
    """
    known = known_ids(tree, "paper")
    are_listed = "paper" not in tree.unlisted
    for file, paper in tree.of_kind("paper", Paper):
        for relation in _RELATIONS:
            names: tuple[str, ...] = getattr(paper.relations, relation)
            for index, other in enumerate(names):
                subject = f"{relation}/{other}"
                if other == paper.id:
                    place = tree.place_in(file.path, "relations", relation, index)
                    fix = take_away(file.path, ("relations", relation, index))
                    yield Problem(place, f"{relation} names the paper itself", "remove it", subject, fix)
                elif other not in known and are_listed:
                    place = tree.place_in(file.path, "relations", relation, index)
                    remedy = did_you_mean(other, known, "remove it")
                    meant = unmistakable(other, known - {paper.id})
                    fix = name_instead(file.path, ("relations", relation, index), meant, names)
                    yield Problem(place, f'unknown paper "{other}"', remedy, subject, fix)


@rule("KB109", "unknown-introducing-paper")
def unknown_introducing_paper(tree: Tree) -> Iterator[Problem]:
    """A dataset names a paper that introduces it and that has no record.

    `introduced_by` links to the paper's page. Where the paper is not in the knowledge base, use `links.paper`.
    """
    if "paper" in tree.unlisted:
        return
    known = known_ids(tree, "paper")
    for file, dataset in tree.of_kind("dataset", Dataset):
        paper = dataset.introduced_by
        if paper and paper not in known:
            remedy = did_you_mean(paper, known, "use links.paper for its address")
            meant = unmistakable(paper, known)
            fix = put(file.path, ("introduced_by",), meant) if meant else ()
            yield Problem(tree.place_in(file.path, "introduced_by"), f'unknown paper "{paper}"', remedy, paper, fix)


@rule("KB116", "introducing-paper-uses")
def introducing_paper_uses(tree: Tree) -> Iterator[Problem]:
    """A dataset names the paper that introduces it, whose own record says that it uses the dataset.

    Lists of the papers that use a dataset leave out the one that introduced it. Let the paper's record say
    `role: introduces`, or name another paper in `introduced_by`.
    """
    introduced = {
        (dataset.introduced_by, name)
        for _, dataset in tree.of_kind("dataset", Dataset)
        if dataset.introduced_by
        for name in (dataset.id, *dataset.aliases)
    }
    for file, paper in tree.of_kind("paper", Paper):
        for index, use in enumerate(paper.datasets):
            if use in paper.uses and any((name, use.dataset) in introduced for name in (paper.id, *paper.aliases)):
                place = tree.place_in(file.path, "datasets", index, "dataset")
                message = f'uses "{use.dataset}", whose record says that this paper introduces it'
                yield Problem(place, message, "let the role be introduces, or correct introduced_by", use.dataset)


@rule("KB110", "unknown-dataset-term")
def unknown_dataset_term(tree: Tree) -> Iterator[Problem]:
    """A dataset's family, modality or task is not a term of the taxonomy.

    `family` is a term of the axis `dataset-family`, `modalities` are terms of `modality` and `tasks` of `task`.
    Words of the source that are no term stay in `domain` and `task_text`.
    """
    if ("taxonomy", "taxonomy") in tree.broken_ids:
        return
    taxonomy = tree.kb.taxonomy
    for file, dataset in tree.of_kind("dataset", Dataset):
        named: list[tuple[str, str, tuple[str | int, ...]]] = []
        if dataset.family:
            named.append(("dataset-family", dataset.family, ("family",)))
        named += [("modality", term, ("modalities", index)) for index, term in enumerate(dataset.modalities)]
        named += [("task", term, ("tasks", index)) for index, term in enumerate(dataset.tasks)]
        for axis, term, key_path in named:
            if (axis, term) not in taxonomy.terms:
                message = f'unknown term "{term}" on the axis "{axis}"'
                place = tree.place_in(file.path, *key_path)
                names = {"modality": dataset.modalities, "task": dataset.tasks}.get(axis, ())
                fix = name_instead(file.path, key_path, term_meant(taxonomy, axis, term), names)
                yield Problem(place, message, term_remedy(taxonomy, axis, term), f"{axis}/{term}", fix)


@rule("KB111", "overlay-unknown-record")
def overlay_unknown_record(tree: Tree) -> Iterator[Problem]:
    """A line of the overlay is about a paper or dataset that has no record.

    The record was removed or renamed. Write the overlay again, or give the renamed record its old id as an alias.
    """
    if not tree.unlisted.isdisjoint({"paper", "dataset"}):
        return
    known = known_ids(tree, "paper") | known_ids(tree, "dataset")
    for line in tree.overlay:
        if line.record.id not in known and not line.local:
            message = f'overlay line about the unknown record "{line.record.id}"'
            yield Problem(line.place, message, did_you_mean(line.record.id, known, "remove the line"), line.record.id)


@rule("KB112", "overlay-unknown-reference")
def overlay_unknown_reference(tree: Tree) -> Iterator[Problem]:
    """A citation in the overlay leads to a paper that has no record.

    Citations are kept between papers of this knowledge base. Write the overlay again with the command that made
    it.
    """
    if "paper" in tree.unlisted:
        return
    known = known_ids(tree, "paper")
    for line in tree.overlay:
        for cited in _references(line.record):
            if not isinstance(cited, str):
                message = f'a reference of "{line.record.id}" has no id'
                yield Problem(line.place, message, "write the file again", f"{line.record.id} -> ?")
            elif cited not in known:
                message = f'reference of "{line.record.id}" to the unknown paper "{cited}"'
                yield Problem(line.place, message, did_you_mean(cited, known), f"{line.record.id} -> {cited}")


def _references(line: EnrichmentLine) -> Iterator[object]:
    """The papers that a line of the overlay says are cited, whoever states it."""
    listed = line.fields.get("references")
    for item in listed.value if listed and isinstance(listed.value, list) else ():
        yield item.get("id") if isinstance(item, dict) else None
    for name in SERVICE_REFERENCES:
        stated = line.fields[name].value if name in line.fields else None
        records = stated.get("records") if isinstance(stated, dict) else None
        yield from records if isinstance(records, list) else ()
