"""Entries of bibliographies in any format → drafts: what an entry is, where it appeared, which identifiers it has.

Readers of BibTeX, CSL-JSON, RIS, Zotero and OpenAlex each make a :class:`Reference` of every entry; what becomes of
it is decided here, so that one work means the same in every format.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kbgen.ingest.draft import (
    Doubt,
    Draft,
    DraftDataset,
    DraftLink,
    DraftPaper,
    ImportNote,
    LinkRole,
    Origin,
    ReadContext,
)
from kbgen.ingest.links import valid_address
from kbgen.ingest.names import Names
from kbgen.ingest.titles import broken_text
from kbgen.model.identifiers import parse_acl, parse_arxiv, parse_doi, parse_github, parse_openreview
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import VenueKind

ReferenceKind = Literal[
    "article", "conference", "chapter", "book", "thesis", "report", "preprint", "other", "dataset", "container", "none"
]
"""What an entry is about.

``other`` is a work without a kind of its own (``misc``, a web page, a manuscript). ``container`` is a whole volume,
which others appear in; ``none`` is nothing that a knowledge base of papers holds (software, films, laws, patents).
"""

_VENUE_KINDS: dict[ReferenceKind, VenueKind] = {
    "article": "journal",
    "conference": "conference",
    "chapter": "book",
    "thesis": "thesis",
    "preprint": "preprint",
}
_ARXIV_WORDS = re.compile(r"\s*(?:arxiv\b|corr\b|(?:e-?print|preprint)s?\s+(?:at\s+)?arxiv\b)", re.IGNORECASE)
_ARXIV_IN_TEXT = re.compile(r"([a-z-]+(?:\.[A-Z]{2})?/\d{7}|(?<!\d)\d{4}\.\d{4,5}(?!\d))", re.IGNORECASE)
# "Computer Vision (ICCV), 2013 IEEE International Conference on", as catalogues sort conferences by their topic.
_TURNED = re.compile(
    r"^(?P<topic>[^,].*?),\s*(?P<head>[^,]*\b(?:conference|symposium|workshop|meeting) (?:on|of|for))$", re.I
)
_LONGEST_TITLE = 1000
"""Characters; more is no title, but a text that a slip has put in its place."""

_LONGEST_VENUE = 300
"""Characters up to which a text is taken for a venue because of where it stands."""

_PREPRINT_SERVERS = re.compile(
    r"\s*(?:bio|med|chem|psy|soc|tech|eco|engr|earth|ess)?(?:arxiv|rxiv)\b|\s*(?:ssrn|preprints|research square|hal)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_ISO_DATE = re.compile(r"(\d{4})(?:-(?:\d\d|2[1-4]|XX)(?:-(?:\d\d|XX))?)?(?:T[\d:.Z+-]+)?[?~%]?")
_NOT_YET = re.compile(
    r"(?:to appear|in press|forthcoming|accepted|submitted|in preparation|under review|preprint|n\.?\s?d\.?|no date"
    r"|undated|unknown|ongoing|\.\.|present)",
    re.IGNORECASE,
)
_SURVEY = re.compile(r"\bsurvey\b|\breview of\b|:\s*an? (?:\w+ )?review\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry in plain text. ``line`` and ``column`` count from 1; ``written`` is its type in the file's own words.

    ``container`` is the journal, the proceedings, the book, or the school or institution of a thesis or report.
    ``fields`` holds further text by the data model's own words: ``doi``, ``arxiv``, ``acl``, ``openreview``, and the
    addresses ``url``, ``pdf``, ``code``, ``project``, … of links.
    """

    line: int
    column: int
    key: str
    kind: ReferenceKind
    written: str
    title: str
    names: Names = field(default_factory=Names)
    date: str = ""
    container: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class Drafted:
    """What a bibliography's entries became, and what is to be said of them."""

    context: ReadContext
    papers: list[DraftPaper] = field(default_factory=list)
    datasets: list[DraftDataset] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)

    def fault(self, code: str, line: int, column: int, message: str, subject: str = "") -> None:
        """Something wrong with the document itself, which is kept with the source."""
        self.notes.append(ImportNote(code, self.context.file, line, message, subject, of_source=True, column=column))

    def note(self, code: str, line: int, column: int, message: str, subject: str = "") -> None:
        """Something that a person should know about what was read."""
        self.notes.append(ImportNote(code, self.context.file, line, message, subject, column=column))

    def add(self, reference: Reference) -> None:
        """Draft a reference as a paper or dataset, or say why it is neither."""
        if valid_address(reference.container):
            # Some write the address of a preprint where the journal belongs.
            links = (*reference.links, ("url", reference.container))
            reference = replace(reference, container="", links=links)
        named = f'the entry "{reference.key}"' if reference.key else "the entry"
        if reference.kind in {"container", "none"}:
            words = f"{named} is not imported: {reference.written} is no paper and no dataset"
            self.note("IM610", reference.line, reference.column, words, reference.title)
        elif not normalise_title(reference.title):
            self.fault("IM603", reference.line, reference.column, f"{named} has no title and is not imported")
        elif len(reference.title) > _LONGEST_TITLE:
            words = f"{named} is not imported: its title has {len(reference.title):,} characters"
            self.fault("IM601", reference.line, reference.column, words)
        elif reference.kind == "dataset":
            self._add_dataset(reference)
        else:
            self._add_paper(reference)

    def draft(self) -> Draft:
        """Everything that was added."""
        file, source = self.context.file, self.context.source
        papers, datasets, notes = tuple(self.papers), tuple(self.datasets), tuple(self.notes)
        return Draft(source, file, papers=papers, datasets=datasets, notes=notes)

    def _add_dataset(self, reference: Reference) -> None:
        links = [DraftLink(role, url, reference.line, role) for role, url in _links(reference)]
        if doi := parse_doi(reference.fields.get("doi", "")):
            links.append(DraftLink("doi", f"https://doi.org/{doi}", reference.line, "home"))
        year = self._year(reference)
        origin = self._origin(reference)
        self.datasets.append(DraftDataset(origin, reference.title, year=year, links=tuple(links)))

    def _add_paper(self, reference: Reference) -> None:
        doubts = list(reference.doubts)
        if piece := broken_text(reference.title):
            words = f'the title has characters broken by a wrong encoding: "{piece}"'
            self.note("IM402", reference.line, reference.column, f'"{reference.title}": {words}', reference.title)
            doubts.append(("title", words))
        for fault in reference.names.faults:
            words = f'"{reference.title}": {fault}'
            self.note("IM608", reference.line, reference.column, words, reference.title)
            doubts.append(("authors", fault))
        if not reference.names.complete:
            words = "the source says that there are further authors, and does not name them"
            self.note("IM612", reference.line, reference.column, f'"{reference.title}": {words}', reference.title)
            doubts.append(("authors", words))
        identifiers = self._identifiers(reference, doubts)
        venue_text, venue_kind = _venue(reference, identifiers)
        links = [DraftLink(role, url, reference.line, role) for role, url in _links(reference)]
        self.papers.append(
            DraftPaper(
                self._origin(reference),
                reference.title,
                reference.title,
                venue_text=venue_text,
                venue_kind=venue_kind,
                year=self._year(reference) or _submitted(venue_kind, identifiers),
                authors=reference.names.names,
                links=tuple(links),
                identifiers=identifiers,
                kind="survey" if _SURVEY.search(reference.title) else None,
                stated_by=f"{self.context.file}#{reference.key}" if reference.key else "",
                doubts=tuple(doubts),
                keywords=reference.keywords,
            )
        )

    def _origin(self, reference: Reference) -> Origin:
        return self.context.origin(reference.line)

    def _year(self, reference: Reference) -> int | None:
        year, exact = year_of(reference.date)
        if not exact:
            read = f"is not a year or an ISO date; read as {year}" if year else "gives no year from 1800 to 2100"
            words = f'"{reference.title}": the date "{reference.date}" {read}'
            self.note("IM609", reference.line, reference.column, words, reference.title)
        return year

    def _identifiers(self, reference: Reference, doubts: list[Doubt]) -> dict[str, str]:
        found: dict[str, str] = {}
        for scheme in ("arxiv", "doi", "acl", "openreview"):
            stated = reference.fields.get(scheme, "")
            if not stated:
                continue
            if parsed := _parsed(scheme, stated):
                found[scheme] = parsed
            else:
                words = f'"{stated}" is no {scheme} identifier'
                text = f'"{reference.title}": {words}'
                self.note("IM106", reference.line, reference.column, text, reference.title)
                doubts.append((f"ids.{scheme}", words))
        # Of arXiv's own DOI only the identifier in it is worth keeping; it leads to the same page.
        if (arxiv := parse_arxiv(found.get("doi", ""))) is not None:
            found.setdefault("arxiv", arxiv.id)
            del found["doi"]
        for name, address in reference.links:
            if name == "url" and (arxiv := parse_arxiv(address)):
                found.setdefault("arxiv", arxiv.id)
        if "arxiv" not in found and _ARXIV_WORDS.match(reference.container):
            named = _ARXIV_IN_TEXT.search(reference.container)
            if named and (arxiv := parse_arxiv(named[1])):
                found["arxiv"] = arxiv.id
        return found


