"""What the pages of lists show: the records that a file of ``data/lists/`` finds, whether it writes a README or not."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from kbgen.model.conditions import is_axis, paper_test, wanted_terms
from kbgen.model.lists import ReadmeList, Section, Select
from kbgen.model.selection import clauses_of, select_datasets, select_papers
from kbgen.model.words import _, plural
from kbgen.views.lists import is_rest
from kbgen.views.site.addresses import list_url
from kbgen.views.site.arrivals import Arrived
from kbgen.views.site.datasets import dataset_row, dataset_table
from kbgen.views.site.follow_pages import ListPage
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.hub_pages import IndexPage
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.listings import paper_list
from kbgen.views.site.parts import CountedRef

LISTS = "lists/"


def _crumb() -> Crumb:
    return Crumb(_("Lists"), LISTS)


def members(index: SiteIndex, one: ReadmeList) -> Arrived:
    """What a list finds, papers newest first, datasets by name: its own ``select`` does, or else its headings do."""
    if one.select is not None:
        return Arrived(index.newest_first(_papers(index, one.select)), ())
    asked = [(section.of, section.select) for section in _walk(one.sections) if section.select is not None]
    datasets = {found.id for of, select in asked if of == "datasets" for found in select_datasets(index.kb, select)}
    selects = [select for of, select in asked if of == "papers"]
    # What a heading without a condition gathers is what the others leave, so that together they find everything.
    is_whole = any(is_rest(select) and select.limit is None for select in selects)
    papers = index.kb.papers if is_whole else {paper for select in selects for paper in _papers(index, select)}
    return Arrived(index.newest_first(papers), [found.id for found in index.datasets if found.id in datasets])


def _walk(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.sections)


def _papers(index: SiteIndex, select: Select) -> Collection[str]:
    """The papers that a ``select`` finds. A build asks this every time, so that most are not looked at."""
    kb, clauses = index.kb, list(clauses_of(select))
    if select.limit is not None:
        return [paper.id for paper in select_papers(kb, select)]
    candidates: Collection[str] = kb.papers
    for clause in clauses:
        if is_axis(clause.field) and not clause.negated:
            places = [(axis, term) for axis, terms in wanted_terms(kb, clause).items() for term in terms]
            candidates = {one for place in places for one in index.by_term.get(place, ())}
            clauses.remove(clause)
            break
    if not clauses:
        return candidates
    finds = paper_test(kb, clauses)
    return [one for one in candidates if finds(kb.papers[one])]


def list_page(index: SiteIndex, one: ReadmeList, found: Arrived, part: int) -> ListPage:
    """One part of the page of a list that found these records."""
    url = list_url(one.id)
    count = len(found.papers)
    description = _("{title}: {papers}, with what is new as a feed", title=one.title, papers=plural(count, "paper"))
    return ListPage(
        head=Head(one.title, description, (_crumb(), Crumb(one.title, url))),
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
    head = Head(_("Lists"), _("Lists that maintainers keep, each with a feed"), (_crumb(),))
    return IndexPage(head, _("Lists"), "list", len(refs), (), "", refs)
