"""Records against services.

What services say stands in `data/enriched/` and never changes a record. Where they say something else than the record
does, one of the two is wrong, and only a person can tell which. These rules need no network: they read what the last
`kbgen enrich` wrote.
"""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from kbgen.checks.rule import Problem, rule
from kbgen.enrich.settings import SERVICE_TITLES
from kbgen.ingest.venues import read_venue
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.finding import Place
from kbgen.model.identity import similar_titles
from kbgen.model.paper import Paper
from kbgen.model.text import fold
from kbgen.store.tree import Tree

_TOLERATED_YEARS = 1
# "Proceedings of the 58th Annual Meeting of …", where the vocabulary has the annual meeting
_AROUND_VENUE = re.compile(r"^proceedings of (?:the )?(?:\d+\w\w )?", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Long words that are as alike as "Mueller" and "Muller", or "Sergei" and "Sergey", are one name; "Chen" and "Cheng"
# are two.
_LONG = 6
_SPELLING = 80


def _stated(tree: Tree, name: str) -> Iterator[tuple[Paper, EnrichedValue]]:
    """Papers with what a service says of a field."""
    for paper_id, fields in tree.kb.enrichment.items():
        if name in fields and paper_id in tree.kb.papers:
            yield tree.kb.papers[paper_id], fields[name]


def _place(tree: Tree, paper: Paper, *key_path: str | int) -> Place:
    return tree.place("paper", paper.id, *key_path)


@rule("KB801", "title-differs-from-service", severity="warning")
def title_differs(tree: Tree) -> Iterator[Problem]:
    """A service knows a paper's identifier under a clearly different title.

    Either the identifier is another paper's, or the paper was given a new title in a later version. In the first case
    correct the identifier, in the second add the other title to `also_titled`. Until then nothing else that the service
    says of the paper is kept.
    """
    for paper, known in _stated(tree, "title"):
        title = known.value
        if isinstance(title, str) and not any(similar_titles(one, title) for one in (paper.title, *paper.also_titled)):
            message = f'{_who(known)} has the title "{title}" for this paper'
            remedy = "check the identifier, or add the title to also_titled"
            yield Problem(_place(tree, paper, "title"), message, remedy, f"{known.source}/{title}")


@rule("KB802", "year-differs-from-service", severity="warning")
def year_differs(tree: Tree) -> Iterator[Problem]:
    """A service dates a paper's publication to a year that is more than one away from the record's.

    A difference of one year is usual, between the conference and its proceedings or between online and print. More
    is a slip, or the year of a preprint. `year` is that of the publication in `venue`.
    """
    for paper, known in _stated(tree, "year"):
        year = known.value
        if not isinstance(year, int) or paper.year is None or _is_preprint(tree, paper.venue):
            continue
        if abs(year - paper.year) > _TOLERATED_YEARS:
            message = f"{_who(known)} dates this paper to {year}, the record to {paper.year}"
            yield Problem(_place(tree, paper, "year"), message, "look it up", f"{known.source}/{year}")


@rule("KB803", "first-author-differs-from-service", severity="warning")
def first_author_differs(tree: Tree) -> Iterator[Problem]:
    """A service names a first author who has no word of the name in common with the record's.

    The list of authors is in another order, or the identifier is another paper's. Names are compared by their words
    without accents and in any order, so that spellings and the order of family and given name do not matter. Names in
    different scripts are not compared.
    """
    for paper, known in _stated(tree, "authors"):
        first = known.value[0] if isinstance(known.value, list) and known.value else None
        if isinstance(first, str) and paper.authors and _are_others(first, paper.authors[0]):
            message = f'{_who(known)} has "{first}" as the first author, the record "{paper.authors[0]}"'
            remedy = "check the order of the authors and the identifier"
            yield Problem(_place(tree, paper, "authors", 0), message, remedy, f"{known.source}/{first}")


@rule("KB804", "venue-differs-from-service", severity="warning")
def venue_differs(tree: Tree) -> Iterator[Problem]:
    """A service says that a paper appeared in another venue of `data/venues.yaml`.

    Only names that the vocabulary knows are compared, with the track if the service names one, and preprints contradict
    nothing. The service may mean another version of the work, a workshop's or a journal's; more often the record has a
    slip.
    """
    for paper, known in _stated(tree, "venue"):
        if not isinstance(known.value, str) or paper.venue is None or _is_preprint(tree, paper.venue):
            continue
        reading = read_venue(known.value, tree.kb.venues)
        venue = reading.venue or tree.kb.venues.find(_AROUND_VENUE.sub("", known.value))
        if venue is None or venue.kind == "preprint":
            continue
        track = _kind_of_track(reading.track)
        if venue.id != paper.venue or (track and track != _kind_of_track(paper.track or "")):
            where = ", ".join(part for part in (venue.id, track) if part)
            message = f'{_who(known)} says that this paper appeared in "{known.value}" ({where})'
            subject = "/".join(part for part in (known.source, venue.id, track) if part)
            yield Problem(_place(tree, paper, "venue"), message, "look it up", subject)


def _kind_of_track(track: str) -> str:
    """A track without the name of a single workshop, which services leave out."""
    return track.partition(":")[0].strip()


def _who(known: EnrichedValue) -> str:
    """The service that says something, as it calls itself."""
    return SERVICE_TITLES.get(known.source, known.source)


def _is_preprint(tree: Tree, venue_id: str | None) -> bool:
    """Whether a venue is a server of preprints, whose year and name are not those of a publication."""
    venue = tree.kb.venues.by_id.get(venue_id or "")
    return venue is not None and venue.kind == "preprint"


def _are_others(one: str, other: str) -> bool:
    """Whether two names are of different people, as far as names tell."""
    if bool(_LATIN.search(one)) != bool(_LATIN.search(other)):
        return False
    first, second = _words(one), _words(other)
    return not first & second and not any(
        fuzz.ratio(a, b) > _SPELLING for a in first for b in second if min(len(a), len(b)) >= _LONG
    )


def _words(name: str) -> set[str]:
    """The words of a name that are more than initials."""
    return {word for word in re.findall(r"\w+", fold(name)) if len(word) > 1} or {fold(name)}
