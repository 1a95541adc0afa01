"""Where each kind of record lies in a knowledge base, and which schema describes it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kbgen.model.base import Record
from kbgen.model.dataset import Dataset
from kbgen.model.lists import ReadmeList
from kbgen.model.paper import Paper
from kbgen.model.source import Sources
from kbgen.model.vocabulary import Taxonomy, Venues
from kbgen.store.allowed import AllowList

Kind = Literal["paper", "dataset", "taxonomy", "venues", "sources", "list", "allowed"]

UNDATED = "undated"
"""Folder of the papers whose year is not known."""

OVERLAY_FOLDER = "data/enriched"
LOCAL_FOLDER = ".kbgen"
"""What belongs to this machine alone: caches, notes, and what may not be published. Git ignores it."""

LOCAL_OVERLAY_FOLDER = f"{LOCAL_FOLDER}/enriched"
"""The part of the overlay that stays on this machine, because it may not be published."""

SCHEMA_FOLDER = "data/schemas"
CACHE_FOLDER = f"{LOCAL_FOLDER}/cache"


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of record: its model, its folder (or file, where there is but one), and its depth below ``data/``."""

    kind: Kind
    model: type[Record]
    location: str
    single: bool = False

    @property
    def schema_file(self) -> str:
        """Name of the JSON Schema in ``data/schemas/``."""
        return f"{self.kind}.schema.json"


LAYOUTS: dict[Kind, Layout] = {
    layout.kind: layout
    for layout in (
        Layout("paper", Paper, "data/papers"),
        Layout("dataset", Dataset, "data/datasets"),
        Layout("list", ReadmeList, "data/lists"),
        Layout("taxonomy", Taxonomy, "data/taxonomy.yaml", single=True),
        Layout("venues", Venues, "data/venues.yaml", single=True),
        Layout("sources", Sources, "data/sources.yaml", single=True),
        Layout("allowed", AllowList, "data/allowed.yaml", single=True),
    )
}


def layout_of(record: Record) -> Layout:
    """The layout of a record's kind."""
    for layout in LAYOUTS.values():
        if isinstance(record, layout.model):
            return layout
    raise TypeError(f"{type(record).__name__} is not a record that has a file of its own")


def relative_path(record: Record) -> str:
    """The path of a record's file from the knowledge base's root, with ``/``."""
    layout = layout_of(record)
    if isinstance(record, Paper):
        return f"{layout.location}/{record.year or UNDATED}/{record.id}.yaml"
    if isinstance(record, Dataset | ReadmeList):
        return f"{layout.location}/{record.id}.yaml"
    return layout.location


def record_path(root: Path, record: Record) -> Path:
    """The file a record belongs in."""
    return root / relative_path(record)


def schema_reference(record: Record) -> str:
    """The path from a record's file to its JSON Schema."""
    steps_up = relative_path(record).count("/") - 1
    return "../" * steps_up + f"schemas/{layout_of(record).schema_file}"


def kind_of(path: str) -> Kind | None:
    """The kind of record that a path, from the root with ``/``, is looked for; ``None`` where none is."""
    for layout in LAYOUTS.values():
        if layout.single:
            if path == layout.location:
                return layout.kind
        elif path.startswith(f"{layout.location}/") and path.endswith(".yaml"):
            inner = path.removeprefix(f"{layout.location}/")
            if inner.count("/") == (1 if layout.kind == "paper" else 0):
                return layout.kind
    return None
