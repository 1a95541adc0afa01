"""Whether a work is here already, how its record differs from what was found, and the changes that make it agree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kbgen.contribute.add_record import Draft, has_placeholder, repositories
from kbgen.ingest.links import link_key
from kbgen.model.change import Change
from kbgen.model.identifiers import Identifier, Scheme
from kbgen.model.identity import IdentityIndex, Verdict, Work, contradicted
from kbgen.model.near_titles import TitleWords, are_near, is_shortened
from kbgen.model.paper import Paper
from kbgen.model.text import fold, normalise_title

_PREPRINTS = frozenset({"arxiv"})

Likeness = Literal["same", "near", "conflict"]
"""``same`` work for certain, a title so ``near`` that it may be, or one identifier under clearly different titles."""


@dataclass(frozen=True, slots=True)
class Known:
    """The record that a work has already. ``words`` say what the two have in common."""

    record: Paper
    likeness: Likeness
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a record and what was found differ; ``here`` is ``None`` where the record says nothing.

    ``value`` is what the field would become, at ``key_path`` of the record.
    """

    key_path: tuple[str | int, ...]
    here: object
    there: object
    value: object

    def __str__(self) -> str:
        name = ".".join(str(step) for step in self.key_path if isinstance(step, str))
        if self.here is None:
            return f"+ {name}: {_shown(self.there)}"
        return f"~ {name}: {_shown(self.here)} here, {_shown(self.there)} there"


class Present:
    """The works of a knowledge base, to be asked whether a newcomer is among them."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._index = IdentityIndex()
        self._papers: dict[str, Paper] = {}
        self._titles: dict[str, TitleWords] = {}
        self._code: dict[str, list[str]] = {}
        for paper in papers:
            self.add(paper)

    def add(self, paper: Paper) -> None:
        """Enter a record, or enter it anew."""
        self._papers[paper.id] = paper
        self._titles[paper.id] = TitleWords.of(paper.title)
        self._index.add(paper.id, Work.of(paper))
        for key in repositories(paper):
            owners = self._code.setdefault(key, [])
            if paper.id not in owners:
                owners.append(paper.id)

    @property
    def taken(self) -> set[str]:
        """Every identifier that a record has or had."""
        return {name for paper in self._papers.values() for name in (paper.id, *paper.aliases)}

    def find(self, paper: Paper) -> Known | None:
        """The record of the same work, or one that may be it."""
        work = Work.of(paper)
        found = self._index.find(work)
        for record_id, verdict in sorted(found, key=lambda one: one[1] is not Verdict.SAME):
            record = self._papers[record_id]
            words = _in_common(Work.of(record), work)
            if verdict is Verdict.SAME or has_placeholder(record) or has_placeholder(paper):
                return Known(record, "same", words)
            return Known(record, "conflict", f"{words}, but its title is “{record.title}”")
        return self._of_its_code(paper) or self._near(paper)

    def _of_its_code(self, paper: Paper) -> Known | None:
        """The record of a repository, where of one of the two nothing but the repository is known.

        A repository may be that of several papers, so that which of them is meant is not certain.
        """
        for key in repositories(paper):
            owners = self._code.get(key, [])
            if has_placeholder(paper) and owners:
                others = f", and of {some_of(owners[1:])}" if len(owners) > 1 else ""
                return Known(self._papers[owners[0]], "near", f"github.com/{key} is its code{others}")
            for owner in owners:
                if has_placeholder(self._papers[owner]):
                    return Known(self._papers[owner], "same", f"it was made from github.com/{key}")
        return None

    def _near(self, paper: Paper) -> Known | None:
        """The first record whose title differs from a paper's by slips or by its subtitle alone."""
        if has_placeholder(paper):
            return None
        work, words = Work.of(paper), TitleWords.of(paper.title)
        for record_id, other in self._titles.items():
            record = self._papers[record_id]
            if not (are_near(words, other) or is_shortened(words, other)) or _told_apart(record, paper):
                continue
            if not contradicted(work, Work.of(record)):
                return Known(record, "near", f"its title is nearly the same: “{record.title}”")
        return None


