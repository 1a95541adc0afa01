"""The fields of the overlay that services fill: which file holds each, and whose word counts most.

This table is the one place that says which service is believed before which.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kbgen.enrich.settings import (
    ARXIV,
    CROSSREF,
    DATACITE,
    DBLP,
    GITHUB,
    HUGGING_FACE,
    OPENALEX,
    OPENCITATIONS,
    SEMANTIC_SCHOLAR,
    Service,
)
from kbgen.model.enrichment import SERVICE_REFERENCES

ABSTRACT = "abstract"
REPOSITORIES = "repositories"

WORKS_FILE = "works.jsonl"
COUNTS_FILE = "counts.jsonl"
REPOSITORIES_FILE = "repositories.jsonl"
HUB_FILE = "hub.jsonl"
REFERENCES_FILE = "references.jsonl"
ABSTRACTS_FILE = "abstracts.jsonl"
LINKS_FILE = "links.jsonl"

FREE_ABSTRACTS = frozenset({ARXIV.name})
"""Services whose abstracts anybody may publish: arXiv's metadata is CC0."""


@dataclass(frozen=True, slots=True)
class OverlayField:
    """A field: its file, and the services that state it, the most believed first.

    ``tolerance`` is the share by which a number may move before it is written again, so that a weekly run does not
    change every line.
    """

    file: str
    services: tuple[str, ...]
    tolerance: float = 0

    def rank(self, source: str) -> int:
        """The place of a service among those that are believed; what is not in the table comes last."""
        return self.services.index(source) if source in self.services else len(self.services)


def _stated_by(file: str, *services: Service, tolerance: float = 0) -> OverlayField:
    return OverlayField(file, tuple(service.name for service in services), tolerance)


PUBLICATION_FIELD_OF: Mapping[str, str] = {
    service.name: f"publication_{service.name.replace('-', '_')}"
    for service in (ARXIV, CROSSREF, DBLP, OPENALEX, SEMANTIC_SCHOLAR)
}
"""The field that holds what a service says of a preprint's publication: one each, so that none hides another."""

FIELDS: Mapping[str, OverlayField] = {
    # Authors type their titles and names on arXiv themselves; publishers' systems drop accents and formulas.
    "title": _stated_by(WORKS_FILE, ARXIV, CROSSREF, DATACITE, OPENALEX, SEMANTIC_SCHOLAR),
    "authors": _stated_by(WORKS_FILE, ARXIV, CROSSREF, DATACITE, OPENALEX, SEMANTIC_SCHOLAR),
    # Of the publication the publisher knows best, then DBLP, which people keep.
    "year": _stated_by(WORKS_FILE, CROSSREF, DATACITE, DBLP, SEMANTIC_SCHOLAR, OPENALEX),
    "venue": _stated_by(WORKS_FILE, CROSSREF, DATACITE, DBLP, SEMANTIC_SCHOLAR, OPENALEX),
    "doi": _stated_by(WORKS_FILE, CROSSREF, ARXIV, DATACITE, DBLP, OPENALEX, SEMANTIC_SCHOLAR),
    "arxiv": _stated_by(WORKS_FILE, ARXIV, CROSSREF, DATACITE, OPENALEX, SEMANTIC_SCHOLAR),
    "acl": _stated_by(WORKS_FILE, CROSSREF, ARXIV, DBLP, SEMANTIC_SCHOLAR),
    "datacite": _stated_by(WORKS_FILE, DATACITE),
    "dblp": _stated_by(WORKS_FILE, DBLP, SEMANTIC_SCHOLAR),
    "hugging_face": _stated_by(HUB_FILE, HUGGING_FACE),
    "openalex": _stated_by(WORKS_FILE, OPENALEX),
    "opencitations": _stated_by(WORKS_FILE, OPENCITATIONS),
    "semantic_scholar": _stated_by(WORKS_FILE, SEMANTIC_SCHOLAR),
    "submitted": _stated_by(WORKS_FILE, ARXIV),
    "updated": _stated_by(WORKS_FILE, ARXIV),
    "arxiv_version": _stated_by(WORKS_FILE, ARXIV),
    "arxiv_categories": _stated_by(WORKS_FILE, ARXIV),
    "comment": _stated_by(WORKS_FILE, ARXIV),
    "journal_ref": _stated_by(WORKS_FILE, ARXIV),
    "withdrawn": _stated_by(WORKS_FILE, ARXIV),
    "retracted": _stated_by(WORKS_FILE, CROSSREF, OPENALEX),
    "updates": _stated_by(WORKS_FILE, CROSSREF),
    "notice_of": _stated_by(WORKS_FILE, CROSSREF),
    "license": _stated_by(WORKS_FILE, CROSSREF, DATACITE, OPENALEX),
    "open_access_pdf": _stated_by(WORKS_FILE, SEMANTIC_SCHOLAR, OPENALEX),
    "tldr": _stated_by(WORKS_FILE, SEMANTIC_SCHOLAR),
    "citation_count": _stated_by(COUNTS_FILE, SEMANTIC_SCHOLAR, OPENALEX, CROSSREF, tolerance=0.02),
    **{name: OverlayField(WORKS_FILE, (service,)) for service, name in PUBLICATION_FIELD_OF.items()},
    "hub_models": _stated_by(HUB_FILE, HUGGING_FACE),
    "hub_datasets": _stated_by(HUB_FILE, HUGGING_FACE),
    "hub_code": _stated_by(HUB_FILE, HUGGING_FACE),
    "hub_project": _stated_by(HUB_FILE, HUGGING_FACE),
    ABSTRACT: _stated_by(ABSTRACTS_FILE, ARXIV, SEMANTIC_SCHOLAR, CROSSREF),
    REPOSITORIES: _stated_by(REPOSITORIES_FILE, GITHUB, tolerance=0.02),
    **{
        name: _stated_by(REFERENCES_FILE, service)
        for service in (CROSSREF, OPENALEX, OPENCITATIONS, SEMANTIC_SCHOLAR)
        for name, title in SERVICE_REFERENCES.items()
        if title == service.title
    },
}

REFERENCE_FIELD_OF: Mapping[str, str] = {FIELDS[name].services[0]: name for name in SERVICE_REFERENCES}
"""The field that holds the citations that a service states."""

IDENTITY: Mapping[str, str] = {
    ARXIV.name: "arxiv",
    CROSSREF.name: "doi",
    DATACITE.name: "datacite",
    DBLP.name: "dblp",
    HUGGING_FACE.name: "hugging_face",
    OPENALEX.name: "openalex",
    OPENCITATIONS.name: "opencitations",
    SEMANTIC_SCHOLAR.name: "semantic_scholar",
}
"""The field that tells which work a service speaks of; where it changes, what was said before is of another work."""
