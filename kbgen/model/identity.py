"""When two records are the same work: decided here, and nowhere else.

Two records are one work if they share an identifier, or if their normalised titles match and nothing contradicts
it. Records that share an identifier under clearly different titles are a *conflict*: one of the two states an
identifier that is not its own, and only a person can tell which.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from kbgen.model.identifiers import Identifier, parse_acl, parse_arxiv
from kbgen.model.paper import Paper
from kbgen.model.text import fold, normalise_title

TITLE_SIMILARITY = 80.0
"""Token-set similarity (0 to 100) from which two titles under one identifier count as spellings of one title."""


class Verdict(Enum):
    """What a comparison of two works says."""

    SAME = "same"
    CONFLICT = "conflict"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Work:
    """What identity is decided on."""

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    identifiers: frozenset[str] = frozenset()
    other_titles: tuple[str, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title under which the work is known, its own first."""
        return (self.title, *self.other_titles)

    @classmethod
    def of(cls, paper: Paper) -> "Work":
        """The identity of a paper's record."""
        return cls(paper.title, paper.authors, paper.year, identifier_keys(paper.ids.all()), paper.also_titled)


def identifier_keys(identifiers: Iterable[Identifier]) -> frozenset[str]:
    """Keys under which identifiers are compared; the DOIs of arXiv and the ACL Anthology also count as those."""
    keys = set()
    for identifier in identifiers:
        keys.add(identifier.key)
        if identifier.scheme == "doi":
            if arxiv := parse_arxiv(identifier.value):
                keys.add(Identifier("arxiv", arxiv.id).key)
            elif acl := parse_acl(identifier.value):
                keys.add(Identifier("acl", acl).key)
    return frozenset(keys)


def family_name(author: str) -> str:
    """The folded last word of a name, or what stands before its comma: enough to compare first authors."""
    name = author.split(",", 1)[0] if "," in author else author.rpartition(" ")[2]
    return fold(name.strip())


def similar_titles(first: str, second: str) -> bool:
    """Whether two titles read as spellings, subtitles or shortenings of one title."""
    if normalise_title(first) == normalise_title(second):
        return True
    # Imported where it is needed: most of what reads identifiers compares no titles.
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(fold(first), fold(second)) >= TITLE_SIMILARITY


def compare(first: Work, second: Work) -> Verdict:
    """Whether two records are one work, claim one identifier for different works, or are unrelated."""
    if first.identifiers & second.identifiers:
        alike = any(similar_titles(one, other) for one in first.titles for other in second.titles)
        return Verdict.SAME if alike else Verdict.CONFLICT
    if _normalised_titles(first) & _normalised_titles(second) and not contradicted(first, second):
        return Verdict.SAME
    return Verdict.DIFFERENT


def _normalised_titles(work: Work) -> set[str]:
    return {normalise_title(title) for title in work.titles} - {""}


def contradicted(first: Work, second: Work) -> bool:
    """Same title, but other people, or years too far apart to be a preprint and its publication."""
    if first.authors and second.authors:
        return not {family_name(a) for a in first.authors} & {family_name(b) for b in second.authors}
    if first.year and second.year:
        return abs(first.year - second.year) > 3
    return False


@dataclass(slots=True)
class IdentityIndex:
    """Works by what could make another work the same, so that a newcomer is compared with few of them."""

    _works: dict[str, Work] = field(default_factory=dict)
    _by_key: dict[str, list[str]] = field(default_factory=dict)

    def add(self, record_id: str, work: Work) -> None:
        """Enter a work under its record's identifier; entering it again replaces what was known of it."""
        if record_id in self._works:
            for key in self._keys(self._works[record_id]):
                self._by_key[key].remove(record_id)
        self._works[record_id] = work
        for key in self._keys(work):
            self._by_key.setdefault(key, []).append(record_id)

    def find(self, work: Work) -> list[tuple[str, Verdict]]:
        """Records that are the same work or conflict with it, in the order in which they were entered."""
        candidates = dict.fromkeys(rid for key in self._keys(work) for rid in self._by_key.get(key, ()))
        verdicts = ((rid, compare(work, self._works[rid])) for rid in candidates)
        return [(rid, verdict) for rid, verdict in verdicts if verdict is not Verdict.DIFFERENT]

    @staticmethod
    def _keys(work: Work) -> list[str]:
        return [*sorted(work.identifiers), *(f"title:{title}" for title in sorted(_normalised_titles(work)))]
