"""Reading one entry of a list out of its runs: title, links, where it appeared, and what was left over.

Lists differ in what comes first (a linked title, a bold title, a bare title) and in what follows it; the order of the
parts and the kind of each run decide, not the list's name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kbgen.ingest.draft import DraftLink
from kbgen.ingest.links import is_title
from kbgen.ingest.markdown import Run, plain

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EDGES = " \t,;:.|()[]{}<>*-–—/\\"
_PREPRINT = re.compile(r"\b(?:arxiv|preprint|biorxiv|medrxiv)\b", re.IGNORECASE)
_VENUE_LENGTH = 160
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_END = Run("break", "")
_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,3}[.)]\s+|\[\d{1,3}\]\s+)")


@dataclass(frozen=True, slots=True)
class EntryText:
    """The parts of one entry; ``leftover`` is what no part took."""

    title: str
    venue: str = ""
    links: tuple[DraftLink, ...] = ()
    leftover: tuple[str, ...] = ()


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
    title = _NUMBERING.sub("", plain(head)).strip(" ,;:|[](-–—")
    if own[0].kind == "link":
        title = plain(head).strip()
    if not re.search(r"\w", title):
        return None
    links, pieces = _links_and_pieces([rest, *details])
    venue, leftover = _venue(pieces)
    return EntryText(title, venue, (*title_links, *links), leftover)


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


def _venue(pieces: list[tuple[str, bool]]) -> tuple[str, tuple[str, ...]]:
    """The piece that says where and when: one with a year, else the first that is emphasised or names a preprint."""
    candidates = [piece for piece, _ in pieces if YEAR.search(piece) and len(piece) <= _VENUE_LENGTH]
    candidates += [piece for piece, styled in pieces if styled or _PREPRINT.search(piece)]
    candidates += [piece for piece, _ in pieces if len(pieces) == 1 and len(piece) <= _VENUE_LENGTH]
    if not candidates:
        return "", tuple(piece for piece, _ in pieces)
    venue = candidates[0]
    rest = [piece for piece, _ in pieces]
    rest.remove(venue)
    return venue, tuple(rest)
