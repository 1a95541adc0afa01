"""Knows from which character to which every key and value of a YAML text stands, so that one can be replaced alone.

The events are libyaml's, as in :mod:`kbgen.store.yaml_reader`; here only their places count. What stands between the
values (white space, comments, ``-``, ``:`` and commas) is found in the text itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, Protocol

import yaml
from yaml import events

from kbgen.store.yaml_lines import BREAK, skip_blank
from kbgen.store.yaml_reader import KeyPath

_KEEPS_BREAKS = re.compile(r"[|>]\d?\+")


@dataclass(slots=True)
class Node:
    """A value: text from ``start`` to before ``end``, without what follows it on its line.

    ``style`` of a scalar is its quote, ``|`` or ``>``, or ``""`` where it is bare; of a list or mapping ``[`` where it
    is written in brackets and ``-`` where each entry has its own line. ``column`` is where its entries begin, from 0.
    """

    kind: Literal["scalar", "list", "mapping"]
    start: int
    end: int
    style: str = ""
    column: int = 0
    entries: list["Entry"] = field(default_factory=list)

    @property
    def in_brackets(self) -> bool:
        """Whether the entries stand between brackets."""
        return self.style == "["


@dataclass(slots=True)
class Entry:
    """An item of a list, or a key of a mapping with its value.

    ``start`` is where the key stands, the ``-`` or ``?`` before it, or in brackets the item itself. ``head_end`` is
    behind the ``-`` or ``:``, or where a colon would have to stand: what follows is the value's.
    """

    start: int
    head_end: int
    value: Node
    key: str | None = None

    @property
    def end(self) -> int:
        """Where the entry ends, without what follows it on its line."""
        return max(self.head_end, self.value.end)


@lru_cache(maxsize=1)
def read_nodes(text: str) -> Node:
    """The root value of a text, which must be readable YAML that is nested at most as deep as a record may be.

    The text is without a byte order mark. Whoever gets the nodes does not change them: the next may get the same.
    """
    return _Builder(text).root()


def at(node: Node, key_path: KeyPath) -> Node | None:
    """The value at a key path, or ``None`` where there is none."""
    for step in key_path:
        entry = entry_at(node, step)
        if entry is None:
            return None
        node = entry.value
    return node


def entry_at(node: Node, step: str | int) -> Entry | None:
    """The entry of a mapping's key (the first, where a key is repeated) or of a list's index."""
    if isinstance(step, int):
        return node.entries[step] if node.kind == "list" and 0 <= step < len(node.entries) else None
    return next((entry for entry in node.entries if entry.key == step), None) if node.kind == "mapping" else None


class _Builder:
    """Builds nodes from events. Text before ``_position`` belongs to nodes that are complete."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._loader = yaml.CBaseLoader(text)
        self._position = 0

    def _next(self) -> events.Event:
        event = self._loader.get_event()
        if event is None:
            raise ValueError("the text ends within a value")
        return event

    def root(self) -> Node:
        while isinstance(event := self._next(), events.StreamStartEvent | events.DocumentStartEvent):
            self._position = _marks(event)[1].index
        return self._node(event)

    def _node(self, event: events.Event) -> Node:
        start, end = (mark.index for mark in _marks(event))
        if isinstance(event, events.ScalarEvent):
            style = event.style or ""
            node = Node("scalar", start, self._content_end(start, end) if style in ("|", ">") else end, style)
        elif isinstance(event, events.MappingStartEvent):
            node = self._collection("mapping", event)
        elif isinstance(event, events.SequenceStartEvent):
            node = self._collection("list", event)
        else:
            node = Node("scalar", start, end)
        self._position = node.end
        return node

    def _content_end(self, start: int, end: int) -> int:
        """The end of a block scalar without the blank lines behind it, unless they are part of it."""
        if _KEEPS_BREAKS.match(self._text, start):
            found = list(BREAK.finditer(self._text, start, end))
            return found[-1].start() if found and found[-1].end() == end else end
        return start + len(self._text[start:end].rstrip(" \t\r\n\x85\u2028\u2029"))

    def _collection(self, kind: Literal["list", "mapping"], event: events.CollectionStartEvent) -> Node:
        in_brackets = bool(event.flow_style)
        first, last = _marks(event)
        node = Node(kind, first.index, last.index, "[" if in_brackets else "-", first.column)
        if in_brackets:
            self._position = node.end
        for entry in self._pairs(in_brackets) if kind == "mapping" else self._items(in_brackets):
            node.entries.append(entry)
        if in_brackets:
            node.end = self._position
        elif node.entries:
            node.end = max(node.entries[-1].head_end, node.entries[-1].value.end)
        return node

    def _items(self, in_brackets: bool) -> Iterator[Entry]:
        while not isinstance(event := self._next(), events.SequenceEndEvent):
            if in_brackets:
                value = self._node(event)
                yield Entry(value.start, value.start, value)
            else:
                dash = skip_blank(self._text, self._position)
                self._position = dash + 1
                value = self._node(event)
                yield Entry(dash, dash + 1, value)
        self._close(event, in_brackets)

    def _pairs(self, in_brackets: bool) -> Iterator[Entry]:
        while not isinstance(event := self._next(), events.MappingEndEvent):
            start = self._entry_start(in_brackets)
            key = self._node(event)
            name = event.value if isinstance(event, events.ScalarEvent) else None
            colon = skip_blank(self._text, key.end)
            head_end = colon + 1 if self._text.startswith(":", colon) else key.end
            self._position = head_end
            value = self._node(self._next())
            self._position = max(head_end, value.end)
            yield Entry(min(start, key.start), head_end, value, name)
        self._close(event, in_brackets)

    def _entry_start(self, in_brackets: bool) -> int:
        start = skip_blank(self._text, self._position)
        if in_brackets and self._text.startswith(",", start):
            start = skip_blank(self._text, start + 1)
        return start

    def _close(self, event: events.Event, in_brackets: bool) -> None:
        if in_brackets:
            self._position = _marks(event)[1].index


class _Mark(Protocol):
    """A place in the text: characters before it, and those before it on its line."""

    index: int
    column: int


def _marks(event: events.Event) -> tuple[_Mark, _Mark]:
    """Where an event begins and ends; libyaml always says so."""
    first, last = event.start_mark, event.end_mark
    if first is None or last is None:
        raise TypeError("an event of libyaml has no place")
    return first, last
