"""Identifiers of works: a record keeps its own, a new one has that of the record it was exported from, or a title's."""

from collections.abc import Collection, Sequence

from kbgen.ingest.clusters import Cluster
from kbgen.ingest.titles import repaired
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.text import slugify


def record_ids(clusters: Sequence[Cluster], founded: Sequence[Cluster], kb: KnowledgeBase) -> dict[int, str]:
    """Identifiers by work: records keep theirs, new ones get a free one, if possible the one that an entry states."""
    taken = {name for paper in kb.papers.values() for name in (paper.id, *paper.aliases)}
    ids = {cluster.number: cluster.record.id for cluster in clusters if cluster.record}
    for cluster in founded:
        stated = next((entry.draft.record for entry in cluster.entries if entry.draft.record), "")
        if cluster.number not in ids and stated and stated not in taken:
            ids[cluster.number] = stated
            taken.add(stated)
    for cluster in founded:
        if cluster.number not in ids:
            year = next((entry.year for entry in cluster.entries if entry.year), None)
            ids[cluster.number] = free_id(cluster.title, year, taken)
            taken.add(ids[cluster.number])
    return ids


def free_id(title: str, year: int | None, taken: Collection[str]) -> str:
    """An identifier that is not taken: made of the title, then of title and year, then of title and a number."""
    slug = slugify(repaired(title)) or "untitled"
    candidates = [slug, *([f"{slug}-{year}"] if year else [])]
    number = 2
    while candidates[0] in taken:
        candidates.pop(0)
        if not candidates:
            candidates.append(f"{slug}-{number}")
            number += 1
    return candidates[0]
