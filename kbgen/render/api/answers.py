"""What the files of the API say, as models from which their JSON Schemas are made.

Files are written as plain data, because that is much faster, and a test holds them against these models. Fields may be
added within a version; one that goes or comes to mean something else makes a new version at an address of its own.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from kbgen.graph.knowledge_graph import EdgeKind
from kbgen.model.base import RecordId, Text, WebAddress, Year
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import CitationKind, EnrichedValue
from kbgen.model.paper import Paper, PaperKind
from kbgen.model.vocabulary import VenueKind

Version = Annotated[Literal[1], Field(description="Version of the API that the file belongs to.")]
Page = Annotated[str, Field(description="The page's address, from the site's home page on.")]
Count = Annotated[int, Field(ge=0)]
Slug = Annotated[str, Field(min_length=1, description="The last part of the address of an author's page.")]
Address = Annotated[WebAddress, Field(description="The best address of the thing itself, elsewhere.")]
Ids = tuple[RecordId, ...]
_Facts = TypeVar("_Facts", bound="Answer")


class Answer(BaseModel):
    """Base of what files say."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class File(Answer):
    """Base of whole files."""

    version: Version


class Listed(Answer):
    """Base of what has a page that lists papers."""

    page: Page
    papers: Ids = Field(description="Papers, newest first.")


def _with_fields_of(record: type[BaseModel]) -> Callable[[type[_Facts]], type[_Facts]]:
    """Give a model the fields of a record after its own, and the record's name."""
    fields: dict[str, Any] = {name: (one.annotation, one) for name, one in record.model_fields.items()}

    def made(facts: type[_Facts]) -> type[_Facts]:
        return create_model(record.__name__, __base__=facts, __doc__=facts.__doc__, **fields)

    return made


class Statement(Answer):
    """Who states a citation, and what sort of list it was read in."""

    source: Text = Field(description="The service, list or knowledge base that states it.")
    kind: CitationKind = Field(description="What sort of list it was read in.")


class Citation(Answer):
    """The other end of a citation."""

    id: RecordId = Field(description="The other paper.")
    stated_by: tuple[Statement, ...] = Field(description="Everyone who states the citation.")


class Coverage(Answer):
    """How much of a paper's reference list was read."""

    seen: Count = Field(description="Entries of the list that were read.")
    matched: Count = Field(description="How many of them are papers here.")
    complete: bool = Field(description="Whether the whole list was read.")


@_with_fields_of(Paper)
class PaperAnswer(File):
    """A paper: its record, and what is worked out of it and of the overlay."""

    citation_key: str = Field(description="The key of its entries in bibliographies.")
    page: Page
    url: Address | None = None
    urls: dict[str, tuple[WebAddress, ...]] = Field(default={}, description="Every address by what it leads to.")
    venue_label: Text | None = Field(None, description="Short name of the venue, year and track, for people.")
    cites: tuple[Citation, ...] = Field((), description="Papers here that it is known to cite.")
    cited_by: tuple[Citation, ...] = Field((), description="Papers here that are known to cite it.")
    reference_coverage: Coverage | None = Field(
        None, description="How much of its reference list was read; nothing is known of it where this is missing."
    )
    enriched: dict[str, EnrichedValue] = Field(
        default={}, description="What services say of it, each value with its source and the day it was read."
    )


@_with_fields_of(Dataset)
class DatasetEntry(Answer):
    """A dataset: its record, and the papers that introduce and that use it."""

    page: Page
    url: Address | None = None
    papers_introducing: Ids = Field((), description="Papers that introduce it, by its own record or theirs.")
    papers_using: Ids = Field((), description="Papers that use it; those that introduce it are not among them.")


class PaperEntry(Answer):
    """A paper in the list of all papers; a file of its own says the rest."""

    id: RecordId = Field(description="The record's identifier.")
    title: Text = Field(description="The title as the paper has it.")
    authors: tuple[Text, ...] = Field((), description="Full names in the paper's order.")
    year: Year | None = Field(None, description="The year of publication.")
    venue: RecordId | None = Field(None, description="The venue's key.")
    kind: PaperKind = Field(description="What sort of paper it is.")
    url: Address | None = None


class Papers(File):
    """All papers, by identifier."""

    papers: tuple[PaperEntry, ...] = Field(description="The papers.")


class Datasets(File):
    """All datasets, by identifier."""

    datasets: tuple[DatasetEntry, ...] = Field(description="The datasets.")


