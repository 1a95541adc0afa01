"""The files of the overlay, changed field by field: a field stays in the file in which it stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from kbgen.enrich.fields import ABSTRACT, FIELDS, FREE_ABSTRACTS, LINKS_FILE
from kbgen.model.enrichment import EnrichedValue, EnrichmentLine
from kbgen.store.layout import LOCAL_OVERLAY_FOLDER, OVERLAY_FOLDER
from kbgen.store.overlay import OverlayLine, merge_overlay
from kbgen.store.tree import Tree

OURS = frozenset(one.file for one in FIELDS.values()) | {LINKS_FILE}
"""Names of the files that hold nothing but what services say and what was seen of links."""


@dataclass(slots=True)
class Overlay:
    """The files of the overlay as they will be: path → record → field → value; ``changes`` counts what changes."""

    files: dict[str, dict[str, dict[str, EnrichedValue]]] = field(default_factory=dict)
    changes: list[tuple[str, str]] = field(default_factory=list)
    _where: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Tree) -> "Overlay":
        """The overlay of a tree."""
        overlay = cls()
        for line in sorted(tree.overlay, key=lambda line: line.local):
            known = overlay.files.setdefault(line.place.path, {}).setdefault(line.record.id, {})
            for name, value in line.record.fields.items():
                if line.local and (line.record.id, name) in overlay._where:
                    continue
                known[name] = value
                overlay._where.setdefault((line.record.id, name), line.place.path)
        return overlay

    def get(self, record_id: str, name: str) -> EnrichedValue | None:
        """The value of a field, wherever it stands."""
        path = self._where.get((record_id, name))
        return self.files[path][record_id][name] if path else None

    def path(self, record_id: str, name: str) -> str | None:
        """The file that holds a field of a record."""
        return self._where.get((record_id, name))

    def put(self, record_id: str, name: str, value: EnrichedValue | None, path: str) -> None:
        """Put a value where the field stands, or else in a file; ``None`` takes it away."""
        if value == self.get(record_id, name):
            return
        path = self._where.setdefault((record_id, name), path)
        known = self.files.setdefault(path, {}).setdefault(record_id, {})
        if value is None:
            self.take(record_id, name)
        else:
            known[name] = value
        self.changes.append((record_id, name))

    def take(self, record_id: str, name: str) -> EnrichedValue | None:
        """Take a field away from where it stands."""
        path = self._where.pop((record_id, name), None)
        return self.files[path][record_id].pop(name) if path else None

    def lines(self, path: str) -> Iterator[EnrichmentLine]:
        """The lines of a file; a record of which nothing is known has none."""
        for record_id, known in self.files[path].items():
            if known:
                yield EnrichmentLine(id=record_id, fields=known)


@dataclass(frozen=True, slots=True)
class Publishing:
    """Which abstracts go where the repository keeps them; all others stay on this machine."""

    abstracts_of: frozenset[str] = frozenset()

    def folder(self, name: str, source: str) -> str:
        """The folder of a field's file."""
        local = name == ABSTRACT and source not in self.abstracts_of
        return LOCAL_OVERLAY_FOLDER if local else OVERLAY_FOLDER


def publishable(tree: Tree) -> Tree:
    """The tree without abstracts that stay on this machine because they are not free."""
    return _without(tree, lambda line: any(value.source not in FREE_ABSTRACTS for value in line.record.fields.values()))


def committed(tree: Tree) -> Tree:
    """The tree without all that stays on this machine: what everybody who has the repository sees."""
    return _without(tree, lambda _: True)


def _without(tree: Tree, unwanted: Callable[[OverlayLine], bool]) -> Tree:
    """The tree without those lines of this machine that are not wanted."""
    wanted = tuple(line for line in tree.overlay if not (line.local and unwanted(line)))
    if len(wanted) == len(tree.overlay):
        return tree
    enrichment, _ = merge_overlay(wanted)
    return replace(tree, kb=replace(tree.kb, enrichment=enrichment), overlay=wanted)
