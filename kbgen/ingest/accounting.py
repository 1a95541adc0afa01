"""What became of the entries of an import, as the report tells it."""

from collections.abc import Iterator, Mapping, Sequence

from kbgen.ingest.clusters import Cluster
from kbgen.ingest.dataset_records import DatasetRecords
from kbgen.ingest.draft import Draft
from kbgen.ingest.report import FileCount, Merged, Placed


def placed(founded: Sequence[Cluster], ids: Mapping[int, str]) -> Iterator[Placed]:
    """The record of every entry."""
    for cluster in founded:
        for entry in cluster.entries:
            yield Placed(ids[cluster.number], str(entry.draft.origin), entry.draft.written or entry.draft.title)


def merged(founded: Sequence[Cluster], ids: Mapping[int, str]) -> Iterator[Merged]:
    """Every entry that joined a work which was there already."""
    for cluster in founded:
        for entry, how in cluster.joined_by:
            yield Merged(ids[cluster.number], str(entry.draft.origin), entry.draft.title, how)


def counts(
    drafts: Sequence[Draft],
    founded: Sequence[Cluster],
    datasets: DatasetRecords,
) -> Iterator[FileCount]:
    """What each file held."""
    first: dict[str, int] = {}
    joined: dict[str, int] = {}
    for cluster in founded:
        for place, entry in enumerate(cluster.entries):
            new = place == 0 and cluster.record is None
            counter = first if new else joined
            counter[entry.draft.origin.file] = counter.get(entry.draft.origin.file, 0) + 1
    for draft in drafts:
        own = sum(paper.own_work for paper in draft.papers)
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
            draft.paper_links,
            draft.paper_links_read,
            draft.is_list,
        )
