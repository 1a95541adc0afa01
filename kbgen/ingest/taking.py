"""Fields whose value a record that exists gives up for what the sources say, where a person asks for it."""

from collections.abc import Set

from kbgen.ingest.clusters import Cluster
from kbgen.ingest.differences import Takeable
from kbgen.ingest.titles import choose_title
from kbgen.model.paper import Paper, PaperIds


def yielding(cluster: Cluster, take: Set[Takeable]) -> Paper:
    """The work's record without its own values of these fields, where an entry says something of them.

    Raises :class:`ValueError` where the work has no record.
    """
    if cluster.record is None:
        raise ValueError("the work has no record")
    old, entries = cluster.record, cluster.entries
    update: dict[str, object] = {}
    if "title" in take and (titles := [entry.draft.title for entry in entries]):
        update["title"] = choose_title([], titles)
    if "authors" in take and any(entry.draft.authors for entry in entries):
        update["authors"] = ()
    if "year" in take and any(entry.year for entry in entries):
        update["year"] = None
    if "venue" in take and any(entry.venue for entry in entries):
        update["venue"] = None
    if take & {"venue", "track"} and any(entry.track for entry in entries):
        update["track"] = None
    if "summary" in take and any(entry.draft.summary for entry in entries):
        update["summary"] = None
    if "ids" in take:
        stated = {scheme for entry in entries for scheme in entry.ids}
        kept = {one.scheme: one.value for one in old.ids.all() if one.scheme not in stated}
        update["ids"] = PaperIds(**kept)
    return old.model_copy(update=update)
