"""Identifiers and repositories that several works claim: one of the claims is wrong, and an import cannot say which."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kbgen.ingest.clusters import Cluster
from kbgen.ingest.contribution import Contribution
from kbgen.ingest.links import link_key
from kbgen.model.identity import Work

_NAMED = 2
"""How many of the other works a doubt names."""


@dataclass(frozen=True, slots=True)
class Contested:
    """What a work claims and others claim too: identifiers and code links by key, each with the others in words."""

    identifiers: Mapping[str, str] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)


def contested(clusters: Sequence[Cluster], doubles: Iterable[tuple[str, str]]) -> dict[int, Contested]:
    """By number of the work. Two records that are one work (``doubles``) do not contest each other."""
    same = {frozenset(pair) for pair in doubles}
    identifiers = _claims(clusters, same, _identifiers)
    code = _claims(clusters, same, _code)
    return {
        cluster.number: Contested(identifiers.get(cluster.number, {}), code.get(cluster.number, {}))
        for cluster in clusters
    }


def _claims(
    clusters: Sequence[Cluster], same: set[frozenset[str]], keys_of: Callable[[Cluster], set[str]]
) -> dict[int, dict[str, str]]:
    claimants: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        for key in keys_of(cluster):
            claimants.setdefault(key, []).append(cluster)
    found: dict[int, dict[str, str]] = {}
    for key, sharing in claimants.items():
        for cluster in sharing if len(sharing) > 1 else ():
            others = [other for other in sharing if other is not cluster and _record_ids(cluster, other) not in same]
            if others:
                found.setdefault(cluster.number, {})[key] = _words(others)
    return found


def _record_ids(first: Cluster, second: Cluster) -> frozenset[str]:
    return frozenset(cluster.record.id for cluster in (first, second) if cluster.record)


def _words(works: Sequence[Cluster]) -> str:
    titles = sorted(work.title for work in works)
    named = " and ".join(f'"{title}"' for title in titles[:_NAMED])
    return f"{named} and {len(titles) - _NAMED} more" if len(titles) > _NAMED else named


def _identifiers(cluster: Cluster) -> set[str]:
    own = Work.of(cluster.record).identifiers if cluster.record else frozenset[str]()
    return {*own, *(key for entry in cluster.entries for key in entry.work.identifiers)}


def _code(cluster: Cluster) -> set[str]:
    own = {link_key(url) for url in cluster.record.links.code} if cluster.record else set[str]()
    return own | {key for entry in cluster.entries for key in code_keys(entry)}


def code_keys(entry: Contribution) -> Iterable[str]:
    """The keys of an entry's code links."""
    return (link_key(url) for role, url in entry.links if role == "code")
