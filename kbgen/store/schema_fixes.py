"""Mends what a record's schema refuses, where only one thing can be meant."""

import datetime
import re
from collections.abc import Mapping

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from kbgen.model.addresses import answers_https, host_of
from kbgen.model.base import RECORD_ID_PATTERN
from kbgen.model.change import Change, Fix
from kbgen.model.suggest import unmistakable
from kbgen.model.text import NO_TEXT
from kbgen.store.fields import known_keys
from kbgen.store.yaml_reader import KeyPath, YamlValue

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_RANGE = re.compile(r"^(\d{4}|) ?[-–—] ?(\d{4}|)$")
_FORBIDDEN = re.compile(r"[ <>\"\\`{}|^]")
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
        case "missing" if loc == ("id",) and re.fullmatch(RECORD_ID_PATTERN, stem := _stem(path)):
            return (Change(path, loc, stem),)
        case "whole_number" | "number" if _THOUSANDS.fullmatch(value):
            return (Change(path, loc, _typed_number(value)),)
        case "iso_date" if day := _day(value):
            return (Change(path, loc, day),)
        case "years" if (years := _years(value)) not in {value, ".."}:
            # One alone may stand there without a list.
            return (Change(path, loc if _at(data, loc) is not None else loc[:-1], years),)
        case "web_address" if address := _address(value):
            return (Change(path, loc, address),)
        case "empty_text" if len(loc) > 1 or not model.model_fields[str(loc[0])].is_required():
            return (Change(path, loc),) if isinstance(loc[-1], int) or len(loc) == 1 else ()
        case "padded_text" | "control_character" if text := NO_TEXT.sub("", value).strip():
            return (Change(path, loc, text),)
        case "tuple_type" if isinstance(value, str) and value and not _SEVERAL.search(value):
            return (Change(path, loc, [value]),)
    return ()


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def _typed_number(text: str) -> int:
    return int(text.replace(",", ""))


def _day(text: str) -> datetime.date | None:
    """A day whose year stands first, so that its order is clear, or ``None``."""
    found = _YEAR_FIRST.fullmatch(text)
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _years(text: str) -> str:
    """A range of years written with a dash, with two points."""
    return _RANGE.sub(r"\1..\2", text)


def _address(text: str) -> str | None:
    """An address with the signs escaped that it may not have, or with the ``https:`` that its host answers to."""
    address = text.strip()
    if "://" not in address:
        address = f"https://{address.removeprefix('//')}"
        if not answers_https(host_of(address)):
            return None
    if address.count("://") > 1 or not address.startswith(("http://", "https://")):
        return None
    address = _FORBIDDEN.sub(lambda sign: f"%{ord(sign[0]):02X}", address)
    return None if re.search(r"\s", address) else address


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
