"""How plain data stands on the lines of a YAML file: in brackets where it is short, folded where it is prose."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from kbgen.store.scalars import is_one_line, scalar

WIDTH = 120
"""Columns a line may take, where its text can be broken."""

_INLINE_MAPPINGS = frozenset({"ids", "select"})
"""Keys whose mapping stands on one line where it fits."""

_ROWS = frozenset({"datasets", "results", "sizes", "provenance", "faults", "allowed"})
"""Keys whose list reads like a table: one row a line where it fits."""

Scalar = str | int | float | datetime.date
Value = Scalar | Sequence["Value"] | Mapping[str, "Value"]
"""Plain data as a record's file holds it."""

# Where prose may be broken: at a single space between two words.
_BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")


def mapping_lines(mapping: Mapping[str, Value], indent: str) -> Iterator[str]:
    """The lines of a mapping, each key on its own, with ``indent`` before it."""
    for key, value in mapping.items():
        name = scalar(key)
        # A key may be long text (a part of an architecture); YAML allows 1,024 characters before the colon.
        head = f"{indent}{name}:" if len(name) < WIDTH else f"{indent}? {name}\n{indent}:"
        yield from entry_lines(head, key, value, indent)


def entry_lines(head: str, key: str, value: Value, indent: str) -> Iterator[str]:
    """The lines of a key's value, the first behind ``head``: the key with its indentation and colon."""
    if isinstance(value, Mapping):
        inline = _inline(value) if key in _INLINE_MAPPINGS or not value else None
        if inline is not None and _fits(head, inline):
            yield f"{head} {inline}"
        else:
            yield head
            yield from mapping_lines(value, indent + "  ")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        inline = _inline(value) if not any(isinstance(item, Mapping) for item in value) else None
        if inline is not None and _fits(head, inline):
            yield f"{head} {inline}"
        else:
            yield head
            for item in value:
                yield from item_lines(item, key, indent + "  ")
    else:
        yield from _text(head, value, indent)


def item_lines(item: Value, key: str, indent: str, *, in_rows: bool | None = None) -> Iterator[str]:
    """The lines of an item of the list ``key``, its ``-`` with ``indent`` before it.

    ``in_rows`` says whether a mapping goes in brackets where it fits on the line; if not given, the key decides.
    """
    if isinstance(item, Mapping):
        rows = key in _ROWS if in_rows is None else in_rows
        inline = _inline(item) if rows or not item else None
        if inline is not None and _fits(f"{indent}-", inline):
            yield f"{indent}- {inline}"
            return
        lines = mapping_lines(item, indent + "  ")
        first = next(lines)
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from lines
    elif isinstance(item, Sequence) and not isinstance(item, str):
        yield f"{indent}- {flow(item)}"
    else:
        yield from _text(f"{indent}-", item, indent)


def _text(head: str, value: Scalar, indent: str) -> Iterator[str]:
    if isinstance(value, str):
        if "\n" in value and is_one_line(value.replace("\n", "")) and _has_clean_lines(value):
            yield f"{head} |-"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
            return
        if not _fits(head, scalar(value)) and is_one_line(value) and _has_clean_lines(value):
            words = _BREAK.split(value)
            if len(words) > 1:
                yield f"{head} >-"
                yield from (f"{indent}  {line}" for line in _fold(words, WIDTH - len(indent) - 2))
                return
    yield f"{head} {scalar(value)}"


def _has_clean_lines(text: str) -> bool:
    """Whether every line of a text can be seen as it is: no white space around it that an editor would strip."""
    return text == text.strip() and all(line == line.rstrip() for line in text.split("\n"))


def _fold(words: Sequence[str], width: int) -> Iterator[str]:
    line = words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line += " " + word
    yield line


def flow(value: Value) -> str:
    """A value on one line, lists and mappings in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value, flow=True)


def _inline(value: Value) -> str | None:
    """A value in flow style, or ``None`` where it holds text of several lines."""
    return None if _has_line_break(value) else flow(value)


def _has_line_break(value: Value) -> bool:
    if isinstance(value, Mapping):
        return any(_has_line_break(item) for item in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return any(_has_line_break(item) for item in value)
    return isinstance(value, str) and "\n" in value


def _fits(head: str, text: str) -> bool:
    return len(head.rpartition("\n")[2]) + 1 + len(text) <= WIDTH
