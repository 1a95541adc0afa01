"""What a reader finds in a file, before anything is decided about it: drafts of records with their place.

A draft keeps the source's own words (venue, sizes, link targets as written) beside what could be read from them, so
that merging can report every doubt with file and line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kbgen.model.dataset import Size
from kbgen.model.enrichment import CitationKind
from kbgen.model.paper import Notes, PaperKind
from kbgen.model.vocabulary import VenueKind

LinkRole = Literal[
    "paper", "pdf", "code", "project", "blog", "video", "slides", "poster", "demo", "data", "model", "docs", "home"
]


Doubt = tuple[str, str]
"""A dotted field name and what is doubtful about its value; ``record`` stands for all that the entry says."""


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where an entry stands: the source's key, the file's name and the line, counted from 1."""

    source: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class ImportNote:
    """Something a person should know about what was read: a fault of the source, or something not understood.

    ``of_source`` marks a fault of the document that concerns no record alone and is kept with the source. ``column``
    counts from 1; 0 stands for the whole line.
    """

    code: str
    file: str
    line: int
    message: str
    subject: str = ""
    of_source: bool = False
    column: int = 0

    def __str__(self) -> str:
        place = f"{self.line}:{self.column}" if self.column else str(self.line)
        return f"{self.file}:{place}: {self.code} {self.message}"


@dataclass(frozen=True, slots=True)
class DraftLink:
    """An address as the source writes it, with the label it gives; ``role`` is set where a column or key says it."""

    label: str
    href: str
    line: int
    role: LinkRole | None = None


@dataclass(frozen=True, slots=True)
class DraftDatasetUse:
    """A dataset that a source says a paper uses."""

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """An entry about a paper. ``written`` is the title with whatever the source has glued to it.

    ``abstract`` is only ever used in memory. ``verified`` entries come from bibliographic records rather than from
    lists: they decide between spellings and venues. An entry that is not ``founding`` adds to a record that exists
    and never makes one. ``stated_by`` names the record that an entry quotes; the entry's own place is used without it.
    ``own_work`` marks the work that a list asks to be cited as its own. ``venue_kind`` is set where the source says
    that ``venue_text`` names a venue, and of which kind; elsewhere the words alone must tell. ``keywords`` are the
    source's own words for what the work is about.
    ``summary`` is set only where the source is a knowledge base itself, and ``record`` is then the identifier that the
    work's record has there.
    """

    origin: Origin
    title: str
    written: str = ""
    headings: tuple[str, ...] = ()
    venue_text: str = ""
    year: int | None = None
    authors: tuple[str, ...] = ()
    links: tuple[DraftLink, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    kind: PaperKind | None = None
    notes: Notes | None = None
    datasets: tuple[DraftDatasetUse, ...] = ()
    abstract: str = ""
    verified: bool = False
    founding: bool = True
    stated_by: str = ""
    doubts: tuple[Doubt, ...] = ()
    own_work: bool = False
    venue_kind: VenueKind | None = None
    keywords: tuple[str, ...] = ()
    summary: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class DraftDataset:
    """A row about a dataset; ``also_known_as`` holds other names that the source gives it."""

    origin: Origin
    name: str
    headings: tuple[str, ...] = ()
    sizes: tuple[Size, ...] = ()
    domain: str = ""
    task_text: str = ""
    access: str = ""
    license: str = ""
    year: int | None = None
    links: tuple[DraftLink, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftCitation:
    """A statement that one work cites another, each named by title or by identifier (``arxiv:2304.01008``)."""

    origin: Origin
    citing: str
    cited: str
    source: str
    kind: CitationKind
    match: str = "title"


@dataclass(frozen=True, slots=True)
class DraftCoverage:
    """How much of the reference list of the work with this title was read."""

    origin: Origin
    title: str
    seen: int
    matched: int
    complete: bool
    source: str


@dataclass(frozen=True, slots=True)
class DraftHeading:
    """A heading of a list as a path from the outermost, and what stands directly under it."""

    path: tuple[str, ...]
    of: Literal["papers", "datasets", "nothing"]
    line: int


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line of a list that holds a link and was not understood."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything one file holds. ``title`` is the document's own; ``format`` names the reader.

    ``paper_links`` counts the links to papers in a list's text, ``paper_links_read`` those that an entry took, and
    ``unread`` are the lines with a link of which nothing was taken.
    """

    source: str
    file: str
    title: str = ""
    format: str = ""
    papers: tuple[DraftPaper, ...] = ()
    datasets: tuple[DraftDataset, ...] = ()
    citations: tuple[DraftCitation, ...] = ()
    coverage: tuple[DraftCoverage, ...] = ()
    headings: tuple[DraftHeading, ...] = ()
    notes: tuple[ImportNote, ...] = ()
    is_list: bool = False
    paper_links: int = 0
    paper_links_read: int = 0
    unread: tuple[UnreadLine, ...] = ()

    def under_key(self, source: str) -> "Draft":
        """The same draft with another key of its source."""
        return replace(
            self,
            source=source,
            papers=tuple(replace(one, origin=replace(one.origin, source=source)) for one in self.papers),
            datasets=tuple(replace(one, origin=replace(one.origin, source=source)) for one in self.datasets),
            citations=tuple(replace(one, origin=replace(one.origin, source=source)) for one in self.citations),
        )


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What a reader is told besides the text: the key and name of the source, and the work that a page is about."""

    source: str
    file: str
    about: str = ""

    def origin(self, line: int) -> Origin:
        """The place of something that begins on this line."""
        return Origin(self.source, self.file, line)

    def note(self, code: str, line: int, message: str, subject: str = "") -> ImportNote:
        """A note about this line."""
        return ImportNote(code, self.file, line, message, subject)

    def fault(self, code: str, line: int, message: str, subject: str = "") -> ImportNote:
        """A note about this line that concerns the document rather than a record."""
        return ImportNote(code, self.file, line, message, subject, of_source=True)
