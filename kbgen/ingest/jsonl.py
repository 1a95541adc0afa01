"""JSON Lines with the number of each line, and values taken out of them without trusting their types."""

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kbgen.ingest.plain_text import plain_text

JsonObject: TypeAlias = Mapping[str, object]


def objects(text: str) -> Iterator[tuple[int, JsonObject | None]]:
    """Each line that is not blank as its number and its object; ``None`` where it is not a JSON object."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        yield number, value if isinstance(value, dict) else None


def first_object(text: str) -> JsonObject:
    """The first line's object, or an empty one."""
    return next((value or {} for _, value in objects(text)), {})


def text_of(value: JsonObject, key: str) -> str:
    """A text with single spaces; empty where the key is absent or not text."""
    found = value.get(key)
    return plain_text(found) if isinstance(found, str) else ""


def texts_of(value: JsonObject, key: str) -> tuple[str, ...]:
    """A list of texts, or one text as a list of one."""
    found = value.get(key)
    if isinstance(found, str):
        found = [found]
    texts = [plain_text(one) for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return tuple(text for text in texts if text)


def whole_number_of(value: JsonObject, key: str) -> int | None:
    """A whole number; ``None`` where the key is absent or holds anything else."""
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else None