def _submitted(venue_kind: VenueKind | None, identifiers: Mapping[str, str]) -> int | None:
    """The year of a preprint on arXiv that its identifier states."""
    arxiv = parse_arxiv(identifiers.get("arxiv", "")) if venue_kind == "preprint" else None
    return arxiv.year if arxiv else None


def year_of(date: str) -> tuple[int | None, bool]:
    """The year of a date as bibliographies write it, and whether it is one year or an ISO 8601 or EDTF date.

    Of a range the first year counts. Words that say that a work has not appeared are no fault.
    """
    date = date.strip()
    begins = date.split("/")[0].strip()
    if whole := _ISO_DATE.fullmatch(begins):
        year = int(whole[1])
        return (year, True) if 1800 <= year <= 2100 else (None, False)
    years = _YEAR.findall(date)
    if years and not date.startswith("-"):
        return int(years[0]), False
    return None, not date or bool(_NOT_YET.fullmatch(date.strip(" ().")))


def _parsed(scheme: str, text: str) -> str | None:
    match scheme:
        case "arxiv":
            arxiv = parse_arxiv(text) or parse_arxiv(re.sub(r"\s*\[[\w.-]+\]\s*$", "", text))
            return arxiv.id if arxiv else None
        case "doi":
            return parse_doi(text) or _doi_in_address(text)
        case "acl":
            return parse_acl(text)
    return parse_openreview(text)


