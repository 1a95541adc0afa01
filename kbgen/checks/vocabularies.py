"""The vocabularies.

Terms and venues are found by identifier, name and alias. A name that two of them claim would find either.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from kbgen.checks.fixes import take_away
from kbgen.checks.rule import Problem, rule
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Taxonomy, Term, Venues
from kbgen.store.tree import Tree

KeyPath = tuple[str | int, ...]


def placed_terms(taxonomy: Taxonomy) -> Iterator[tuple[str, Term, KeyPath]]:
    """Every term with its axis and key path, parents before children."""
    for number, axis in enumerate(taxonomy.axes):
        pending: list[tuple[Term, KeyPath]] = _children(axis.terms, ("axes", number, "terms"))
        while pending:
            term, key_path = pending.pop()
            yield axis.id, term, key_path
            pending.extend(_children(term.children, (*key_path, "children")))


def _children(terms: Iterable[Term], key_path: KeyPath) -> list[tuple[Term, KeyPath]]:
    """Terms with their key paths, the last first."""
    return [(term, (*key_path, index)) for index, term in enumerate(terms)][::-1]


class _Named(Protocol):
    """What a vocabulary lists under an identifier."""

    @property
    def id(self) -> str: ...


def repeated_ids(tree: Tree, path: str, key: str, noun: str, items: Sequence[_Named]) -> Iterator[Problem]:
    """The items of the list ``key`` of a file whose identifier an earlier one has; one that is its equal may go."""
    seen: dict[str, list[_Named]] = {}
    for index, item in enumerate(items):
        earlier = seen.setdefault(item.id, [])
        if earlier:
            place = tree.place_in(path, key, index, "id")
            fix = take_away(path, (key, index)) if item in earlier else ()
            yield Problem(place, f'{noun} "{item.id}" stands twice', "merge the two", item.id, fix)
        earlier.append(item)


@rule("KB401", "repeated-term")
def repeated_term(tree: Tree) -> Iterator[Problem]:
    """Two terms of one axis have the same `id`.

    A paper that carries the `id` would stand under either. Terms of different axes may share one.
    """
    for file, taxonomy in tree.of_kind("taxonomy", Taxonomy):
        first: dict[tuple[str, str], KeyPath] = {}
        for axis, term, key_path in placed_terms(taxonomy):
            other = first.setdefault((axis, term.id), key_path)
            if other != key_path:
                line = tree.place_in(file.path, *other).line
                message = f'term "{term.id}" stands twice on the axis "{axis}"; the first is in line {line}'
                place = tree.place_in(file.path, *key_path, "id")
                yield Problem(place, message, "give one of them another id, or merge them", f"{axis}/{term.id}")


@rule("KB402", "repeated-axis")
def repeated_axis(tree: Tree) -> Iterator[Problem]:
    """Two axes of the taxonomy have the same `id`.

    Only the first would be found. Merge their terms.
    """
    for file, taxonomy in tree.of_kind("taxonomy", Taxonomy):
        yield from repeated_ids(tree, file.path, "axes", "axis", taxonomy.axes)


@rule("KB403", "term-name-taken")
def term_name_taken(tree: Tree) -> Iterator[Problem]:
    """Two terms of one axis claim the same name or alias.

    Names are compared by their letters and digits. Importers file a section under the term that has its name, so a
    name has one term.
    """
    for file, taxonomy in tree.of_kind("taxonomy", Taxonomy):
        owner: dict[tuple[str, str], str] = {}
        for axis, term, key_path in placed_terms(taxonomy):
            names: list[tuple[str, KeyPath]] = [(term.id, ("id",)), (term.name, ("name",))]
            names += [(alias, ("aliases", index)) for index, alias in enumerate(term.aliases)]
            for name, where in names:
                other = owner.setdefault((axis, normalise_title(name)), term.id)
                if other != term.id:
                    place = tree.place_in(file.path, *key_path, *where)
                    message = f'"{name}" of the term "{term.id}" already means "{other}" on the axis "{axis}"'
                    yield Problem(place, message, "remove it from one of them", f"{axis}/{term.id}/{name}")


@rule("KB404", "repeated-venue")
def repeated_venue(tree: Tree) -> Iterator[Problem]:
    """Two venues have the same `id`.

    Only one of them would have a page. Merge them.
    """
    for file, venues in tree.of_kind("venues", Venues):
        yield from repeated_ids(tree, file.path, "venues", "venue", venues.venues)


@rule("KB405", "venue-name-taken")
def venue_name_taken(tree: Tree) -> Iterator[Problem]:
    """Two venues claim the same name or alias.

    Names are compared by their letters and digits. Importers take what a list writes for the venue that has it as
    a name or alias, so it must have one meaning.
    """
    for file, venues in tree.of_kind("venues", Venues):
        owner: dict[str, str] = {}
        for number, venue in enumerate(venues.venues):
            names: list[tuple[str, KeyPath]] = [(venue.id, ("id",)), (venue.short, ("short",)), (venue.name, ("name",))]
            names += [(alias, ("aliases", index)) for index, alias in enumerate(venue.aliases)]
            for name, where in names:
                other = owner.setdefault(normalise_title(name), venue.id)
                if other != venue.id:
                    place = tree.place_in(file.path, "venues", number, *where)
                    message = f'"{name}" of the venue "{venue.id}" already means "{other}"'
                    yield Problem(place, message, "remove it from one of them", f"{venue.id}/{name}")
