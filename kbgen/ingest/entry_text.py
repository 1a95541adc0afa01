"""Reading one entry of a list out of its runs: title, links, where it appeared, and what was left over.

Lists differ in what comes first (a linked title, a bold title, a bare title) and in what follows it; the order of the
parts and the kind of each run decide, not the list's name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kbgen.ingest.draft import DraftLink
from kbgen.ingest.links import is_title
from kbgen.ingest.markdown import Run, plain
from kbgen.ingest.venue_words import date_like, in_title_case, no_venue, people_and_rest, says_venue

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EDGES = " \t,;:.|()[]{}<>*-–—/\\"
_PREPRINT = re.compile(r"\b(?:arxiv|preprint|biorxiv|medrxiv)\b", re.IGNORECASE)
_VENUE_LENGTH = 160
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_VENUE_IN_FRONT = re.compile(r"^\s*\[(?P<venue>[^\[\]]{2,40}(?<!\d)(?:19|20)\d\d)\]\s*(?P<title>\S.*)$")
_FIELD_LABEL = re.compile(
    r"^\W*(?:publisher|venue|published (?:in|at)|publication|conference|journal|date|year)\s*[:：]\s*", re.IGNORECASE
)
_END = Run("break", "")
_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,3}[.)]\s+|\[\d{1,3}\]\s+)")


@dataclass(frozen=True, slots=True)
class EntryText:
    """The parts of one entry.

    ``leftover`` is what no part took, ``no_venues`` what stands where a venue would but cannot be one. ``year`` is that
    of a date beside a venue that says none.
    """

    title: str
    venue: str = ""
    links: tuple[DraftLink, ...] = ()
    leftover: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    no_venues: tuple[str, ...] = ()
    year: int | None = None


def leads_with_title_link(runs: Sequence[Run]) -> bool:
    """Whether the first thing in the runs is a link whose label is a title."""
    for run in runs:
        if run.kind in {"break", "image"} or (run.kind == "text" and not run.text.strip(_EDGES)):
            continue
        return run.kind == "link" and is_title(run.text) and not run.href.startswith("#")
    return False


def read_entry(runs: Sequence[Run], details: Iterable[Sequence[Run]] = ()) -> EntryText | None:
    """The entry that an item's own runs and the runs of its nested items state, or ``None`` if they name no title."""
    own = list(runs)
    while own and (own[0].kind in {"break", "image"} or (own[0].kind == "text" and not own[0].text.strip(_EDGES))):
        own.pop(0)
    if not own:
        return None
    title_links: list[DraftLink] = []
    if own[0].kind == "link":
        if not is_title(own[0].text):
            return None
        head, rest = [own[0]], own[1:]
        title_links.append(DraftLink("paper", own[0].href, own[0].line, "paper"))
    elif own[0].strong or own[0].emphasis:
        head, rest = _leading(own, strong=own[0].strong)
    else:
        head, rest = _until_link_or_style(own)
    named = _VENUE_IN_FRONT.match(plain(head))
    in_front = [(named["venue"], False)] if named else []
    title = _NUMBERING.sub("", named["title"] if named else plain(head)).strip(" ,;:|[](-–—")
    if own[0].kind == "link":
        title = (named["title"] if named else plain(head)).strip()
    if not re.search(r"\w", title):
        return None
    links, pieces = _links_and_pieces([rest, *details])
    authors, pieces = _authors([*in_front, *_parts(pieces)])
    venue, leftover, no_venues = _venue(pieces)
    year = None if YEAR.search(venue) else next((found for piece in leftover if (found := _year_of_date(piece))), None)
    return EntryText(
        title,
        venue,
        (*title_links, *links),
        tuple(piece for piece in leftover if not date_like(piece)),
        authors,
        no_venues,
        year,
    )


def _leading(runs: list[Run], *, strong: bool) -> tuple[list[Run], list[Run]]:
    """The styled runs at the beginning, and the rest."""
    end = 0
    while end < len(runs) and (runs[end].strong if strong else runs[end].emphasis):
        end += 1
    return runs[:end], runs[end:]


def _until_link_or_style(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """A bare title runs until the first label in brackets or the first styled text; a line break ends nothing."""
    for end, run in enumerate(runs):
        if run.kind in {"link", "image"} or ((run.emphasis or run.strong) and end):
            return runs[:end], runs[end:]
    return runs, []


def _links_and_pieces(groups: Iterable[Sequence[Run]]) -> tuple[list[DraftLink], list[tuple[str, bool]]]:
    """Links of all groups, and the pieces of text between them with whether each is emphasised."""
    links: list[DraftLink] = []
    pieces: list[tuple[str, bool]] = []
    for group in groups:
        text, styled = "", False
        for run in (*group, _END):
            run_styled = run.emphasis or run.strong
            if run.kind == "link" or run is _END or (run.kind == "text" and run_styled != styled):
                words = " ".join(text.split()).strip(_EDGES)
                if words:
                    pieces.append((words, styled))
                text = ""
            match run.kind:
                case "link":
                    links.append(DraftLink(run.text, run.href, run.line))
                case "text":
                    styled = run_styled
                    label = text.strip(_EDGES)
                    bare = (address.rstrip(".,;") for address in _BARE_ADDRESS.findall(run.text))
                    links.extend(DraftLink(label, address, run.line) for address in bare)
                    text += _BARE_ADDRESS.sub(" ", run.text)
                case _:
                    text += " "
    return links, pieces


def _parts(pieces: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Pieces cut at bars, without a label such as "Venue:", which marks a piece as emphasis does."""
    for words, styled in pieces:
        for part in words.split("|"):
            if bare := _FIELD_LABEL.sub("", part).strip(_EDGES):
                yield bare, styled or bool(_FIELD_LABEL.match(part))


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

    A piece with a year comes first, then one that is emphasised or names a preprint, then one that stands alone.
    """
    candidates = [piece for piece, _ in pieces if YEAR.search(piece) and len(piece) <= _VENUE_LENGTH]
    candidates += [piece for piece, styled in pieces if styled or _PREPRINT.search(piece)]
    candidates += [piece for piece, _ in pieces if len(pieces) == 1 and len(piece) <= _VENUE_LENGTH]
    candidates = list(dict.fromkeys(candidates))
    styled_pieces = {piece for piece, styled in pieces if styled}
    refused = {
        piece for piece in candidates if no_venue(piece) or not _may_be_venue(piece, styled=piece in styled_pieces)
    }
    venue = next((piece for piece in candidates if piece not in refused and not date_like(piece)), "")
    venue = venue or next((piece for piece in candidates if piece not in refused), "")
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