class Term(Answer):
    """A term of an axis."""

    id: RecordId = Field(description="The term's identifier, its own on its axis.")
    name: Text = Field(description="What readers call it.")
    description: Text | None = Field(None, description="What it means.")
    aliases: tuple[Text, ...] = Field((), description="Other names of it.")
    parent: RecordId | None = Field(None, description="The term above it.")
    page: Page
    papers: Count = Field(description="Papers that carry it or a term below it.")
    datasets: Count = Field(description="Datasets that carry it or a term below it.")


class Axis(Answer):
    """An axis of the taxonomy with all its terms, each after the one above it."""

    id: RecordId = Field(description="The axis's identifier.")
    name: Text = Field(description="What readers call it.")
    description: Text | None = Field(None, description="What its terms tell of a paper.")
    page: Page
    terms: tuple[Term, ...] = Field(description="The terms.")


class Topics(File):
    """The taxonomy."""

    axes: tuple[Axis, ...] = Field(description="The axes, in the taxonomy's order.")


class Author(Listed):
    """A person, as far as names tell: spellings that differ in accents, case or punctuation only are one."""

    id: Slug
    name: Text = Field(description="The spelling that most papers have.")
    also_written: tuple[Text, ...] = Field((), description="Other spellings.")


class Authors(File):
    """All authors, by the last part of their pages' addresses."""

    authors: tuple[Author, ...] = Field(description="The authors.")


class Venue(Listed):
    """A venue that a paper here appeared in."""

    id: RecordId = Field(description="The venue's key.")
    name: Text = Field(description="Its full name; the key where the vocabulary lacks it.")
    short: Text = Field(description="Its short name.")
    kind: VenueKind | None = Field(None, description="What sort of venue; missing where the vocabulary lacks it.")
    url: Address | None = None


class Venues(File):
    """All venues, by key."""

    venues: tuple[Venue, ...] = Field(description="The venues.")


class Edge(Answer):
    """One paper cites another."""

    citing: RecordId = Field(description="The paper that cites.")
    cited: RecordId = Field(description="The paper that is cited.")
    stated_by: tuple[Statement, ...] = Field(description="Everyone who states it.")


class Citations(File):
    """Citations between papers here. One that is missing is not known to be none: see the coverage."""

    citations: tuple[Edge, ...] = Field(description="The citations, by citing and cited paper.")
    coverage: dict[RecordId, Coverage] = Field(
        description="How much of a paper's reference list was read; nothing is known of those that are missing."
    )


class Node(Answer):
    """A paper or a dataset in the graph."""

    id: str = Field(pattern="^(paper|dataset):", description="Its kind and its identifier.")
    kind: Literal["paper", "dataset"] = Field(description="What it is.")
    label: Text = Field(description="Its title or name.")
    year: Year | None = Field(None, description="Its year.")


class Link(Answer):
    """What joins two nodes: a paper ``introduces`` a dataset or ``uses`` it, which are told apart."""

    source: str = Field(description="The node that it leads from.")
    target: str = Field(description="The node that it leads to.")
    kind: EdgeKind = Field(description="How they are joined.")


class Graph(File):
    """Papers and datasets and what joins them, in networkx's node-link form."""

    directed: Literal[True] = Field(description="Links have a direction.")
    multigraph: Literal[True] = Field(description="Two nodes may be joined in several ways.")
    nodes: tuple[Node, ...] = Field(description="Papers and datasets.")
    edges: tuple[Link, ...] = Field(description="What joins them.")


class Index(File):
    """Where to begin: what there is, and where."""

    name: Text = Field(description="The site's name.")
    description: Text | None = Field(None, description="What the site is about.")
    site: WebAddress | None = Field(None, description="The address of the home page, where one is configured.")
    papers: Count = Field(description="How many papers there are.")
    datasets: Count = Field(description="How many datasets there are.")
    files: dict[str, str] = Field(description="The API's files from this one on; {id} stands for a paper's identifier.")
    schemas: dict[str, str] = Field(description="The JSON Schema of each of them.")
    downloads: dict[str, str] = Field(description="Whole collections in other formats.")


ANSWERS: dict[str, type[File]] = {
    "index": Index,
    "papers": Papers,
    "paper": PaperAnswer,
    "datasets": Datasets,
    "topics": Topics,
    "authors": Authors,
    "venues": Venues,
    "citations": Citations,
    "graph": Graph,
}
"""What each kind of file says."""
