"""Preprints that were published since."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kbgen.checks.fixes import move_home, put
from kbgen.checks.rule import Problem, rule
from kbgen.contribute.watch.stated import listed, papers, title_of
from kbgen.enrich.fields import FIELDS, PUBLICATION_FIELD_OF
from kbgen.enrich.publications import is_preprint
from kbgen.enrich.settings import OPENALEX, SEMANTIC_SCHOLAR
from kbgen.enrich.values import text_at, year_at
from kbgen.ingest.venue_words import no_venue
from kbgen.ingest.venues import VenueReading, read_venue
from kbgen.model.change import Fix
from kbgen.model.enrichment import Known
from kbgen.model.identifiers import parse_arxiv, parse_doi
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Venues
from kbgen.store.tree import LoadedFile, Tree

_YEARS_APART = 1
_JOINING = frozenset({OPENALEX.name, SEMANTIC_SCHOLAR.name})
_PREPRINTS = re.compile(r"\b(?:corr|arxiv|biorxiv|medrxiv|ssrn|preprints?|research square|openreview|zenodo)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one service says of a publication: ``reading`` is of the venue, ``doi`` empty where it names none."""

    service: str
    venue: str
    reading: VenueReading | None
    year: int | None
    doi: str

    @property
    def place(self) -> str:
        """The venue's key, or the name under which no venue is known."""
        if self.reading is None:
            return ""
        return self.reading.venue.id if self.reading.venue else normalise_title(self.reading.name)

    def __str__(self) -> str:
        parts = (f"“{self.venue}”" if self.reading else "", str(self.year or ""), f"doi:{self.doi}" if self.doi else "")
        return f"{title_of(self.service)} ({', '.join(part for part in parts if part)})"


@rule("KB851", "published", severity="warning", command="watch")
def published(tree: Tree) -> Iterator[Problem]:
    """Services say that a preprint was published.

    Counted are arXiv's journal reference and DOI, Crossref, DBLP, OpenAlex and Semantic Scholar, and each only where
    title and authors are the record's. Where all name one venue of `data/venues.yaml`, the edit puts venue, year and
    DOI into the record and moves its file to the folder of the year. Of years that are one apart, that of the service
    that is believed most counts; Semantic Scholar and OpenAlex join a preprint with its publication, so the preprint's
    year says nothing there where another service has a later one. Where services disagree, or name a venue that the
    vocabulary lacks, who says what is shown, and nothing is proposed.
    """
    for file, paper, known in papers(tree):
        if not is_preprint(paper, tree.kb.venues):
            continue
        statements = list(_statements(paper, known, tree.kb.venues))
        if statements and (problem := _problem(tree, file, paper, statements)):
            yield problem


def _statements(paper: Paper, known: Known, venues: Venues) -> Iterator[_Statement]:
    for service, name in PUBLICATION_FIELD_OF.items():
        value = known[name].value if name in known else None
        venue, doi = text_at(value, "venue"), parse_doi(text_at(value, "doi")) or ""
        reading = read_venue(venue, venues) if venue else None
        if reading and _is_no_publication(reading):
            reading = None
        if parse_arxiv(doi) or _same(doi, paper.ids.doi or ""):
            doi = ""
        year = year_at(value, "year") or (reading.year if reading else None)
        if reading or doi:
            yield _Statement(service, venue, reading, year, doi)


def _is_no_publication(reading: VenueReading) -> bool:
    """Whether a venue is none, or one of preprints, which a vocabulary need not have."""
    if reading.venue:
        return reading.venue.kind == "preprint"
    return bool(not reading.name or _PREPRINTS.search(reading.name) or no_venue(reading.name))


