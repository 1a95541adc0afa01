"""A dataset: how large, of what, for which tasks, and where to get it."""

from typing import Literal

from kbgen.model.base import Date, Number, Record, RecordId, Text, WebAddress, Year
from kbgen.model.provenance import Provenance

SizeQualifier = Literal["exactly", "at-least", "about", "at-most"]


class Size(Record):
    """How many of something a dataset holds: what the source says, and what it means as a number.

    ``count`` is left out where the source's words give no single number.
    """

    of: Text
    text: Text
    count: Number | None = None
    qualifier: SizeQualifier = "exactly"


class DatasetLinks(Record):
    """Addresses about a dataset."""

    home: WebAddress | None = None
    paper: WebAddress | None = None
    code: tuple[WebAddress, ...] = ()
    data: WebAddress | None = None
    docs: WebAddress | None = None


class Dataset(Record):
    """A dataset as its YAML file states it; the papers that introduce and use it are computed.

    ``family`` is a term of the axis ``dataset-family``, ``modalities`` are terms of ``modality`` and ``tasks`` of
    ``task``; ``domain`` and ``task_text`` keep the source's own words, of which no term could be made.
    """

    id: RecordId
    aliases: tuple[RecordId, ...] = ()
    name: Text
    also_known_as: tuple[Text, ...] = ()
    year: Year | None = None
    family: RecordId | None = None
    modalities: tuple[RecordId, ...] = ()
    domain: tuple[Text, ...] = ()
    tasks: tuple[RecordId, ...] = ()
    task_text: Text | None = None
    sizes: tuple[Size, ...] = ()
    license: Text | None = None
    access: Text | None = None
    links: DatasetLinks = DatasetLinks.model_construct()
    introduced_by: RecordId | None = None
    summary: Text | None = None
    sources: tuple[RecordId, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    added: Date | None = None
