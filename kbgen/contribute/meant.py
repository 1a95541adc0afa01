"""Names as people write them, as the identifiers that records hold."""

from kbgen.checks.meant import LONGEST, naming
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.text import slugify
from kbgen.store.yaml_reader import KeyPath


def meant(kb: KnowledgeBase, key_path: KeyPath, name: str) -> str:
    """The identifier of the venue, term, dataset, paper or source that a name means at this place of a record.

    One that is not known is given as an identifier would be written, and everything else as it is.
    """
    named = naming(kb, key_path, name)
    return (named.found or _as_identifier(name)) if named else name


def _as_identifier(name: str) -> str:
    is_structured = name.lstrip().startswith(("[", "{"))
    return name if is_structured else slugify(name, LONGEST) or name
