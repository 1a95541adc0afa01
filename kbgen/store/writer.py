"""Writes a record as the YAML a careful person would write: one canonical text, which reads back as the same record."""

import datetime
from pathlib import Path

from pydantic import BaseModel

from kbgen.model.base import Record
from kbgen.store.files import write_text
from kbgen.store.layout import record_path, relative_path, schema_reference
from kbgen.store.text_edit import rewrite_text
from kbgen.store.yaml_layout import WIDTH, Value, mapping_lines

__all__ = ["WIDTH", "dump", "plain", "record_path", "write_record"]

_ALWAYS_WRITTEN = frozenset({"kind", "role"})
"""Fields that are written even when they hold their default, because readers of the file look for them."""


def dump(record: Record) -> str:
    """The canonical YAML text of a record: its schema's address, then its fields in the order of the model."""
    lines = [f"# yaml-language-server: $schema={schema_reference(record)}", *mapping_lines(plain(record), "")]
    return "\n".join(lines) + "\n"


def write_record(root: Path, record: Record) -> Path:
    """Write a record where it belongs and return the path.

    In a file that is there only the lines of what differs change. Raises
    :class:`~kbgen.store.text_edit.EditError` where it cannot be read as YAML.
    """
    path = record_path(root, record)
    try:
        before = path.read_bytes()
    except FileNotFoundError:
        text = dump(record)
    else:
        text = rewrite_text(before.decode("utf-8"), relative_path(record), plain(record))
    write_text(path, text, durable=True)
    return path


def plain(record: BaseModel) -> dict[str, Value]:
    """A record's fields as plain values, without what is empty or holds its default."""
    fields: dict[str, Value] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if value is None or (value == info.default and name not in _ALWAYS_WRITTEN):
            continue
        simple = _plain_value(value)
        # An empty model that is not the default says something: an empty `select` finds every record.
        if simple not in ((), {}) or isinstance(value, BaseModel):
            fields[name] = simple
    return fields


def _plain_value(value: object) -> Value:
    if isinstance(value, BaseModel):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain_value(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_plain_value(item) for item in value)
    if isinstance(value, str | int | float | datetime.date):
        return value
    raise TypeError(f"a record cannot hold a {type(value).__name__}")
