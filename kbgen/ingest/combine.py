"""One record out of everything that is said about a work: its own values, then verified facts, then lists.

A record's own values always stay. What other sources say differently is kept beside the record as provenance with a
doubt, so that it can be seen, checked and corrected by hand.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kbgen.ingest.clusters import Cluster
from kbgen.ingest.contribution import Contribution
from kbgen.ingest.draft import ImportNote, LinkRole
from kbgen.ingest.titles import choose_title
from kbgen.model.identifiers import Identifier, Scheme, parse_github
from kbgen.model.paper import DatasetUse, Notes, Paper, PaperIds, PaperLinks, Provenance
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


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and when a work appeared."""

    venue: str | None = None
    year: int | None = None
    track: str | None = None


@dataclass(slots=True)
class _Doubts:
    """Doubts by entry, in the order in which they come up: dotted field names and words."""

    rows: list[tuple[Contribution, tuple[str, ...], str]] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)

    def add(self, entry: Contribution, code: str, fields: Iterable[str], words: str) -> None:
        self.rows.append((entry, tuple(fields), words))
        origin, title = entry.draft.origin, entry.draft.title
        self.notes.append(ImportNote(code, origin.file, origin.line, f'"{title}": {words}', title))


def best_title(cluster: Cluster) -> str:
    """The title a new record gets."""
    verified = [entry.draft.title for entry in cluster.entries if entry.draft.verified]
    return choose_title(verified, [entry.draft.title for entry in cluster.entries if not entry.draft.verified])


