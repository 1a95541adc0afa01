"""One record out of everything that is said about a work: its own values, then verified facts, then lists.

A record's own values always stay. What other sources say differently is kept beside the record as provenance with a
doubt, so that it can be seen, checked and corrected by hand.
"""

import datetime
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from kbgen.ingest.agreement import agreeing_fields
from kbgen.ingest.clusters import Cluster
from kbgen.ingest.contested import Contested, code_keys
from kbgen.ingest.contribution import Contribution
from kbgen.ingest.differences import Takeable
from kbgen.ingest.draft import ImportNote, LinkRole
from kbgen.ingest.links import link_key
from kbgen.ingest.provenance import merged_rows, rows_of
from kbgen.ingest.publication import publication_of
from kbgen.ingest.taking import yielding
from kbgen.model.identifiers import Identifier, Scheme
from kbgen.model.identity import identifier_keys
from kbgen.model.paper import DatasetUse, Paper, PaperIds, PaperLinks
from kbgen.model.provenance import Provenance
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Taxonomy

_SINGLE_LINKS: dict[LinkRole, str] = {
    "paper": "paper",
    "pdf": "pdf",
    "project": "project",
    "home": "project",
    "blog": "blog",
    "video": "video",
    "slides": "slides",
    "poster": "poster",
    "demo": "demo",
    "data": "data",
    "model": "model",
}
_SCHEMES: tuple[Scheme, ...] = ("arxiv", "doi", "acl", "openreview")


@dataclass(slots=True)
class _Doubts:
    """Doubts by entry, in the order in which they come up: dotted field names and words."""

    rows: list[tuple[Contribution, tuple[str, ...], str]] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)

    def contest(self, entry: Contribution, contested: Contested) -> None:
        """What a list's entry claims for its work and other works claim too; noted where all works are compared."""
        if entry.draft.verified:
            return
        for key in sorted(entry.work.identifiers & contested.identifiers.keys()):
            field_name = f"ids.{key.partition(':')[0]}"
            words = f"the source gives {key}, which is also given for {contested.identifiers[key]}"
            self.rows.append((entry, (field_name,), words))
        for key in dict.fromkeys(code_keys(entry)):
            if key in contested.code:
                words = f"the source gives the code {key}, which is also given for {contested.code[key]}"
                self.rows.append((entry, ("links.code",), words))

    def add(self, entry: Contribution, code: str, fields: Iterable[str], words: str) -> None:
        self.rows.append((entry, tuple(fields), words))
        origin, title = entry.draft.origin, entry.draft.title
        self.notes.append(ImportNote(code, origin.file, origin.line, f'"{title}": {words}', title))


def combine(
    cluster: Cluster,
    record_id: str,
    taxonomy: Taxonomy,
    dataset_ids: dict[str, str],
    added: datetime.date,
    contested: Contested,
    take: Set[Takeable] = frozenset(),
) -> tuple[Paper, list[ImportNote]]:
    """The record of a work, and notes on everything that sources disagree about.

    What another work claims too is kept by a new record; one that exists may have been freed of it by hand, and does
    not get it again. Of the fields to ``take``, a record that exists gets what the entries say.
    """
    entries = cluster.entries
    old = yielding(cluster, take) if cluster.record else Paper(id=record_id, title=cluster.title, added=added)
    refused = {*contested.identifiers, *contested.code} if cluster.record else set[str]()
    doubts = _Doubts()
    for entry in entries:
        doubts.contest(entry, contested)
    publication = publication_of(old, entries)
    ids = _identifiers(old, entries, doubts, refused)
    links = _links(old, entries, doubts, refused)
    also_titled = (*old.also_titled, *_other_titles(old, ids, entries))
    new_sources = [entry for entry in entries if entry.draft.origin.source not in old.sources]
    kinds = [entry.kind for entry in entries if entry.kind]
    paper = old.model_copy(
        update={
            "also_titled": also_titled,
            "kind": old.kind if cluster.record or not kinds else kinds[0],
            "authors": old.authors or _authors(entries),
            "year": publication.year,
            "venue": publication.venue,
            "track": publication.track,
            "ids": ids,
            "links": links,
            "topics": _topics(old, new_sources if cluster.record else entries, taxonomy),
            "summary": old.summary or next((entry.draft.summary for entry in entries if entry.draft.summary), None),
            "notes": old.notes or next((entry.notes for entry in entries if entry.notes), None),
            "datasets": _dataset_uses(old, entries, dataset_ids),
            "sources": tuple(
                dict.fromkeys([*old.sources, *(entry.draft.origin.source for entry in entries if entry.draft.founding)])
            ),
        }
    )
    for entry in entries:
        _compare(paper, entry, doubts)
    paper = paper.model_copy(update={"provenance": _provenance(old, paper, entries, doubts, taxonomy)})
    # Copying skips validation, so the whole record is validated once here.
    return Paper.model_validate(paper.model_dump()), doubts.notes


def _other_titles(old: Paper, ids: PaperIds, entries: Sequence[Contribution]) -> list[str]:
    """Titles of entries that only a third entry has joined to the work: without them it would not be found by them."""
    own = identifier_keys(ids.all())
    known = {normalise_title(title) for title in (old.title, *old.also_titled)}
    found: dict[str, str] = {}
    for entry in entries:
        if entry.draft.founding and not entry.work.identifiers & own:
            found.setdefault(normalise_title(entry.draft.title), entry.draft.title)
    return [title for key, title in found.items() if key and key not in known]


