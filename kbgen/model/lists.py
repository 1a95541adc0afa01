"""A list: one README view of the knowledge base, as a tree of headings, each with a query."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from kbgen.model.base import Record, RecordId, Text, text_items, whole_number
from kbgen.model.features import Feature
from kbgen.model.paper import PaperKind
from kbgen.model.query_syntax import QueryError
from kbgen.model.query_values import parse_query

_RESERVED_FOLDERS = frozenset({"data", ".git", ".kbgen"})
_YEARS = re.compile(r"^(?:\d{4}|\d{4}\.\.(?:\d{4})?|\.\.\d{4})$")


def _years(value: str) -> str:
    if not _YEARS.fullmatch(value):
        raise PydanticCustomError(
            "years", "is not a year or a range of years such as 2021, 2020..2022, ..2019 or 2021.."
        )
    return value


def _query(value: str) -> str:
    try:
        parse_query(value)
    except QueryError as error:
        problems = "; ".join(map(str, error.problems))
        raise PydanticCustomError("query", "is not understood: {problems}", {"problems": problems}) from error
    return value


Selector = Annotated[tuple[Text, ...], BeforeValidator(text_items, json_schema_input_type=str | list[str])]
Years = Annotated[str, AfterValidator(_years)]
_WrittenYears = int | Annotated[str, Field(pattern=_YEARS.pattern)]
SortKey = Literal["title", "-title", "year", "-year", "added", "-added", "name", "-name", "venue", "-venue"]


class Select(Record):
    """Which records stand under a heading: every key must match, and any value of a key will do.

    A term of ``topics`` also matches the terms below it. ``year`` takes single years and ranges (``2020..2022``).
    ``has`` asks for something to be present, such as ``code``; the abstract is looked for in the overlay.
    ``exclude`` names records to leave out. ``where`` is a query (:mod:`kbgen.model.query`) that must match too. The
    order is newest first, then by title, unless ``sort`` says otherwise; a record without the value that is sorted by
    comes last.
    """

    topics: dict[RecordId, Selector] = Field(default_factory=dict)
    kind: Annotated[
        tuple[PaperKind, ...], BeforeValidator(text_items, json_schema_input_type=PaperKind | list[PaperKind])
    ] = ()
    venue: Selector = ()
    year: Annotated[
        tuple[Years, ...], BeforeValidator(text_items, json_schema_input_type=_WrittenYears | list[_WrittenYears])
    ] = ()
    source: Selector = ()
    dataset: Selector = ()
    family: Selector = ()
    has: Annotated[
        tuple[Feature, ...], BeforeValidator(text_items, json_schema_input_type=Feature | list[Feature])
    ] = ()
    ids: Selector = ()
    exclude: Selector = ()
    where: Annotated[Text, AfterValidator(_query)] | None = None
    sort: Annotated[
        tuple[SortKey, ...], BeforeValidator(text_items, json_schema_input_type=SortKey | list[SortKey])
    ] = ()
    limit: Annotated[int, Field(ge=1), BeforeValidator(whole_number)] | None = None


class Section(Record):
    """A heading, what stands under it and the headings below it; without ``select`` it only groups."""

    heading: Text
    intro: Text | None = None
    of: Literal["papers", "datasets"] = "papers"
    select: Select | None = None
    sections: tuple["Section", ...] = ()


class ReadmeList(Record):
    """A list: what it finds, and where it is written as a README view, with which template and headings.

    On the site it has a page and a feed. These hold what ``select`` finds, or without it all that the headings find. A
    list without ``output`` is a query with a name: it is on the site and in no file.
    """

    id: RecordId
    title: Text
    output: Text | None = None
    template: Text = "awesome"
    intro: Text | None = None
    select: Select | None = None
    sections: tuple[Section, ...] = ()

    @property
    def has_safe_output(self) -> bool:
        """Whether ``output`` is a Markdown file inside the knowledge base that belongs to nothing else."""
        if self.output is None:
            return False
        path = PurePosixPath(self.output)
        inside = not path.is_absolute() and ".." not in path.parts and "\\" not in self.output
        return inside and path.suffix == ".md" and path.parts[0].lower() not in _RESERVED_FOLDERS
