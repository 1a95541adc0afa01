"""All drafts of an import and the knowledge base → the records as they should be, and a report of every decision.

Nothing is read or written here: the result is a value, so that a dry run and a real one decide alike.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kbgen.ingest.accounting import counts, merged, placed
from kbgen.ingest.citation_lines import WorkNames, citation_lines
from kbgen.ingest.clusters import Cluster, Clusters
from kbgen.ingest.combine import combine
from kbgen.ingest.contested import contested
from kbgen.ingest.contribution import Contribution, contribution_of
from kbgen.ingest.dataset_records import DatasetRecords
from kbgen.ingest.differences import RecordChange, Takeable, dataset_change, paper_change
from kbgen.ingest.draft import Draft, ImportNote
from kbgen.ingest.heading_notes import misspelt_headings, unknown_headings
from kbgen.ingest.keywords import shared_keywords
from kbgen.ingest.mirror_list import mirror, plain_list
from kbgen.ingest.record_ids import record_ids
from kbgen.ingest.report import Conflicting, ImportReport
from kbgen.ingest.sources import is_bibliography, sources_after
from kbgen.ingest.stated_records import says_itself
from kbgen.ingest.vocabulary import Vocabulary
from kbgen.ingest.work_notes import identity_notes, listed_again, near_notes, orphans, shared_code
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import EnrichmentLine
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList
from kbgen.model.paper import Paper
from kbgen.model.source import Source
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Taxonomy, Venues


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """``extend`` allows new terms and venues; ``today`` dates new records; ``urls`` are addresses of sources by key.

    ``take`` names fields of which a record that is there takes the sources' value in place of its own.
    """

    extend: bool
    today: datetime.date
    urls: Mapping[str, str] = field(default_factory=dict)
    take: frozenset[Takeable] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The records after an import: only those that are new or differ, and the whole overlay file of citations.

    ``sources``, ``taxonomy`` and ``venues`` are whole where something in them changed, else ``None``.
    """

    papers: Mapping[str, Paper] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    lists: Mapping[str, ReadmeList] = field(default_factory=dict)
    sources: Mapping[str, Source] | None = None
    taxonomy: Taxonomy | None = None
    venues: Venues | None = None
    citation_lines: tuple[EnrichmentLine, ...] = ()
    report: ImportReport = field(default_factory=ImportReport)


