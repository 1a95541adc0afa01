"""Where each service says that a preprint was published, kept beside each other: they may disagree."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import JsonValue

from kbgen.enrich.fields import PUBLICATION_FIELD_OF
from kbgen.enrich.source import Facts
from kbgen.enrich.spool import OnDemand
from kbgen.model.identifiers import parse_arxiv
from kbgen.model.identity import Work, contradicted, family_name, similar_titles
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Venues

Found = Mapping[str, Mapping[str, tuple[Facts, ...]]]
"""What was found out: record → service → facts, one for each thing that the service was asked about.

What it says of a record may be read from disk each time, so it is asked for once and not held for all records.
"""


def is_preprint(paper: Paper, venues: Venues) -> bool:
    """Whether a record names no venue, or only one of preprints."""
    venue = venues.by_id.get(paper.venue) if paper.venue else None
    return paper.venue is None or (venue is not None and venue.kind == "preprint")


def with_publications(kb: KnowledgeBase, found: Found) -> Found:
    """What was found out, and for preprints the field that holds what each service says of the publication.

    Once the record names a venue the field is not kept any more.
    """

    def of_record(record_id: str) -> dict[str, tuple[Facts, ...]]:
        paper = kb.papers.get(record_id)
        return {
            service: tuple(_with_publication(kb, paper, service, one) for one in facts)
            for service, facts in found[record_id].items()
        }

    return OnDemand(found, of_record)


def _with_publication(kb: KnowledgeBase, paper: Paper | None, service: str, facts: Facts) -> Facts:
    name = PUBLICATION_FIELD_OF.get(service)
    if paper is None or name is None:
        return facts
    if not is_preprint(paper, kb.venues):
        return replace(facts, fields={**facts.fields, name: False})
    said = _publication(facts)
    if not said or facts.work is None or not _agrees(Work.of(paper), facts.work):
        return facts
    return replace(facts, fields={**facts.fields, name: said})


def _publication(facts: Facts) -> dict[str, JsonValue]:
    """Venue, year and DOI; empty where neither a venue nor a DOI of a publication is named."""
    fields = facts.fields
    venue = fields.get("venue") or fields.get("journal_ref")
    year, doi = fields.get("year"), fields.get("doi")
    said: dict[str, JsonValue] = {}
    if isinstance(venue, str):
        said["venue"] = venue
    if isinstance(doi, str) and not parse_arxiv(doi):
        said["doi"] = doi
    if said and isinstance(year, int):
        said["year"] = year
    return said


def _agrees(own: Work, other: Work) -> bool:
    """Whether a work is surely the record's: the same title and nobody else's, or nearly the title and the same people.

    An identifier alone is not enough, because services join works of similar titles.
    """
    if contradicted(Work(own.title, own.authors), Work(other.title, other.authors)):
        return False
    if {normalise_title(title) for title in own.titles} & {normalise_title(title) for title in other.titles}:
        return True
    people = {family_name(name) for name in own.authors} & {family_name(name) for name in other.authors}
    return bool(people) and any(similar_titles(title, other.title) for title in own.titles)
