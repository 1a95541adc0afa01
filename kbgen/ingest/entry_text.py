"""Reading one entry of a list out of its runs: title, links, where it appeared, and what was left over.

Lists differ in where the title stands and in what follows it; the form of each run and the habits of the whole list
decide, not the list's name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kbgen.ingest.brackets import with_brackets
from kbgen.ingest.cited_details import with_citation
from kbgen.ingest.draft import DraftLink
from kbgen.ingest.entry_links import links_and_pieces
from kbgen.ingest.entry_people import authors_of
from kbgen.ingest.field_words import meaning_of
from kbgen.ingest.leads import EDGES, NICKNAME, is_venue_tag
from kbgen.ingest.paper_hosts import may_be_document
from kbgen.ingest.pieces import Piece, pieces_of
from kbgen.ingest.runs import Run, plain
from kbgen.ingest.title_candidates import Kind, best_title, cut, text_of
from kbgen.ingest.title_parts import with_rest
from kbgen.ingest.title_tails import without_tail
from kbgen.ingest.titles_behind import HABIT, names_and_rest, with_title_behind
from kbgen.ingest.venue_words import date_like, in_title_case, no_venue, people, says_venue
from kbgen.model.identifiers import parse_github

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SHORT_YEAR = re.compile(r"(?<=[A-Za-z])\s?['’]\d\d\b")
_PREPRINT = re.compile(r"\b(?:arxiv|preprint|biorxiv|medrxiv)\b", re.IGNORECASE)
_VENUE_LENGTH = 280
_LONG_NAME = re.compile(
    r"(?:Proc(?:eedings|\.)|Advances in|(?:[A-Z][A-Za-z]* ){0,3}(?:Journal|Transactions|Conference)\b)"
)
_PUBLISHER = re.compile(
    r"(?i)[.,]\s+(?:Association for Computing Machinery|Association for Computational Linguistics|ACM|IEEE|Springer"
    r"|Elsevier|MIT Press|AAAI Press|Curran Associates|PMLR|USENIX Association|Wiley|ISCA)\b"
    r"(?!\s+(?:Conf|Trans|Int)).*$"
)
"""Who published a volume, behind the name of the volume."""
_SHORT = 60
_FEW_WORDS = 3
_TITLE_EDGES = " ,;:|[](-–—\t"
_WRAPPED = re.compile(
    r"^(?:[“\"](?P<a>[^“”\"]+)[”\"]|《(?P<b>[^《》]+)》|「(?P<c>[^「」]+)」|『(?P<d>[^『』]+)』)[.,。]?$"
)
_PRAISE = re.compile(
    r"(?i)[\s,;:(\[]+(?:oral|spotlight|poster|highlight(?:ed)?|best (?:student |demo )?paper(?: award"
    r"| candidate| finalist| runner-?up| honou?rable mention)?|outstanding paper(?: award)?|long|short|accepted"
    r"|notable top.?\d+%?)[)\].!\s]*$"
    r"|^(?:accepted (?:by|to|at|in)|to appear (?:in|at)|published (?:in|at)|oral (?:at|in))[\s:]+"
)
_LAST_YEAR = re.compile(r"[,.(]\s*(?P<year>(?:19|20)\d\d)\W*$")
_REMARK = re.compile(r"[.,;]\s*\([^()\d]*\)?\s*$")
_YEAR_FIRST = re.compile(r"^((?:19|20)\d\d)\s*[-_, ]\s*([A-Za-z][^\d]*)$")
_TAGGED = re.compile(r"^【(?P<name>[^【】]{1,40})】\s*(?P<colon>[:：])?\s*(?=\S)")
"""The short name of a work before its title; with a colon, a part of it."""
_NO_VENUES = frozenset({"authors", "institution", "method", "name"})
"""Meanings of fields whose values are no venues."""
_STYLED = frozenset({"link", "strong", "emphasis", "quote"})
"""Forms that mark where a title ends, and which may hold more than it."""
_BRACKETED_YEAR = re.compile(r"\((?:[A-Z][a-z]{2,8}\.?,?\s)?(?P<year>(?:19|20)\d\d)\)")
_NO_HABITS: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class EntryText:
    """The parts of one entry.

    ``leftover`` is what no part took, ``no_venues`` what stands where a venue would but cannot be one. ``year`` is that
    of a date beside a venue that says none. ``form`` says how the title is written, and ``guessed`` that nothing but
    their style speaks for the words of the venue.
    """

    title: str
    venue: str = ""
    links: tuple[DraftLink, ...] = ()
    leftover: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    no_venues: tuple[str, ...] = ()
    year: int | None = None
    form: Kind = "bare"
    guessed: bool = False


def read_entry(
    runs: Sequence[Run],
    details: Iterable[Sequence[Run]] = (),
    habits: Mapping[str, float] = _NO_HABITS,
    fields: frozenset[str] = frozenset(),
) -> EntryText | None:
    """The entry that an item's own runs and the runs below it state, or ``None`` if they name no title.

    ``habits`` says how often each form of title stands in the list; ``fields`` are names of fields that it uses.
    """
    own, details = with_citation(runs, list(details))
    while own and own[0].kind == "break":
        own.pop(0)
    best = best_title(own, habits) if own else None
    if best is None:
        return None
    end = without_tail(text_of(own), best.start, best.end) if best.kind in _STYLED else best.end
    start, end = with_brackets(text_of(own), best.start, end)
    best = replace(best, start=start, end=end, text=" ".join(text_of(own)[start:end].split()))
    best = with_title_behind(own, best) if HABIT in habits else with_rest(own, best)
    before, inside, after = cut(own, best.start, best.end)
    title = _unwrapped(best.text.strip() if best.kind == "link" else _without_edges(best.text))
    title = title if best.kind == "link" else title.strip(" ,;|")
    title = _TAGGED.sub(lambda found: f"{found['name']}: " if found["colon"] else "", title)
    if not re.search(r"\w", title):
        return None
    names, before, when = names_and_rest(before) if best.kind == "behind" else ([], before, "")
    title_links = [_title_link(run) for run in (*names, *inside) if run.kind == "link"]
    first_links, first_texts = links_and_pieces([_without_short_name(before)])
    first_texts = [*first_texts, (when, True)] if when else first_texts
    links, texts = links_and_pieces([after, *details])
    links = [*first_links, *links]
    found = [*pieces_of(first_texts, fields, before_title=True), *pieces_of(texts, fields)]
    authors, found = authors_of(found)
    venue, leftover, no_venues = _venue(found)
    if not venue or date_like(venue):
        venue = next((bare_venue(link.label.strip("[]() ")) for link in links if is_venue_tag(link.label)), venue)
    dates = [year for piece in found if (year := _year_of_date(piece.words))]
    dates += [int(said[0]) for link in links if (said := YEAR.search(link.label)) and "://" not in link.label]
    dates += [int(said["year"]) for piece in found if (said := _LAST_YEAR.search(piece.words))]
    outside = f"{text_of(own)[: best.start]} {text_of(own)[best.end :]}"
    dates += [int(year["year"]) for year in _BRACKETED_YEAR.finditer(outside)]
    year = None if YEAR.search(venue) or SHORT_YEAR.search(venue) or not dates else dates[0]
    return EntryText(
        title,
        venue,
        (*title_links, *links),
        tuple(piece for piece in leftover if not date_like(piece)),
        authors,
        no_venues,
        year,
        best.kind,
        bool(venue) and not (YEAR.search(venue) or date_like(venue) or says_venue(venue) or is_venue_tag(venue)),
    )


def _without_edges(title: str) -> str:
    """A title without the marks around it; a bracket that is opened or closed in it stays."""
    bare = title.strip(_TITLE_EDGES)
    start, end = with_brackets(title, at := title.find(bare), at + len(bare))
    return title[start:end]


def _without_short_name(before: Sequence[Run]) -> list[Run]:
    """What stands before a title, without a short name of the work in brackets."""
    words = plain(before).strip()
    bare = words.strip("()[]{}<> ")
    said = re.search(r"\d{4}", bare) or is_venue_tag(bare) or date_like(bare) or says_venue(bare) or people(bare)
    short = NICKNAME.match(words) and not said
    return [run for run in before if run.kind == "link"] if short else list(before)


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


def _year_of_date(piece: str) -> int | None:
    found = YEAR.search(piece) if date_like(piece) else None
    return int(found[0]) if found else None


def _venue(pieces: Sequence[Piece]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The piece that says where and when, what is left over, and what stands there but can be no venue.

    A piece with a year comes first, then one that is emphasised or names a venue or preprint, then one that stands
    alone.
    """
    pieces = [one for one in pieces if one.meaning not in _NO_VENUES and meaning_of(one.words) not in _NO_VENUES]
    candidates = [one.words for one in pieces if YEAR.search(one.words) and len(one.words) <= _VENUE_LENGTH]
    candidates += [one.words for one in pieces if one.styled or _PREPRINT.search(one.words)]
    candidates += [one.words for one in pieces if len(one.words) <= _SHORT and is_venue_tag(one.words)]
    candidates += [one.words for one in pieces if not one.before_title and _LONG_NAME.match(one.words)]
    candidates += [one.words for one in pieces if len(pieces) == 1 and len(one.words) <= _VENUE_LENGTH]
    candidates = list(dict.fromkeys(candidates))
    styled_pieces = {one.words for one in pieces if one.styled}
    refused = {
        piece
        for piece in candidates
        if not date_like(piece)
        and (no_venue(piece) or _goes_on(piece) or not _may_be_venue(piece, styled=piece in styled_pieces))
    }
    possible = [piece for piece in candidates if piece not in refused and not date_like(piece)]
    published = [piece for piece in possible if not _PREPRINT.search(piece) and is_venue_tag(piece)]
    first = published if possible and _PREPRINT.search(possible[0]) and published else possible
    before = {one.words for one in pieces if one.before_title}
    behind = [piece for piece in published if piece not in before and YEAR.search(piece)]
    # A name with a year before a title may be that of a dataset.
    named = bool(first) and first[0] in before and not says_venue(first[0])
    venue = next(iter(behind if named and behind else first), "")
    venue = venue or next((piece for piece in candidates if YEAR.search(piece) and piece not in refused), "")
    rest = [one.words for one in pieces]
    if venue:
        rest.remove(venue)
    return (
        bare_venue(venue),
        tuple(piece for piece in rest if piece not in refused),
        tuple(piece for piece in rest if piece in refused),
    )


def bare_venue(words: str) -> str:
    """A venue without what lists praise an entry with."""
    words = _YEAR_FIRST.sub(r"\2 \1", _REMARK.sub("", words))
    volume = _PUBLISHER.sub("", words)
    words = volume if len(volume.split()) > _FEW_WORDS else words
    while bare := _PRAISE.sub("", words).strip(EDGES):
        if bare == words:
            break
        words = bare
    return words


def _goes_on(piece: str) -> bool:
    """Whether a year in brackets stands amid sentences that name no venue: ``Name (2017). Jane Doe; Company``."""
    found = _BRACKETED_YEAR.search(piece)
    return found is not None and bool(re.match(r"\s*[.;,]\s*\w", piece[found.end() :])) and not says_venue(piece)


def _may_be_venue(piece: str, *, styled: bool) -> bool:
    """Whether a piece says when or where: by a year, by a word of venues, or as an emphasised name."""
    said = YEAR.search(piece) or date_like(piece) or says_venue(piece) or is_venue_tag(piece)
    return bool(said) or (styled and in_title_case(piece))
