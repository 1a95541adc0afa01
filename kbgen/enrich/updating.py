"""What services said becomes lines of ``data/enriched/``.

A value that is stated again is left as it stands, with the day on which it was first read, so that a run changes only
the lines of what changed. Nothing is taken away because a service failed, or because it does not mention it any more.
"""

import datetime
from collections.abc import Mapping

from pydantic import JsonValue

from kbgen.enrich.by_title import agrees
from kbgen.enrich.citing import Names, references, still_here
from kbgen.enrich.fields import FIELDS, IDENTITY, REFERENCE_FIELD_OF, REFERENCES_FILE, REPOSITORIES, OverlayField
from kbgen.enrich.overlay import OURS, Overlay, Publishing
from kbgen.enrich.publications import Found, with_publications
from kbgen.enrich.repositories import repositories
from kbgen.enrich.services import SOURCES
from kbgen.enrich.settings import ARXIV, DBLP, OPENALEX
from kbgen.enrich.source import Facts
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.identity import Work
from kbgen.model.paper import Paper
from kbgen.store.layout import LOCAL_OVERLAY_FOLDER, OVERLAY_FOLDER
from kbgen.store.tree import Tree


def updated(tree: Tree, found: Found, today: datetime.date, publishing: Publishing) -> Overlay:
    """The overlay of a tree with what was found out about its records."""
    found = with_publications(tree.kb, found)
    overlay = Overlay.of(tree)
    _follow_records(overlay, tree)
    _forget_other_works(overlay, tree, found)
    for record_id, stated in found.items():
        if record_id not in tree.kb.papers and record_id not in tree.kb.datasets:
            continue
        for name in sorted({name for facts in stated.values() for one in facts for name in one.fields}):
            _state(overlay, tree, record_id, name, stated, today, publishing)
    names = Names.of(tree.kb, overlay.get)
    for record_id, stated in found.items():
        for service, facts in stated.items():
            cited = [entry for one in facts for entry in one.cited or ()]
            if cited and service in REFERENCE_FIELD_OF and record_id in tree.kb.papers:
                name = REFERENCE_FIELD_OF[service]
                old = overlay.get(record_id, name)
                value = references(record_id, cited, names)
                overlay.put(record_id, name, _kept(old, value, service, today), f"{OVERLAY_FOLDER}/{REFERENCES_FILE}")
    return overlay


def _forget_other_works(overlay: Overlay, tree: Tree, found: Found) -> None:
    """Forget what services said of another work, whose identifier a record had until it was corrected."""
    for paper in tree.kb.papers.values():
        stated = found.get(paper.id, {})
        for service, name in IDENTITY.items():
            old = overlay.get(paper.id, name)
            new = [one.fields[name] for one in stated.get(service, ()) if name in one.fields]
            another = bool(old and old.source == service and new and not _same(old.value, new[0]))
            if another or not (SOURCES[service].keys(paper) or _found_by_title(overlay, paper, service)):
                for field_name in FIELDS:
                    known = overlay.get(paper.id, field_name)
                    if known and known.source == service:
                        overlay.put(paper.id, field_name, None, "")


def _found_by_title(overlay: Overlay, paper: Paper, service: str) -> bool:
    """Whether what a service said may stand though the record has no identifier for it: it was found by title."""
    if service == DBLP.name:
        return True
    title, authors, day = (overlay.get(paper.id, name) for name in ("title", "authors", "submitted"))
    # OpenAlex's year of a preprint is not kept; it agreed when the work was found.
    years = {ARXIV.name: str(day.value)[:4] if day else "", OPENALEX.name: str(paper.year or "")}
    year = years.get(service, "")
    if title is None or not year.isdecimal():
        return False
    names = authors.value if authors and isinstance(authors.value, list) else []
    return agrees(paper, Work(str(title.value), tuple(str(name) for name in names), int(year)))


