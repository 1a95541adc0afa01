"""The items of a JSON document with the place of each, so that what is wrong with one can be said by line.

A document is a list of items, an object that holds the list under a known key, or one item.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbgen.ingest.jsonl import JsonObject

_SPACE = " \t\n\r"
_DECODER = json.JSONDecoder()
_MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Item:
    """One item with its place, from 1; ``value`` is ``None`` and ``fault`` says why where it is no JSON object."""

    line: int
    column: int
    value: JsonObject | None
    fault: str = ""


@dataclass(slots=True)
class _Cursor:
    """A place in a text, and its line as far as it was counted."""

    text: str
    at: int = 0
    _counted: int = 0
    _line: int = 1
    _line_start: int = 0

    def skip(self, characters: str = _SPACE) -> str:
        """Pass over white space; the character that follows, or nothing at the end."""
        while self.at < len(self.text) and self.text[self.at] in characters:
            self.at += 1
        return self.text[self.at : self.at + 1]

    def place(self, at: int) -> tuple[int, int]:
        """Line and column; places must be asked for in their order."""
        if breaks := self.text.count("\n", self._counted, at):
            self._line += breaks
            self._line_start = self.text.rfind("\n", self._counted, at) + 1
        self._counted = at
        return self._line, at - self._line_start + 1


def items(text: str, list_keys: Sequence[str]) -> Iterator[Item]:
    """The items in order; after one that is not JSON nothing can be read, so it is the last."""
    cursor = _Cursor(text)
    if cursor.skip() == "{":
        cursor.at = _inside(text, cursor.at, list_keys)
        if text[cursor.at] == "{":
            yield _read(cursor)
            return
    elif cursor.skip() != "[":
        yield Item(1, 1, None, "no JSON list or object begins here")
        return
    cursor.at += 1
    while (head := cursor.skip(_SPACE + ",")) and head != "]":
        item = _read(cursor)
        yield item
        if item.fault and cursor.at < 0:
            return
    if not head:
        yield Item(*cursor.place(len(text)), None, 'the list is not closed with "]"; the file may be cut off')


def first_item(text: str, list_keys: Sequence[str]) -> JsonObject:
    """The first item, or an empty one where the text does not begin with JSON."""
    if text.lstrip(_SPACE)[:1] not in {"[", "{"}:
        return {}
    return next((item.value or {} for item in items(text, list_keys)), {})


def _read(cursor: _Cursor) -> Item:
    """The item at the cursor, which moves behind it, or before the text's beginning where that cannot be found."""
    start = cursor.at
    try:
        value, cursor.at = _DECODER.raw_decode(cursor.text, start)
    except json.JSONDecodeError as error:
        place = cursor.place(start)
        cursor.at = -1
        words = f"not JSON from line {error.lineno}, column {error.colno} on: {error.msg[:1].lower()}{error.msg[1:]}"
        return Item(*place, None, words)
    except RecursionError:
        place = cursor.place(start)
        cursor.at = -1
        return Item(*place, None, "nested more deeply than any item is")
    place = cursor.place(start)
    return Item(*place, value) if isinstance(value, dict) else Item(*place, None, "not a JSON object")


def _inside(text: str, start: int, keys: Sequence[str]) -> int:
    """Where the items of the object that starts here begin: the list under one of the keys, or the object itself.

    An answer of Crossref holds its one work, or an object with the list of works, as its ``message``.
    """
    cursor = _Cursor(text, start + 1)
    try:
        while cursor.skip(_SPACE + ",") == '"':
            key, cursor.at = _DECODER.raw_decode(text, cursor.at)
            if cursor.skip() != ":":
                return start
            cursor.at += 1
            if cursor.skip() == "[" and key in keys:
                return cursor.at
            if key == _MESSAGE and cursor.skip() == "{":
                return _inside(text, cursor.at, keys)
            _, cursor.at = _DECODER.raw_decode(text, cursor.at)
    except (json.JSONDecodeError, RecursionError):
        return start
    return start
