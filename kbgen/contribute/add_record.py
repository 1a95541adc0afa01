"""What services say of a work → the record that a knowledge base keeps of it."""

import datetime
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from kbgen.contribute.add_what import What
from kbgen.enrich.metadata import Metadata
from kbgen.ingest.record_ids import free_id
from kbgen.ingest.titles import read_title
from kbgen.ingest.venue_words import no_venue
from kbgen.ingest.venues import VenueReading, read_venue
from kbgen.model.finding import KbgenError
from kbgen.model.identifiers import Identifier, acl_year, parse_arxiv, parse_github
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper, PaperIds, PaperKind
from kbgen.model.text import normalise_title

_COMMENT_VENUE = re.compile(r"\b(?:accepted|published|appear(?:s|ed)?|presented|to appear|in proceedings)\b", re.I)
_INSTITUTION = re.compile(
    r"\b(?:universit\w*|institut\w*|department|college|laborator\w+|hospital|school of|academy of)\b", re.IGNORECASE
)
_GITHUB = re.compile(r"(?:https?://)?(?:www\.)?github\.com/[\w./-]+", re.IGNORECASE)
_ARXIV_VENUE = "arxiv"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person says of the new records: ``topics`` are terms by axis, ``added`` the day that they will bear."""

    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kind: PaperKind | None = None
    added: datetime.date = field(default_factory=datetime.date.today)


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that could be added, and what the person should know about it."""

    paper: Paper
    notes: tuple[str, ...] = ()
    abstract: str = ""
    preprint: bool = False


def record_of(metadata: Metadata, kb: KnowledgeBase, taken: Collection[str], wishes: Wishes) -> Draft:
    """The record of a work; ``taken`` are the identifiers that records have or had.

    Nothing is guessed: a venue that the vocabulary lacks is left out and noted, and so is what authors only claim.
    """
    notes: list[str] = []
    title = read_title(metadata.title)
    if title.fault:
        notes.append(title.fault)
    reading = read_venue(metadata.venue, kb.venues) if metadata.venue else None
    venue, year = _venue_and_year(metadata, reading, kb, notes)
    links: dict[str, object] = {role: url for role, url in metadata.links if role != "code"}
    if code := tuple(dict.fromkeys(url for role, url in metadata.links if role == "code")):
        links["code"] = code
    fields = {
        "id": free_id(title.title, year, taken),
        "title": title.title,
        "also_titled": metadata.also_titled,
        "kind": wishes.kind or "method",
        "authors": metadata.authors,
        "year": year,
        "venue": venue,
        "track": (reading.track or None) if reading and venue and reading.venue else None,
        "ids": metadata.ids,
        "links": links,
        "topics": dict(wishes.topics),
        "added": wishes.added,
    }
    try:
        paper = Paper.model_validate(fields)
    except ValidationError as error:
        where = ", ".join(sorted({".".join(map(str, one["loc"])) for one in error.errors()}))
        raise KbgenError(f"what {metadata.source} says cannot stand in a record ({where})") from error
    if likely := [name for name in metadata.authors if _INSTITUTION.search(name)]:
        notes.append(f"the authors hold what reads as institutions: {', '.join(likely)}; take out what is none")
    preprint = metadata.preprint and venue in {None, _ARXIV_VENUE}
    if preprint and _COMMENT_VENUE.search(metadata.comment):
        notes.append(f"the authors say on arXiv: “{metadata.comment}”; if it is published, set its venue and year")
    if not metadata.links and (urls := _repositories(f"{metadata.comment} {metadata.abstract}")):
        edits = " ".join(f"--add-link code={url}" for url in urls)
        notes.append(f"its comment or abstract names a repository; if that is its code: kbgen edit {paper.id} {edits}")
    return Draft(paper, tuple(notes), metadata.abstract, preprint)


def _repositories(text: str) -> list[str]:
    """The GitHub repositories that a text names by address, each once."""
    found = (parse_github(address.rstrip(".,;:")) for address in _GITHUB.findall(text))
    return list(dict.fromkeys(repository.url for repository in found if repository))


def _venue_and_year(
    metadata: Metadata, reading: VenueReading | None, kb: KnowledgeBase, notes: list[str]
) -> tuple[str | None, int | None]:
    """Key of the venue and the year. A preprint's own year counts until the vocabulary knows where it was published."""
    if reading and reading.venue:
        year = (reading.year if metadata.preprint else None) or metadata.year or reading.year
        return reading.venue.id, year
    if reading and normalise_title(reading.name) and not no_venue(reading.name):
        notes.append(
            f"it appeared in “{metadata.venue}”, which data/venues.yaml does not have; the venue was left out"
            if not metadata.preprint
            else f"arXiv says that it appeared in “{metadata.venue}”, which data/venues.yaml does not have"
        )
    if metadata.preprint and metadata.ids.arxiv and (known := kb.venues.find(_ARXIV_VENUE)):
        return known.id, metadata.year
    return None, metadata.year


def placeholder(identifier: Identifier) -> str:
    """The title of a skeleton: the identifier, until somebody or a service knows better."""
    return f"{identifier.scheme}:{identifier.value}"


def has_placeholder(paper: Paper) -> bool:
    """Whether a record's title is still the identifier or the repository that it was made from."""
    title = normalise_title(paper.title)
    names = [*map(placeholder, paper.ids.all()), *repositories(paper)]
    return any(normalise_title(name) == title for name in names)


def repositories(paper: Paper) -> list[str]:
    """The GitHub repositories among a paper's code, ``owner/name`` in lower case."""
    return list(dict.fromkeys(found.key for url in paper.links.code if (found := parse_github(url))))


def skeleton(what: What) -> Metadata:
    """What can be said of a work without asking anybody: its title, or its identifier and the year in it."""
    if what.title:
        return Metadata("", what.title)
    if what.repository:
        repository = what.repository
        return Metadata("", f"{repository.owner}/{repository.name}", links=(("code", repository.url),))
    if what.identifier is None:
        raise ValueError("a WHAT names something")
    ids = PaperIds(**{what.identifier.scheme: what.identifier.value})
    is_preprint = what.identifier.scheme == "arxiv"
    return Metadata("", placeholder(what.identifier), year=_stated_year(what.identifier), ids=ids, preprint=is_preprint)


def _stated_year(identifier: Identifier) -> int | None:
    """The year that an identifier itself states."""
    match identifier.scheme:
        case "arxiv":
            arxiv = parse_arxiv(identifier.value)
            return arxiv.year if arxiv else None
        case "acl":
            return acl_year(identifier.value)
    return None
