"""Puts one value into a YAML text, adds one or takes one away, and leaves every other character as it is.

An emitter would write the whole file anew and lose how a person laid it out; here the lines of the value are the only
ones that change. Each function reads the text's places anew and returns the new text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kbgen.store.scalars import quoted, scalar
from kbgen.store.yaml_layout import WIDTH, Value, entry_lines, flow, item_lines, mapping_lines
from kbgen.store.yaml_nodes import BREAK, Entry, Node, entry_at, line_end, line_start, read_nodes, skip_blank
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
        return _replace_in_brackets(text, spot.entry, value)
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
    return _insert_in_brackets(text, holder, piece, position)


def remove(text: str, key_path: KeyPath) -> str:
    """The text without an entry that is not the only one of its list or mapping."""
    spot = _find(text, key_path)
    if spot.holder.in_brackets:
        return _remove_in_brackets(text, spot.holder, spot.entry)
    return _remove_lines(text, spot.holder, spot.entry)


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


def _replace_in_brackets(text: str, entry: Entry, value: Value) -> str:
    old = entry.value
    new = _same_quotes(old, value) or flow(value)
    if old.start == old.end and entry.key is not None:
        colon = "" if text[entry.start : entry.head_end].endswith(":") else ":"
        return f"{text[: entry.head_end]}{colon} {new}{text[entry.head_end :]}"
    return text[: old.start] + new + text[old.end :]


def _insert_in_brackets(text: str, holder: Node, piece: str, position: int) -> str:
    if position < len(holder.entries):
        start = holder.entries[position].start
        between = _line_break(text) + _indentation(text, start) if _begins_line(text, start) else " "
        return f"{text[:start]}{piece},{between}{text[start:]}"
    last = holder.entries[-1]
    end = _end(last)
    comma = skip_blank(text, end)
    has_comma = text.startswith(",", comma)
    if not _begins_line(text, last.start):
        at, new = (comma + 1, f" {piece},") if has_comma else (end, f", {piece}")
        return text[:at] + new + text[at:]
    own_line = _line_break(text) + _indentation(text, last.start) + piece
    if not has_comma:
        text, comma = f"{text[:end]},{text[end:]}", end
    at = line_end(text, comma) if _is_blank(text, comma + 1) else comma + 1
    return text[:at] + own_line + ("," if has_comma else "") + text[at:]


def _remove_in_brackets(text: str, holder: Node, entry: Entry) -> str:
    index = holder.entries.index(entry)
    end = _end(entry)
    comma = skip_blank(text, end)
    behind = comma + 1 if text.startswith(",", comma) else end
    if _begins_line(text, entry.start) and _is_blank(text, behind):
        kept = text[: line_start(text, entry.start)]
        if behind == end and index > 0:
            # The comma in front was there for the entry that goes.
            comma = skip_blank(text, _end(holder.entries[index - 1]))
            kept = kept[:comma] + kept[comma + 1 :]
        return kept + text[_next_line(text, behind) :]
    if index + 1 < len(holder.entries):
        return text[: entry.start] + text[holder.entries[index + 1].start :]
    return text[: _end(holder.entries[index - 1])] + text[end:]


def _replace_on_lines(text: str, spot: _Spot, value: Value) -> str:
    entry, old = spot.entry, spot.entry.value
    if old.kind == "scalar" and old.style not in ("|", ">") and old.start < old.end:
        kept = _same_quotes(old, value) or _as_long_a_line(text, old, value)
        if kept:
            return text[: old.start] + kept + text[old.end :]
    end = line_end(text, _end(entry))
    deeper = _deeper_comment_follows(text, end, spot.holder.column)
    first, *more = [f" {flow(value)}"] if deeper else _lines(text, spot, value)
    new = _joined(text, [first + _comment_on_head_line(text, entry), *more])
    return text[: entry.head_end] + new + text[end:]


def _insert_lines(text: str, holder: Node, key: str, step: str | int, value: Value, position: int) -> str:
    indentation = " " * holder.column
    at = line_end(text, _end(holder.entries[position - 1])) if position else holder.entries[0].start
    lines: Iterable[str]
    if position and _deeper_comment_follows(text, at, holder.column):
        head = f"{scalar(step)}:" if isinstance(step, str) else "-"
        lines = [f"{indentation}{head} {flow(value)}"]
    elif isinstance(step, str):
        lines = mapping_lines({step: value}, indentation)
    else:
        lines = item_lines(value, key, indentation, in_rows=_has_rows(holder))
    new = _joined(text, lines)
    if position:
        return text[:at] + _line_break(text) + new + text[at:]
    return text[:at] + new[len(indentation) :] + _line_break(text) + indentation + text[at:]


def _remove_lines(text: str, holder: Node, entry: Entry) -> str:
    start, end = line_start(text, entry.start), line_end(text, _end(entry))
    behind = _next_line(text, end)
    if not _begins_line(text, entry.start):
        # The first key behind a `-`: what follows moves up beside it.
        return text[: entry.start] + text[behind:].lstrip(" ")
    if behind == end and start > 0:
        # The text's last line has no line break, and the line that becomes the last gets none.
        before = text[: start - 1]
        return before.removesuffix("\r") if text[start - 1] == "\n" else before
    return text[:start] + text[behind:]


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
    holder, entry, old = spot.holder, spot.entry, spot.entry.value
    is_item = holder.kind == "list"
    indentation = " " * (holder.column + 2)
    dash = "- " if old.kind == "list" else ""
    pieces = [dash + text[item.start : _end(item)] for item in old.entries]
    new_line = _line_break(text)
    if is_item:
        body = (new_line + indentation).join(pieces)
        return f"{text[: entry.head_end]} {body}{text[old.end :]}"
    lines = new_line.join(indentation + piece for piece in pieces)
    return (
        text[: entry.head_end] + _comment_on_head_line(text, entry) + new_line + lines + text[line_end(text, old.end) :]
    )


def _same_quotes(old: Node, value: Value) -> str | None:
    """A text of one line in the quotes that the old one has, so that a person's choice stays."""
    if not isinstance(value, str) or "\n" in value or old.style not in ('"', "'"):
        return None
    return quoted(value, old.style)


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
    at = entry.head_end if later else _end(entry)
    rest = text[at : line_end(text, at)]
    return rest.rstrip() if rest.lstrip().startswith("#") else ""


def _deeper_comment_follows(text: str, index: int, column: int) -> bool:
    """Whether the next line with anything on it is a comment that stands so far in that it would end up within a text.

    Such a comment behind folded prose would be prose.
    """
    found = _NEXT_COMMENT.match(text, index)
    return found is not None and len(found[1]) > column


def _end(entry: Entry) -> int:
    return max(entry.head_end, entry.value.end)


def _begins_line(text: str, index: int) -> bool:
    return not text[line_start(text, index) : index].strip()


def _is_blank(text: str, index: int) -> bool:
    """Whether nothing but white space and a comment is left of the line."""
    rest = text[index : line_end(text, index)].lstrip(" \t")
    return not rest or rest.startswith("#")


def _is_one_line(text: str, node: Node) -> bool:
    return not BREAK.search(text, node.start, node.end)


def _indentation(text: str, index: int) -> str:
    return text[line_start(text, index) : index]


def _next_line(text: str, index: int) -> int:
    found = BREAK.search(text, index)
    return found.end() if found else len(text)


def _joined(text: str, lines: Iterable[str]) -> str:
    """Lines put together with the text's own line break."""
    return "\n".join(lines).replace("\n", _line_break(text))


def _line_break(text: str) -> str:
    found = BREAK.search(text)
    return found[0] if found else "\n"
