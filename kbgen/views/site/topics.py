"""What the pages of topics show: all axes, one axis as a tree, one term with everything filed under it."""

from collections import Counter

import msgspec

from kbgen.model.vocabulary import Axis, PlacedTerm, Term, names_nothing
from kbgen.model.words import _
from kbgen.views.site.addresses import axis_url, term_url
from kbgen.views.site.dataset_use import most_used
from kbgen.views.site.datasets import dataset_row, dataset_table
from kbgen.views.site.explore_links import explore_url
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.hub_pages import AxisPage, AxisSummary, TopicPage, TopicsPage
from kbgen.views.site.in_common import datasets_introduced, main_people, main_topics, years_of_terms
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.listings import counted_years, paper_list
from kbgen.views.site.parts import DatasetTable, Ref, TermNode


def topics_page(index: SiteIndex) -> TopicsPage:
    """``/topics/``."""
    head = Head(_("Topics"), _("How the papers are filed, axis by axis"), (Crumb(_("Topics"), "topics/"),))
    return TopicsPage(head, axis_summaries(index))


def axis_summaries(index: SiteIndex) -> tuple[AxisSummary, ...]:
    """Every axis that has a term, with its terms at the top."""
    return tuple(
        AxisSummary(axis.id, axis.name, axis_url(axis.id), axis.description, _nodes(index, axis.id, axis.terms, 0, 0))
        for axis in index.kb.taxonomy.axes
        if axis.terms
    )


def entrances(index: SiteIndex) -> tuple[AxisSummary, ...]:
    """Every axis with its terms at the top that something is filed under, the fullest first.

    A term for what names nothing (its identifier ends in ``unspecified``) comes last, however much it holds: nobody
    looks for it.
    """
    return tuple(msgspec.structs.replace(axis, terms=_fullest_first(axis.terms)) for axis in axis_summaries(index))


def _fullest_first(terms: tuple[TermNode, ...]) -> tuple[TermNode, ...]:
    filed = [term for term in terms if term.papers] or [term for term in terms if term.datasets]
    return tuple(sorted(filed, key=lambda term: (names_nothing(term.id), -term.papers, -term.datasets)))


def axis_page(index: SiteIndex, axis_id: str) -> AxisPage:
    """``/topics/AXIS/``. Raises :class:`KeyError` for an axis that the taxonomy lacks."""
    axis = _axis(index, axis_id)
    crumbs = (Crumb(_("Topics"), "topics/"), Crumb(axis.name, axis_url(axis_id)))
    return AxisPage(
        Head(axis.name, axis.description, crumbs),
        axis_id,
        axis.name,
        axis.description,
        _nodes(index, axis_id, axis.terms, 0),
    )


def topic_page(index: SiteIndex, axis_id: str, term_id: str, part: int) -> TopicPage:
    """``/topics/AXIS/TERM/``; papers and datasets of the terms below it are counted and listed with it."""
    axis = _axis(index, axis_id)
    placed = index.kb.taxonomy.terms[axis_id, term_id]
    term = placed.term
    parents = tuple(index.term_ref(axis_id, above) for above in placed.ancestors)
    url = term_url(axis_id, term_id)
    papers = index.by_term.get((axis_id, term_id), [])
    children, years, datasets = shared_by_parts(index, axis_id, term_id)
    crumbs = (
        Crumb(_("Topics"), "topics/"),
        Crumb(axis.name, axis_url(axis_id)),
        *(Crumb(parent.name, parent.url) for parent in parents),
        Crumb(term.name, url),
    )
    return TopicPage(
        head=Head(term.name, term.description, crumbs),
        axis_id=axis_id,
        axis=Ref(axis.name, axis_url(axis_id)),
        id=term_id,
        name=term.name,
        description=term.description,
        also_known_as=term.aliases,
        parents=parents,
        children=children,
        years=counted_years(years, lambda year: explore_url({axis_id: term_id, "year": str(year)})),
        papers=paper_list(index, papers, url, part),
        datasets=datasets,
        used=most_used(index, papers) if part == 1 else (),
        introduced=datasets_introduced(index, papers) if part == 1 else (),
        neighbours=main_topics(index, papers, {axis_id: term_id}, _line(index, placed)) if part == 1 else (),
        people=main_people(index, papers) if part == 1 else (),
    )


def _line(index: SiteIndex, placed: PlacedTerm) -> set[tuple[str, str]]:
    """A term, those above it and those below it: papers carry these together by what they are."""
    terms = index.kb.taxonomy.terms.items()
    below = {place for place, one in terms if one.axis == placed.axis and placed.term.id in one.ancestors}
    return below | {(placed.axis, one) for one in (*placed.ancestors, placed.term.id)}


def shared_by_parts(
    index: SiteIndex, axis_id: str, term_id: str
) -> tuple[tuple[TermNode, ...], Counter[int | None], DatasetTable]:
    """What every part of a term's page shows: the terms below it, its papers a year, its datasets."""
    place = (axis_id, term_id)
    return (
        _nodes(index, axis_id, index.kb.taxonomy.terms[place].term.children, 0),
        years_of_terms(index).get(place, Counter()),
        dataset_table(dataset_row(index, index.kb.datasets[one]) for one in index.datasets_by_term.get(place, ())),
    )


def _axis(index: SiteIndex, axis_id: str) -> Axis:
    axis = index.kb.taxonomy.axis(axis_id)
    if axis is None:
        raise KeyError(axis_id)
    return axis


def _nodes(index: SiteIndex, axis: str, terms: tuple[Term, ...], depth: int, levels: int = 99) -> tuple[TermNode, ...]:
    """Terms as nodes, with ``levels`` levels of children below them."""
    return tuple(
        TermNode(
            id=term.id,
            name=term.name,
            url=term_url(axis, term.id),
            description=term.description,
            papers=len(index.by_term.get((axis, term.id), ())),
            datasets=len(index.datasets_by_term.get((axis, term.id), ())),
            depth=depth,
            children=_nodes(index, axis, term.children, depth + 1, levels - 1) if levels else (),
        )
        for term in terms
    )
