"""From what a person names to what the services know of it: which service is asked, and whose words count."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from kbgen.contribute.add_what import What, WhatError, read_what
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.metadata import Metadata
from kbgen.enrich.sources import acl, arxiv, crossref, datacite, github, openreview
from kbgen.ingest.titles import choose_title
from kbgen.model.finding import KbgenError
from kbgen.model.identifiers import GitHubRepository, Identifier
from kbgen.model.identity import Verdict, compare, similar_titles
from kbgen.model.paper import PaperIds
from kbgen.model.text import fold, normalise_title

_NEAREST = 3
_WORTH_NAMING = 60


class NotFoundError(KbgenError):
    """A work that no service knows, or of which it is not clear which one is meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """A work as the services describe it. ``notes`` say what a person should know about how it was found."""

    metadata: Metadata
    notes: tuple[str, ...] = ()


class Lookup:
    """Asks the services. All arXiv identifiers that are wanted are asked for together, because arXiv's pace is slow."""

    def __init__(self, session: Session, wanted: Iterable[str] = ()) -> None:
        self._session = session
        self._wanted = list(_arxiv_identifiers(wanted))
        self._arxiv: dict[str, Metadata] = {}
        self._asked: set[str] = set()

    def find(self, what: What) -> Found:
        """The work; raises :class:`NotFoundError` or :class:`ServiceError`."""
        if what.identifier:
            return self._by_identifier(what.identifier)
        if what.repository:
            return self._by_repository(what.repository)
        return self._by_title(what.title)

    def _by_identifier(self, identifier: Identifier) -> Found:
        value = identifier.value
        match identifier.scheme:
            case "arxiv":
                return self._published(self._of_arxiv(value), f"arXiv knows no {value}")
            case "acl":
                return _known(acl.by_id(self._session, value), f"Crossref has no DOI of the ACL Anthology's {value}")
            case "openreview":
                return _known(openreview.by_id(self._session, value), f"OpenReview shows no submission {value}")
            case "doi":
                work = crossref.by_doi(self._session, value) or datacite.by_doi(self._session, value)
                return _known(work, f"neither Crossref nor DataCite knows the DOI {value}")

    def _of_arxiv(self, identifier: str) -> Metadata | None:
        if identifier not in self._asked:
            wanted = [*dict.fromkeys([identifier, *self._wanted])]
            self._asked.update(wanted)
            try:
                self._arxiv |= arxiv.by_id(self._session, wanted)
            except ServiceError as error:
                self._asked.difference_update(wanted)
                if error.kind != "refused" or len(wanted) == 1:
                    raise
                # One identifier that arXiv objects to must not spoil the others.
                self._wanted = []
                return self._of_arxiv(identifier)
        return self._arxiv.get(identifier)

    def _published(self, preprint: Metadata | None, otherwise: str) -> Found:
        """A preprint, with what Crossref says of its publication where arXiv names one."""
        found = _known(preprint, otherwise)
        doi = found.metadata.ids.doi
        if not doi:
            return found
        without = replace(found.metadata, ids=found.metadata.ids.model_copy(update={"doi": None, "acl": None}))
        try:
            published = crossref.by_doi(self._session, doi)
        except ServiceError as error:
            return Found(found.metadata, (f"arXiv names the publication doi:{doi}, but {error}",))
        if published is None:
            return Found(found.metadata, (f"arXiv names the publication doi:{doi}, which Crossref does not know",))
        if not similar_titles(published.title, found.metadata.title):
            words = f"arXiv names doi:{doi}, but that is “{published.title}” at Crossref; it was left out"
            return Found(without, (words,))
        return Found(merged(published, found.metadata))

    def _by_repository(self, wanted: GitHubRepository) -> Found:
        facts = github.repository(self._session, wanted)
        if facts is None:
            raise NotFoundError(f"GitHub shows no repository {wanted.owner}/{wanted.name}")
        names = ", ".join(f"{work.scheme}:{work.value}" for work in facts.candidates)
        if len(facts.candidates) != 1:
            what = f"several papers ({names})" if names else "no paper"
            raise NotFoundError(
                f"the repository {wanted.owner}/{wanted.name} names {what}",
                "add the paper it belongs to, then `kbgen edit ID --add-link code=…`",
            )
        work, place = facts.works[0]
        found = self._by_identifier(work)
        note = f"the repository's {place} names {names}"
        if facts.repository.key != wanted.key:
            note += f"; it is now called {facts.repository.owner}/{facts.repository.name}"
        links = (*found.metadata.links, ("code", facts.repository.url))
        return Found(replace(found.metadata, links=links), (*found.notes, note))

    def _by_title(self, title: str) -> Found:
        """The one work of exactly this title; near ones are named, and never taken unasked."""
        results: list[Metadata] = []
        failures: list[ServiceError] = []
        for search in (crossref.by_title, arxiv.by_title):
            try:
                results += search(self._session, title)
            except ServiceError as error:
                failures.append(error)
        if len(failures) == 2:
            raise failures[0]
        wanted = normalise_title(title)
        works = _joined([work for work in results if normalise_title(work.title) == wanted])
        if len(works) == 1:
            found = self._published(works[0], "") if works[0].preprint else Found(works[0])
            return Found(found.metadata, (*found.notes, *(f"{error}; the others were asked" for error in failures)))
        if works:
            raise NotFoundError(f"{len(works)} works have this title: {_listed(works)}", "name one by its identifier")
        if failures:
            raise NotFoundError(f"no service has exactly this title, but {failures[0]}")
        raise _nothing(title, results)


