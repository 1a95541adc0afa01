"""Says in plain words, at the exact place, what pydantic found wrong with a record."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kbgen.model.finding import Finding, Place
from kbgen.model.suggest import did_you_mean, nearest
from kbgen.model.text import slugify
from kbgen.store.fields import known_keys
from kbgen.store.schema_fixes import choices_of, schema_fix
from kbgen.store.yaml_reader import YamlValue

KeyPath = tuple[str | int, ...]

_SHAPES = {
    "string_type": ("text", "write a single text"),
    "tuple_type": ("a list", "write it as a list: [first, second]"),
    "dict_type": ("keys and values", "write it as `key: value` lines or {key: value}"),
    "model_type": ("keys and values", "write it as `key: value` lines or {key: value}"),
    "int_type": ("a whole number", "write a single number"),
    "float_type": ("a number", "write a single number"),
    "date_type": ("a date", "write it as YYYY-MM-DD"),
}

# Code and remedy of the errors that the model's own types raise; their message is already in plain words.
_OWN = {
    "empty_text": ("KB127", ""),
    "padded_text": ("KB127", "remove the white space"),
    "control_character": ("KB127", "remove it"),
    "whole_number": ("KB121", "write digits only"),
    "number": ("KB121", "write a decimal number such as 79.3"),
    "iso_date": ("KB123", ""),
    "arxiv_id": ("KB125", ""),
    "doi": ("KB125", ""),
    "acl_id": ("KB125", ""),
    "openreview_id": ("KB125", ""),
    "web_address": ("KB126", ""),
    "years": ("KB128", ""),
    "query": ("KB131", ""),
    "finding_code": ("KB129", ""),
    "note_code": ("KB129", "see docs/importing.md"),
}


class Locate(Protocol):
    """Gives the place of a key path's value, or of its key."""

    def __call__(self, *key_path: str | int, key: bool = False) -> Place:
        """The place of a key path."""


def schema_findings(
    error: ValidationError,
    model: type[BaseModel],
    place: Locate,
    dropped: frozenset[KeyPath] = frozenset(),
    data: Mapping[str, YamlValue] | None = None,
) -> Iterator[Finding]:
    """One finding for each error, except for values under ``dropped``, which are already reported.

    With the ``data`` that was validated, findings carry a fix where one is clear.
    """
    for details in error.errors(include_url=False):
        loc, at_key = _key_path(details["loc"])
        if loc not in dropped:
            finding = _finding(details, loc, at_key, model, place)
            fix = schema_fix(details, loc, model, finding.place.path, data) if data is not None else ()
            yield replace(finding, fix=fix) if fix else finding


def _key_path(loc: KeyPath) -> tuple[KeyPath, bool]:
    """The key path of an error's location and whether it is about the key: pydantic marks those with ``[key]``."""
    return (loc[:-1], True) if loc and loc[-1] == "[key]" else (loc, False)


def _finding(details: ErrorDetails, loc: KeyPath, at_key: bool, model: type[BaseModel], place: Locate) -> Finding:
    kind = details["type"]
    value = details["input"]
    context: Mapping[str, Any] = details.get("ctx", {})
    name = " -> ".join(f"#{step + 1}" if isinstance(step, int) else step for step in loc)
    shown = f'{name} "{_shorten(value)}"' if isinstance(value, str) else name
    at = place(*loc, key=at_key)
    if kind == "extra_forbidden":
        known = known_keys(model, loc[:-1])
        remedy = did_you_mean(str(loc[-1]), known, f"keys here: {', '.join(known)}" if known else "")
        where = " -> ".join(f"#{step + 1}" if isinstance(step, int) else step for step in loc[:-1])
        message = f'unknown key "{loc[-1]}"' + (f" in {where}" if where else "")
        return Finding(place(*loc, key=True), "KB101", message, remedy, subject=name)
    if kind == "missing":
        return Finding(place(*loc[:-1]), "KB102", f'key "{name}" is missing', f"add `{loc[-1]}: …`", subject=name)
    if kind in _OWN:
        code, remedy = _OWN[kind]
        return Finding(at, code, f"{shown} {details['msg']}", remedy, subject=name)
    if kind in _SHAPES:
        wanted, remedy = _SHAPES[kind]
        return Finding(at, "KB103", f"{name} must be {wanted}, not {_shape(value)}", remedy, subject=name)
    if kind == "literal_error":
        choices = choices_of(details)
        near = nearest(str(value), choices)
        remedy = (f'did you mean "{near}"? ' if near else "") + f"one of: {', '.join(choices)}"
        if not isinstance(value, str):
            return Finding(at, "KB103", f"{name} must be text, not {_shape(value)}", remedy, subject=name)
        return Finding(at, "KB120", f"{shown} is not one of the known values", remedy, subject=name)
    if kind in {"string_pattern_mismatch", "string_too_long"}:
        slug = slugify(str(value), 100)
        if kind == "string_too_long":
            message = f"{shown} is longer than {context['max_length']} characters"
        else:
            message = f"{shown} is not an identifier: lower-case letters and digits, in words joined by hyphens"
        return Finding(at, "KB124", message, f'for example "{slug}"' if slug else "", subject=name)
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return Finding(at, "KB122", f"{name} is {value}, out of range", f"it must be {bound}", subject=name)
    if kind == "finite_number":
        return Finding(at, "KB122", f"{shown} is too large a number", "write the number that is meant", subject=name)
    if kind.startswith("date_"):
        return Finding(at, "KB123", f"{shown} is not a day of the calendar", "check month and day", subject=name)
    return Finding(at, "KB103", f"{shown} has a form that is not allowed here ({details['msg']})", "", subject=name)


def _shape(value: object) -> str:
    if isinstance(value, str):
        return f'the text "{_shorten(value)}"'
    if isinstance(value, dict):
        return "keys and values"
    return "a list" if isinstance(value, list) else f"{value}"


def _shorten(text: str, length: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
