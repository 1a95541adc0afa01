"""The values of the pages that show records: a paper, a dataset, and the tables of datasets."""

from kbgen.model.words import _
from kbgen.views.entries import PaperCard
from kbgen.views.site.citing import Reference
from kbgen.views.site.code import Code
from kbgen.views.site.dataset_filter import DatasetFacet, MostUsed
from kbgen.views.site.dataset_use import UsedDataset, UsesOfYear
from kbgen.views.site.head import Head
from kbgen.views.site.leaderboards import Board
from kbgen.views.site.neighbourhood import Neighbourhood, RelatedRow
from kbgen.views.site.parts import (
    Abstract,
    CitationList,
    DatasetTable,
    DatasetUseRow,
    NoteSection,
    OutLink,
    RecordInfo,
    Ref,
    RelatedGroup,
    ResultRow,
    SizeCell,
    TopicGroup,
    YearCount,
)
from kbgen.views.site.said import SaidNumber
from kbgen.views.site.versions import Standing, VersionRow
from kbgen.views.view import View


class Section(View, frozen=True):
    """A section of a page, for those who want to leap to it."""

    anchor: str
    name: str


class PaperPage(View, frozen=True):
    """``/papers/ID/``. ``cite`` is one reference in every format; ``venue_name`` is the venue's full name.

    ``tldr`` is a program's sentence, there only where no ``summary`` is. ``introduces`` and ``uses`` are datasets.
    """

    head: Head
    id: str
    title: str
    kind: str
    authors: tuple[Ref, ...]
    year: Ref | None
    venue: Ref | None
    venue_name: str
    track: str | None
    status: str | None
    links: tuple[OutLink, ...]
    standing: Standing | None
    citation_count: SaidNumber | None
    summary: str | None
    tldr: Abstract | None
    topics: tuple[TopicGroup, ...]
    abstract: Abstract | None
    notes: tuple[NoteSection, ...]
    code: Code
    introduces: tuple[DatasetUseRow, ...]
    uses: tuple[DatasetUseRow, ...]
    results: tuple[ResultRow, ...]
    related: tuple[RelatedGroup, ...]
    cites: CitationList
    cited_by: CitationList
    neighbourhood: Neighbourhood | None
    near: tuple[RelatedRow, ...]
    versions: tuple[VersionRow, ...]
    cite: tuple[Reference, ...]
    record: RecordInfo

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that the page has, in their order."""
        code = self.code
        present: tuple[tuple[str, str, object], ...] = (
            ("code", _("Code"), code.repositories or code.models or code.hub_datasets),
            ("introduces", _("Introduces"), self.introduces),
            ("uses", _("Datasets used"), self.uses),
            ("results", _("Results"), self.results),
            ("citations", _("Citations"), True),
            ("ties", self.related[0].heading if self.related else "", self.related),
            ("related", _("Related papers"), self.near),
            ("versions", _("Versions"), self.versions),
            ("notes", _("Reading notes"), self.notes),
            ("cite", _("Cite"), True),
        )
        return tuple(Section(anchor, name) for anchor, name, is_there in present if is_there)


class DatasetPage(View, frozen=True):
    """``/datasets/ID/``. ``introduced_by`` and ``used_by`` are computed from the papers as well as from the record.

    ``uses`` are the papers of ``used_by`` by year, with what they say of the use; ``years`` counts them.
    ``leaderboard`` is the address of the whole leaderboard, empty where no result is known.
    """

    head: Head
    id: str
    name: str
    also_known_as: tuple[str, ...]
    year: int | None
    family: Ref | None
    modalities: tuple[Ref, ...]
    domain: tuple[str, ...]
    tasks: tuple[Ref, ...]
    task_text: str | None
    sizes: tuple[SizeCell, ...]
    license: str | None
    access: str | None
    links: tuple[OutLink, ...]
    summary: str | None
    introduced_by: tuple[PaperCard, ...]
    used_by: tuple[PaperCard, ...]
    results: tuple[ResultRow, ...]
    record: RecordInfo
    uses: tuple[UsesOfYear, ...]
    years: tuple[YearCount, ...]
    boards: tuple[Board, ...]
    leaderboard: str


class DatasetFamily(View, frozen=True):
    """One table of datasets: a term of the axis ``dataset-family``, or the datasets that name none."""

    id: str
    name: str
    description: str
    table: DatasetTable


class DatasetsPage(View, frozen=True):
    """``/datasets/``: one table a family, what they can be narrowed by, and what most papers use."""

    head: Head
    total: int
    families: tuple[DatasetFamily, ...]
    facets: tuple[DatasetFacet, ...]
    most_used: tuple[UsedDataset, ...]
    most_used_by_modality: tuple[MostUsed, ...]
