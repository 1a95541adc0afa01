"""What is worth noting about works once their entries are sorted: conflicts, repetitions, near titles, shared code."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kbgen.ingest.clusters import Cluster, Clusters, near_titles
from kbgen.ingest.draft import ImportNote
from kbgen.ingest.links import link_key
from kbgen.model.paper import Paper


def identity_notes(clusters: Clusters) -> Iterator[ImportNote]:
    """Works that claim one identifier, and records that turn out to be one work."""
    for one in clusters.conflicts:
        origin, title = one.entry.draft.origin, one.entry.draft.title
        message = f'"{title}" claims {one.identifier}, as "{one.other}" does; both keep it'
        yield ImportNote("IM302", origin.file, origin.line, message, title)
    for first, second in clusters.doubles:
        yield ImportNote("IM306", f"{first}.yaml", 1, f"the records {first} and {second} are one work", first)


def listed_again(clusters: Sequence[Cluster]) -> Iterator[tuple[str, ImportNote]]:
    """Entries whose work their own file lists before, each with the key of its source."""
    for cluster in clusters:
        places: dict[tuple[str, str], int] = {}
        for entry in cluster.entries:
            origin, title = entry.draft.origin, entry.draft.title
            document = (origin.source, origin.file)
            if document in places and entry.draft.founding:
                message = f'"{title}" is listed before, in line {places[document]}'
                yield origin.source, ImportNote("IM305", origin.file, origin.line, message, title, of_source=True)
            places.setdefault(document, origin.line)


def orphans(clusters: Iterable[Cluster]) -> Iterator[ImportNote]:
    """Facts about works that no list and no record names."""
    for cluster in clusters:
        for entry in cluster.entries:
            origin, title = entry.draft.origin, entry.draft.title
            yield ImportNote("IM501", origin.file, origin.line, f'no list or record names "{title}"', title)


def near_notes(papers: Mapping[str, Paper], existing: Mapping[str, Paper]) -> Iterator[ImportNote]:
    """New records whose title is nearly that of another record."""
    new = {key: paper.title for key, paper in papers.items() if key not in existing}
    every = {key: paper.title for key, paper in {**existing, **papers}.items()}
    for first, second in near_titles(new, every):
        message = f'the titles of {first} and {second} are nearly alike: "{every[first]}", "{every[second]}"'
        yield ImportNote("IM304", f"{first}.yaml", 1, message, first)


def shared_code(founded: Sequence[Cluster], ids: Mapping[int, str]) -> Iterator[ImportNote]:
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
