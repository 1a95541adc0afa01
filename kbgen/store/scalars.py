"""How a single value is spelt in YAML, so that every reader of YAML, of version 1.1 or 1.2, takes it as what it is."""

import datetime
import json
import re

import yaml

# What YAML's character set leaves out, and the line separators it would take as line breaks. It is named, not all that
# is left: the larger a set of characters, the longer every start of kbgen would take to read it.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_CORE_NUMBER = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+")
_PLAIN_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<]|-(?=[^\W\d_])")
_PLAIN_END_OR_INSIDE = re.compile(r": |:$| #|[\t\n]| $")
_FLOW_INDICATOR = re.compile(r"[,\[\]{}?]")
_WORDS_WITH_MEANING = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_RESOLVER = yaml.resolver.Resolver()
_TEXT_TAG = "tag:yaml.org,2002:str"


def scalar(value: str | int | float | datetime.date, *, flow: bool = False) -> str:
    """One value on one line of YAML: bare where that is safe (with ``flow``, inside brackets), else in quotes."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value)
    if _is_plain(value) and not (flow and _FLOW_INDICATOR.search(value)):
        return value
    if ('"' in value or "\\" in value) and "'" not in value and is_one_line(value):
        return f"'{value}'"
    return quoted(value, '"')


def quoted(text: str, mark: str) -> str:
    """A text on one line in the quotes asked for, or in double ones where only escapes can say it."""
    if mark == "'" and is_one_line(text):
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return _UNPRINTABLE.sub(_escape, json.dumps(text, ensure_ascii=False))


def is_one_line(text: str) -> bool:
    """Whether a text can be written as it is, without escapes, on one line."""
    return "\n" not in text and not _UNPRINTABLE.search(text)


def _is_plain(text: str) -> bool:
    if not _PLAIN_START.match(text) or _PLAIN_END_OR_INSIDE.search(text) or _UNPRINTABLE.search(text):
        return False
    if text.lower() in _WORDS_WITH_MEANING or _CORE_NUMBER.fullmatch(text):
        return False
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return tag == _TEXT_TAG


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
