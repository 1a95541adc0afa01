"""A list: one README view of the knowledge base, as a tree of headings, each with a query."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from kbgen.model.base import Integer, Record, RecordId, Text, text_items

Selector = Annotated[tuple[Text, ...], BeforeValidator(text_items)]
SortKey = Literal["title", "-title", "year", "-year", "added", "-added", "name", "-name", "venue", "-venue"]


class Select(Record):
    """Which records stand under a heading: every key must match, and any value of a key will do.

    A term of ``topics`` also matches the terms below it. ``year`` takes single years and ranges (``2020..2022``).
    ``has`` asks for something to be present: ``code``, ``arxiv``, ``doi``, ``summary``, ``project``, ``results``.
    """

    topics: dict[RecordId, Selector] = Field(default_factory=dict)
    kind: Selector = ()
    venue: Selector = ()
    year: Selector = ()
    source: Selector = ()
    dataset: Selector = ()
    family: Selector = ()
    has: Selector = ()
    ids: Selector = ()
    exclude: Selector = ()
    sort: Annotated[tuple[SortKey, ...], BeforeValidator(text_items)] = ()
    limit: Annotated[Integer, Field(ge=1)] | None = None


class Section(Record):
    """A heading, what stands under it and the headings below it; without ``select`` it only groups."""

    heading: Text
    intro: Text | None = None
    of: Literal["papers", "datasets"] = "papers"
    select: Select | None = None
    sections: tuple["Section", ...] = ()


class ReadmeList(Record):
    """A README view: where it is written, with which template, and its headings."""

    id: RecordId
    title: Text
    output: Text
    template: Text = "awesome"
    intro: Text | None = None
    sections: tuple[Section, ...] = ()