def combine(
    cluster: Cluster, record_id: str, taxonomy: Taxonomy, dataset_ids: dict[str, str], added: datetime.date
) -> tuple[Paper, list[ImportNote]]:
    """The record of a work, and notes on everything that sources disagree about."""
    old = cluster.record or Paper(id=record_id, title=best_title(cluster), added=added)
    entries = cluster.entries
    doubts = _Doubts()
    publication = _publication(old, entries)
    ids = _identifiers(old, entries, doubts)
    links = _links(old, entries, doubts)
    new_sources = [entry for entry in entries if entry.draft.origin.source not in old.sources]
    kinds = [entry.kind for entry in entries if entry.kind]
    paper = old.model_copy(
        update={
            "kind": old.kind if cluster.record or not kinds else kinds[0],
            "authors": old.authors or _authors(entries),
            "year": publication.year,
            "venue": publication.venue,
            "track": publication.track,
            "ids": ids,
            "links": links,
            "topics": _topics(old, new_sources if cluster.record else entries, taxonomy),
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


def _publication(old: Paper, entries: Sequence[Contribution]) -> Publication:
    """A published venue before a preprint, a verified statement before a list's, and a record's own before all."""

    def rank(entry: Contribution) -> tuple[bool, bool]:
        return (not entry.published, not entry.draft.verified)

    stating = sorted((entry for entry in entries if entry.venue), key=rank)
    venue = old.venue or (stating[0].venue if stating else None)
    of_venue = [entry for entry in stating if entry.venue == venue]
    # A verified year without a venue is the year of the publication; one with the preprint is the preprint's.
    dated = [entry for entry in entries if entry.draft.verified and entry.venue in {venue, None}]
    dated += [entry for entry in of_venue if entry not in dated]
    dated += sorted((entry for entry in entries if entry not in dated), key=rank)
    year = old.year or next((entry.year for entry in dated if entry.year), None)
    tracks = [entry.track for entry in of_venue if entry.track and entry.year in {year, None}]
    track = old.track or (_fullest(tracks) if tracks and not old.venue else None)
    return Publication(venue, year, track)


def _fullest(tracks: Sequence[str]) -> str:
    """The first track, or a fuller form of it: ``workshop: Visually Grounded Interaction and Language``."""
    head = tracks[0].split(":", 1)[0]
    return max((track for track in tracks if track.split(":", 1)[0] == head), key=len)


def _authors(entries: Sequence[Contribution]) -> tuple[str, ...]:
    """The verified list of authors, else the one with the most written-out names."""
    lists = [entry.draft.authors for entry in entries if entry.draft.authors and entry.draft.verified]
    others = [entry.draft.authors for entry in entries if entry.draft.authors]
    return max(lists or others or [()], key=lambda names: sum(len(name) for name in names))


def _identifiers(old: Paper, entries: Sequence[Contribution], doubts: _Doubts) -> PaperIds:
    """The record's identifiers, then those of lists, then those of facts; a second one of a scheme is a doubt."""
    values: dict[Scheme, str] = {identifier.scheme: identifier.value for identifier in old.ids.all()}
    for entry in sorted(entries, key=lambda one: one.draft.verified):
        for scheme in _SCHEMES:
            stated = entry.ids.get(scheme)
            if not stated:
                continue
            kept = values.setdefault(scheme, stated)
            if Identifier(scheme, kept).key != Identifier(scheme, stated).key:
                doubts.add(entry, "IM307", (f"ids.{scheme}",), f"the source gives {scheme}:{stated}, not {kept}")
    return PaperIds(**values)


def _links(old: Paper, entries: Sequence[Contribution], doubts: _Doubts) -> PaperLinks:
    single: dict[str, str] = {
        name: str(value) for name, value in old.links.model_dump(exclude={"code"}).items() if value
    }
    code = list(old.links.code)
    for entry in entries:
        for role, url in entry.links:
            if role == "code":
                if link_key(url) not in {link_key(known) for known in code}:
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


def link_key(url: str) -> str:
    """What two spellings of one address have in common: no scheme, no ``www.``, no closing slash."""
    repository = parse_github(url)
    if repository and "#" not in url:
        return f"github.com/{repository.key}/{repository.path}".rstrip("/")
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")


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
        fields = tuple(_agreeing(paper, entry, taxonomy))
        own = [words for name, words in entry.doubts if name == "record"]
        if fields or own:
            rows.append(Provenance(fields=fields or ("title",), source=entry.source, doubt="; ".join(own) or None))
        rows.extend(
            Provenance(fields=(name,), source=entry.source, doubt=words)
            for name, words in entry.doubts
            if name != "record"
        )
        rows.extend(
            Provenance(fields=names, source=entry.source, doubt=words)
            for one, names, words in doubts.rows
            if one is entry
        )
    by_place: dict[str, list[Provenance]] = {}
    for row in rows:
        by_place.setdefault(_place(row.source), []).append(row)
    places = set(by_place)
    merged: list[Provenance] = []
    for row in old.provenance:
        place = _place(row.source)
        # The first row of a file makes room for all of its new rows, so that a second import keeps their order.
        merged.extend(by_place.pop(place, []) if place in places else [row])
    merged.extend(row for rest in by_place.values() for row in rest)
    return tuple(dict.fromkeys(merged))


def _place(source: str) -> str:
    """A row's source without the line number, which changes as a list grows."""
    return re.sub(r":\d+$", "", source)


def _agreeing(paper: Paper, entry: Contribution, taxonomy: Taxonomy) -> Iterator[str]:
    """Dotted names of the fields in which the record says what the entry says."""
    if entry.draft.title == paper.title:
        yield "title"
    if entry.draft.authors and entry.draft.authors == paper.authors:
        yield "authors"
    if entry.year and entry.year == paper.year:
        yield "year"
    if entry.venue and entry.venue == paper.venue:
        yield "venue"
    if entry.track and entry.track == paper.track:
        yield "track"
    for identifier in paper.ids.all():
        stated = entry.ids.get(identifier.scheme)
        if stated and Identifier(identifier.scheme, stated).key == identifier.key:
            yield f"ids.{identifier.scheme}"
    stated_links = {link_key(url) for _, url in entry.links}
    for name, value in paper.links.model_dump().items():
        urls = value if isinstance(value, list | tuple) else [value]
        if any(url and link_key(url) in stated_links for url in urls):
            yield f"links.{name}"
    for axis, term in entry.topics:
        if any(term in taxonomy.with_ancestors(axis, own) for own in paper.topics.get(axis, ())):
            yield f"topics.{axis}"
    if entry.notes and entry.notes != Notes() and paper.notes == entry.notes:
        yield "notes"
    if entry.datasets:
        yield "datasets"
