"""What the readers of bibliographies in JSON have in common."""

import re
from collections.abc import Callable, Sequence

from kbgen.ingest.bibliography import Drafted
from kbgen.ingest.draft import Draft, ReadContext
from kbgen.ingest.json_items import Item, items
from kbgen.ingest.jsonl import JsonObject
from kbgen.ingest.reference import Reference

_EXTRA_LINE = re.compile(r"^\s*(?P<name>arxiv|doi)\s*:\s*(?P<value>\S+)", re.IGNORECASE | re.MULTILINE)


def read_items(
    text: str, list_keys: Sequence[str], context: ReadContext, reference: Callable[[JsonObject, Item], Reference]
) -> Draft:
    """One entry for each item of the document; an item that is none is noted."""
    drafted = Drafted(context)
    for item in items(text, list_keys):
        if item.value is None:
            drafted.fault("IM601", item.line, item.column, f"an item cannot be read and is not imported: {item.fault}")
        else:
            drafted.add(reference(item.value, item))
    return drafted.draft()


def extra_fields(remark: str) -> dict[str, str]:
    """Identifiers that reference managers keep in the lines of a remark: ``arXiv: 2001.00002 [cs]``."""
    return {found["name"].lower(): found["value"] for found in _EXTRA_LINE.finditer(remark)}
