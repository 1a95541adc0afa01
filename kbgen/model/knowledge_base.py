"""A whole knowledge base in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import Enrichment
from kbgen.model.lists import ReadmeList
from kbgen.model.paper import Paper
from kbgen.model.source import Source
from kbgen.model.vocabulary import Taxonomy, Venues


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Records by identifier, sorted by it, with the vocabularies they use, their sources and the overlay about them."""

    papers: Mapping[str, Paper] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    venues: Venues = field(default_factory=Venues)
    lists: Mapping[str, ReadmeList] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    enrichment: Enrichment = field(default_factory=dict)
