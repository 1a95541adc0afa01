"""A whole run over a snapshot: the parts are read, the works matched, and the overlay written at once."""

import datetime
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.enrich.asking import Outcome
from kbgen.enrich.fields import IDENTITY
from kbgen.enrich.overlay import Publishing
from kbgen.enrich.plan import Plan, ServicePlan, named_records
from kbgen.enrich.run import Enriched, readable, write_outcomes
from kbgen.enrich.settings import OPENALEX
from kbgen.enrich.snapshot.candidates import Kind
from kbgen.enrich.snapshot.engine import Advance, Engine
from kbgen.enrich.snapshot.matching import Match, Matching
from kbgen.enrich.snapshot.parts import Part
from kbgen.enrich.sources.openalex import SOURCE, work_dois
from kbgen.model.dataset import Dataset
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.store.tree import load_tree


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something in a snapshot that could not be read: the part, the line if one can be named, and what is wrong."""

    part: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.part}:{self.line}: {self.words}" if self.line else f"{self.part}: {self.words}"


@dataclass(frozen=True, slots=True)
class SnapshotRun:
    """What a run over a snapshot did.

    ``works`` were read with the engine of this title, ``papers`` were looked for, ``found`` counts those that were
    found by what they were found by, and ``missing`` are the others.
    """

    engine: str
    parts: int
    works: int
    papers: int
    found: Counter[Kind]
    missing: tuple[str, ...]
    faults: tuple[Fault, ...]
    enriched: Enriched

    @property
    def whole(self) -> bool:
        """Whether all of the snapshot could be read, and all that was found could be used."""
        return not self.faults and self.enriched.whole


def papers_to_find(kb: KnowledgeBase, ids: Collection[str]) -> tuple[Paper, ...]:
    """The papers of these identifiers, or all; raises :class:`KbgenError` for an id that no record has."""
    records: dict[str, Paper | Dataset] = {**kb.papers, **kb.datasets}
    return tuple(record for record in named_records(records, ids) if isinstance(record, Paper))


def enrich_from_snapshot(
    root: Path,
    parts: Sequence[Part],
    ids: Collection[str],
    engine: Engine,
    today: datetime.date,
    advance: Advance,
) -> SnapshotRun:
    """Read a snapshot and write what it says of the papers.

    Nothing is written before all parts were read. Raises :class:`KbgenError` where the overlay cannot be read or
    written, and where the engine cannot work.
    """
    tree = load_tree(root)
    readable(tree)
    papers = papers_to_find(tree.kb, ids)
    matching = Matching(papers)
    works, faults = 0, []
    for batch in engine.candidates(parts, tuple(matching.wanted()), advance):
        for row in batch.to_pylist():
            if row["id"] is not None:
                matching.add(row)
            elif row["fault"] is not None:
                faults.append(Fault(row["part"], row["line"] or 0, row["fault"]))
            else:
                works += row["works"]
    if not works:
        raise KbgenError(f"no work was read: {min(faults)}" if faults else "no work was read")
    found = {one: match for one, match in matching.found().items() if not _was_another(tree.kb, one, match)}
    keys = {one: _key(tree.kb.papers[one], match) for one, match in found.items()}
    outcome = Outcome(SOURCE, {keys[one]: match.facts for one, match in found.items()})
    enriched = write_outcomes(root, _plan(tree.kb, keys), (outcome,), today, Publishing())
    return SnapshotRun(
        engine=engine.title,
        parts=len(parts),
        works=works,
        papers=len(papers),
        found=Counter(match.kind for match in found.values()),
        missing=tuple(paper.id for paper in papers if paper.id not in found),
        faults=tuple(sorted(faults)),
        enriched=enriched,
    )


def _was_another(kb: KnowledgeBase, paper_id: str, match: Match) -> bool:
    """Whether OpenAlex named another work before, which an identifier may have led to, than one found otherwise."""
    known = kb.enrichment.get(paper_id, {}).get(IDENTITY[OPENALEX.name])
    other = known is not None and known.value != match.facts.fields.get(IDENTITY[OPENALEX.name])
    return other and match.rank > 0 and bool(work_dois(kb.papers[paper_id]))


def _key(paper: Paper, match: Match) -> str:
    """What OpenAlex is asked about for a paper; the paper's own id where the work was found by something else."""
    return work_dois(paper)[0] if match.rank == 0 else paper.id


def _plan(kb: KnowledgeBase, keys: Mapping[str, str]) -> Plan:
    """The plan of a run over the API that asks about the papers that were found."""
    all_keys = frozenset(key for paper in kb.papers.values() for key in SOURCE.keys(paper))
    service = ServicePlan(SOURCE, OPENALEX, tuple(dict.fromkeys(keys.values())), all_keys)
    return Plan((service,), {paper_id: {SOURCE.name: (key,)} for paper_id, key in keys.items()})
