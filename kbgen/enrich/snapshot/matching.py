"""Which work of a snapshot is which record.

A record is asked about as at the API: by its DOI, or else by the one that arXiv gives. Where the snapshot has no such
work, one counts that states the arXiv identifier among the places where it can be read and has the title, and last
one whose title, first author and year agree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kbgen.enrich.by_title import agrees
from kbgen.enrich.snapshot.candidates import Kind, arxiv_key, doi_key
from kbgen.enrich.source import Facts
from kbgen.enrich.sources.openalex import work_dois, work_facts
from kbgen.enrich.values import at, items_at, number_at, text_at
from kbgen.model.identifiers import parse_arxiv, parse_doi
from kbgen.model.identity import Work, similar_titles
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title

_BY_PAGE = 10
_BY_TITLE = 11


@dataclass(frozen=True, slots=True)
class Match:
    """A work that is a record's. ``rank`` tells by what it was found, the surest first."""

    rank: int
    preprint: bool
    cited: int
    updated: str
    facts: Facts

    @property
    def kind(self) -> Kind:
        """By what the work was found."""
        return "title" if self.rank == _BY_TITLE else "arxiv" if self.rank == _BY_PAGE else "doi"


@dataclass(slots=True)
class Matching:
    """Records by what they are found by, and the best works for each that were seen so far."""

    papers: tuple[Paper, ...]
    _by_doi: dict[str, list[tuple[int, Paper]]] = field(default_factory=dict)
    _by_arxiv: dict[str, list[Paper]] = field(default_factory=dict)
    _by_title: dict[str, list[Paper]] = field(default_factory=dict)
    _found: dict[str, dict[str, Match]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for paper in self.papers:
            for rank, doi in enumerate(work_dois(paper)):
                self._by_doi.setdefault(doi.lower(), []).append((rank, paper))
            if paper.ids.arxiv:
                self._by_arxiv.setdefault(paper.ids.arxiv.lower(), []).append(paper)
            for title in {normalise_title(one) for one in Work.of(paper).titles} - {""}:
                self._by_title.setdefault(title, []).append(paper)

    def wanted(self) -> Iterator[tuple[Kind, str]]:
        """The coarse keys by which works are found that may be records here."""
        yield from sorted({("doi", key) for doi in self._by_doi if (key := doi_key(doi))})
        yield from sorted({("arxiv", key) for one in self._by_arxiv if (key := arxiv_key(one))})
        yield from (("title", title) for title in sorted(self._by_title))

    def add(self, item: object) -> None:
        """Take a work into account."""
        facts = work_facts(item)
        if facts is None or facts.work is None:
            return
        number = text_at(item, "id")
        for rank, paper in self._meant(item, facts.work):
            match = Match(
                rank,
                preprint=text_at(item, "type") == "preprint",
                cited=number_at(item, "cited_by_count") or 0,
                updated=text_at(item, "updated_date"),
                facts=facts,
            )
            self._put(paper, number, match)

    def _put(self, paper: Paper, number: str, match: Match) -> None:
        best = self._found.setdefault(paper.id, {})
        surest = min((one.rank for one in best.values()), default=match.rank)
        if match.rank > surest:
            return
        if match.rank < surest:
            best.clear()
        # A copy that was brought up to date piece by piece has a work twice.
        if number not in best or best[number].updated < match.updated:
            best[number] = match

    def _meant(self, item: object, work: Work) -> Iterator[tuple[int, Paper]]:
        doi = parse_doi(text_at(item, "doi"))
        yield from self._by_doi.get(doi.lower(), ()) if doi else ()
        for paper in self._papers_of(_arxiv_pages(item), self._by_arxiv):
            if not _of_another(paper, doi) and any(similar_titles(one, work.title) for one in Work.of(paper).titles):
                yield _BY_PAGE, paper
        for paper in self._papers_of([normalise_title(work.title)], self._by_title):
            if not _of_another(paper, doi) and agrees(paper, work):
                yield _BY_TITLE, paper

    @staticmethod
    def _papers_of(keys: Iterable[str], papers: dict[str, list[Paper]]) -> Iterator[Paper]:
        return (paper for key in dict.fromkeys(keys) for paper in papers.get(key, ()))

    def found(self) -> dict[str, Match]:
        """The work of each record that has one: of several the published one, then the one that is cited most."""
        return {
            paper_id: min(best.items(), key=lambda one: (_order(one[1]), one[0]))[1]
            for paper_id, best in sorted(self._found.items())
        }


def _order(match: Match) -> tuple[bool, int]:
    return match.kind != "doi" and match.preprint, -match.cited


def _arxiv_pages(item: object) -> Iterator[str]:
    for location in items_at(item, "locations"):
        page = at(location, "landing_page_url")
        if isinstance(page, str) and "arxiv.org/" in page.lower() and (arxiv := parse_arxiv(page)):
            yield arxiv.id.lower()


def _of_another(paper: Paper, doi: str | None) -> bool:
    """Whether a work has an identifier of a kind of which the record states another one."""
    if doi is None:
        return False
    arxiv = parse_arxiv(doi)
    own = paper.ids.arxiv if arxiv else paper.ids.doi
    return own is not None and own.lower() != (arxiv.id if arxiv else doi).lower()
