"""The vocabularies an import files its entries under: looked up where they exist, extended where that is asked for.

A knowledge base that has no taxonomy yet gets one from the lists themselves: an axis ``section`` with a term for every
heading, ``dataset-family`` with one for every table of datasets, and a venue for every venue string.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kbgen.ingest.venue_words import no_venue, period_heading
from kbgen.ingest.venues import VenueReading, read_venue, series_name
from kbgen.model.conditions import MODALITY_AXIS
from kbgen.model.lookup import FAMILY_AXIS
from kbgen.model.text import normalise_title, slugify
from kbgen.model.vocabulary import Axis, Taxonomy, Term, Venue, VenueKind, Venues

SECTION_AXIS = "section"
KEYWORD_AXIS = "keyword"

_AXIS_WORDS = {
    SECTION_AXIS: ("Sections", "Headings of the lists that papers were imported from."),
    KEYWORD_AXIS: ("Keywords", "Keywords that imported bibliographies give several of their entries."),
    FAMILY_AXIS: ("Dataset families", "Headings of the tables that datasets were imported from."),
}
_KIND_WORDS = frozenset({"survey", "surveys", "dataset", "datasets", "paper", "papers", "related", "review", "reviews"})
_TABLE_WORDS = frozenset({"dataset", "datasets", "benchmarks", "benchmark", "data"})


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a heading files what stands under it; ``unknown`` where no term has its name."""

    axis: str = ""
    term: str = ""
    unknown: bool = False


