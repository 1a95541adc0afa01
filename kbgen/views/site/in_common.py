"""What some papers have in common: the terms they carry, the people who wrote them, what rose in a year."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from typing import TypeVar

from kbgen.model.made import Made
from kbgen.model.vocabulary import names_nothing
from kbgen.views.site.addresses import dataset_url, term_url
from kbgen.views.site.explore_links import explore_url
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import CountedRef, Ref
from kbgen.views.view import View

TOPICS, PEOPLE, RISEN = 16, 16, 12
_LEAST_RISE = 2

_Key = TypeVar("_Key", str, tuple[str, str])

Place = tuple[str, str]
"""An axis and a term of it."""


class RisenTopic(View, frozen=True):
    """A term with its papers of a year and of the year before; ``is_new`` where no earlier year has one."""

    term: Ref
    count_url: str
    count: int
    before: int
    is_new: bool


@lru_cache(maxsize=1)
def carried(index: SiteIndex) -> Mapping[str, tuple[Place, ...]]:
    """The terms of the taxonomy that each paper is counted under: its own and all above them, each once."""
    papers, terms, above = index.kb.papers, index.kb.taxonomy.terms, index.kb.taxonomy.with_ancestors

    def of(paper_id: str) -> tuple[Place, ...]:
        found = {
            (axis, up): None
            for axis, own in papers[paper_id].topics.items()
            for term in own
            if (axis, term) in terms
            for up in above(axis, term)
        }
        return tuple(found)

    return Made(of)


@lru_cache(maxsize=1)
def years_of_terms(index: SiteIndex) -> Mapping[Place, Counter[int | None]]:
    """For each term the papers of each year that are counted under it."""
    year_of = index.years.__getitem__
    return {place: Counter(map(year_of, papers)) for place, papers in index.by_term.items()}


@lru_cache(maxsize=1)
def introduced(index: SiteIndex) -> Mapping[str, tuple[Ref, ...]]:
    """For each paper that introduces datasets, these, by the papers' records or by theirs."""
    found: dict[str, list[Ref]] = {}
    for dataset in index.datasets:
        for paper_id in index.introducers(dataset):
            found.setdefault(paper_id, []).append(Ref(dataset.name, dataset_url(dataset.id)))
    return {paper_id: tuple(datasets) for paper_id, datasets in found.items()}


def datasets_introduced(index: SiteIndex, paper_ids: Iterable[str]) -> tuple[Ref, ...]:
    """The datasets that some of these papers introduce, each once, by the papers' order."""
    known = introduced(index)
    return tuple(dict.fromkeys(one for paper_id in paper_ids if paper_id in known for one in known[paper_id]))


def main_topics(
    index: SiteIndex, paper_ids: Iterable[str], facets: Mapping[str, str], but: Collection[Place] = ()
) -> tuple[CountedRef, ...]:
    """The terms that most of these papers carry; each leads to them in the explorer, where ``facets`` find the papers.

    Terms of ``but`` are left out, and so is what names nothing.
    """
    terms = index.kb.taxonomy.terms
    counts = Counter(chain.from_iterable(map(carried(index).__getitem__, paper_ids)))
    for place in [one for one in counts if one in but or one not in terms or names_nothing(one[1])]:
        del counts[place]
    return tuple(
        CountedRef(terms[axis, term].term.name, _filtered(axis, term, facets), count, term)
        for (axis, term), count in foremost(counts, TOPICS)
    )


def filed_under(index: SiteIndex, paper_ids: Iterable[str], most: int) -> list[tuple[Place, int]]:
    """The terms that most of these papers carry themselves, with how many do; what names nothing is left out."""
    counts = Counter(place for one in paper_ids for place in index.filed[one] if not names_nothing(place[1]))
    return foremost(counts, most)


def _filtered(axis: str, term: str, facets: Mapping[str, str]) -> str:
    """The explorer with one more term; two terms of an axis are asked for in a query, as a facet would take either."""
    if axis in facets:
        rest = {name: value for name, value in facets.items() if name != axis}
        return explore_url(rest, f"{axis}:{facets[axis]} {axis}:{term}")
    return explore_url({**facets, axis: term})


def main_people(index: SiteIndex, paper_ids: Iterable[str]) -> tuple[CountedRef, ...]:
    """Who wrote most of these papers; someone with a single one of many is not named."""
    counts = Counter(chain.from_iterable(map(index.people.__getitem__, paper_ids)))
    several = Counter({slug: count for slug, count in counts.items() if count > 1})
    return tuple(index.counted_author(slug, count) for slug, count in foremost(several, PEOPLE))


def risen_topics(index: SiteIndex, year: int) -> tuple[RisenTopic, ...]:
    """The terms that clearly more papers of a year carry than of the year before, the steepest first."""
    terms = index.kb.taxonomy.terms
    found = []
    for place, years in years_of_terms(index).items():
        count, before = years[year], years[year - 1]
        if place in terms and count - before >= _LEAST_RISE and not names_nothing(place[1]):
            axis, term = place
            is_new = not any(one is not None and one < year for one in years)
            url = explore_url({axis: term, "year": str(year)})
            found.append(RisenTopic(Ref(terms[place].term.name, term_url(axis, term)), url, count, before, is_new))
    return tuple(nsmallest(RISEN, found, key=lambda one: (one.before - one.count, one.before, one.term.url)))


def explore_author(name: str) -> str:
    """The explorer with the papers of someone of that name."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return explore_url({}, f'author:"{quoted}"')


def foremost(counts: Counter[_Key], most: int) -> list[tuple[_Key, int]]:
    """Up to ``most`` of what is counted, the largest counts first."""
    return nsmallest(most, counts.items(), key=lambda one: (-one[1], one[0]))
