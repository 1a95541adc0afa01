"""How one paper is shown wherever papers are listed: on the site, in the README and in the exports.

Everything a template needs is worked out here once, as plain frozen values, so that a paper reads the same
everywhere and no template computes anything.
"""

from collections.abc import Iterable, Iterator

from kbgen.model.identifiers import Scheme
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper, PaperLinks
from kbgen.model.vocabulary import Taxonomy, Venues
from kbgen.model.words import _, marked, said
from kbgen.views.counted import stars
from kbgen.views.view import View

# The address that anyone may read comes first, as in :attr:`Paper.url`.
_SCHEME_LABELS: dict[Scheme, str] = {"acl": "ACL Anthology", "arxiv": "arXiv", "openreview": "OpenReview", "doi": "DOI"}
_LINK_LABELS = {
    "paper": marked("Paper"),
    "pdf": marked("PDF"),
    "code": marked("Code"),
    "project": marked("Project page"),
    "blog": marked("Blog post"),
    "video": marked("Video"),
    "slides": marked("Slides"),
    "poster": marked("Poster"),
    "demo": marked("Demo"),
    "data": marked("Data"),
    "model": marked("Model"),
}
_EXTRAS = frozenset(_LINK_LABELS) - {"paper", "pdf"}


class Link(View, frozen=True):
    """An address with the word that stands for it.

    ``kind`` is an identifier's scheme (``arxiv``, ``doi``, ``acl``, ``openreview``) or a field of ``links``
    (``code``, ``project``, …).
    """

    kind: str
    label: str
    url: str


class TopicLabel(View, frozen=True):
    """A term a paper is filed under."""

    axis: str
    id: str
    name: str


class DatasetLabel(View, frozen=True):
    """A dataset a paper introduces or uses, by the name its record gives it (its identifier where there is none)."""

    id: str
    name: str
    role: str


class PaperCard(View, frozen=True):
    """A paper as lists show it.

    ``url`` is the best address of the paper itself, ``None`` where the record has none. ``venue_label`` is the
    venue's short name, the year and the track in words (``ICCV 2017 (workshop)``, ``arXiv 2022``) with what became of
    the paper; it is the year alone, or empty, where less is known. ``place_label`` is the same without ``status``.
    ``stars`` are those of its code, ``None`` where they are not known.
    """

    id: str
    title: str
    kind: str
    url: str | None
    authors: tuple[str, ...]
    authors_short: str
    year: int | None
    venue_id: str | None
    venue_name: str
    track: str | None
    venue_label: str
    place_label: str
    status: str | None
    summary: str | None
    links: tuple[Link, ...]
    topics: tuple[TopicLabel, ...]
    datasets: tuple[DatasetLabel, ...]
    added: str | None
    stars: int | None

    @property
    def introduced(self) -> tuple[DatasetLabel, ...]:
        """The datasets that the paper introduces, each once."""
        return tuple({use.id: use for use in self.datasets if use.role == "introduces"}.values())

    @property
    def used(self) -> tuple[DatasetLabel, ...]:
        """The datasets that the paper uses and does not introduce, each once."""
        own = {use.id for use in self.introduced}
        return tuple({use.id: use for use in self.datasets if use.id not in own}.values())

    @property
    def code(self) -> tuple[Link, ...]:
        """The links that lead to code."""
        return tuple(link for link in self.links if link.kind == "code")

    @property
    def extras(self) -> tuple[Link, ...]:
        """The links that lead to something other than the paper itself: code, project page, talks and so on."""
        return tuple(link for link in self.links if link.kind in _EXTRAS)


def short_authors(authors: tuple[str, ...], *, at_most: int = 3) -> str:
    """Names in one short phrase: ``A``, ``A and B``, ``A, B and C``, and ``A et al.`` beyond ``at_most`` names."""
    if len(authors) > at_most:
        return _("{author} et al.", author=authors[0])
    if len(authors) > 1:
        return _("{names} and {name}", names=", ".join(authors[:-1]), name=authors[-1])
    return "".join(authors)


def venue_label(paper: Paper, venues: Venues, *, status: bool = True) -> str:
    """Where and when a paper appeared, as a reader expects it: short name, year, track, and what became of it."""
    venue = venues.by_id.get(paper.venue) if paper.venue else None
    name = venue.short if venue else (paper.venue or "")
    label = " ".join(part for part in (name, str(paper.year or "")) if part)
    remarks = ", ".join(said(part) for part in (paper.track, paper.status if status else None) if part)
    return " ".join(part for part in (label, f"({remarks})" if remarks else "") if part)


def paper_links(paper: Paper) -> tuple[Link, ...]:
    """Every address a record gives, the paper itself first, each address once."""
    identifiers = {one.scheme: one.url for one in paper.ids.all()}
    links = [
        Link(scheme, label, identifiers[scheme]) for scheme, label in _SCHEME_LABELS.items() if scheme in identifiers
    ]
    for kind, urls in _addresses(paper.links):
        for number, url in enumerate(urls, 1):
            label = _(_LINK_LABELS[kind])
            links.append(Link(kind, label if number == 1 else f"{label} {number}", url))
    first = {link.url: link for link in reversed(links)}
    return tuple(links) if len(first) == len(links) else tuple(link for link in links if first[link.url] is link)


def _addresses(links: PaperLinks) -> Iterator[tuple[str, tuple[str, ...]]]:
    given = links.model_fields_set
    for kind in _LINK_LABELS if given else ():
        if kind in given and (value := getattr(links, kind)):
            yield kind, (value,) if isinstance(value, str) else value


def topic_labels(paper: Paper, taxonomy: Taxonomy) -> tuple[TopicLabel, ...]:
    """Name the terms of a paper, in its record's order; a term the taxonomy lacks is shown by its identifier."""
    return tuple(
        TopicLabel(axis, term, placed.term.name if (placed := taxonomy.terms.get((axis, term))) else term)
        for axis, terms in paper.topics.items()
        for term in terms
    )


def paper_card(paper: Paper, kb: KnowledgeBase) -> PaperCard:
    """One paper as lists show it."""
    venue = kb.venues.by_id.get(paper.venue) if paper.venue else None
    return PaperCard(
        id=paper.id,
        title=paper.title,
        kind=paper.kind,
        url=paper.url,
        authors=paper.authors,
        authors_short=short_authors(paper.authors),
        year=paper.year,
        venue_id=paper.venue,
        venue_name=venue.name if venue else (paper.venue or ""),
        track=paper.track,
        venue_label=venue_label(paper, kb.venues),
        place_label=venue_label(paper, kb.venues, status=False),
        status=paper.status,
        summary=paper.summary,
        links=paper_links(paper),
        topics=topic_labels(paper, kb.taxonomy),
        datasets=tuple(
            DatasetLabel(
                use.dataset, kb.datasets[use.dataset].name if use.dataset in kb.datasets else use.dataset, use.role
            )
            for use in paper.datasets
        ),
        added=paper.added.isoformat() if paper.added else None,
        stars=stars(kb.enrichment.get(paper.id, {})),
    )


def paper_cards(papers: Iterable[Paper], kb: KnowledgeBase) -> tuple[PaperCard, ...]:
    """Papers as lists show them, in the order given."""
    return tuple(paper_card(paper, kb) for paper in papers)
