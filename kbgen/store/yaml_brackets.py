"""Edits of what stands in brackets: lists and mappings in YAML's flow style, on one line or on several."""

from kbgen.store.scalars import quoted
from kbgen.store.yaml_layout import Value, flow
from kbgen.store.yaml_lines import (
    begins_line,
    indentation,
    is_blank,
    line_break,
    line_end,
    line_start,
    next_line,
    skip_blank,
)
from kbgen.store.yaml_nodes import Entry, Node


def replace_in_brackets(text: str, entry: Entry, value: Value) -> str:
    """The text with another value in an entry between brackets."""
    old = entry.value
    new = same_quotes(old, value) or flow(value)
    if old.start == old.end and entry.key is not None:
        colon = "" if text[entry.start : entry.head_end].endswith(":") else ":"
        return f"{text[: entry.head_end]}{colon} {new}{text[entry.head_end :]}"
    return text[: old.start] + new + text[old.end :]


def insert_in_brackets(text: str, holder: Node, piece: str, position: int) -> str:
    """The text with a new entry, written as it stands between brackets, before the one of that position."""
    if position < len(holder.entries):
        start = holder.entries[position].start
        between = line_break(text) + indentation(text, start) if begins_line(text, start) else " "
        return f"{text[:start]}{piece},{between}{text[start:]}"
    last = holder.entries[-1]
    end = last.end
    comma = skip_blank(text, end)
    has_comma = text.startswith(",", comma)
    if not begins_line(text, last.start):
        at, new = (comma + 1, f" {piece},") if has_comma else (end, f", {piece}")
        return text[:at] + new + text[at:]
    own_line = line_break(text) + indentation(text, last.start) + piece
    if not has_comma:
        text, comma = f"{text[:end]},{text[end:]}", end
    at = line_end(text, comma) if is_blank(text, comma + 1) else comma + 1
    return text[:at] + own_line + ("," if has_comma else "") + text[at:]


def remove_in_brackets(text: str, holder: Node, entry: Entry) -> str:
    """The text without an entry between brackets that is not the only one."""
    index = holder.entries.index(entry)
    end = entry.end
    comma = skip_blank(text, end)
    behind = comma + 1 if text.startswith(",", comma) else end
    if begins_line(text, entry.start) and is_blank(text, behind):
        kept = text[: line_start(text, entry.start)]
        if behind == end and index > 0:
            # The comma in front was there for the entry that goes.
            comma = skip_blank(text, holder.entries[index - 1].end)
            kept = kept[:comma] + kept[comma + 1 :]
        return kept + text[next_line(text, behind) :]
    if index + 1 < len(holder.entries):
        return text[: entry.start] + text[holder.entries[index + 1].start :]
    return text[: holder.entries[index - 1].end] + text[end:]


def same_quotes(old: Node, value: Value) -> str | None:
    """A text of one line in the quotes that the old one has, so that a person's choice stays."""
    if not isinstance(value, str) or "\n" in value or old.style not in ('"', "'"):
        return None
    return quoted(value, old.style)
