"""What the pages of lists show: the records that a file of ``data/lists/`` finds, whether it writes a README or not."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from kbgen.model.conditions import is_axis, wanted_terms
from kbgen.model.lists import ReadmeList, Section, Select
from kbgen.model.paper import Paper
from kbgen.model.selection import clauses_of, select_datasets, select_papers
from kbgen.views.lists import is_rest
from kbgen.views.site.arrivals import Arrived
from kbgen.views.site.datasets import dataset_row, dataset_table
from kbgen.views.site.follow_pages import ListPage
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.hub_pages import IndexPage
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.listings import paper_list
from kbgen.views.site.parts import CountedRef

LISTS = "lists/"
_CRUMB = Crumb("Lists", LISTS)


def list_url(list_id: str) -> str:
    """The site-relative address of a list's page."""
    return f"{LISTS}{list_id if list_id.isascii() else quote(list_id)}/"


def members(index: SiteIndex, one: ReadmeList) -> Arrived:
    """What a list finds, papers newest first, datasets by name: its own ``select`` does, or else its headings do."""
    if one.select is not None:
        return Arrived(index.newest_first(paper.id for paper in _papers(index, one.select)), ())
    papers: dict[str, None] = {}
    datasets: set[str] = set()
    for section in _walk(one.sections):
        if section.select is not None and section.of == "datasets":
            datasets.update(found.id for found in select_datasets(index.kb, section.select))
        elif section.select is not None:
            papers |= dict.fromkeys(paper.id for paper in _papers(index, section.select))
    return Arrived(index.newest_first(papers), [found.id for found in index.datasets if found.id in datasets])


def _walk(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.sections)


def _papers(index: SiteIndex, select: Select) -> Iterable[Paper]:
    # What a heading without a condition gathers is what the others leave, so that together they find everything.
    if is_rest(select) and select.limit is None:
        return index.kb.papers.values()
    return select_papers(dataclasses.replace(index.kb, papers=_candidates(index, select)), select)


def _candidates(index: SiteIndex, select: Select) -> Mapping[str, Paper]:
    """The papers that can match, judged by the first axis that the ``select`` names: a build asks this every time."""
    papers = index.kb.papers
    for clause in clauses_of(select):
        if is_axis(clause.field) and not clause.negated:
            places = [(axis, term) for axis, terms in wanted_terms(index.kb, clause).items() for term in sorted(terms)]
            return {one: papers[one] for place in places for one in index.by_term.get(place, ())}
    return papers


def list_page(index: SiteIndex, one: ReadmeList, found: Arrived, part: int) -> ListPage:
    """One part of the page of a list that found these records."""
    url = list_url(one.id)
    count = len(found.papers)
    description = f"{one.title}: {count} {'paper' if count == 1 else 'papers'}, with what is new as a feed"
    return ListPage(
        head=Head(one.title, description, (_CRUMB, Crumb(one.title, url))),
        title=one.title,
        intro=one.intro or "",
        query=_query(one.select),
        papers=paper_list(index, found.papers, url, part),
        datasets=dataset_table(dataset_row(index, index.kb.datasets[dataset]) for dataset in found.datasets),
    )


def _query(select: Select | None) -> str:
    """A ``select`` as the explorer's box takes it, where it is nothing but a query."""
    if select is None or select.where is None:
        return ""
    return select.where if select == Select(where=select.where, sort=select.sort) else ""


def list_refs(index: SiteIndex, found: Mapping[str, Arrived]) -> tuple[CountedRef, ...]:
    """The lists by title, each with the number of its papers."""
    titles = sorted((one.title.casefold(), one.id) for one in index.kb.lists.values())
    return tuple(CountedRef(index.kb.lists[one].title, list_url(one), len(found[one].papers), one) for _, one in titles)


def lists_index(refs: tuple[CountedRef, ...]) -> IndexPage:
    """``/lists/``."""
    head = Head("Lists", "Lists that maintainers keep, each with a feed", (_CRUMB,))
    return IndexPage(head, "Lists", "list", len(refs), (), "", refs)