def _authors(entries: Sequence[Contribution]) -> tuple[str, ...]:
    """The verified list of authors, else the one with the most written-out names."""
    lists = [entry.draft.authors for entry in entries if entry.draft.authors and entry.draft.verified]
    others = [entry.draft.authors for entry in entries if entry.draft.authors]
    return max(lists or others or [()], key=lambda names: sum(len(name) for name in names))


def _identifiers(old: Paper, entries: Sequence[Contribution], doubts: _Doubts, refused: set[str]) -> PaperIds:
    """The record's identifiers, then those of lists, then those of facts; a second one of a scheme is a doubt."""
    values: dict[Scheme, str] = {identifier.scheme: identifier.value for identifier in old.ids.all()}
    for entry in sorted(entries, key=lambda one: one.draft.verified):
        for scheme in _SCHEMES:
            stated = entry.ids.get(scheme)
            if not stated or (scheme not in values and Identifier(scheme, stated).key in refused):
                continue
            kept = values.setdefault(scheme, stated)
            if Identifier(scheme, kept).key != Identifier(scheme, stated).key:
                doubts.add(entry, "IM307", (f"ids.{scheme}",), f"the source gives {scheme}:{stated}, not {kept}")
    return PaperIds(**values)


def _links(old: Paper, entries: Sequence[Contribution], doubts: _Doubts, refused: set[str]) -> PaperLinks:
    single: dict[str, str] = {
        name: str(value) for name, value in old.links.model_dump(exclude={"code"}).items() if value
    }
    code = list(old.links.code)
    for entry in entries:
        for role, url in entry.links:
            if role == "code":
                if link_key(url) not in {*refused, *(link_key(known) for known in code)}:
                    code.append(url)
                continue
            name = _SINGLE_LINKS.get(role)
            if name and link_key(single.get(name, url)) != link_key(url) and name == "paper" and url.endswith(".pdf"):
                name = "pdf"
            if link_key(url) in {link_key(known) for known in single.values()}:
                continue
            if not name or single.setdefault(name, url) != url:
                doubts.add(entry, "IM108", (f"links.{name or role}",), f'the source also links "{url}"')
    return PaperLinks.model_validate({**single, "code": code})


def _topics(old: Paper, entries: Sequence[Contribution], taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Terms of the record and of the headings; a term goes where a narrower one of it stands."""
    topics = {axis: list(terms) for axis, terms in old.topics.items()}
    for entry in entries:
        for axis, term in entry.topics:
            terms = topics.setdefault(axis, [])
            narrower = {above for one in terms for above in taxonomy.with_ancestors(axis, one)}
            if term not in narrower:
                broader = set(taxonomy.with_ancestors(axis, term))
                topics[axis] = [*(one for one in terms if one not in broader), term]
    return {axis: tuple(terms) for axis, terms in topics.items()}


def _dataset_uses(old: Paper, entries: Sequence[Contribution], dataset_ids: dict[str, str]) -> tuple[DatasetUse, ...]:
    uses = {use.dataset: use for use in old.datasets}
    for entry in entries:
        for use in entry.datasets:
            dataset = dataset_ids[use.name]
            uses.setdefault(dataset, DatasetUse(dataset=dataset, detail=use.detail or None, source=entry.source))
    return tuple(uses.values())


def _compare(paper: Paper, entry: Contribution, doubts: _Doubts) -> None:
    """Note where an entry says something else than the record does."""
    differing = []
    if entry.venue and entry.venue != paper.venue:
        differing.append("venue")
    if entry.year and entry.year != paper.year:
        differing.append("year")
    if differing:
        words = entry.venue_words if entry.venue else ""
        if entry.year and str(entry.year) not in words:
            words = f"{words} {entry.year}".strip()
        record = " ".join(str(one) for one in (paper.venue, paper.year) if one)
        doubts.add(entry, "IM202", differing, f'the source says "{words}"; the record says {record or "nothing"}')
    if entry.draft.title not in {paper.title, *paper.also_titled}:
        known = {normalise_title(title) for title in (paper.title, *paper.also_titled)}
        fields = ("title",) if normalise_title(entry.draft.title) not in known else ()
        words = f'the source writes "{entry.draft.title}"'
        if fields:
            doubts.add(entry, "IM303", fields, words)
        else:
            origin = entry.draft.origin
            doubts.notes.append(ImportNote("IM303", origin.file, origin.line, f'"{paper.title}": {words}', paper.title))


def _provenance(
    old: Paper, paper: Paper, entries: Sequence[Contribution], doubts: _Doubts, taxonomy: Taxonomy
) -> tuple[Provenance, ...]:
    """The record's rows with those of this import in place of earlier rows from the same files."""
    rows: list[Provenance] = []
    for entry in entries:
        doubtful: list[tuple[tuple[str, ...], str]] = [((name,), words) for name, words in entry.doubts]
        doubtful += [(fields, words) for one, fields, words in doubts.rows if one is entry]
        rows += rows_of(entry.source, tuple(agreeing_fields(paper, entry, taxonomy)), doubtful, otherwise="title")
    return merged_rows(old.provenance, rows)
