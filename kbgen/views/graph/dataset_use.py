"""Which datasets papers use most, over all papers, term by term, or year by year."""

from collections.abc import Iterable, Iterator

from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.suggest import did_you_mean
from kbgen.views.most_used import Count, most_used_datasets
from kbgen.views.view import View

YEAR = "year"


class DatasetUse(View, frozen=True):
    """A part of the papers with the datasets that most of them use, most used first.

    ``papers`` counts the papers of the part, ``using`` those that name a dataset they use.
    """

    id: str
    name: str
    papers: int
    using: int
    datasets: tuple[Count, ...]


def dataset_use(kb: KnowledgeBase, papers: Iterable[Paper], by: str | None, most: int) -> tuple[DatasetUse, ...]:
    """The ``most`` datasets that ``papers`` use most: all together, or ``by`` the terms of an axis or by year.

    Terms come in the taxonomy's order, a paper counting for the terms above its own too, and years newest first. Parts
    that use no dataset are left out. Raises :class:`KbgenError` where ``by`` is neither an axis nor ``year``.
    """
    used = (_counted(kb, part_id, name, members, most) for part_id, name, members in _parts(kb, list(papers), by))
    return tuple(one for one in used if one.datasets)


def _counted(kb: KnowledgeBase, part_id: str, name: str, members: list[Paper], most: int) -> DatasetUse:
    counts = most_used_datasets(kb, [paper.id for paper in members], most)
    using = sum(bool(paper.uses) for paper in members)
    return DatasetUse(part_id, name, len(members), using, counts)


def _parts(kb: KnowledgeBase, papers: list[Paper], by: str | None) -> Iterator[tuple[str, str, list[Paper]]]:
    if by is None:
        yield "", "All papers", papers
    elif by == YEAR:
        for year in sorted({paper.year for paper in papers if paper.year}, reverse=True):
            yield str(year), str(year), [paper for paper in papers if paper.year == year]
    else:
        axis = kb.taxonomy.axis(by)
        if axis is None:
            axes = [one.id for one in kb.taxonomy.axes]
            known = f"write {YEAR} or an axis: {', '.join(axes)}"
            raise KbgenError(f'"{by}" is no axis of the taxonomy', did_you_mean(by, [*axes, YEAR], known))
        filed: dict[str, list[Paper]] = {}
        for paper in papers:
            above = (up for term in paper.topics.get(by, ()) for up in kb.taxonomy.with_ancestors(by, term))
            for term in dict.fromkeys(above):
                filed.setdefault(term, []).append(paper)
        for (axis_id, term), placed in kb.taxonomy.terms.items():
            if axis_id == by and term in filed:
                yield term, placed.term.name, filed[term]
