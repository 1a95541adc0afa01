"""The controlled vocabularies: the taxonomy's axes and terms, and the venues."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kbgen.model.base import Record, RecordId, Text, WebAddress
from kbgen.model.text import normalise_title

VenueKind = Literal["conference", "journal", "workshop", "preprint", "thesis", "book", "other"]


class Term(Record):
    """An idea that papers are filed under, with the narrower ideas below it."""

    id: RecordId
    name: Text
    description: Text
    aliases: tuple[Text, ...] = ()
    children: tuple["Term", ...] = ()


def names_nothing(term_id: str) -> bool:
    """Whether a term stands for what a work does not name: its identifier ends in ``unspecified``.

    Such a term keeps works findable of which too little is known; it says nothing that two of them share.
    """
    return term_id.rpartition("-")[2] == "unspecified"


class Axis(Record):
    """One way of dividing the field: a tree of terms; ``aliases`` are what lists write as its heading."""

    id: RecordId
    name: Text
    description: Text
    aliases: tuple[Text, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedTerm:
    """A term with its place in the tree: its axis and the identifiers above it, outermost first."""

    axis: str
    term: Term
    ancestors: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """0 for a term at the top of its axis."""
        return len(self.ancestors)


class Taxonomy(Record):
    """All axes. Lookups are by axis and term, because the same word may be a term of two axes."""

    axes: tuple[Axis, ...] = ()

    @cached_property
    def terms(self) -> dict[tuple[str, str], PlacedTerm]:
        """Every term by ``(axis, term)``, in the order of the file, parents before children."""
        return {(placed.axis, placed.term.id): placed for placed in self.walk()}

    def walk(self) -> Iterator[PlacedTerm]:
        """Every term in the order of the file, parents before children; a repeated identifier comes twice."""
        for axis in self.axes:
            pending = [PlacedTerm(axis.id, term) for term in reversed(axis.terms)]
            while pending:
                placed = pending.pop()
                yield placed
                above = (*placed.ancestors, placed.term.id)
                pending.extend(PlacedTerm(axis.id, child, above) for child in reversed(placed.term.children))

    def axis(self, axis_id: str) -> Axis | None:
        """The axis of that identifier."""
        return next((axis for axis in self.axes if axis.id == axis_id), None)

    def with_ancestors(self, axis: str, term: str) -> tuple[str, ...]:
        """The term and everything above it: what a paper that carries the term is counted under."""
        placed = self.terms.get((axis, term))
        return (*placed.ancestors, term) if placed else (term,)

    def find(self, axis: str, name: str) -> Term | None:
        """The term of an axis that has this identifier, name or alias, without regard to case and punctuation."""
        return self._names.get((axis, normalise_title(name)))

    @cached_property
    def _names(self) -> dict[tuple[str, str], Term]:
        names: dict[tuple[str, str], Term] = {}
        for placed in self.walk():
            for name in (placed.term.id, placed.term.name, *placed.term.aliases):
                names.setdefault((placed.axis, normalise_title(name)), placed.term)
        return names


class Venue(Record):
    """A conference, journal or repository in which papers appear; ``aliases`` are what lists write for it."""

    id: RecordId
    name: Text
    short: Text
    kind: VenueKind
    url: WebAddress | None = None
    aliases: tuple[Text, ...] = ()


class Venues(Record):
    """All venues, as ``data/venues.yaml`` states them."""

    venues: tuple[Venue, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Venue]:
        """Venues by identifier, in the order of the file."""
        return {venue.id: venue for venue in self.venues}

    def find(self, name: str) -> Venue | None:
        """The venue that has this identifier, short name, name or alias, without regard to case and punctuation."""
        return self._names.get(normalise_title(name))

    @cached_property
    def _names(self) -> dict[str, Venue]:
        names: dict[str, Venue] = {}
        for venue in self.venues:
            for name in (venue.id, venue.short, venue.name, *venue.aliases):
                names.setdefault(normalise_title(name), venue)
        return names