def _arxiv_identifiers(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        try:
            what = read_what(text)
        except WhatError:
            continue  # whoever adds it says what is wrong with it
        if what.identifier and what.identifier.scheme == "arxiv":
            yield what.identifier.value


def merged(published: Metadata, preprint: Metadata) -> Metadata:
    """One work out of its publication and its preprint: where and when it was published, by whom in full."""
    names = max(published.authors, preprint.authors, key=lambda authors: sum(map(len, authors)))
    return replace(
        published,
        title=choose_title((published.title, preprint.title), ()),
        also_titled=tuple(
            title for title in (preprint.title,) if normalise_title(title) != normalise_title(published.title)
        ),
        authors=names,
        year=published.year or preprint.year,
        ids=PaperIds(**{**_ids(preprint), **_ids(published)}),
        links=tuple(dict.fromkeys((*published.links, *preprint.links))),
        comment=preprint.comment,
        abstract=preprint.abstract or published.abstract,
    )


def _ids(work: Metadata) -> dict[str, str]:
    return {identifier.scheme: identifier.value for identifier in work.ids.all()}


def _known(work: Metadata | None, otherwise: str) -> Found:
    if work is None:
        raise NotFoundError(otherwise, "is it spelt right?")
    return Found(work)


def _joined(works: Sequence[Metadata]) -> list[Metadata]:
    """Works with preprint and publication made one."""
    found: list[Metadata] = []
    for work in sorted(works, key=lambda one: one.preprint):
        for index, other in enumerate(found):
            if compare(other.work, work.work) is Verdict.SAME:
                found[index] = merged(other, work)
                break
        else:
            found.append(work)
    return found


def _nothing(title: str, results: Sequence[Metadata]) -> NotFoundError:
    scored = [(fuzz.token_sort_ratio(fold(title), fold(work.title)), work) for work in _joined(results)]
    near = [pair for pair in sorted(scored, key=lambda pair: -pair[0]) if pair[0] >= _WORTH_NAMING][:_NEAREST]
    if not near:
        return NotFoundError("neither Crossref nor arXiv has a work of this title", "is it spelt right?")
    words = _listed([work for _, work in near], [f"{score:.0f} % alike: " for score, _ in near])
    return NotFoundError(f"no service has exactly this title; the nearest are {words}", "name one by its identifier")


def _listed(works: Sequence[Metadata], before: Sequence[str] = ()) -> str:
    lines = []
    for number, work in enumerate(works):
        identifier = next((f"{one.scheme}:{one.value}" for one in work.ids.all()), work.source)
        people = work.authors[0] + (" et al." if len(work.authors) > 1 else "") if work.authors else "?"
        said = before[number] if before else ""
        lines.append(f"\n  {said}{identifier} “{work.title}” ({people}, {work.year or '?'})")
    return "".join(lines)
