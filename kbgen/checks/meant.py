"""Names as people write them ("NIPS", "Audio Set"), as the identifiers that records hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kbgen.checks.fixes import KeyPath, name_instead, put
from kbgen.model.change import Change, Fix
from kbgen.model.finding import Finding
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lookup import FAMILY_AXIS, find_datasets, find_terms, find_venue
from kbgen.model.suggest import did_you_mean, unmistakable
from kbgen.model.text import normalise_title, slugify
from kbgen.store.layout import kind_of
from kbgen.store.tree import Tree
from kbgen.store.yaml_reader import YamlValue
from kbgen.store.yaml_text import parse

NOT_AN_ID = "KB124"
LONGEST = 100
"""Characters of the longest identifier."""

_AXES = {"family": FAMILY_AXIS, "modalities": "modality", "tasks": "task"}
"""Keys of a dataset whose values are terms, with the axis."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What a name at one place of a record can mean: ``found``, if that is known, one of the ``known`` identifiers.

    ``home`` is where what the name should lead to would be added.
    """

    noun: str
    home: str
    known: frozenset[str]
    found: str | None


def naming(kb: KnowledgeBase, key_path: KeyPath, name: str) -> Naming | None:
    """What a name means at this place of a record; ``None`` where the place names nothing that has a record."""
    first = key_path[0]
    if first == "venue":
        venue = find_venue(kb, name)
        return Naming("venue", "data/venues.yaml", frozenset(kb.venues.by_id), venue.id if venue else None)
    axis = str(key_path[1]) if first == "topics" and len(key_path) > 1 else _AXES.get(str(first))
    if axis:
        terms = find_terms(kb.taxonomy, axis, name)
        known = frozenset(term for other, term in kb.taxonomy.terms if other == axis)
        return Naming(f"term of {axis}", "data/taxonomy.yaml", known, terms[0][1] if len(terms) == 1 else None)
    if first in ("datasets", "results") and (len(key_path) == 1 or key_path[-1] == "dataset"):
        datasets = find_datasets(kb, name)
        only = datasets[0].id if len(datasets) == 1 else None
        return Naming("dataset", "data/datasets/", frozenset(kb.datasets), only)
    if first in ("relations", "introduced_by"):
        return Naming("paper", "data/papers/", frozenset(kb.papers), _paper(kb, name))
    if first == "sources":
        sources = [source.id for source in kb.sources.values() if normalise_title(source.name) == normalise_title(name)]
        return Naming("source", "data/sources.yaml", frozenset(kb.sources), sources[0] if len(sources) == 1 else None)
    return None


def _paper(kb: KnowledgeBase, name: str) -> str | None:
    """The one paper of that identifier or else of that title."""
    if name in kb.papers:
        return name
    wanted = normalise_title(name)
    found = [
        paper.id
        for paper in kb.papers.values()
        if wanted and wanted in map(normalise_title, (paper.title, *paper.also_titled))
    ]
    return found[0] if len(found) == 1 else None


def loading_findings(tree: Tree) -> list[Finding]:
    """What was found while files were loaded; of names that are no identifiers, with what the knowledge base knows."""
    return [_understood(tree, finding) if finding.code == NOT_AN_ID else finding for finding in tree.findings]


def _understood(tree: Tree, finding: Finding) -> Finding:
    """A finding about a name, with the identifier that was meant; as it is where nothing better can be said."""
    path = finding.place.path
    if kind_of(path) not in {"paper", "dataset", "list"}:
        return finding
    key_path = _key_path(finding.subject)
    data = parse(tree.text_of(path), path).data
    value = _at(data, key_path) if data else None
    if key_path == ("id",) and isinstance(value, str):
        stem = path.rpartition("/")[2].removesuffix(".yaml")
        if slugify(value, LONGEST) == stem:
            return replace(finding, remedy=f'write "{stem}", as the file is called', fix=put(path, key_path, stem))
        return finding
    if len(key_path) == 2 and key_path[0] == "topics" and data:
        return _with_axis(tree, finding, str(key_path[1]), data)
    if not isinstance(value, str) or not (named := naming(tree.kb, key_path, value)):
        return finding
    if not named.known and any(kind in {"venues", "taxonomy", "sources"} for kind, _ in tree.broken_ids):
        return finding
    slug = slugify(value, LONGEST)
    meant = named.found or unmistakable(value, named.known)
    fix = name_instead(path, key_path, meant, tuple(_others(data, key_path)))
    remedy = f'did you mean "{meant}"?' if meant else did_you_mean(value, named.known, _add(named, slug))
    return replace(finding, remedy=remedy, fix=fix)


def _add(named: Naming, slug: str) -> str:
    return f"no {named.noun} is called so; add it in {named.home}" + (f' as "{slug}"' if slug else "")


def _with_axis(tree: Tree, finding: Finding, written: str, data: dict[str, YamlValue]) -> Finding:
    """A finding about the name of an axis, which is a key."""
    axes = tree.kb.taxonomy.axes
    if not axes:
        return finding
    wanted = normalise_title(written)
    named = [axis.id for axis in axes if wanted in map(normalise_title, (axis.id, axis.name, *axis.aliases))]
    meant = named[0] if len(named) == 1 else unmistakable(written, [axis.id for axis in axes])
    topics = data.get("topics")
    fix: Fix = ()
    if meant and isinstance(topics, dict) and meant not in topics:
        path = finding.place.path
        fix = (Change(path, ("topics", written)), Change(path, ("topics", meant), topics.get(written)))
    ids = ", ".join(axis.id for axis in axes)
    return replace(finding, remedy=f'did you mean "{meant}"?' if meant else f"axes: {ids}", fix=fix)


def _key_path(subject: str) -> KeyPath:
    """The key path that a finding about a record's schema has as its subject."""
    return tuple(
        int(step[1:]) - 1 if step[:1] == "#" and step[1:].isdecimal() else step for step in subject.split(" -> ")
    )


def _at(data: YamlValue, key_path: KeyPath) -> YamlValue | None:
    found: YamlValue | None = data
    for step in key_path:
        if isinstance(found, dict) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return None
    return found


def _others(data: YamlValue | None, key_path: KeyPath) -> Iterator[str]:
    """The items of the list in which a value stands."""
    items = _at(data, key_path[:-1]) if data and isinstance(key_path[-1], int) else None
    yield from (item for item in items or () if isinstance(item, str))
