"""What one entry has to say about a record, in the terms of the data model, with its faults as notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kbgen.ingest.draft import Doubt, DraftDatasetUse, DraftLink, DraftPaper, ImportNote, LinkRole
from kbgen.ingest.links import LinkReading, read_link
from kbgen.ingest.venue_words import no_venue
from kbgen.ingest.vocabulary import Vocabulary, kind_words
from kbgen.model.identifiers import Identifier, Scheme
from kbgen.model.identity import Work, identifier_keys
from kbgen.model.paper import Notes, PaperKind
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Venue

_PROCEEDINGS = re.compile(r"(?<![A-Za-z])[A-Z]{3,8}W?_?(?P<year>(?:19|20)\d\d)W?(?=[/_])")
_SCHEMES: dict[str, Scheme] = {"arxiv": "arxiv", "doi": "doi", "acl": "acl", "openreview": "openreview"}


@dataclass(frozen=True, slots=True)
class Contribution:
    """One entry as values of a record."""

    draft: DraftPaper
    kind: PaperKind | None = None
    year: int | None = None
    venue: str | None = None
    track: str = ""
    venue_words: str = ""
    ids: dict[Scheme, str] = field(default_factory=dict)
    links: tuple[tuple[LinkRole, str], ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    notes: Notes | None = None
    datasets: tuple[DraftDatasetUse, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def work(self) -> Work:
        """What identity is decided on."""
        pairs = (Identifier(scheme, value) for scheme, value in self.ids.items())
        return Work(self.draft.title, self.draft.authors, self.year, identifier_keys(pairs))

    @property
    def source(self) -> str:
        """The words for the record's provenance: the record that the entry quotes, or its own place."""
        return self.draft.stated_by or str(self.draft.origin)

    @property
    def published(self) -> bool:
        """Whether it names a venue other than a preprint server."""
        return self.venue not in {None, "arxiv"}


def contribution_of(draft: DraftPaper, vocabulary: Vocabulary) -> tuple[Contribution, list[ImportNote]]:
    """Read an entry's venue, links and heading; everything that could not be read is noted and kept as a doubt."""
    notes: list[ImportNote] = []
    doubts: list[Doubt] = list(draft.doubts)

    def note(code: str, message: str, line: int = 0) -> None:
        where = draft.origin
        notes.append(ImportNote(code, where.file, line or where.line, f'"{draft.title}": {message}', draft.title))

    reading = vocabulary.venue(draft.venue_text, draft.venue_kind) if draft.venue_text else None
    year = draft.year or (reading.year if reading else None)
    unknown = bool(reading and reading.venue is None and normalise_title(reading.name))
    if reading and unknown and not draft.venue_kind and no_venue(reading.name):
        note("IM205", f'"{draft.venue_text[:80]}" is no venue')
    elif unknown:
        note("IM201", f'the venue "{draft.venue_text}" is not in the vocabulary')
        doubts.append(("venue", f'the source says "{draft.venue_text}", which is no known venue'))
    if (
        reading
        and reading.venue
        and not (draft.verified or draft.venue_kind)
        and _misspells(reading.name, reading.venue)
    ):
        words = f'the source writes "{reading.name}" for {reading.venue.short}'
        note("IM204", words)
        doubts.append(("venue", words))
    ids: dict[Scheme, str] = {_SCHEMES[scheme]: value for scheme, value in draft.identifiers.items()}
    links: list[tuple[LinkRole, str]] = []
    for link in draft.links:
        found = read_link(link)
        if found.code:
            note(found.code, found.fault, link.line)
            doubts.append((f"links.{found.role or 'paper'}", found.fault))
        if year and (stated := _year_in(link.href)) and stated != year:
            named = link.label.strip("[]")
            words = f'the address of the link "{named}" names {stated}, the entry {year}: "{link.href}"'
            note("IM115", words, link.line)
            doubts.append((f"links.{found.role or 'paper'}", words))
        if found.identifier and found.identifier.scheme not in ids:
            ids[found.identifier.scheme] = found.identifier.value
        elif found.role and found.url and not (found.identifier and _says_the_same(found, ids)):
            links.append((found.role, found.url))
    filings = [vocabulary.file_section(draft.headings), *map(vocabulary.file_keyword, draft.keywords)]
    kind = draft.kind or next((_kind(heading) for heading in reversed(draft.headings) if kind_words(heading)), None)
    return (
        Contribution(
            draft,
            kind,
            year,
            reading.venue.id if reading and reading.venue else None,
            reading.track if reading else "",
            draft.venue_text,
            ids,
            tuple(dict.fromkeys(links)),
            tuple(dict.fromkeys((one.axis, one.term) for one in filings if one.term)),
            draft.notes,
            draft.datasets,
            tuple(doubts),
        ),
        notes,
    )


def _misspells(name: str, venue: Venue) -> bool:
    """Whether a name is a venue's short name but for its capitals."""
    return name.casefold() == venue.short.casefold() and name not in {venue.short, *venue.aliases}


def _year_in(address: str) -> int | None:
    """The year that the address of a paper in proceedings names beside the venue: ``/CVPR2021W/``, ``_ICCV_2017_``."""
    years = {int(found["year"]) for found in _PROCEEDINGS.finditer(address)}
    return years.pop() if len(years) == 1 else None


def _kind(heading: str) -> PaperKind | None:
    return "survey" if kind_words(heading) == "survey" else "dataset"


def _says_the_same(found: LinkReading, ids: dict[Scheme, str]) -> bool:
    return found.identifier is not None and ids.get(found.identifier.scheme) == found.identifier.value


def dataset_links(links: Sequence[DraftLink]) -> tuple[list[tuple[LinkRole, str]], list[tuple[DraftLink, LinkReading]]]:
    """The good links of a dataset's row by role, and the bad ones with what is wrong."""
    good: list[tuple[LinkRole, str]] = []
    bad: list[tuple[DraftLink, LinkReading]] = []
    for link in links:
        found = read_link(link)
        if found.code:
            bad.append((link, found))
        if found.role and found.url:
            good.append((found.role, found.url))
    return good, bad
