"""Repetitions.

A name that stands twice says nothing the second time, and a term says nothing beside one below it.
"""

from collections.abc import Iterable, Iterator

from kbgen.checks.fixes import take_away
from kbgen.checks.rule import Problem, rule
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Taxonomy
from kbgen.store.tree import Tree


@rule("KB113", "term-with-ancestor")
def term_with_ancestor(tree: Tree) -> Iterator[Problem]:
    """A paper or a dataset carries a term together with a term above it.

    A record is counted under every term above its own, so the broader term says nothing more. Keep the narrower
    one.
    """
    taxonomy = tree.kb.taxonomy
    for file, paper in tree.of_kind("paper", Paper):
        yield from _with_ancestors(
            tree, file.path, taxonomy, [(("topics", axis), axis, paper.topics[axis]) for axis in paper.topics]
        )
    for file, dataset in tree.of_kind("dataset", Dataset):
        lists = [(("modalities",), "modality", dataset.modalities), (("tasks",), "task", dataset.tasks)]
        yield from _with_ancestors(tree, file.path, taxonomy, lists)


def _with_ancestors(
    tree: Tree, path: str, taxonomy: Taxonomy, lists: Iterable[tuple[tuple[str, ...], str, tuple[str, ...]]]
) -> Iterator[Problem]:
    for key_path, axis, terms in lists:
        for term in terms:
            for above in taxonomy.with_ancestors(axis, term)[:-1]:
                if above in terms:
                    index = terms.index(above)
                    place = tree.place_in(path, *key_path, index)
                    message = f'"{above}" is above "{term}", which the record carries too'
                    fix = take_away(path, (*key_path, index))
                    yield Problem(place, message, f'remove "{above}"', f"{axis}/{above}/{term}", fix)


@rule("KB114", "repeated-name")
def repeated_name(tree: Tree) -> Iterator[Problem]:
    """A list names the same thing twice.

    A term, source, alias or related paper that stands twice is a slip of copying.
    """
    for file, paper in tree.of_kind("paper", Paper):
        lists: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
            (("aliases",), paper.aliases),
            (("also_titled",), paper.also_titled),
            (("sources",), paper.sources),
            *((("topics", axis), terms) for axis, terms in paper.topics.items()),
            *((("relations", name), getattr(paper.relations, name)) for name in ("cites", "extends", "compares_to")),
        ]
        yield from _repeated(tree, file.path, lists, one_is_enough=True)
    for file, dataset in tree.of_kind("dataset", Dataset):
        names = ("aliases", "also_known_as", "modalities", "domain", "tasks", "sources")
        listed = [((name,), getattr(dataset, name)) for name in names]
        yield from _repeated(tree, file.path, listed, one_is_enough=True)


def _repeated(
    tree: Tree, path: str, lists: Iterable[tuple[tuple[str, ...], tuple[str, ...]]], *, one_is_enough: bool
) -> Iterator[Problem]:
    for key_path, names in lists:
        if len(set(names)) < len(names):
            for index, name in enumerate(names):
                if name in names[:index]:
                    where = " -> ".join(key_path)
                    place = tree.place_in(path, *key_path, index)
                    fix = take_away(path, (*key_path, index)) if one_is_enough else ()
                    yield Problem(place, f'"{name}" stands twice in {where}', "remove one", f"{where}/{name}", fix)


@rule("KB115", "repeated-author", severity="warning")
def repeated_author(tree: Tree) -> Iterator[Problem]:
    """A paper names an author twice.

    Usually a list of authors was copied twice or merged with itself. Two people of one name do write papers together:
    then allow it.
    """
    for file, paper in tree.of_kind("paper", Paper):
        yield from _repeated(tree, file.path, [(("authors",), paper.authors)], one_is_enough=False)