def _problem(tree: Tree, file: LoadedFile, paper: Paper, statements: list[_Statement]) -> Problem:
    """What to say of a preprint: what all agree on, or that they do not."""
    who = listed([str(one) for one in statements])
    place = tree.place_in(file.path, "venue")
    dois = {one.doi.lower(): one.doi for one in statements if one.doi}
    subject = " / ".join(sorted({one.place for one in statements if one.place}) or sorted(dois))
    by_hand = f"look it up, then kbgen edit {paper.id} --set venue=… --set year=…"
    what = "preprint" if paper.venue else "paper"
    if _disagree(paper, statements):
        own = f"; the record has doi:{paper.ids.doi}" if paper.ids.doi and dois else ""
        message = f"services disagree on where or when this {what} was published: {who}{own}"
        return Problem(place, message, _aliases(statements) + by_hand, subject)
    doi = next(iter(dois.values()), "")
    reading = next((one.reading for one in statements if one.reading), None)
    if reading is None:
        message = f"this {what} has the DOI of a publication: {who}"
        if paper.venue:
            # A record of a preprint has no DOI of a publication: venue and year have to come with it.
            return Problem(place, message, f"{by_hand} --set doi={doi}", subject)
        remedy = f"write ids -> doi: {doi}; the next kbgen enrich asks what it is"
        return Problem(place, message, remedy, subject, put(file.path, ("ids", "doi"), doi))
    if reading.venue is None:
        message = f"this {what} was published in a venue that data/venues.yaml does not have: {who}"
        return Problem(place, message, f"add “{reading.name}” there, as a venue or as an alias of one", subject)
    year = _year(paper, statements)
    if year is None:
        message = f"this {what} was published in {reading.venue.short}, nobody says in which year: {who}"
        return Problem(place, message, by_hand, subject)
    message = f"this {what} was published in {reading.venue.short} {year}: {who}"
    values: dict[str, str | int] = {
        "venue": reading.venue.id,
        "year": year,
        "track": "" if paper.track else reading.track,
        "doi": doi,
    }
    remedy = f"write {', '.join(f'{name}: {value}' for name, value in values.items() if value)}"
    return Problem(place, message, remedy, f"{subject} {year}", _fix(tree, file, paper, values))


def _disagree(paper: Paper, statements: Iterable[_Statement]) -> bool:
    """Whether services name several venues, tracks or DOIs, or years too far apart to be print and online.

    Names that the vocabulary lacks may all mean one venue.
    """
    placed = [one for one in statements if one.reading]
    venues = {one.place for one in placed}
    known = any(one.reading and one.reading.venue for one in placed)
    dois = {one.doi.lower() for one in statements if one.doi}
    if dois and paper.ids.doi:
        dois.add(paper.ids.doi.lower())
    if (known and len(venues) > 1) or len({one.reading.track for one in placed if one.reading}) > 1 or len(dois) > 1:
        return True
    years = [one.year for one in _dated(paper, placed) if one.year]
    return max(years, default=0) - min(years, default=0) > _YEARS_APART


def _aliases(statements: Iterable[_Statement]) -> str:
    """What to do where a name that the vocabulary lacks may mean the one venue that others name."""
    readings = [one.reading for one in statements if one.reading]
    known = {reading.venue.id for reading in readings if reading.venue}
    lacking = list(dict.fromkeys(f"“{reading.name}”" for reading in readings if not reading.venue))
    if len(known) != 1 or not lacking:
        return ""
    return f"if {listed(lacking)} is {next(iter(known))}, add that to its aliases in data/venues.yaml; else "


def _year(paper: Paper, statements: Iterable[_Statement]) -> int | None:
    """The year that the service gives which is believed most."""
    best = min(_dated(paper, statements), key=lambda one: FIELDS["year"].rank(one.service), default=None)
    return best.year if best else None


def _dated(paper: Paper, statements: Iterable[_Statement]) -> list[_Statement]:
    """The statements with a venue and its year.

    Some services join a preprint and its publication under the earlier year, which tells nothing where another one
    has a later year.
    """
    dated = [one for one in statements if one.reading and one.year]
    is_later = any(one.year and paper.year and one.year > paper.year for one in dated)
    return [one for one in dated if not (is_later and one.service in _JOINING and one.year == paper.year)]


def _fix(tree: Tree, file: LoadedFile, paper: Paper, values: Mapping[str, str | int]) -> Fix:
    """Write what is new, and move the file to the folder of the year if it stands in that of the old one."""
    own = {"venue": paper.venue, "year": paper.year, "track": paper.track, "doi": paper.ids.doi}
    fix: Fix = ()
    for name, value in values.items():
        if value and value != own[name]:
            fix += put(file.path, ("ids", "doi") if name == "doi" else (name,), value)
    if move_home(tree, file, paper):
        return fix
    return fix + move_home(tree, file, paper.model_copy(update={"year": values["year"]}))


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()