def merge(
    kb: KnowledgeBase, drafts: Sequence[Draft], options: MergeOptions, citations: Sequence[EnrichmentLine] = ()
) -> Outcome:
    """Merge drafts into a knowledge base; ``citations`` are the lines of its overlay file of citations."""
    vocabulary = Vocabulary(kb.taxonomy, kb.venues, options.extend, shared_keywords(drafts))
    notes: list[ImportNote] = [note for draft in drafts for note in draft.notes]
    datasets = DatasetRecords.over(kb.datasets, vocabulary, options.today)
    for draft in drafts:
        for row in draft.datasets:
            datasets.add(row)
    notes.extend(datasets.notes)

    entries: list[Contribution] = []
    faults_of_sources = [(draft.source, note) for draft in drafts for note in draft.notes if note.of_source]
    for draft in drafts:
        notes.extend(unknown_headings(draft, vocabulary))
        slips = list(misspelt_headings(draft, vocabulary))
        notes.extend(slips)
        faults_of_sources += [(draft.source, note) for note in slips]
        for paper in draft.papers:
            entry, faults = contribution_of(paper, vocabulary)
            entries.append(entry)
            notes.extend(faults)
    clusters = Clusters.gather(kb.papers, entries)
    notes.extend(identity_notes(clusters))
    repeated = list(listed_again(clusters.clusters))
    notes.extend(note for _, note in repeated)
    touched = [cluster for cluster in clusters.clusters if cluster.entries]
    founded = [cluster for cluster in touched if cluster.founded]
    notes.extend(orphans(cluster for cluster in touched if not cluster.founded))

    ids = record_ids(clusters.clusters, founded, kb)
    dataset_ids = {
        use.name: datasets.find_or_add(use.name, entry.draft.origin) for entry in entries for use in entry.datasets
    }
    claims = contested([cluster for cluster in clusters.clusters if cluster.founded], clusters.doubles)
    papers: dict[str, Paper] = {}
    changes: list[RecordChange] = []
    for cluster in founded:
        record, faults = combine(
            cluster,
            ids[cluster.number],
            vocabulary.taxonomy,
            dataset_ids,
            options.today,
            claims[cluster.number],
            options.take,
        )
        papers[record.id] = record
        notes.extend(faults)
        if cluster.record:
            change = paper_change(cluster.record, record, cluster.entries)
            if not change.says_something and says_itself(cluster.record, cluster.entries):
                papers[record.id] = cluster.record
            elif change.says_something or cluster.record != record:
                changes.append(change)
    notes.extend(near_notes(papers, kb.papers))
    notes.extend(shared_code(founded, ids))

    names = WorkNames()
    for record_id, record in {**kb.papers, **papers}.items():
        names.add(record_id, [record.title, *record.also_titled], record)
    for cluster in founded:
        written = (entry.draft.written or entry.draft.title for entry in cluster.entries)
        names.add(ids[cluster.number], [*cluster.titles, *written], papers[ids[cluster.number]])
    edges = citation_lines(
        citations,
        [one for draft in drafts for one in draft.citations],
        [one for draft in drafts for one in draft.coverage],
        names,
        options.today,
    )
    notes.extend(edges.notes)
    sources = sources_after(kb.sources, drafts, [*faults_of_sources, *repeated], options.urls)
    lists = _lists(drafts, kb, vocabulary, founded, ids)
    changed = {record_id: paper for record_id, paper in papers.items() if kb.papers.get(record_id) != paper}
    exports = {draft.source for draft in drafts if any(paper.record for paper in draft.papers)}
    returned = exports - options.urls.keys() - {key for record in changed.values() for key in record.sources}
    changed_sources = {
        key: source for key, source in sources.items() if kb.sources.get(key) != source and key not in returned
    }
    changed_sets = {key: one for key, one in datasets.records.items() if kb.datasets.get(key) != one}
    changes += [dataset_change(kb.datasets[key], one) for key, one in changed_sets.items() if key in kb.datasets]
    report = ImportReport(
        files=tuple(counts(drafts, founded, datasets)),
        new=tuple(sorted(key for key in changed if key not in kb.papers)),
        updated=tuple(sorted(key for key in changed if key in kb.papers)),
        unchanged=len(papers) - len(changed),
        new_datasets=tuple(sorted(key for key in changed_sets if key not in kb.datasets)),
        updated_datasets=tuple(sorted(key for key in changed_sets if key in kb.datasets)),
        lists=tuple(sorted(lists)),
        outputs=tuple((key, output) for key in sorted(lists) if (output := lists[key].output)),
        missing_venues=len(vocabulary.missing_venues),
        sources=tuple(sorted(key for key in changed_sources if key not in kb.sources)),
        updated_sources=tuple(sorted(key for key in changed_sources if key in kb.sources)),
        placed=tuple(placed(founded, ids)),
        dataset_rows=tuple(datasets.placed),
        merged=tuple(merged(founded, ids)),
        conflicts=tuple(
            Conflicting(str(one.entry.draft.origin), one.entry.draft.title, one.other, one.identifier)
            for one in clusters.conflicts
        ),
        notes=tuple(sorted(dict.fromkeys(notes), key=lambda note: (note.file, note.line, note.code))),
        titles=len(
            {normalise_title(entry.draft.written or entry.draft.title) for entry in entries if entry.draft.founding}
        ),
        edges=edges.edges,
        new_edges=edges.new_edges,
        changes=tuple(sorted(changes, key=lambda change: change.record)),
        unread=tuple(line for draft in drafts for line in draft.unread),
    )
    return Outcome(
        changed,
        changed_sets,
        lists,
        {**kb.sources, **changed_sources} if changed_sources else None,
        vocabulary.taxonomy if vocabulary.taxonomy != kb.taxonomy else None,
        vocabulary.venues if vocabulary.venues != kb.venues else None,
        edges.lines,
        report,
    )


def _lists(
    drafts: Sequence[Draft],
    kb: KnowledgeBase,
    vocabulary: Vocabulary,
    founded: Sequence[Cluster],
    ids: Mapping[int, str],
) -> dict[str, ReadmeList]:
    """A mirror of each imported list that the knowledge base does not have yet; of a bibliography if it has none."""
    found: dict[str, ReadmeList] = {}
    for draft in drafts:
        held = draft.papers or draft.datasets
        if not (draft.is_list and held) or draft.source in kb.lists or draft.source in found:
            continue
        under: dict[tuple[str, ...], list[str]] = {}
        for cluster in founded:
            for entry in cluster.entries:
                if entry.draft.origin.source == draft.source:
                    under.setdefault(entry.draft.headings, []).append(ids[cluster.number])
        output = "README.md" if not kb.lists and not found else f"lists/{draft.source}.md"
        found[draft.source] = mirror(draft, vocabulary, under, output)
    first = next((draft for draft in drafts if is_bibliography(draft) and (draft.papers or draft.datasets)), None)
    if first and not kb.lists and not found:
        found[first.source] = plain_list(first, "README.md")
    return found
