"""Which entries and records are one work: decided by identity, over all files of an import at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from kbgen.ingest.contribution import Contribution
from kbgen.ingest.stated_records import StatedRecords, apart
from kbgen.ingest.titles import choose_title, is_label
from kbgen.model.identity import IdentityIndex, Verdict, Work
from kbgen.model.near_titles import TitleWords, candidates
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title

_NEAR = 90.0
"""Similarity (0 to 100) of normalised titles from which two works that are kept apart are worth a look."""


@dataclass(slots=True)
class Cluster:
    """One work: the record it has already, if any, and the entries about it in the order in which they were read."""

    number: int
    record: Paper | None = None
    entries: list[Contribution] = field(default_factory=list)
    joined_by: list[tuple[Contribution, str]] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        """Every spelling, the record's own first."""
        known = [self.record.title, *self.record.also_titled] if self.record else []
        return [*known, *(entry.draft.title for entry in self.entries)]

    @property
    def title(self) -> str:
        """The record's title, or the one that a new record gets."""
        if self.record:
            return self.record.title
        verified = [entry.draft.title for entry in self.entries if entry.draft.verified]
        return choose_title(verified, [entry.draft.title for entry in self.entries if not entry.draft.verified])

    @property
    def founded(self) -> bool:
        """Whether the work has a record or an entry that may make one."""
        return self.record is not None or any(entry.draft.founding for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that claims an identifier of another work."""

    entry: Contribution
    other: str
    identifier: str


@dataclass(slots=True)
class Clusters:
    """Works in the order of their first appearance, with what could not be decided."""

    clusters: list[Cluster] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    doubles: list[tuple[str, str]] = field(default_factory=list)
    _stated: StatedRecords = field(default_factory=lambda: StatedRecords({}, ()))
    _index: IdentityIndex = field(default_factory=IdentityIndex)
    _member: dict[str, int] = field(default_factory=dict)
    _label: dict[str, str] = field(default_factory=dict)
    _works: dict[str, Work] = field(default_factory=dict)
    _entered: set[tuple[int, Work]] = field(default_factory=set)
    _conflicting: set[tuple[int, int, str]] = field(default_factory=set)

    @classmethod
    def gather(cls, papers: Mapping[str, Paper], entries: Sequence[Contribution]) -> "Clusters":
        """Sort entries to existing records and to each other; entries that found no record come last."""
        found = cls(_stated=StatedRecords(papers, entries))
        for paper in papers.values():
            cluster = found._new()
            cluster.record = paper
            found._enter(f"record {paper.id}", Work.of(paper), cluster, paper.id)
        order: dict[int, int] = {}
        for place, entry in enumerate(sorted(entries, key=lambda one: not one.draft.founding)):
            order[id(entry)] = place
            found._add(f"entry {place}", entry)
        for cluster in found.clusters:
            # Works that a later entry made one have their entries one behind the other until now.
            cluster.entries.sort(key=lambda one: order[id(one)])
        found.clusters = [cluster for cluster in found.clusters if cluster.record or cluster.entries]
        return found

    def _new(self) -> Cluster:
        cluster = Cluster(len(self.clusters))
        self.clusters.append(cluster)
        return cluster

    def _enter(self, key: str, work: Work, cluster: Cluster, label: str) -> None:
        if (cluster.number, work) in self._entered:
            # What says the same as another entry of the work would only be compared with once more.
            return
        self._entered.add((cluster.number, work))
        self._index.add(key, work)
        self._member[key] = cluster.number
        self._label[key] = label
        self._works[key] = work

    def _add(self, key: str, entry: Contribution) -> None:
        work = entry.work
        same: list[int] = []
        against: list[str] = []
        how = ""
        verdicts = self._index.find(work)
        if not any(verdict is Verdict.SAME for _, verdict in verdicts):
            verdicts += [found for found in self._index.find(replace(work, year=None)) if self._known(found, entry)]
        if is_label(work.title):
            # A button's words are the title of many works, so only an identifier makes two of them one.
            verdicts = [found for found in verdicts if work.identifiers & self._works[found[0]].identifiers]
        verdicts = self._made_here(self._as_stated(verdicts, entry), entry)
        for other, verdict in verdicts:
            if verdict is Verdict.SAME:
                if self._member[other] not in same:
                    same.append(self._member[other])
                how = how or _shared(work, self._works[other])
            else:
                against.append(other)
        cluster = self.clusters[same[0]] if same else self._new()
        for number in same[1:]:
            if not apart(cluster.entries, self.clusters[number].entries):
                self._unite(cluster, self.clusters[number])
        for other in against:
            shared = ", ".join(sorted(work.identifiers & self._works[other].identifiers))
            pair = (min(cluster.number, self._member[other]), max(cluster.number, self._member[other]), shared)
            if self._member[other] != cluster.number and pair not in self._conflicting:
                self._conflicting.add(pair)
                self.conflicts.append(Conflict(entry, self._works[other].title, shared))
        if same:
            cluster.joined_by.append((entry, how))
        cluster.entries.append(entry)
        self._enter(key, work, cluster, str(entry.draft.origin))

    def _as_stated(self, found: list[tuple[str, Verdict]], entry: Contribution) -> list[tuple[str, Verdict]]:
        """What was found, as far as it is not known better which record is the entry's, or is not."""
        if own := self._stated.own(entry):
            key = f"record {own}"
            others = [(other, verdict) for other, verdict in found if self._member[other] != self._member[key]]
            return [(key, Verdict.SAME), *((other, verdict) for other, verdict in others if self._shares(other, entry))]
        return [one for one in found if one[1] is not Verdict.SAME or not self._told_apart(one[0], entry)]

    def _shares(self, other: str, entry: Contribution) -> bool:
        return bool(entry.work.identifiers & self._works[other].identifiers)

    def _told_apart(self, other: str, entry: Contribution) -> bool:
        cluster = self.clusters[self._member[other]]
        return not self._shares(other, entry) and self._stated.told_apart(entry, cluster.record, cluster.entries)

    def _made_here(self, found: list[tuple[str, Verdict]], entry: Contribution) -> list[tuple[str, Verdict]]:
        """Of several records of one title, those that name the entry's source: a person may have told works apart."""
        same = {self._member[key] for key, verdict in found if verdict is Verdict.SAME}
        here = {number for number in same if self._names_source(number, entry)}
        if not here or len(same) == 1:
            return found
        return [(key, verdict) for key, verdict in found if verdict is not Verdict.SAME or self._member[key] in here]

    def _names_source(self, number: int, entry: Contribution) -> bool:
        record = self.clusters[number].record
        return record is not None and entry.draft.origin.source in record.sources

    def _known(self, found: tuple[str, Verdict], entry: Contribution) -> bool:
        """Whether a work that only the year speaks against is the entry's all the same.

        Facts are about a work that others name, so a list's wrong year does not make them another's; and a record that
        was made from this source is what its entry was made into, even if better facts have changed its year since.
        """
        made_here = self._names_source(self._member[found[0]], entry)
        return found[1] is Verdict.SAME and (made_here or not entry.draft.founding)

    def _unite(self, cluster: Cluster, other: Cluster) -> None:
        """Make one work of two; two records stay two, because only a person may retire an identifier."""
        if cluster.record and other.record:
            self.doubles.append((cluster.record.id, other.record.id))
            return
        cluster.record = cluster.record or other.record
        cluster.entries.extend(other.entries)
        cluster.joined_by.extend(other.joined_by)
        other.entries, other.record = [], None
        for key, number in self._member.items():
            if number == other.number:
                self._member[key] = cluster.number


def near_titles(new: Mapping[str, str], every: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys, a new one first, whose titles are nearly but not quite alike."""
    keys = list(every)
    normal = [normalise_title(every[key]) for key in keys]
    for one, other in sorted(candidates([TitleWords.of(every[key]) for key in keys])):
        pair = (keys[one], keys[other]) if keys[one] in new else (keys[other], keys[one])
        if pair[0] in new and fuzz.ratio(normal[one], normal[other]) >= _NEAR:
            yield pair


def _shared(first: Work, second: Work) -> str:
    """What two works are one by, in words."""
    identifiers = sorted(first.identifiers & second.identifiers)
    if identifiers:
        return ", ".join(identifiers)
    return "title" if normalise_title(first.title) in map(normalise_title, second.titles) else "record"
