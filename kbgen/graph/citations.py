"""Who cites whom, and who says so.

A citation is stated by the knowledge base's own curators (``relations.cites``) or by a list in the overlay (the fields
``references`` and ``reference_coverage``, and those in which each service has its own). All are kept side by side: a
reader sees every statement, and a missing one is never taken for a zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import ValidationError

from kbgen.model.enrichment import (
    SERVICE_REFERENCES,
    CitationKind,
    Reference,
    ReferenceCoverage,
    ServiceReferences,
)
from kbgen.model.finding import KbgenError
from kbgen.model.identity import identifier_keys
from kbgen.model.knowledge_base import KnowledgeBase

CURATED = "this knowledge base"
"""The source of a citation that a record's own ``relations`` state."""
_READ_IN_LIST: frozenset[CitationKind] = frozenset({"reference-list", "semantic-scholar-list", "service"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One source that states a citation, and what sort of list it is."""

    source: str
    kind: CitationKind


@dataclass(frozen=True, slots=True)
class Citation:
    """One paper cites another; both are records here."""

    citing: str
    cited: str
    statements: tuple[Statement, ...]

    @property
    def from_list(self) -> bool:
        """Whether the citing paper's own reference list states it, as opposed to somebody who knows of this one."""
        return any(statement.kind in _READ_IN_LIST for statement in self.statements)


@dataclass(frozen=True, slots=True)
class Citations:
    """All citations between records, in both directions, with how much of each reference list was read.

    ``elsewhere`` are the identifiers (``doi:10.…``) of cited works that are no records here, by citing paper.
    """

    outgoing: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    incoming: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    coverage: Mapping[str, ReferenceCoverage] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def cites(self, paper_id: str) -> tuple[Citation, ...]:
        """The citations a paper makes, by the identifier of the cited paper."""
        return self.outgoing.get(paper_id, ())

    def cited_by(self, paper_id: str) -> tuple[Citation, ...]:
        """The citations a paper receives, by the identifier of the citing paper."""
        return self.incoming.get(paper_id, ())


def citations(kb: KnowledgeBase) -> Citations:
    """Gather the citations of a knowledge base.

    A paper that seems to cite itself and a citation of something that is not a record are left out: the first is an
    error of the list it stands in, the second has no page to lead to. Raises :class:`KbgenError` where the overlay's
    value is not a list of references.
    """
    stated: dict[tuple[str, str], dict[Statement, None]] = {}
    coverage: dict[str, ReferenceCoverage] = {}
    curated = Statement(CURATED, "curated")
    for paper_id, paper in kb.papers.items():
        for cited in paper.relations.cites:
            stated.setdefault((paper_id, cited), {})[curated] = None
    is_asked = any(name in fields for fields in kb.enrichment.values() for name in SERVICE_REFERENCES)
    newcomers = _by_identifier(kb) if is_asked else {}
    others: dict[str, dict[str, None]] = {}
    for paper_id, fields in kb.enrichment.items():
        if paper_id not in kb.papers:
            continue
        if "references" in fields:
            for reference in _references(paper_id, fields["references"].value):
                statement = Statement(reference.source, reference.kind)
                stated.setdefault((paper_id, reference.id), {})[statement] = None
        if "reference_coverage" in fields:
            coverage[paper_id] = _coverage(paper_id, fields["reference_coverage"].value)
        for name, service in SERVICE_REFERENCES.items():
            if name in fields:
                listed = _service_references(paper_id, name, fields[name].value)
                statement = Statement(service, "service")
                for key in listed.others:
                    if key not in newcomers:
                        others.setdefault(paper_id, {})[key] = None
                # A paper may have come here after the service was asked.
                for cited in (*listed.records, *(newcomers[key] for key in listed.others if key in newcomers)):
                    stated.setdefault((paper_id, cited), {})[statement] = None
                if paper_id not in coverage or coverage[paper_id].seen < listed.seen:
                    coverage[paper_id] = ReferenceCoverage(
                        seen=listed.seen, matched=len(listed.records), complete=False
                    )
    edges = [
        Citation(citing, cited, tuple(statements))
        for (citing, cited), statements in sorted(stated.items())
        if citing != cited and cited in kb.papers
    ]
    outgoing: dict[str, list[Citation]] = {}
    incoming: dict[str, list[Citation]] = {}
    for edge in edges:
        outgoing.setdefault(edge.citing, []).append(edge)
        incoming.setdefault(edge.cited, []).append(edge)
    return Citations(_frozen(outgoing), _frozen(incoming), coverage, {one: tuple(keys) for one, keys in others.items()})


def _by_identifier(kb: KnowledgeBase) -> dict[str, str]:
    return {key: paper.id for paper in kb.papers.values() for key in identifier_keys(paper.ids.all())}


def _frozen(edges: dict[str, list[Citation]]) -> dict[str, tuple[Citation, ...]]:
    return {paper_id: tuple(found) for paper_id, found in edges.items()}


def _references(paper_id: str, value: object) -> list[Reference]:
    try:
        return [Reference.model_validate(item) for item in cast("list[Any]", value)]
    except (ValidationError, TypeError) as error:
        raise KbgenError(
            f"the overlay's references of {paper_id!r} are not a list of references", "each needs id, source and kind"
        ) from error


def _service_references(paper_id: str, name: str, value: object) -> ServiceReferences:
    try:
        return ServiceReferences.model_validate(value)
    except ValidationError as error:
        raise KbgenError(
            f"the overlay's {name} of {paper_id!r} is not understood", "it needs seen and records"
        ) from error


def _coverage(paper_id: str, value: object) -> ReferenceCoverage:
    try:
        return ReferenceCoverage.model_validate(value)
    except ValidationError as error:
        raise KbgenError(
            f"the overlay's reference_coverage of {paper_id!r} is not understood",
            "it needs seen, matched and complete",
        ) from error