def _state(
    overlay: Overlay,
    tree: Tree,
    record_id: str,
    name: str,
    stated: Mapping[str, tuple[Facts, ...]],
    today: datetime.date,
    publishing: Publishing,
) -> None:
    """Put the best of what services state of one field in its place."""
    rule = FIELDS[name]
    old = overlay.get(record_id, name)
    values = {
        service: found
        for service, facts in stated.items()
        if (found := [one.fields[name] for one in facts if name in one.fields])
    }
    said = {service: found for service, found in values.items() if found[0] is not False}
    if old and old.source in values and old.source not in said:
        # That something is not so only takes back what the same service said.
        overlay.put(record_id, name, None, "")
        old = None
    if not said:
        return
    source = min(said, key=rule.rank)
    if old and rule.rank(source) > rule.rank(old.source):
        return
    if name == REPOSITORIES:
        wanted = tree.kb.papers.get(record_id) or tree.kb.datasets[record_id]
        value: JsonValue = repositories(wanted, old.value if old else None, values[source], rule.tolerance)
    else:
        value = values[source][0]
    folder = publishing.folder(name, source)
    stands = overlay.path(record_id, name)
    if stands and stands.startswith(LOCAL_OVERLAY_FOLDER) and folder == OVERLAY_FOLDER:
        overlay.take(record_id, name)
    elif stands and not stands.startswith(LOCAL_OVERLAY_FOLDER) and folder == LOCAL_OVERLAY_FOLDER:
        # It was published when that was wanted; it stays, and is not renewed.
        return
    nothing_new = value == [] or _is_known(tree.kb.papers.get(record_id), name, value, source)
    new = None if nothing_new else _kept(old, value, source, today, rule)
    overlay.put(record_id, name, new, f"{folder}/{rule.file}")


def _is_known(paper: Paper | None, name: str, value: JsonValue, source: str) -> bool:
    """Whether a value is an identifier that the record itself states, and not the service's own name for it."""
    own = getattr(paper.ids, name, None) if paper and IDENTITY.get(source) != name else None
    return isinstance(own, str) and _same(own, value)


def _same(one: JsonValue, other: JsonValue) -> bool:
    """Whether two identifiers are the same."""
    return str(one).lower() == str(other).lower()


def _kept(
    old: EnrichedValue | None, value: JsonValue, source: str, today: datetime.date, rule: OverlayField | None = None
) -> EnrichedValue:
    """The value as of today, or the old one where it says the same."""
    if old and (old.value == value or (rule and _near(old.value, value, rule.tolerance))):
        return old
    return EnrichedValue(value=value, source=source, fetched=today)


def _near(old: JsonValue, new: JsonValue, tolerance: float) -> bool:
    """Whether a count has hardly moved."""
    if isinstance(old, bool) or isinstance(new, bool) or not isinstance(old, int) or not isinstance(new, int):
        return False
    return abs(new - old) <= abs(old) * tolerance


def _follow_records(overlay: Overlay, tree: Tree) -> None:
    """Give what is known of a renamed record its new name, and forget what is known of records that are gone."""
    records: dict[str, Paper | Dataset] = {**tree.kb.papers, **tree.kb.datasets}
    now = {alias: one.id for one in records.values() for alias in one.aliases if alias not in records}
    broken = {record_id for _, record_id in tree.broken_ids}
    for path, known in overlay.files.items():
        if path.rpartition("/")[2] not in OURS:
            continue
        for record_id in [one for one in known if one not in records and one not in broken]:
            for name in list(known[record_id]):
                value = overlay.take(record_id, name)
                if record_id in now and overlay.get(now[record_id], name) is None:
                    overlay.put(now[record_id], name, value, path)
                else:
                    overlay.changes.append((record_id, name))
        for record_id, fields in known.items():
            for name in REFERENCE_FIELD_OF.values():
                if name in fields:
                    value = still_here(fields[name], records, now, broken)
                    overlay.put(record_id, name, value, path)
