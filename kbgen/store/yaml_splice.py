"""Puts one value into a YAML text, adds one or takes one away, and leaves every other character as it is.

An emitter would write the whole file anew and lose how a person laid it out; here the lines of the value are the only
ones that change. Each function reads the text's places anew and returns the new text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kbgen.store.scalars import scalar
from kbgen.store.yaml_brackets import insert_in_brackets, remove_in_brackets, replace_in_brackets, same_quotes
from kbgen.store.yaml_layout import WIDTH, Value, entry_lines, flow, item_lines, mapping_lines
from kbgen.store.yaml_lines import BREAK, begins_line, joined, line_break, line_end, line_start, next_line
from kbgen.store.yaml_nodes import Entry, Node, entry_at, read_nodes
from kbgen.store.yaml_reader import KeyPath

_HEADER_COMMENT = re.compile("[ \t]+#.*")
_NEXT_COMMENT = re.compile("(?:[ \t]*(?:\r\n|[\r\n\x85\u2028\u2029]))+([ \t]*)#")


class _Spot(NamedTuple):
    """Where an entry stands: what holds it, the nearest key above, and whether brackets are around it."""

    holder: Node
    entry: Entry
    key: str
    bracketed: bool


def replace(text: str, key_path: KeyPath, value: Value) -> str:
    """The text with another value at a key path that has one."""
    spot = _find(text, key_path)
    if spot.bracketed:
        return replace_in_brackets(text, spot.entry, value)
    return _replace_on_lines(text, spot, value)


def insert(text: str, key_path: KeyPath, step: str | int, value: Value, position: int) -> str:
    """The text with a new key (or item) ``step`` in the mapping (or list) at ``key_path``, before that entry."""
    holder, key, bracketed = _holder(text, key_path)
    if isinstance(step, str) and entry_at(holder, step):
        return replace(text, (*key_path, step), value)
    if not holder.entries:
        return replace(text, key_path, {step: value} if isinstance(step, str) else [value])
    if not holder.in_brackets:
        return _insert_lines(text, holder, key if isinstance(step, int) else step, step, value, position)
    piece = flow(value) if isinstance(step, int) else f"{scalar(step, flow=True)}: {flow(value)}"
    if not bracketed and key_path and _is_one_line(text, holder):
        width = line_end(text, holder.end) - line_start(text, holder.start) + len(piece) + 2
        if width > WIDTH:
            return insert(_on_lines(text, _find(text, key_path)), key_path, step, value, position)
    return insert_in_brackets(text, holder, piece, position)


def remove(text: str, key_path: KeyPath) -> str:
    """The text without an entry that is not the only one of its list or mapping."""
    spot = _find(text, key_path)
    if spot.holder.in_brackets:
        return remove_in_brackets(text, spot.holder, spot.entry)
    return _remove_lines(text, spot.holder, spot.entry)


def insert_items(text: str, key_path: KeyPath, values: Sequence[Value], position: int) -> str:
    """The text with several items, one behind the other, in a list that has some already, before that item."""
    holder, key, _ = _holder(text, key_path)
    at = line_end(text, holder.entries[position - 1].end) if position else 0
    if holder.in_brackets or not position or _deeper_comment_follows(text, at, holder.column):
        for number, value in enumerate(values):
            text = insert(text, key_path, position + number, value, position + number)
        return text
    in_rows, indentation = _has_rows(holder), " " * holder.column
    lines = (line for value in values for line in item_lines(value, key, indentation, in_rows=in_rows))
    return text[:at] + line_break(text) + joined(text, lines) + text[at:]


def remove_items(text: str, key_path: KeyPath, indexes: Sequence[int]) -> str:
    """The text without several items of a list, of which one at least is left; the indexes go up."""
    holder, _, _ = _holder(text, key_path)
    entries = [holder.entries[index] for index in indexes]
    behind = [next_line(text, entry.end) for entry in entries]
    if holder.in_brackets or not all(begins_line(text, entry.start) for entry in entries) or behind[-1] == len(text):
        for index in reversed(indexes):
            text = remove(text, (*key_path, index))
        return text
    starts = [0, *behind]
    ends = [*(line_start(text, entry.start) for entry in entries), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _holder(text: str, key_path: KeyPath) -> tuple[Node, str, bool]:
    """The list or mapping at a key path, the nearest key above its entries, and whether brackets are around it."""
    node = read_nodes(text)
    key, bracketed = "", False
    for step in key_path:
        entry = entry_at(node, step)
        if entry is None:
            raise LookupError(f"nothing stands at {key_path}")
        key, bracketed, node = entry.key or key, bracketed or node.in_brackets, entry.value
    return node, key, bracketed


def _find(text: str, key_path: KeyPath) -> _Spot:
    holder, key, bracketed = _holder(text, key_path[:-1])
    entry = entry_at(holder, key_path[-1])
    if entry is None:
        raise LookupError(f"nothing stands at {key_path}")
    return _Spot(holder, entry, entry.key or key, bracketed or holder.in_brackets)


def _replace_on_lines(text: str, spot: _Spot, value: Value) -> str:
    entry, old = spot.entry, spot.entry.value
    if old.kind == "scalar" and old.style not in ("|", ">") and old.start < old.end:
        kept = same_quotes(old, value) or _as_long_a_line(text, old, value)
        if kept:
            return text[: old.start] + kept + text[old.end :]
    end = line_end(text, entry.end)
    deeper = _deeper_comment_follows(text, end, spot.holder.column)
    first, *more = [f" {flow(value)}"] if deeper else _lines(text, spot, value)
    new = joined(text, [first + _comment_on_head_line(text, entry), *more])
    return text[: entry.head_end] + new + text[end:]


def _insert_lines(text: str, holder: Node, key: str, step: str | int, value: Value, position: int) -> str:
    indentation = " " * holder.column
    at = line_end(text, holder.entries[position - 1].end) if position else holder.entries[0].start
    lines: Iterable[str]
    if position and _deeper_comment_follows(text, at, holder.column):
        head = f"{scalar(step)}:" if isinstance(step, str) else "-"
        lines = [f"{indentation}{head} {flow(value)}"]
    elif isinstance(step, str):
        lines = mapping_lines({step: value}, indentation)
    else:
        lines = item_lines(value, key, indentation, in_rows=_has_rows(holder))
    new = joined(text, lines)
    if position:
        return text[:at] + line_break(text) + new + text[at:]
    return text[:at] + new[len(indentation) :] + line_break(text) + indentation + text[at:]


def _remove_lines(text: str, holder: Node, entry: Entry) -> str:
    start, end = line_start(text, entry.start), line_end(text, entry.end)
    behind = next_line(text, end)
    if not begins_line(text, entry.start):
        # The first key behind a `-`: what follows moves up beside it.
        return text[: entry.start] + text[behind:].lstrip(" ")
    if behind == end and start > 0:
        # The text's last line has no line break, and the line that becomes the last gets none.
        before = text[: start - 1]
        return before.removesuffix("\r") if text[start - 1] == "\n" else before
    rest = text[behind:]
    position = holder.entries.index(entry)
    if position and (column := _column_of_text_block(text, holder.entries[position - 1].value)):
        rest = _with_comments_before(rest, column, holder.column)
    return text[:start] + rest


def _column_of_text_block(text: str, node: Node) -> int:
    """Where the lines of a text behind ``|`` or ``>`` begin with which a value ends; 0 where it ends in none.

    Lines that follow and begin there or further in would be part of the text.
    """
    while node.entries:
        node = node.entries[-1].value
    lines = text[node.start : node.end].splitlines()[1:] if node.style in ("|", ">") else []
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)


def _with_comments_before(text: str, column: int, new_column: int) -> str:
    """The text with those of the comments that it begins with moved out that stand at a column or further in."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        bare = line.lstrip(" \t")
        if not bare.startswith("#") and bare.strip():
            break
        if bare.startswith("#") and len(line) - len(bare) >= column:
            lines[number] = " " * new_column + bare
    return "".join(lines)


