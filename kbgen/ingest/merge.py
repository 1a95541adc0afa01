"""All drafts of an import and the knowledge base → the records as they should be, and a report of every decision.

Nothing is read or written here: the result is a value, so that a dry run and a real one decide alike.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kbgen.ingest.citation_lines import WorkNames, citation_lines
from kbgen.ingest.clusters import Cluster, Clusters, near_titles
from kbgen.ingest.combine import best_title, combine, link_key
from kbgen.ingest.contribution import Contribution, contribution_of
from kbgen.ingest.dataset_records import DatasetRecords
from kbgen.ingest.draft import Draft, ImportNote
from kbgen.ingest.mirror_list import mirror
from kbgen.ingest.report import Conflicting, FileCount, ImportReport, Merged, Placed
from kbgen.ingest.titles import repaired
from kbgen.ingest.vocabulary import Vocabulary
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import EnrichmentLine
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title, slugify
from kbgen.model.vocabulary import Taxonomy, Venues


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """``extend`` allows new terms and venues; ``today`` dates new records."""

    extend: bool
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Outcome:
    """The records after an import: only those that are new or differ, and the whole overlay file of citations."""

    papers: Mapping[str, Paper] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    lists: Mapping[str, ReadmeList] = field(default_factory=dict)
    taxonomy: Taxonomy | None = None
    venues: Venues | None = None
    citation_lines: tuple[EnrichmentLine, ...] = ()
    report: ImportReport = field(default_factory=ImportReport)


def merge(
    kb: KnowledgeBase, drafts: Sequence[Draft], options: MergeOptions, citations: Sequence[EnrichmentLine] = ()
) -> Outcome:
    """Merge drafts into a knowledge base; ``citations`` are the lines of its overlay file of citations."""
    vocabulary = Vocabulary(kb.taxonomy, kb.venues, options.extend)
    notes: list[ImportNote] = [note for draft in drafts for note in draft.notes]
    datasets = DatasetRecords.over(kb.datasets, vocabulary, options.today)
    for draft in drafts:
        for row in draft.datasets:
            datasets.add(row)
    notes.extend(datasets.notes)

    entries: list[Contribution] = []
    for draft in drafts:
        notes.extend(_unknown_headings(draft, vocabulary))
        for paper in draft.papers:
            entry, faults = contribution_of(paper, vocabulary)
            entries.append(entry)
            notes.extend(faults)
    clusters = Clusters.gather(kb.papers, entries)
    notes.extend(_identity_notes(clusters))
    touched = [cluster for cluster in clusters.clusters if cluster.entries]
    founded = [cluster for cluster in touched if cluster.founded]
    notes.extend(_orphans(cluster for cluster in touched if not cluster.founded))

    ids = _record_ids(clusters.clusters, founded, kb)
    dataset_ids = {
        use.name: datasets.find_or_add(use.name, entry.draft.origin.source)
        for entry in entries
        for use in entry.datasets
    }
    papers: dict[str, Paper] = {}
    for cluster in founded:
        record, faults = combine(cluster, ids[cluster.number], vocabulary.taxonomy, dataset_ids, options.today)
        papers[record.id] = record
        notes.extend(faults)
    notes.extend(_near(papers, kb.papers))
    notes.extend(_shared_code(founded, ids))

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
    lists = _lists(drafts, kb, vocabulary, founded, ids)
    changed = {record_id: paper for record_id, paper in papers.items() if kb.papers.get(record_id) != paper}
    changed_sets = {key: one for key, one in datasets.records.items() if kb.datasets.get(key) != one}
    report = ImportReport(
        files=tuple(_counts(drafts, founded, datasets, ids, kb)),
        new=tuple(sorted(key for key in changed if key not in kb.papers)),
        updated=tuple(sorted(key for key in changed if key in kb.papers)),
        unchanged=len(papers) - len(changed),
        new_datasets=tuple(sorted(key for key in changed_sets if key not in kb.datasets)),
        updated_datasets=tuple(sorted(key for key in changed_sets if key in kb.datasets)),
        lists=tuple(sorted(lists)),
        placed=tuple(_placed(founded, ids)),
        dataset_rows=tuple(datasets.placed),
        merged=tuple(_merged(founded, ids)),
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
    )
    return Outcome(
        changed,
        changed_sets,
        lists,
        vocabulary.taxonomy if vocabulary.taxonomy != kb.taxonomy else None,
        vocabulary.venues if vocabulary.venues != kb.venues else None,
        edges.lines,
        report,
    )


def _unknown_headings(draft: Draft, vocabulary: Vocabulary) -> Iterable[ImportNote]:
    for heading in draft.headings:
        if heading.of == "papers" and vocabulary.file_section(heading.path).unknown:
            words = " > ".join(heading.path)
            yield ImportNote("IM003", draft.file, heading.line, f'no term is named "{words}"', heading.path[-1])


def _identity_notes(clusters: Clusters) -> Iterable[ImportNote]:
    for one in clusters.conflicts:
        origin, title = one.entry.draft.origin, one.entry.draft.title
        message = f'"{title}" claims {one.identifier}, as "{one.other}" does; both keep it'
        yield ImportNote("IM302", origin.file, origin.line, message, title)
    for first, second in clusters.doubles:
        yield ImportNote("IM306", f"{first}.yaml", 1, f"the records {first} and {second} are one work", first)
    for cluster in clusters.clusters:
        places: dict[str, int] = {}
        for entry in cluster.entries:
            origin, title = entry.draft.origin, entry.draft.title
            if origin.file in places and entry.draft.founding:
                message = f'"{title}" is listed before, in line {places[origin.file]}'
                yield ImportNote("IM305", origin.file, origin.line, message, title)
            places.setdefault(origin.file, origin.line)


def _orphans(clusters: Iterable[Cluster]) -> Iterable[ImportNote]:
    for cluster in clusters:
        for entry in cluster.entries:
            origin, title = entry.draft.origin, entry.draft.title
            yield ImportNote("IM501", origin.file, origin.line, f'no list or record names "{title}"', title)


def _near(papers: Mapping[str, Paper], existing: Mapping[str, Paper]) -> Iterable[ImportNote]:
    new = {key: paper.title for key, paper in papers.items() if key not in existing}
    every = {key: paper.title for key, paper in {**existing, **papers}.items()}
    for first, second in near_titles(new, every):
        message = f'the titles of {first} and {second} are nearly alike: "{every[first]}", "{every[second]}"'
        yield ImportNote("IM304", f"{first}.yaml", 1, message, first)


def _shared_code(founded: Sequence[Cluster], ids: Mapping[int, str]) -> Iterable[ImportNote]:
    """Entries whose code link is the one that another work was given before."""
    first: dict[str, tuple[int, str]] = {}
    for cluster in founded:
        for entry in cluster.entries:
            origin, title = entry.draft.origin, entry.draft.title
            for role, url in entry.links:
                if role != "code":
                    continue
                number, place = first.setdefault(link_key(url), (cluster.number, str(origin)))
                if number != cluster.number:
                    message = f'"{title}" is given the code of {ids[number]} ({place}): {url}'
                    yield ImportNote("IM110", origin.file, origin.line, message, title)


def _record_ids(clusters: Sequence[Cluster], founded: Sequence[Cluster], kb: KnowledgeBase) -> dict[int, str]:
    """Identifiers by work: records keep theirs; new ones are named by title, then with the year, then with a number."""
    taken = {name for paper in kb.papers.values() for name in (paper.id, *paper.aliases)}
    ids = {cluster.number: cluster.record.id for cluster in clusters if cluster.record}
    for cluster in founded:
        if cluster.number in ids:
            continue
        slug = slugify(repaired(best_title(cluster))) or "untitled"
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


def _lists(
    drafts: Sequence[Draft],
    kb: KnowledgeBase,
    vocabulary: Vocabulary,
    founded: Sequence[Cluster],
    ids: Mapping[int, str],
) -> dict[str, ReadmeList]:
    """A mirror of each imported list that the knowledge base does not have yet."""
    found: dict[str, ReadmeList] = {}
    for draft in drafts:
        if not draft.is_list or draft.source in kb.lists or draft.source in found:
            continue
        under: dict[tuple[str, ...], list[str]] = {}
        for cluster in founded:
            for entry in cluster.entries:
                if entry.draft.origin.source == draft.source:
                    under.setdefault(entry.draft.headings, []).append(ids[cluster.number])
        output = "README.md" if not kb.lists and not found else f"lists/{draft.source}.md"
        found[draft.source] = mirror(draft, vocabulary, under, output)
    return found


def _placed(founded: Sequence[Cluster], ids: Mapping[int, str]) -> Iterable[Placed]:
    for cluster in founded:
        for entry in cluster.entries:
            yield Placed(ids[cluster.number], str(entry.draft.origin), entry.draft.written or entry.draft.title)


def _merged(founded: Sequence[Cluster], ids: Mapping[int, str]) -> Iterable[Merged]:
    for cluster in founded:
        for entry, how in cluster.joined_by:
            yield Merged(ids[cluster.number], str(entry.draft.origin), entry.draft.title, how)


def _counts(
    drafts: Sequence[Draft],
    founded: Sequence[Cluster],
    datasets: DatasetRecords,
    ids: Mapping[int, str],
    kb: KnowledgeBase,
) -> Iterable[FileCount]:
    first: dict[str, int] = {}
    joined: dict[str, int] = {}
    for cluster in founded:
        for place, entry in enumerate(cluster.entries):
            new = place == 0 and cluster.record is None
            counter = first if new else joined
            counter[entry.draft.origin.file] = counter.get(entry.draft.origin.file, 0) + 1
    for draft in drafts:
        own = sum(paper.headings == () and draft.is_list for paper in draft.papers)
        yield FileCount(
            draft.file,
            draft.source,
            len(draft.papers) - own,
            own,
            len(draft.datasets),
            len(draft.citations),
            len(draft.coverage),
            first.get(draft.file, 0),
            joined.get(draft.file, 0),
            datasets.merged.count(draft.file),
        )
