"""Reference lists of services as citations between the papers of a knowledge base."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from kbgen.model.enrichment import EnrichedValue
from kbgen.model.identifiers import Identifier, Scheme
from kbgen.model.identity import identifier_keys
from kbgen.model.knowledge_base import KnowledgeBase

_SCHEMES: tuple[Scheme, ...] = ("arxiv", "doi", "acl")
_SERVICE_IDS = ("openalex", "semantic_scholar")


@dataclass(frozen=True, slots=True)
class Names:
    """Papers by every identifier that they or the services give them."""

    paper_of: Mapping[str, str]

    @classmethod
    def of(cls, kb: KnowledgeBase, overlay: Callable[[str, str], EnrichedValue | None]) -> "Names":
        """The names of a knowledge base's papers; what a record says itself counts before what a service adds."""
        names: dict[str, str] = {}
        for paper in kb.papers.values():
            for key in sorted(identifier_keys(paper.ids.all())):
                names.setdefault(key, paper.id)
        for paper_id in kb.papers:
            for scheme in _SCHEMES:
                known = overlay(paper_id, scheme)
                if known and isinstance(known.value, str):
                    for key in sorted(identifier_keys([Identifier(scheme, known.value)])):
                        names.setdefault(key, paper_id)
            for name in _SERVICE_IDS:
                known = overlay(paper_id, name)
                if known and isinstance(known.value, str):
                    names.setdefault(f"{name}:{known.value}", paper_id)
        return cls(names)


def references(paper_id: str, cited: Iterable[tuple[str, ...]], names: Names) -> JsonValue:
    """A reference list as the overlay holds it (:class:`kbgen.model.enrichment.ServiceReferences`)."""
    records: set[str] = set()
    others: set[str] = set()
    seen = 0
    for entry in cited:
        seen += 1
        if known := next((names.paper_of[key] for key in entry if key in names.paper_of), None):
            records.add(known)
        elif key := next((key for scheme in _SCHEMES for key in entry if key.startswith(f"{scheme}:")), None):
            others.add(key)
    value: dict[str, JsonValue] = {"seen": seen, "records": [*sorted(records - {paper_id})]}
    return value | ({"others": [*sorted(others)]} if others else {})


def still_here(
    value: EnrichedValue, records: Collection[str], renamed: Mapping[str, str], broken: Collection[str]
) -> EnrichedValue:
    """The citations under the names that papers have now, without those of papers that are gone."""
    match value.value:
        case {"records": [*names], **others}:
            cited = [str(one) for one in names]
        case _:
            return value
    kept = sorted({renamed.get(one, one) for one in cited if one in records or one in renamed or one in broken})
    if kept == cited:
        return value
    return value.model_copy(update={"value": {**others, "records": kept}})
