"""A paper: what it is, where it stands, what it does, and what it builds on."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from kbgen.model.base import Date, Number, Record, RecordId, Text, WebAddress, Year
from kbgen.model.identifiers import (
    Identifier,
    Scheme,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_openreview,
)
from kbgen.model.provenance import Provenance

PaperKind = Literal["method", "survey", "dataset", "benchmark", "analysis", "theory", "position", "tutorial"]
PaperStatus = Literal["corrected", "expression-of-concern", "withdrawn", "retracted"]
DatasetRole = Literal["introduces", "pretraining", "training", "evaluation", "uses"]


def _arxiv(value: str) -> str:
    parsed = parse_arxiv(value)
    if parsed is None:
        raise PydanticCustomError("arxiv_id", "is not an arXiv identifier such as 1705.08168 or hep-th/9901001")
    return parsed.id


def _doi(value: str) -> str:
    parsed = parse_doi(value)
    if parsed is None:
        raise PydanticCustomError("doi", "is not a DOI such as 10.1109/ICCV.2017.73")
    return parsed


def _acl(value: str) -> str:
    parsed = parse_acl(value)
    if parsed is None:
        raise PydanticCustomError(
            "acl_id", "is not an ACL Anthology identifier such as P18-2074 or 2020.emnlp-main.643"
        )
    return parsed


def _openreview(value: str) -> str:
    parsed = parse_openreview(value)
    if parsed is None:
        raise PydanticCustomError("openreview_id", "is not an OpenReview identifier such as 6UdQLhqJyFD")
    return parsed


class PaperIds(Record):
    """Identifiers of the work, each in its canonical form and without a version."""

    arxiv: Annotated[str, AfterValidator(_arxiv)] | None = None
    doi: Annotated[str, AfterValidator(_doi)] | None = None
    acl: Annotated[str, AfterValidator(_acl)] | None = None
    openreview: Annotated[str, AfterValidator(_openreview)] | None = None

    def all(self) -> tuple[Identifier, ...]:
        """The identifiers that are known, in the order arXiv, DOI, ACL, OpenReview."""
        pairs: tuple[tuple[Scheme, str | None], ...] = (
            ("arxiv", self.arxiv),
            ("doi", self.doi),
            ("acl", self.acl),
            ("openreview", self.openreview),
        )
        return tuple(Identifier(scheme, value) for scheme, value in pairs if value)


class PaperLinks(Record):
    """Addresses about a paper; ``paper`` only where no identifier gives it."""

    paper: WebAddress | None = None
    pdf: WebAddress | None = None
    code: tuple[WebAddress, ...] = ()
    project: WebAddress | None = None
    blog: WebAddress | None = None
    video: WebAddress | None = None
    slides: WebAddress | None = None
    poster: WebAddress | None = None
    demo: WebAddress | None = None
    data: WebAddress | None = None
    model: WebAddress | None = None


class Notes(Record):
    """Structured reading notes, each entry a short phrase or sentence in our own words."""

    affiliations: tuple[Text, ...] = ()
    data_types: tuple[Text, ...] = ()
    key_points: tuple[Text, ...] = ()
    pretext_tasks: tuple[Text, ...] = ()
    downstream_tasks: tuple[Text, ...] = ()
    architecture: dict[Text, Text] = Field(default_factory=dict)


class DatasetUse(Record):
    """A dataset the paper introduces or uses; ``source`` says where that is stated."""

    dataset: RecordId
    role: DatasetRole = "uses"
    detail: Text | None = None
    source: Text | None = None


class Result(Record):
    """One number a paper reports, with the place that states it."""

    dataset: RecordId
    task: Text | None = None
    metric: Text
    value: Number
    unit: Text | None = None
    model: Text | None = None
    source: Text


class Relations(Record):
    """Other records of this knowledge base that the paper refers to, curated by hand."""

    cites: tuple[RecordId, ...] = ()
    extends: tuple[RecordId, ...] = ()
    compares_to: tuple[RecordId, ...] = ()


class Paper(Record):
    """A paper as its YAML file states it; see ``docs/data-model.md`` for the meaning of each field.

    ``aliases`` are identifiers the record once had; ``also_titled`` are titles under which versions of the work
    are known, so that they are recognised as the same work. ``status`` is there where something became of the paper
    after it appeared.
    """

    id: RecordId
    aliases: tuple[RecordId, ...] = ()
    title: Text
    also_titled: tuple[Text, ...] = ()
    kind: PaperKind = "method"
    authors: tuple[Text, ...] = ()
    year: Year | None = None
    venue: RecordId | None = None
    track: Text | None = None
    status: PaperStatus | None = None
    ids: PaperIds = PaperIds.model_construct()
    links: PaperLinks = PaperLinks.model_construct()
    topics: dict[RecordId, tuple[RecordId, ...]] = Field(default_factory=dict)
    summary: Text | None = None
    notes: Notes | None = None
    datasets: tuple[DatasetUse, ...] = ()
    results: tuple[Result, ...] = ()
    relations: Relations = Relations.model_construct()
    sources: tuple[RecordId, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    added: Date | None = None

    @property
    def introduced_datasets(self) -> tuple[RecordId, ...]:
        """The datasets that the paper's record says it introduces, each once."""
        return tuple(dict.fromkeys(use.dataset for use in self.datasets if use.role == "introduces"))

    @property
    def uses(self) -> tuple[DatasetUse, ...]:
        """What the paper's record says of its use of datasets that others introduced."""
        own = self.introduced_datasets
        return tuple(use for use in self.datasets if use.dataset not in own)

    @property
    def used_datasets(self) -> tuple[RecordId, ...]:
        """The datasets of ``uses``, each once."""
        return tuple(dict.fromkeys(use.dataset for use in self.uses))

    @property
    def url(self) -> str | None:
        """The best address of the paper itself: one that anyone may read before one behind a gate."""
        if self.ids.acl:
            return Identifier("acl", self.ids.acl).url
        if self.ids.arxiv:
            return Identifier("arxiv", self.ids.arxiv).url
        if self.ids.openreview:
            return Identifier("openreview", self.ids.openreview).url
        if self.ids.doi:
            return Identifier("doi", self.ids.doi).url
        return self.links.paper or self.links.pdf
