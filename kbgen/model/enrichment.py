"""The overlay: what services and public lists say about a record, each value with its source and date."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, JsonValue

from kbgen.model.base import Date, Record, RecordId, Text

CitationKind = Literal["curated", "reference-list", "semantic-scholar-list", "seed", "service"]


class EnrichedValue(Record):
    """A value with the source that states it and the day it was read."""

    value: JsonValue
    source: Text
    fetched: Date


class EnrichmentLine(Record):
    """One line of a file in ``data/enriched/``: what is known of one record."""

    id: RecordId
    fields: dict[Text, EnrichedValue] = Field(default_factory=dict)


class Reference(Record):
    """One entry of a paper's reference list that is a record here: the item type of the field ``references``.

    ``match`` says how the cited title was recognised; ``kind`` what sort of list states the citation.
    """

    id: RecordId
    source: Text
    kind: CitationKind
    match: Text = "title"


class ReferenceCoverage(Record):
    """How much of a paper's reference list was read: the value of the field ``reference_coverage``."""

    seen: int
    matched: int
    complete: bool


class ServiceReferences(Record):
    """What a service says of a paper's reference list: the value of the fields of :data:`SERVICE_REFERENCES`.

    ``seen`` is how many entries the service lists, ``records`` those that are papers here, and ``others`` the arXiv,
    DOI and ACL identifiers (``arxiv:1706.03762``) of those that are not, as far as the service states any.
    """

    seen: int
    records: tuple[RecordId, ...] = ()
    others: tuple[Text, ...] = ()


SERVICE_REFERENCES: Mapping[str, str] = {
    "references_crossref": "Crossref",
    "references_openalex": "OpenAlex",
    "references_opencitations": "OpenCitations",
    "references_semantic_scholar": "Semantic Scholar",
}
"""Fields of the citations that services state, with the service; each has its own, so that none hides another."""

Known = Mapping[str, EnrichedValue]
"""The fields of the overlay that are known of a record."""

Enrichment = Mapping[str, Known]
"""The overlay in memory: record identifier → field name → value."""
