"""Identifiers of works: a record keeps its own, a new one is named by its title."""

from collections.abc import Sequence

from kbgen.ingest.clusters import Cluster
from kbgen.ingest.titles import repaired
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.text import slugify


def record_ids(clusters: Sequence[Cluster], founded: Sequence[Cluster], kb: KnowledgeBase) -> dict[int, str]:
    """Identifiers by work: records keep theirs; new ones are named by title, then with the year, then with a number."""
    taken = {name for paper in kb.papers.values() for name in (paper.id, *paper.aliases)}
    ids = {cluster.number: cluster.record.id for cluster in clusters if cluster.record}
    for cluster in founded:
        if cluster.number in ids:
            continue
        slug = slugify(repaired(cluster.title)) or "untitled"
        year = next((entry.year for entry in cluster.entries if entry.year), None)
        candidates = [slug, *([f"{slug}-{year}"] if year else [])]
        number = 2
        while candidates[0] in taken:
            candidates.pop(0)
            if not candidates:
                candidates.append(f"{slug}-{number}")
                number += 1
        taken.add(candidates[0])
        ids[cluster.number] = candidates[0]
    return ids
