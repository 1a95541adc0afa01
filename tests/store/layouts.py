"""The same data in the layouts that people and programs write, for tests of edits."""

import json
import random
import re
from collections.abc import Callable

import yaml

from kbgen.store.plain_data import as_read
from kbgen.store.yaml_layout import Value, mapping_lines
from kbgen.store.yaml_nodes import read_nodes
from kbgen.store.yaml_reader import YamlValue

# What JSON may hold as it is and YAML may not.
_UNPRINTABLE = re.compile("[\x80-\x9f\ufeff\ufffe\uffff\u2028\u2029]")


def canonical(data: Value) -> str:
    """As kbgen writes."""
    assert isinstance(data, dict)
    return "# a comment at the top\n" + "\n".join(mapping_lines(data, "")) + "\n"


def block(data: Value) -> str:
    """As PyYAML writes: lists as far out as their key, long text over several lines."""
    return yaml.safe_dump(as_read(data), allow_unicode=True, sort_keys=False, width=60)


def quoted(data: Value) -> str:
    return yaml.safe_dump(as_read(data), allow_unicode=True, sort_keys=False, default_style='"', width=100)


def brackets(data: Value) -> str:
    """Everything in brackets, over as many lines as it takes."""
    return yaml.safe_dump(as_read(data), allow_unicode=True, sort_keys=False, default_flow_style=True, width=70)


def json_text(data: Value) -> str:
    return _UNPRINTABLE.sub("?", json.dumps(as_read(data), ensure_ascii=False, indent=2))


def json_line(data: Value) -> str:
    return _UNPRINTABLE.sub("?", json.dumps(as_read(data), ensure_ascii=False))


ON_LINES: list[Callable[[Value], str]] = [canonical, block, quoted]
"""Layouts in which each key begins a line."""

LAYOUTS = [*ON_LINES, brackets, json_text, json_line]


def with_comments(text: str, seed: int) -> str:
    """Comments and blank lines strewn over a file, wherever they change nothing of what it says."""
    chance = random.Random(seed)
    before = yaml.load(text, yaml.BaseLoader)
    lines = text.split("\n")
    for _ in range(6):
        index = chance.randrange(len(lines))
        line = lines[index]
        new = list(lines)
        match chance.randrange(3):
            case 0:
                new[index] = f"{line}  # note {chance.randrange(100)}"
            case 1:
                new.insert(index, " " * (len(line) - len(line.lstrip(" "))) + f"# remark {chance.randrange(100)}")
            case _:
                new.insert(index, "")
        try:
            after = yaml.load("\n".join(new), yaml.BaseLoader)
        except yaml.YAMLError:
            continue
        if after == before:
            lines = new
    return "\n".join(lines)


def parts(text: str) -> dict[str, str]:
    """The text of each key of a file that begins a line, up to the next key's line: its lines and what follows."""
    root = read_nodes(text)
    starts = [entry.start for entry in root.entries]
    ends = [*starts[1:], len(text)]
    return {str(entry.key): text[start:end] for entry, start, end in zip(root.entries, starts, ends, strict=True)}


def independent(text: str) -> YamlValue:
    """What a file says to another reader: PyYAML's own, which shares no code with libyaml."""
    data: YamlValue = yaml.load(text, yaml.BaseLoader)
    return data
