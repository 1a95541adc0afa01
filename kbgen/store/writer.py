"""Writes a record as the YAML a careful person would write: one canonical text, which reads back as the same record."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from kbgen.model.base import Record
from kbgen.store.files import write_text
from kbgen.store.layout import record_path, schema_reference
from kbgen.store.scalars import is_one_line, scalar

__all__ = ["dump", "record_path", "write_record"]

WIDTH = 120
"""Columns a line may take, where its text can be broken."""

_INLINE_MAPPINGS = frozenset({"ids", "select"})
"""Keys whose mapping stands on one line where it fits."""

_ROWS = frozenset({"datasets", "results", "sizes", "provenance", "faults", "allowed"})
"""Keys whose list reads like a table: one row a line where it fits."""

_ALWAYS_WRITTEN = frozenset({"kind", "role"})
"""Fields that are written even when they hold their default, because readers of the file look for them."""

_Scalar = str | int | float | datetime.date
_Value = _Scalar | Sequence["_Value"] | Mapping[str, "_Value"]

# Where prose may be broken: at a single space between two words.
_BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")


def dump(record: Record) -> str:
    """The canonical YAML text of a record: its schema's address, then its fields in the order of the model."""
    lines = [f"# yaml-language-server: $schema={schema_reference(record)}", *_mapping(plain(record), "")]
    return "\n".join(lines) + "\n"


def write_record(root: Path, record: Record) -> Path:
    """Write a record where it belongs and return the path; a file that says the same already is not touched."""
    path = record_path(root, record)
    write_text(path, dump(record))
    return path


def plain(record: BaseModel) -> dict[str, _Value]:
    """A record's fields as plain values, without what is empty or holds its default."""
    fields: dict[str, _Value] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if value is None or (value == info.default and name not in _ALWAYS_WRITTEN):
            continue
        simple = _plain_value(value)
        # An empty model that is not the default says something: an empty `select` finds every record.
        if simple not in ((), {}) or isinstance(value, BaseModel):
            fields[name] = simple
    return fields


def _plain_value(value: object) -> _Value:
    if isinstance(value, BaseModel):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain_value(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_plain_value(item) for item in value)
    if isinstance(value, str | int | float | datetime.date):
        return value
    raise TypeError(f"a record cannot hold a {type(value).__name__}")


def _mapping(mapping: Mapping[str, _Value], indent: str) -> Iterator[str]:
    for key, value in mapping.items():
        name = scalar(key)
        # A key may be long text (a part of an architecture); YAML allows 1,024 characters before the colon.
        head = f"{indent}{name}:" if len(name) < WIDTH else f"{indent}? {name}\n{indent}:"
        yield from _entry(head, key, value, indent)


def _entry(head: str, key: str, value: _Value, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        inline = _inline(value) if key in _INLINE_MAPPINGS or not value else None
        if inline is not None and _fits(head, inline):
            yield f"{head} {inline}"
        else:
            yield head
            yield from _mapping(value, indent + "  ")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        inline = _inline(value) if not any(isinstance(item, Mapping) for item in value) else None
        if inline is not None and _fits(head, inline):
            yield f"{head} {inline}"
        else:
            yield head
            for item in value:
                yield from _item(item, key, indent + "  ")
    else:
        yield from _text(head, value, indent)


def _item(item: _Value, key: str, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        inline = _inline(item) if key in _ROWS else None
        if inline is not None and _fits(f"{indent}-", inline):
            yield f"{indent}- {inline}"
            return
        lines = _mapping(item, indent + "  ")
        first = next(lines)
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from lines
    elif isinstance(item, Sequence) and not isinstance(item, str):
        raise TypeError("a record has no list of lists")
    else:
        yield from _text(f"{indent}-", item, indent)


def _text(head: str, value: _Scalar, indent: str) -> Iterator[str]:
    if isinstance(value, str):
        if "\n" in value and is_one_line(value.replace("\n", "")) and _has_clean_lines(value):
            yield f"{head} |-"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
            return
        if not _fits(head, scalar(value)) and is_one_line(value) and len(words := _BREAK.split(value)) > 1:
            yield f"{head} >-"
            yield from (f"{indent}  {line}" for line in _fold(words, WIDTH - len(indent) - 2))
            return
    yield f"{head} {scalar(value)}"


def _has_clean_lines(text: str) -> bool:
    """Whether every line of a text can be seen as it is: none ends in white space that an editor would strip."""
    return all(line == line.rstrip() for line in text.split("\n"))


def _fold(words: Sequence[str], width: int) -> Iterator[str]:
    line = words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line += " " + word
    yield line


def _inline(value: _Value) -> str | None:
    """A value in flow style, or ``None`` where it holds text of several lines."""
    if isinstance(value, Mapping):
        pairs = [(scalar(key, flow=True), _inline(item)) for key, item in value.items()]
        if any(item is None for _, item in pairs):
            return None
        return "{" + ", ".join(f"{key}: {item}" for key, item in pairs) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [_inline(item) for item in value]
        return None if any(item is None for item in items) else "[" + ", ".join(item or "" for item in items) + "]"
    if isinstance(value, str) and "\n" in value:
        return None
    return scalar(value, flow=True)


def _fits(head: str, text: str) -> bool:
    return len(head.rpartition("\n")[2]) + 1 + len(text) <= WIDTH
