"""Sources: the documents that records came from, and what is wrong with the documents themselves."""

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from kbgen.model.base import Date, Record, RecordId, Text, WebAddress, whole_number

SourceKind = Literal["awesome-list", "paper-page", "notes", "feed", "facts", "citations", "bibliography", "other"]

_CODE = re.compile(r"IM\d{3}")


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise PydanticCustomError("note_code", "is not the code of an import note such as IM004")
    return value


class SourceFault(Record):
    """Something wrong with a source that concerns none of its records alone: the line, the note's code, and words."""

    line: Annotated[int, Field(ge=1), BeforeValidator(whole_number)]
    code: Annotated[str, AfterValidator(_code), Field(json_schema_extra={"pattern": r"^IM\d{3}$"})]
    text: Text


class Source(Record):
    """A document that records came from; their ``sources`` name it by its ``id``.

    ``file`` is its name as it was imported, which ``provenance`` names with a line. A source that was never a file
    has none. ``retrieved`` is the day on which the document was taken from where it stands.
    """

    id: RecordId
    name: Text
    kind: SourceKind = "other"
    file: Text | None = None
    url: WebAddress | None = None
    license: Text | None = None
    retrieved: Date | None = None
    description: Text | None = None
    faults: tuple[SourceFault, ...] = ()


class Sources(Record):
    """All sources, as ``data/sources.yaml`` states them."""

    sources: tuple[Source, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Source]:
        """Sources by identifier, in the order of the file; of two with one identifier the first."""
        found: dict[str, Source] = {}
        for source in self.sources:
            found.setdefault(source.id, source)
        return found