@dataclass(slots=True)
class Vocabulary:
    """Taxonomy and venues while an import runs. ``extend`` allows new terms and venues.

    ``keywords``, normalised, are those that may become terms. ``missing_venues`` collects what was looked for as a
    venue and not found.
    """

    taxonomy: Taxonomy
    venues: Venues
    extend: bool
    keywords: frozenset[str] = frozenset()
    missing_venues: set[str] = field(default_factory=set)
    _made: set[str] = field(default_factory=set)
    _filed: dict[tuple[str, ...], Filing] = field(default_factory=dict)

    def file_section(self, path: tuple[str, ...]) -> Filing:
        """The term for papers under this path of headings; one that only says "surveys" or "datasets" has none."""
        if path not in self._filed:
            self._filed[path] = self._find_section(path)
        return self._filed[path]

    def file_keyword(self, word: str) -> Filing:
        """The term that a keyword names: on one axis only, so that nothing is guessed; else a new one where allowed."""
        named = [Filing(axis.id, term.id) for axis in self.taxonomy.axes if (term := self.taxonomy.find(axis.id, word))]
        if len(named) == 1:
            return named[0]
        if not named and self.extend and normalise_title(word) in self.keywords:
            return Filing(KEYWORD_AXIS, self._term_at(KEYWORD_AXIS, (word,)))
        return Filing()

    def _find_section(self, path: tuple[str, ...]) -> Filing:
        # A heading that only says when files nothing: the heading above it names the topic.
        path = tuple(heading for heading in path if not period_heading(heading))
        if not path:
            return Filing()
        axes = [axis.id for heading in reversed(path[:-1]) if (axis := self._axis_named(heading))]
        others = (axis.id for axis in self.taxonomy.axes if axis.id not in {*axes, FAMILY_AXIS, SECTION_AXIS})
        for axis_id in (*axes, *others):
            if term := self.taxonomy.find(axis_id, path[-1]):
                return Filing(axis_id, term.id)
        if self.extend:
            return Filing(SECTION_AXIS, self._term_at(SECTION_AXIS, path))
        if term_id := self._term_there(SECTION_AXIS, path):
            return Filing(SECTION_AXIS, term_id)
        return Filing(unknown=not kind_words(path[-1]) and not self._axis_named(path[-1]))

    def _axis_named(self, heading: str) -> Axis | None:
        name = normalise_title(heading)
        for axis in self.taxonomy.axes:
            if name in {normalise_title(one) for one in (axis.id, axis.name, *axis.aliases)}:
                return axis
        return None

    def file_table(self, path: tuple[str, ...]) -> Filing:
        """The family for datasets under this path of headings."""
        if not path:
            return Filing()
        for name in (path[-1], _without_words(path[-1], _TABLE_WORDS)):
            if term := self.taxonomy.find(FAMILY_AXIS, name):
                return Filing(FAMILY_AXIS, term.id)
        if self.extend:
            return Filing(FAMILY_AXIS, self._term_at(FAMILY_AXIS, path[-1:]))
        return Filing(unknown=True)

    def modalities(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Modalities that a table's heading names: "Image-Text Datasets" holds images and texts."""
        if not path:
            return ()
        name = _without_words(path[-1], _TABLE_WORDS)
        whole = self.taxonomy.find(MODALITY_AXIS, name)
        parts = [whole] if whole else [self.taxonomy.find(MODALITY_AXIS, part) for part in name.split("-")]
        return tuple(dict.fromkeys(term.id for term in parts if term))

    def venue(self, text: str, kind: VenueKind | None = None) -> VenueReading:
        """Read a venue string; a venue that the vocabulary lacks is added where that is allowed.

        ``kind`` is given where the source says that this is a venue, whatever its name looks like.
        """
        reading = read_venue(text, self.venues)
        if reading.venue and kind and reading.venue.id in self._made:
            return replace(reading, venue=self._best_written(reading.venue, _names(reading.name, kind)[0]))
        if reading.venue or not normalise_title(reading.name) or (not kind and no_venue(reading.name)):
            return reading
        if not self.extend:
            self.missing_venues.add(normalise_title(reading.name))
            return reading
        name, short = _names(reading.name, kind)
        venue_id = _free(slugify(short), self.venues.by_id)
        venue = Venue(id=venue_id, name=name, short=short, kind=kind or "other")
        self.venues = Venues(venues=tuple(sorted((*self.venues.venues, venue), key=lambda one: one.id)))
        self._made.add(venue_id)
        return replace(reading, venue=venue)

    def _best_written(self, venue: Venue, name: str) -> Venue:
        """A venue that this import made, under the spelling with the better capitals of two: "ICML", not "Icml"."""
        if normalise_title(name) != normalise_title(venue.name) or _capitals(name) <= _capitals(venue.name):
            return venue
        short = name if venue.short == venue.name else venue.short
        better = venue.model_copy(update={"name": name, "short": short})
        self.venues = Venues(venues=tuple(better if one.id == venue.id else one for one in self.venues.venues))
        return better

    def _term_there(self, axis_id: str, path: Sequence[str]) -> str:
        """The term that an earlier import made for this path of headings; empty where there is none."""
        axis = self.taxonomy.axis(axis_id)
        terms, found = axis.terms if axis else (), ""
        for name in path:
            term = next((one for one in terms if normalise_title(one.name) == normalise_title(name)), None)
            if term is None:
                return ""
            terms, found = term.children, term.id
        return found

    def _term_at(self, axis_id: str, path: Sequence[str]) -> str:
        """The term that stands at this path of names on an axis of ours, made with the terms above it if need be."""
        axis = self.taxonomy.axis(axis_id)
        if axis is None:
            name, description = _AXIS_WORDS[axis_id]
            axis = Axis(id=axis_id, name=name, description=description)
        taken = {placed.term.id for placed in self.taxonomy.walk() if placed.axis == axis_id}
        terms, term_id = _with_path(axis.terms, tuple(path), (), taken)
        axis = axis.model_copy(update={"terms": terms})
        others = tuple(one for one in self.taxonomy.axes if one.id != axis_id)
        self.taxonomy = Taxonomy(axes=(*others, axis))
        return term_id


def kind_words(heading: str) -> str:
    """``survey`` or ``dataset`` where a heading says that its entries are of that kind."""
    words = {word.strip(".,:()&").lower() for word in heading.replace("/", " ").split()}
    if words & {"survey", "surveys"}:
        return "survey"
    return "dataset" if words & {"dataset", "datasets"} and words <= _KIND_WORDS else ""


def _without_words(heading: str, words: Iterable[str]) -> str:
    return " ".join(word for word in heading.split() if word.lower() not in words)


def _with_path(
    terms: tuple[Term, ...], path: tuple[str, ...], above: tuple[str, ...], taken: set[str]
) -> tuple[tuple[Term, ...], str]:
    """The terms with one more at the path, and its identifier; what is there already is kept."""
    name, rest = path[0], path[1:]
    here = next((term for term in terms if normalise_title(term.name) == normalise_title(name)), None)
    if here is None:
        # Plain words such as "Others" stand under several headings, so the heading above tells them apart.
        wanted = slugify(name) or "section"
        term_id = wanted if wanted not in taken else _free(slugify(" ".join((*above[-1:], name))) or wanted, taken)
        where = " > ".join((*above, name))
        here = Term(id=term_id, name=name, description=f"What an imported list files under the heading “{where}”.")
        taken.add(term_id)
        terms = (*terms, here)
    if not rest:
        return terms, here.id
    children, term_id = _with_path(here.children, rest, (*above, name), taken)
    changed = here.model_copy(update={"children": children})
    return tuple(changed if term is here else term for term in terms), term_id


def _capitals(name: str) -> int:
    """How many capitals a venue's name has; none where several words are in capitals throughout."""
    return 0 if " " in name and name.isupper() else sum(char.isupper() for char in name)


def _names(name: str, kind: VenueKind | None) -> tuple[str, str]:
    """Name and short name of a new venue: ``Proceedings of the 3rd Conference on Rooms (COR)`` has both."""
    if kind is None:
        return name, name
    if kind == "conference":
        name = series_name(name)
    found = re.fullmatch(r"(?P<name>\S.*\S)\s*\((?P<short>[A-Z][\w&/+-]{1,14})\)", name)
    return (found["name"], found["short"]) if found else (name, name)


def _free(wanted: str, taken: Iterable[str]) -> str:
    """The identifier, with a number behind it where it is taken."""
    taken = set(taken)
    wanted = wanted or "unnamed"
    candidate, number = wanted, 2
    while candidate in taken:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate
