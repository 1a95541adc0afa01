"""What nothing uses.

A term, a venue or a dataset that no record names has a page with nothing on it. It may wait for the papers to come, or
be left over from those that went: a maintainer decides.
"""

from collections import Counter
from collections.abc import Iterator

from kbgen.checks.referring import Name, referred_by
from kbgen.checks.rule import Problem, rule
from kbgen.checks.vocabularies import placed_terms
from kbgen.model.dataset import Dataset
from kbgen.model.vocabulary import Taxonomy, Venues
from kbgen.store.tree import Tree


def _uses(tree: Tree) -> Counter[Name]:
    """How many papers and datasets name each thing."""
    return Counter(name for file in tree.records for name in referred_by(file.model))


def _has_broken(tree: Tree) -> bool:
    """Whether a record cannot be read: what it uses is not known, so nothing is called unused."""
    return tree.lacks("paper", "dataset")


@rule("KB421", "unused-dataset", severity="warning")
def unused_dataset(tree: Tree) -> Iterator[Problem]:
    """A dataset is introduced, used or evaluated on by no paper.

    Name it under `datasets` of the papers that use it, or remove it. A dataset that names the paper that introduces it
    is used.
    """
    uses = tree.once(_uses)
    for file, dataset in tree.of_kind("dataset", Dataset) if not _has_broken(tree) else ():
        names = (dataset.id, *dataset.aliases)
        if not dataset.introduced_by and not any(uses["dataset", name] for name in names):
            place = tree.place_in(file.path, "id")
            remedy = "name it in the papers that use it, or remove it"
            yield Problem(place, f'no paper uses the dataset "{dataset.id}"', remedy, dataset.id)


@rule("KB422", "unused-term", severity="warning")
def unused_term(tree: Tree) -> Iterator[Problem]:
    """No paper or dataset carries a term, nor any term below it.

    File the records under it that belong there, or remove it. Only the topmost term of an unused branch is reported.
    """
    if _has_broken(tree):
        return
    uses = tree.once(_uses)
    for file, taxonomy in tree.of_kind("taxonomy", Taxonomy):
        carried = {
            (axis, above)
            for axis, term in taxonomy.terms
            if uses["term", axis, term]
            for above in taxonomy.with_ancestors(axis, term)
        }
        for axis, term, key_path in placed_terms(taxonomy):
            above = taxonomy.with_ancestors(axis, term.id)[:-1]
            if (axis, term.id) not in carried and (not above or (axis, above[-1]) in carried):
                place = tree.place_in(file.path, *key_path, "id")
                message = f'nothing is filed under the term "{term.id}" of the axis "{axis}"'
                yield Problem(place, message, "file records under it, or remove it", f"{axis}/{term.id}")


@rule("KB423", "unused-venue", severity="warning")
def unused_venue(tree: Tree) -> Iterator[Problem]:
    """No paper names a venue.

    It may be left over from a paper that moved. Remove it, unless papers of it are to come.
    """
    if _has_broken(tree):
        return
    uses = tree.once(_uses)
    for file, venues in tree.of_kind("venues", Venues):
        for index, venue in enumerate(venues.venues):
            if not uses["venue", venue.id]:
                place = tree.place_in(file.path, "venues", index, "id")
                yield Problem(place, f'no paper names the venue "{venue.id}"', "remove it", venue.id)
