"""Entries of bibliographies in any format → drafts of papers and datasets, with what is to be said of each.

Readers of BibTeX, CSL-JSON, RIS, Zotero and OpenAlex each make a :class:`Reference` of every entry; what becomes of
it is decided here, so that one work means the same in every format.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kbgen.ingest.draft import (
    Doubt,
    Draft,
    DraftDataset,
    DraftLink,
    DraftPaper,
    ImportNote,
    Origin,
    ReadContext,
)
from kbgen.ingest.links import valid_address
from kbgen.ingest.reference import ARXIV_WORDS, Reference, identifier_in, links_of, record_named, venue_of, year_of
from kbgen.ingest.titles import broken_text
from kbgen.model.identifiers import parse_arxiv, parse_doi
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import VenueKind

_ARXIV_IN_TEXT = re.compile(r"([a-z-]+(?:\.[A-Z]{2})?/\d{7}|(?<!\d)\d{4}\.\d{4,5}(?!\d))", re.IGNORECASE)
_LONGEST_TITLE = 1000
"""Characters; more is no title, but a text that a slip has put in its place."""
_SURVEY = re.compile(r"\bsurvey\b|\breview of\b|:\s*an? (?:\w+ )?review\b", re.IGNORECASE)


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
        links = [DraftLink(role, url, reference.line, role) for role, url in links_of(reference)]
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
        venue_text, venue_kind = venue_of(reference, identifiers)
        links = [DraftLink(role, url, reference.line, role) for role, url in links_of(reference)]
        record = record_named(reference.record)
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
                record=record,
                summary=reference.summary if record else "",
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
            if parsed := identifier_in(scheme, stated):
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
        if "arxiv" not in found and ARXIV_WORDS.match(reference.container):
            named = _ARXIV_IN_TEXT.search(reference.container)
            if named and (arxiv := parse_arxiv(named[1])):
                found["arxiv"] = arxiv.id
        return found


def _submitted(venue_kind: VenueKind | None, identifiers: Mapping[str, str]) -> int | None:
    """The year of a preprint on arXiv that its identifier states."""
    arxiv = parse_arxiv(identifiers.get("arxiv", "")) if venue_kind == "preprint" else None
    return arxiv.year if arxiv else None
