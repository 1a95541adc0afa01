"""The reviewed allow-list ``data/allowed.yaml``: findings that somebody looked at and decided to live with."""

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from kbgen.model.base import Date, Record, Text

_CODE = re.compile(r"KB\d{3}")


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise PydanticCustomError("finding_code", "is not the code of a finding such as KB206")
    return value


class AllowedFinding(Record):
    """One finding that is allowed, with the reason.

    ``path`` is the file the finding names. ``subject`` is what it is about, as ``kbgen validate --format json`` shows
    it; left out, the entry allows the findings of this code and file that have no subject.
    """

    code: Annotated[str, AfterValidator(_code)]
    path: Text
    subject: Text | None = None
    reason: Text
    reviewed: Date


class AllowList(Record):
    """The findings that are allowed."""

    allowed: tuple[AllowedFinding, ...] = ()
