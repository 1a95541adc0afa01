"""An entry of a bibliography in plain text, and what its words mean: date, identifiers, venue, links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from kbgen.ingest.draft import Doubt, LinkRole
from kbgen.ingest.links import valid_address
from kbgen.ingest.names import Names
from kbgen.model.base import RECORD_ID_PATTERN
from kbgen.model.identifiers import parse_acl, parse_arxiv, parse_doi, parse_github, parse_openreview
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
ARXIV_WORDS = re.compile(r"\s*(?:arxiv\b|corr\b|(?:e-?print|preprint)s?\s+(?:at\s+)?arxiv\b)", re.IGNORECASE)
# "Computer Vision (ICCV), 2013 IEEE International Conference on", as catalogues sort conferences by their topic.
_TURNED = re.compile(
    r"^(?P<topic>[^,].*?),\s*(?P<head>[^,]*\b(?:conference|symposium|workshop|meeting) (?:on|of|for))$", re.I
)
_LONGEST_VENUE = 300
"""Characters up to which a text is taken for a venue because of where it stands."""

_LONGEST_RECORD_ID = 100
"""Characters; see :data:`kbgen.model.base.RecordId`."""

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


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry in plain text. ``line`` and ``column`` count from 1; ``written`` is its type in the file's own words.

    ``container`` is the journal, the proceedings, the book, or the school or institution of a thesis or report.
    ``fields`` holds identifiers as the file writes them, by scheme; ``links`` are addresses, each with ``url`` or the
    role that :data:`LINK_FIELDS` gives its field. ``record`` is the identifier of the record that was exported, and
    ``summary`` then its summary; in other files such a field holds anything.
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
    record: str = ""
    summary: str = ""


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


def identifier_in(scheme: str, text: str) -> str | None:
    """The identifier of this scheme that a field states, as bibliographies write it; ``None`` where it is none."""
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


def record_named(text: str) -> str:
    """The record's identifier that a field holds; empty where it is none."""
    named = text.strip()
    return named if len(named) <= _LONGEST_RECORD_ID and re.fullmatch(RECORD_ID_PATTERN, named) else ""


def venue_of(reference: Reference, identifiers: Mapping[str, str]) -> tuple[str, VenueKind | None]:
    """What a reference says of where it appeared, and of which kind that is."""
    container = _TURNED.sub(r"\g<head> \g<topic>", reference.container)
    if ARXIV_WORDS.match(container) or ("arxiv" in identifiers and not container):
        return "arXiv", "preprint"
    if container and _PREPRINT_SERVERS.match(container):
        return container, "preprint"
    if len(container) > _LONGEST_VENUE:
        return container, None
    return container, _VENUE_KINDS.get(reference.kind, "other") if container else None


def links_of(reference: Reference) -> Iterator[tuple[LinkRole, str]]:
    """The links of a reference by role; an address that is no address is left to whoever reads the link."""
    seen: set[str] = set()
    for name, address in reference.links:
        if not address or address in seen:
            continue
        seen.add(address)
        yield _role(name, address, reference), address


def _role(name: str, address: str, reference: Reference) -> LinkRole:
    if name != "url":
        return next((role for role in get_args(LinkRole) if role == name), "project")
    if reference.kind == "dataset":
        return "home"
    if re.search(r"\.pdf$", address, re.IGNORECASE) and not parse_arxiv(address):
        return "pdf"
    return "code" if valid_address(address) and parse_github(address) else "paper"
