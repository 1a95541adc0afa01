"""Makes a YAML text say other data with as few changed lines as it can."""

import json
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

from kbgen.store.plain_data import as_read
from kbgen.store.yaml_layout import Value
from kbgen.store.yaml_reader import KeyPath, YamlValue
from kbgen.store.yaml_splice import insert, insert_items, remove, remove_items, replace

KeyOrder = Callable[[KeyPath], Sequence[str]]
"""Gives the keys that a mapping at a key path may have, in the order in which they are written."""


def rewrite(text: str, old: YamlValue, new: Value, order: KeyOrder, key_path: KeyPath = ()) -> str:
    """The text, which says ``old`` at a key path, made to say ``new`` there; what is the same in both is not touched.

    Raises :class:`LookupError` where the text does not say what ``old`` does.
    """
    if as_read(new) == old:
        return text
    if isinstance(old, dict) and isinstance(new, Mapping) and new:
        return _rewrite_mapping(text, old, new, order, key_path)
    if isinstance(old, list) and isinstance(new, Sequence) and not isinstance(new, str) and new:
        return _rewrite_list(text, old, new, order, key_path)
    return replace(text, key_path, new)


def _rewrite_mapping(
    text: str, old: Mapping[str, YamlValue], new: Mapping[str, Value], order: KeyOrder, key_path: KeyPath
) -> str:
    for key, value in new.items():
        if key in old:
            text = rewrite(text, old[key], value, order, (*key_path, key))
    present = list(old)
    for key, value in new.items():
        if key not in old:
            position = _position(present, key, order(key_path))
            text = insert(text, key_path, key, value, position)
            present.insert(position, key)
    for key in old:
        if key not in new:
            text = remove(text, (*key_path, key))
    return text


def _position(present: Sequence[str], key: str, order: Sequence[str]) -> int:
    """Where a new key goes: behind the last of those that are written before it."""
    if key not in order:
        return len(present)
    before = set(order[: order.index(key)])
    return max((index + 1 for index, other in enumerate(present) if other in before), default=0)


def _rewrite_list(text: str, old: Sequence[YamlValue], new: Sequence[Value], order: KeyOrder, key_path: KeyPath) -> str:
    before = [json.dumps(item, sort_keys=True) for item in old]
    after = [json.dumps(as_read(item), sort_keys=True) for item in new]
    gone: list[int] = []
    # From the back, so that the numbers of the items in front hold; those behind move on by what is put in.
    for tag, first, last, new_first, new_last in reversed(SequenceMatcher(None, before, after, False).get_opcodes()):
        if tag == "equal":
            continue
        pairs = min(last - first, new_last - new_first)
        if pairs < new_last - new_first:
            text = insert_items(text, key_path, new[new_first + pairs : new_last], first + pairs)
        for index in reversed(range(pairs)):
            text = rewrite(text, old[first + index], new[new_first + index], order, (*key_path, first + index))
        more = new_last - new_first - pairs
        gone = [*range(first + pairs, last), *(index + more for index in gone)]
    return remove_items(text, key_path, gone) if gone else text