def _doi_in_address(text: str) -> str | None:
    """A DOI out of a publisher's address, such as ``http://doi.acm.org/10.1145/…``."""
    found = re.match(r"(?:https?://|doi\.|www\.)\S*?(10\.\d{4,9}/\S+)$", text.strip(), re.IGNORECASE)
    return parse_doi(found[1]) if found else None


def _venue(reference: Reference, identifiers: Mapping[str, str]) -> tuple[str, VenueKind | None]:
    """What a reference says of where it appeared, and of which kind that is."""
    container = _TURNED.sub(r"\g<head> \g<topic>", reference.container)
    if _ARXIV_WORDS.match(container) or ("arxiv" in identifiers and not container):
        return "arXiv", "preprint"
    if container and _PREPRINT_SERVERS.match(container):
        return container, "preprint"
    if len(container) > _LONGEST_VENUE:
        return container, None
    return container, _VENUE_KINDS.get(reference.kind, "other") if container else None


def _links(reference: Reference) -> Iterator[tuple[LinkRole, str]]:
    """The links of a reference by role; an address that is no address is left to whoever reads the link."""
    seen: set[str] = set()
    for name, address in reference.links:
        if not address or address in seen:
            continue
        seen.add(address)
        yield _role(name, address, reference), address


def _role(name: str, address: str, reference: Reference) -> LinkRole:
    if name != "url":
        return _ROLES.get(name, "project")
    if reference.kind == "dataset":
        return "home"
    if valid_address(address) and parse_github(address):
        return "code"
    return "pdf" if re.search(r"\.pdf$", address, re.IGNORECASE) and not parse_arxiv(address) else "paper"


_ROLES: dict[str, LinkRole] = {
    "paper": "paper",
    "pdf": "pdf",
    "code": "code",
    "project": "project",
    "blog": "blog",
    "video": "video",
    "slides": "slides",
    "poster": "poster",
    "demo": "demo",
    "data": "data",
    "model": "model",
}
LINK_FIELDS: Mapping[str, str] = {
    "url": "url",
    "paper": "paper",
    "pdf": "pdf",
    "code": "code",
    "github": "code",
    "project": "project",
    "website": "project",
    "blog": "blog",
    "video": "video",
    "slides": "slides",
    "poster": "poster",
    "demo": "demo",
    "dataset": "data",
    "model": "model",
}
"""Fields that hold addresses, as bibliographies of groups and their web pages name them, and the role of each."""
