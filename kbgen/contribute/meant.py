"""Names as people write them, as the identifiers that records hold."""

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lookup import FAMILY_AXIS, find_datasets, find_terms, find_venue
from kbgen.model.text import slugify
from kbgen.store.yaml_reader import KeyPath

_LONGEST = 100

_AXES = {"family": FAMILY_AXIS, "modalities": "modality", "tasks": "task"}
"""Keys of a dataset whose values are terms, with the axis."""


def meant(kb: KnowledgeBase, key_path: KeyPath, name: str) -> str:
    """The identifier of the venue, term or dataset that a name means at this place of a record.

    One that is not known is given as an identifier would be written, and everything else as it is.
    """
    first = key_path[0]
    if first == "venue":
        venue = find_venue(kb, name)
        return venue.id if venue else _as_identifier(name)
    axis = str(key_path[1]) if first == "topics" and len(key_path) > 1 else _AXES.get(str(first))
    if axis:
        terms = find_terms(kb.taxonomy, axis, name)
        return terms[0][1] if len(terms) == 1 else _as_identifier(name)
    if first in ("datasets", "results") and (len(key_path) == 1 or key_path[-1] == "dataset"):
        datasets = find_datasets(kb, name)
        return datasets[0].id if len(datasets) == 1 else _as_identifier(name)
    return name


def _as_identifier(name: str) -> str:
    is_structured = name.lstrip().startswith(("[", "{"))
    return name if is_structured else slugify(name, _LONGEST) or name
