"""What all records share: strictness, immutability, and the scalar types of hand-written YAML.

The store hands every YAML scalar over as text and the field's type decides what it means, so that ``NO`` stays a
word where text is meant and ``2017`` becomes a number only where a number is meant. The types below therefore
accept exactly one spelling of a number or a date, and refuse what pydantic would otherwise coerce.
"""

import datetime
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from kbgen.model.text import NO_TEXT

RECORD_ID_PATTERN = r"^[^\W_A-Z]+(?:-[^\W_A-Z]+)*$"
_INTEGER = re.compile(r"-?(?:0|[1-9]\d*)")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Record(BaseModel):
    """Base of every model read from YAML: immutable, and an unknown key is an error."""

    # Validators are built when a first record is checked: commands that read all records from the cache check few.
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=False, validate_default=False, defer_build=True
    )


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty_text", "is empty; leave the key out instead")
    if value != value.strip():
        raise PydanticCustomError("padded_text", "begins or ends with white space")
    if NO_TEXT.search(value):
        raise PydanticCustomError("control_character", "contains a control character")
    return value


def whole_number(value: object) -> object:
    """A whole number from its digits, in the one spelling that YAML, JSON and people share."""
    if isinstance(value, str):
        if not _INTEGER.fullmatch(value):
            raise PydanticCustomError("whole_number", "is not a whole number")
        return int(value)
    return value


def _number(value: object) -> object:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            raise PydanticCustomError("number", "is not a number")
        return float(value)
    return value


def _date(value: object) -> object:
    if isinstance(value, str) and not _DATE.fullmatch(value):
        raise PydanticCustomError("iso_date", "is not a date of the form YYYY-MM-DD")
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        valid = (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and not re.search(r"[\x00-\x20\x7f\s<>\"\\`{}|^]", value)
        )
        _ = parts.port
    except ValueError:
        valid = False
    if not valid:
        raise PydanticCustomError("web_address", "is not a web address that begins with http:// or https://")
    return value


Text = Annotated[str, AfterValidator(_text), Field(json_schema_extra={"pattern": r"^\S(?:[\s\S]*\S)?$"})]
"""Text with something in it and no white space around it."""

RecordId = Annotated[str, StringConstraints(pattern=RECORD_ID_PATTERN, max_length=100)]
"""A record's permanent name: lower-case letters and digits, in words joined by hyphens."""

Number = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]
Year = Annotated[int, Field(ge=1800, le=2100), BeforeValidator(whole_number)]
Date = Annotated[datetime.date, BeforeValidator(_date)]

WebAddress = Annotated[
    str, AfterValidator(_web_address), Field(json_schema_extra={"format": "uri", "pattern": "^https?://"})
]
"""An absolute ``http`` or ``https`` address; every other scheme is refused."""


def text_items(value: object) -> object:
    """One text or several: ``contrastive`` and ``[contrastive]`` say the same in a query."""
    return (value,) if isinstance(value, str) else value