def some_of(names: Sequence[str], most: int = 3) -> str:
    """Names in a row, of many only the first."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _in_common(first: Work, second: Work) -> str:
    shared = sorted(first.identifiers & second.identifiers)
    return f"both are {', '.join(shared)}" if shared else "it has this title"


def _told_apart(record: Paper, paper: Paper) -> bool:
    """Whether both have an identifier of one archive, and not the same: an archive seldom takes a work twice."""
    archives: dict[Scheme, str] = {one.scheme: one.key for one in record.ids.all() if one.scheme != "doi"}
    return any(archives.get(one.scheme, one.key) != one.key for one in paper.ids.all())


def differences(record: Paper, draft: Draft, said: Iterable[str] = ()) -> list[Difference]:
    """In what the record and what was found differ; ``said`` names fields that the person set.

    A preprint's year and venue say nothing against those of its publication, and neither does a kind that nobody chose.
    """
    return list(_differences(record, draft, frozenset(said)))


def _differences(record: Paper, draft: Draft, said: frozenset[str]) -> Iterator[Difference]:
    paper = draft.paper
    yield from _titles(record, paper)
    if paper.authors and _people(paper) != _people(record):
        yield Difference(("authors",), record.authors or None, paper.authors, list(paper.authors))
    published = record.venue is not None and record.venue not in _PREPRINTS
    for name in ("year", "venue", "track"):
        here, there = getattr(record, name), getattr(paper, name)
        if there is not None and here != there and not (draft.preprint and published and here is not None):
            yield Difference((name,), here, there, there)
    if "kind" in said and paper.kind != record.kind:
        yield Difference(("kind",), record.kind, paper.kind, paper.kind)
    yield from _identifiers(record, paper)
    yield from _links(record, paper)
    yield from _topics(record, paper.topics)


def _titles(record: Paper, paper: Paper) -> Iterator[Difference]:
    """A skeleton's title gives way; another wording becomes one more title, so that the work is recognised by it."""
    if has_placeholder(paper):
        return
    if has_placeholder(record):
        yield Difference(("title",), None, paper.title, paper.title)
        return
    known = {normalise_title(title) for title in (record.title, *record.also_titled)}
    others = [title for title in (paper.title, *paper.also_titled) if normalise_title(title) not in known]
    if others:
        yield Difference(("also_titled",), None, tuple(others), [*record.also_titled, *others])


def _people(paper: Paper) -> list[str]:
    return [fold(author) for author in paper.authors]


def _identifiers(record: Paper, paper: Paper) -> Iterator[Difference]:
    here: Mapping[str, str] = {one.scheme: one.value for one in record.ids.all()}
    for identifier in paper.ids.all():
        known = here.get(identifier.scheme)
        if known is None or Identifier(identifier.scheme, known).key != identifier.key:
            yield Difference(("ids", identifier.scheme), known, identifier.value, identifier.value)


def _links(record: Paper, paper: Paper) -> Iterator[Difference]:
    known = {link_key(url) for url in record.links.code}
    for number, url in enumerate(url for url in paper.links.code if link_key(url) not in known):
        yield Difference(("links", "code", len(record.links.code) + number), None, url, url)


def _topics(record: Paper, topics: Mapping[str, tuple[str, ...]]) -> Iterator[Difference]:
    for axis, terms in topics.items():
        here = record.topics.get(axis, ())
        if new := [term for term in terms if term not in here]:
            yield Difference(("topics", axis), None, tuple(new), [*here, *new])


def changes(path: str, found: Iterable[Difference], *, replace: bool) -> tuple[Change, ...]:
    """The changes that fill what is empty, and with ``replace`` also put what was found in place of what is there."""
    return tuple(Change(path, one.key_path, one.value) for one in found if one.here is None or replace)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
