"""Reading one entry of a list out of its runs: title, links, where it appeared, and what was left over.

Lists differ in where the title stands and in what follows it; the form of each run and the habits of the whole list
decide, not the list's name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kbgen.ingest.draft import DraftLink
from kbgen.ingest.entry_links import links_and_pieces
from kbgen.ingest.field_words import field_name, meaning_of, without_field
from kbgen.ingest.leads import EDGES, is_venue_tag, without_edges
from kbgen.ingest.paper_hosts import may_be_document
from kbgen.ingest.runs import Run
from kbgen.ingest.title_candidates import Kind, best_title, cut
from kbgen.ingest.venue_words import date_like, in_title_case, no_venue, people_and_rest, says_venue
from kbgen.model.identifiers import parse_github

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PREPRINT = re.compile(r"\b(?:arxiv|preprint|biorxiv|medrxiv)\b", re.IGNORECASE)
_VENUE_LENGTH = 160
_SHORT = 60
_TITLE_EDGES = " ,;:|[](-–—\t"
_WRAPPED = re.compile(
    r"^(?:[“\"](?P<a>[^“”\"]+)[”\"]|《(?P<b>[^《》]+)》|「(?P<c>[^「」]+)」|『(?P<d>[^『』]+)』)[.,。]?$"
)
_NUMBERS_OF_ISSUE = re.compile(
    r"(?i)(?<=arxiv)\s*:?\s*(?:abs/)?\d{4}\.\d{4,5}(?:v\d+)?|\b\d+(?:\.\d+)+\s*(?=\((?:19|20)\d\d\))|(?<=\))\s*:\s*\d[\d\s–-]*"
    r"|,?\s*\bpp?\.\s*\d[\d\s–-]*|,?\s*\bvol(?:\.|ume)\s*\d+"
)
"""Identifiers, volumes and pages in a citation, which are no part of a venue's name."""
_NO_HABITS: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class EntryText:
    """The parts of one entry.

    ``leftover`` is what no part took, ``no_venues`` what stands where a venue would but cannot be one. ``year`` is that
    of a date beside a venue that says none. ``form`` says how the title is written.
    """

    title: str
    venue: str = ""
    links: tuple[DraftLink, ...] = ()
    leftover: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    no_venues: tuple[str, ...] = ()
    year: int | None = None
    form: Kind = "bare"


def read_entry(
    runs: Sequence[Run],
    details: Iterable[Sequence[Run]] = (),
    habits: Mapping[str, float] = _NO_HABITS,
    fields: frozenset[str] = frozenset(),
) -> EntryText | None:
    """The entry that an item's own runs and the runs below it state, or ``None`` if they name no title.

    ``habits`` says how often each form of title stands in the list; ``fields`` are names of fields that it uses.
    """
    own = without_edges(runs)
    best = best_title(own, habits) if own else None
    if best is None:
        return None
    before, inside, after = cut(own, best.start, best.end)
    title = _unwrapped(best.text.strip() if best.kind == "link" else best.text.strip(_TITLE_EDGES))
    if title.count(")") < title.count("("):
        title = best.text.strip()
    if not re.search(r"\w", title):
        return None
    title_links = [_title_link(run) for run in inside if run.kind == "link"]
    links, pieces = links_and_pieces([before, after, *details])
    authors, pieces = _authors(list(_parts(pieces, fields)))
    pieces += [(link.label.strip("[]"), True) for link in links if is_venue_tag(link.label)]
    venue, leftover, no_venues = _venue(pieces)
    dates = [year for piece, _ in pieces if (year := _year_of_date(piece))]
    year = None if YEAR.search(venue) or not dates else dates[0]
    return EntryText(
        title,
        venue,
        (*title_links, *links),
        tuple(piece for piece in leftover if not date_like(piece)),
        authors,
        no_venues,
        year,
        best.kind,
    )


def _title_link(run: Run) -> DraftLink:
    """The link of a title: to the paper, or to a repository where it leads to one."""
    repository = parse_github(run.href)
    if repository and not may_be_document(run.href) and "/blob/" not in run.href:
        return DraftLink("code", run.href, run.line, "code")
    return DraftLink("paper", run.href, run.line, "paper")


def _unwrapped(title: str) -> str:
    """A title without quotation marks around all of it."""
    found = _WRAPPED.match(title)
    return next(one for one in found.groups() if one).strip() if found else title


def _parts(pieces: Iterable[tuple[str, bool]], fields: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Pieces cut at bars, without a label such as "Venue:", which marks a piece as emphasis does."""
    for words, styled in pieces:
        for part in re.split(r"[|｜\[\]]|\s·\s", _NUMBERS_OF_ISSUE.sub(" ", words)):
            name = field_name(part)
            meaning = meaning_of(name)
            if meaning in {"venue", "date", "authors"} or (name and (meaning or name.casefold() in fields)):
                part = without_field(part)
            if bare := part.strip(EDGES):
                yield bare, styled or meaning in {"venue", "date"}


def _year_of_date(piece: str) -> int | None:
    found = YEAR.search(piece) if date_like(piece) else None
    return int(found[0]) if found else None


def _authors(pieces: Sequence[tuple[str, bool]]) -> tuple[tuple[str, ...], list[tuple[str, bool]]]:
    """The first list of people among the pieces, and the pieces without it."""
    for place, (words, styled) in enumerate(pieces):
        names, rest = people_and_rest(words)
        if names:
            left = [(rest, styled)] if rest else []
            return names, [*pieces[:place], *left, *pieces[place + 1 :]]
    return (), list(pieces)


def _venue(pieces: Sequence[tuple[str, bool]]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The piece that says where and when, what is left over, and what stands there but can be no venue.

    A piece with a year comes first, then one that is emphasised or names a venue or preprint, then one that stands
    alone.
    """
    candidates = [piece for piece, _ in pieces if YEAR.search(piece) and len(piece) <= _VENUE_LENGTH]
    candidates += [piece for piece, styled in pieces if styled or _PREPRINT.search(piece)]
    candidates += [piece for piece, _ in pieces if len(piece) <= _SHORT and is_venue_tag(piece)]
    candidates += [piece for piece, _ in pieces if len(pieces) == 1 and len(piece) <= _VENUE_LENGTH]
    candidates = list(dict.fromkeys(candidates))
    styled_pieces = {piece for piece, styled in pieces if styled}
    refused = {
        piece
        for piece in candidates
        if not date_like(piece) and (no_venue(piece) or not _may_be_venue(piece, styled=piece in styled_pieces))
    }
    venue = next((piece for piece in candidates if piece not in refused and not date_like(piece)), "")
    venue = venue or next((piece for piece in candidates if YEAR.search(piece) and piece not in refused), "")
    rest = [piece for piece, _ in pieces]
    if venue:
        rest.remove(venue)
    return (
        venue,
        tuple(piece for piece in rest if piece not in refused),
        tuple(piece for piece in rest if piece in refused),
    )


def _may_be_venue(piece: str, *, styled: bool) -> bool:
    """Whether a piece says when or where: by a year, by a word of venues, or as an emphasised name."""
    return bool(YEAR.search(piece)) or date_like(piece) or says_venue(piece) or (styled and in_title_case(piece))
