"""The pieces that pages are made of.

Two kinds of address occur. A ``url`` is *site-relative* (``papers/look-listen-and-learn/``, already percent-encoded,
never beginning with a slash): a template writes ``{{ root }}{{ it.url }}``, where ``root`` leads from the page to the
site's root (``../../``). An ``href`` is an absolute ``http`` or ``https`` address of another site and is written as it
is. Every other value is plain text, to be escaped by the template.
"""

from kbgen.views.entries import PaperCard
from kbgen.views.view import View


class Ref(View, frozen=True):
    """A link to a page of this site. An empty ``url`` means that there is no such page: show the text alone."""

    name: str
    url: str


class CountedRef(View, frozen=True):
    """A link to a page of this site with the number of papers (or datasets) that stand behind it.

    ``id`` is the term, venue key or year as the catalogue and the explorer's address spell it.
    """

    name: str
    url: str
    count: int
    id: str = ""


class OutLink(View, frozen=True):
    """A link to another site. ``kind`` is an identifier's scheme (``arxiv``, ``doi``, …) or a field of ``links``.

    ``note`` is what a reader wants to know before following it, such as ``1,204 stars``.
    """

    kind: str
    label: str
    href: str
    note: str = ""


class TopicGroup(View, frozen=True):
    """The terms a record carries on one axis."""

    axis: Ref
    terms: tuple[Ref, ...]


class Pager(View, frozen=True):
    """Where a list stands that is cut into several pages; ``pages`` is empty when it is not cut.

    ``pages`` names every part (``1``, ``2``, …); ``current`` is the number of this one, from 1.
    """

    current: int = 1
    pages: tuple[Ref, ...] = ()

    @property
    def previous(self) -> Ref | None:
        """The part before this one."""
        return self.pages[self.current - 2] if self.current > 1 else None

    @property
    def next(self) -> Ref | None:
        """The part after this one."""
        return self.pages[self.current] if self.current < len(self.pages) else None


class PaperGroup(View, frozen=True):
    """Papers under one heading of a list: ``2017`` or ``Undated``."""

    heading: str
    papers: tuple[PaperCard, ...]


class PaperList(View, frozen=True):
    """A list of papers, newest first, with its groups. ``total`` counts all parts of a list that is cut."""

    total: int
    groups: tuple[PaperGroup, ...]
    pager: Pager = Pager()


class NoteSection(View, frozen=True):
    """One heading of a paper's structured notes with its entries."""

    heading: str
    items: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


class Abstract(View, frozen=True):
    """An abstract as a service gives it, with the service's name and the day it was read (``2026-11-20``)."""

    text: str
    source: str
    fetched: str


class DatasetUseRow(View, frozen=True):
    """A dataset a paper introduces or uses, and who says so."""

    dataset: Ref
    role: str
    detail: str | None
    source: str | None


class ResultRow(View, frozen=True):
    """One reported number: ``value`` as text, ``number`` to sort by; ``paper`` on a dataset's page only."""

    dataset: Ref
    task: Ref | None
    metric: str
    value: str
    number: float
    unit: str | None
    model: str | None
    source: str
    paper: Ref | None = None


class CitationRow(View, frozen=True):
    """A paper that cites or is cited, with everyone who states the citation."""

    paper: PaperCard
    stated_by: tuple[str, ...]


class CitationList(View, frozen=True):
    """One direction of a paper's citations. ``coverage`` says in words how much is known, and is never empty."""

    rows: tuple[CitationRow, ...]
    coverage: str


class RelatedGroup(View, frozen=True):
    """Papers tied to this one by a curated relation, under a heading such as ``Extends`` or ``Extended by``."""

    heading: str
    papers: tuple[PaperCard, ...]


class SourceRef(View, frozen=True):
    """A source by name, its kind in words (empty where it has none worth saying), and its address elsewhere."""

    name: str
    kind: str
    href: str | None


class SourceFaultRow(View, frozen=True):
    """Something wrong with a source itself, and the line it stands in."""

    line: int
    text: str


class SourceSummary(View, frozen=True):
    """A source with how many papers and datasets name it, and what is wrong with it."""

    name: str
    kind: str
    href: str | None
    description: str | None
    license: str | None
    retrieved: str | None
    papers: int
    datasets: int
    faults: tuple[SourceFaultRow, ...]


class ProvenanceRow(View, frozen=True):
    """Where some fields of a record were read, and what is doubtful about them."""

    fields: tuple[str, ...]
    source: str
    doubt: str | None


class RecordInfo(View, frozen=True):
    """The record behind a page: its file and where it came from.

    ``fix_href`` opens a form with the record filled in, ``edit_href`` its file in an editor; each is ``None`` where the
    repository does not offer that, or none is configured.
    """

    path: str
    edit_href: str | None
    fix_href: str | None = None
    sources: tuple[SourceRef, ...] = ()
    provenance: tuple[ProvenanceRow, ...] = ()
    added: str | None = None


class SizeCell(View, frozen=True):
    """How many of something: the source's words, and the number to sort by (``None`` where there is none).

    ``of`` is what is counted, as a heading: ``Images``.
    """

    of: str
    text: str
    number: float | None


class DatasetRow(View, frozen=True):
    """A dataset as tables list it.

    ``filed`` is what a reader may narrow a table by: ``modality:audio``, ``task:retrieval``,
    ``license:cc-by-4-0``, ``access:open``, ``has:link``, ``has:results``, ``has:use``; terms above its own included.
    """

    id: str
    name: str
    url: str
    also_known_as: tuple[str, ...]
    year: int | None
    modalities: tuple[Ref, ...]
    domain: tuple[str, ...]
    tasks: tuple[Ref, ...]
    task_text: str | None
    sizes: tuple[SizeCell, ...]
    license: str | None
    access: str | None
    links: tuple[OutLink, ...]
    paper: Ref | None
    used_by: int
    filed: tuple[str, ...] = ()


class DatasetTable(View, frozen=True):
    """Datasets with one column for each thing that is counted in some of them.

    ``counted`` are the headings of these columns. ``lines`` hold each dataset with its cells under these headings,
    ``None`` where nothing is known.
    """

    counted: tuple[str, ...]
    lines: tuple[tuple[DatasetRow, tuple[SizeCell | None, ...]], ...]

    @property
    def rows(self) -> tuple[DatasetRow, ...]:
        """The datasets alone."""
        return tuple(row for row, _ in self.lines)


class TermNode(View, frozen=True):
    """A term in its axis's tree, with the papers and datasets that carry it or a term below it."""

    id: str
    name: str
    url: str
    description: str
    papers: int
    datasets: int
    depth: int
    children: tuple["TermNode", ...] = ()


class YearCount(View, frozen=True):
    """Papers of one year, for the small picture of papers per year; ``share`` is 0–1 of the largest year."""

    year: int
    url: str
    count: int
    share: float