def _lines(text: str, spot: _Spot, value: Value) -> list[str]:
    """The lines of a value, the first without what stands before it: the key and its colon, or the ``-``."""
    indentation = " " * spot.holder.column
    if spot.holder.kind == "list":
        first, *more = item_lines(value, spot.key, indentation, in_rows=_has_rows(spot.holder))
        return [first[len(indentation) + 1 :], *more]
    head = text[line_start(text, spot.entry.head_end) : spot.entry.head_end]
    first, *more = entry_lines(head, spot.key, value, indentation)
    return [first[len(head) :], *more]


def _has_rows(holder: Node) -> bool | None:
    """Whether a list's mappings stand in brackets, one a line; ``None`` where it has none."""
    mappings = [entry.value for entry in holder.entries if entry.value.kind == "mapping"]
    return mappings[-1].in_brackets if mappings else None


def _on_lines(text: str, spot: _Spot) -> str:
    """The text with a list or mapping that stands in brackets, on one line, laid out one entry a line."""
    entry, old = spot.entry, spot.entry.value
    indentation = " " * (spot.holder.column + 2)
    dash = "- " if old.kind == "list" else ""
    pieces = [indentation + dash + text[item.start : item.end] for item in old.entries]
    if spot.holder.kind == "list":
        # The first stands behind the item's own dash.
        return text[: entry.head_end] + " " + line_break(text).join(pieces).lstrip(" ") + text[old.end :]
    head = text[: entry.head_end] + _comment_on_head_line(text, entry)
    return line_break(text).join([head, *pieces]) + text[line_end(text, old.end) :]


def _as_long_a_line(text: str, old: Node, value: Value) -> str | None:
    """A scalar on the old one's line, where it fits there or the old one did not fit either."""
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str)):
        return None
    if isinstance(value, str) and "\n" in value:
        return None
    new = scalar(value)
    start = line_start(text, old.start)
    was_long = line_end(text, old.end) - start > WIDTH and not BREAK.search(text, old.start, old.end)
    return new if was_long or old.start - start + len(new) <= WIDTH else None


def _comment_on_head_line(text: str, entry: Entry) -> str:
    """The comment behind a value, or behind the key where the value begins on a later line, with the space before."""
    value = entry.value
    if value.style in ("|", ">"):
        found = _HEADER_COMMENT.search(text[value.start : line_end(text, value.start)])
        return found[0] if found else ""
    later = BREAK.search(text, entry.head_end, max(value.start, entry.head_end))
    at = entry.head_end if later else entry.end
    rest = text[at : line_end(text, at)]
    return rest.rstrip() if rest.lstrip().startswith("#") else ""


def _deeper_comment_follows(text: str, index: int, column: int) -> bool:
    """Whether the next line with anything on it is a comment that stands so far in that it would end up within a text.

    Such a comment behind folded prose would be prose.
    """
    found = _NEXT_COMMENT.match(text, index)
    return found is not None and len(found[1]) > column


def _is_one_line(text: str, node: Node) -> bool:
    return not BREAK.search(text, node.start, node.end)
