"""Mends what a record's schema refuses, where only one thing can be meant."""

import re
from collections.abc import Mapping

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from kbgen.model.change import Change, Fix
from kbgen.model.suggest import unmistakable
from kbgen.store.fields import known_keys
from kbgen.store.yaml_reader import KeyPath, YamlValue

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SEVERAL = re.compile(r"[,;&/|]| and ")


def schema_fix(
    details: ErrorDetails, loc: KeyPath, model: type[BaseModel], path: str, data: Mapping[str, YamlValue]
) -> Fix:
    """What mends an error at a key path of a file's data; empty where that takes judgement."""
    value = details["input"]
    match details["type"]:
        case "extra_forbidden":
            holder = _at(data, loc[:-1])
            meant = unmistakable(str(loc[-1]), known_keys(model, loc[:-1]))
            if meant and isinstance(holder, Mapping) and meant not in holder:
                return (Change(path, (*loc[:-1], meant), value), Change(path, loc))
        case "literal_error" if isinstance(value, str):
            if meant := unmistakable(value, choices_of(details)):
                return (Change(path, loc, meant),)
        case "padded_text" | "control_character" if text := _CONTROL.sub("", value).strip():
            return (Change(path, loc, text),)
        case "tuple_type" if isinstance(value, str) and value and not _SEVERAL.search(value):
            return (Change(path, loc, [value]),)
    return ()


def choices_of(details: ErrorDetails) -> list[str]:
    """The words that a field knows, of the error that another one stands there."""
    expected: str = details.get("ctx", {})["expected"]
    return [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]


def _at(data: object, key_path: KeyPath) -> object:
    for step in key_path:
        if isinstance(data, Mapping):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
