"""Records against the graph.

What looks right in every record alone may be odd in the whole: a citation that goes forward in time, a dataset with
two origins, a paper that nothing leads to, two records with one reference list. These rules see who cites whom, from
the records and from the overlay.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kbgen.checks.rule import Problem, rule
from kbgen.graph.citations import Citation, Citations, citations
from kbgen.model.author_names import AUTHOR_SLUGS
from kbgen.model.paper import Paper
from kbgen.store.tree import Tree

_TOLERATED_YEARS = 1
_FEWEST_SHARED = 5
_SAME = 0.8
_YOUNG = 4
"""Papers for each that stands alone, at the least, for which standing alone is odd."""


@rule("KB881", "cites-later-paper", severity="warning")
def cites_later_paper(tree: Tree) -> Iterator[Problem]:
    """A paper cites one that appeared more than a year after it.

    A preprint is cited before it is published, so one year is usual. More means that a year is wrong, that the record
    of one of the two is a later version of the work, or that the citation belongs to another paper of the same title.
    """
    papers = tree.kb.papers
    for edges in _known(tree).outgoing.values():
        for edge in edges:
            citing, cited = papers[edge.citing], papers[edge.cited]
            if citing.year and cited.year and cited.year > citing.year + _TOLERATED_YEARS:
                yield Problem(
                    tree.place("paper", citing.id, "year"),
                    f"this paper of {citing.year} cites {cited.id} of {cited.year}, as {_sources(edge)} says",
                    "check both years, and whether the citation means this work",
                    cited.id,
                    related=(tree.place("paper", cited.id, "year"),),
                )


@rule("KB882", "dataset-introduced-twice", severity="warning")
def dataset_introduced_twice(tree: Tree) -> Iterator[Problem]:
    """Several papers claim to introduce one dataset.

    One of them introduced it; others extended, described or used it. Where a later paper made a new version, the
    version is a dataset of its own.
    """
    claims: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for paper in tree.kb.papers.values():
        for number, use in enumerate(paper.datasets):
            if use.role == "introduces":
                claims[use.dataset].append((paper.id, number))
    for name, claimed in claims.items():
        dataset = tree.kb.datasets.get(name)
        origin = dataset.introduced_by if dataset else None
        who = "the record of the dataset" if origin else "another paper"
        first = origin or min(claimed, key=lambda claim: (tree.kb.papers[claim[0]].year or 9999, claim[0]))[0]
        for paper_id, number in claimed:
            if paper_id != first:
                yield Problem(
                    tree.place("paper", paper_id, "datasets", number, "role"),
                    f'{who} says that {first} introduces "{name}"',
                    "give the role that fits here, or make the new version a dataset of its own",
                    name,
                )


@rule("KB883", "isolated-paper", severity="warning", of_the_whole=True)
def isolated_paper(tree: Tree) -> Iterator[Problem]:
    """Nothing joins a paper to any other: no term, no dataset, no citation, no relation and no author.

    Readers come to a paper from others. File it under the terms that describe it; if none does, the taxonomy lacks one
    or the paper does not belong here. Where more than a quarter of the papers stand alone, the knowledge base is young
    and none of them is reported. Nor is a new paper in its pull request: to file it may be left to others.
    """
    alone = _alone(tree)
    if len(alone) * _YOUNG <= len(tree.kb.papers):
        for paper_id in alone:
            yield Problem(
                tree.place("paper", paper_id, "title"),
                "nothing joins this paper to another one",
                "file it under terms of the taxonomy: topics: {objective: [clustering]}",
            )


def _alone(tree: Tree) -> list[str]:
    kb = tree.kb
    joined = {one for edges in _known(tree).outgoing.values() for edge in edges for one in (edge.citing, edge.cited)}
    for paper in kb.papers.values():
        related = [one for one in (*paper.relations.extends, *paper.relations.compares_to) if one in kb.papers]
        if (
            related
            or any(use.dataset in kb.datasets for use in paper.datasets)
            or any((axis, term) in kb.taxonomy.terms for axis, terms in paper.topics.items() for term in terms)
        ):
            joined.update((paper.id, *related))
    alone = [one for one in kb.papers if one not in joined]
    if not alone:
        return []
    people = Counter(slug for paper in kb.papers.values() for slug in _people(paper))
    return [one for one in alone if all(people[slug] == 1 for slug in _people(kb.papers[one]))]


@rule("KB884", "same-references", severity="warning")
def same_references(tree: Tree) -> Iterator[Problem]:
    """Two papers of one first author cite nearly the same papers here: they may be one work.

    A work that was given a new title between its versions has two records that no title tells to be one. If they are
    two works, as a conference paper and its extension are, allow the finding with that reason.
    """
    known = _known(tree)
    cited = {
        one: {edge.cited for edge in edges} for one, edges in known.outgoing.items() if len(edges) >= _FEWEST_SHARED
    }
    by_author: defaultdict[str, list[str]] = defaultdict(list)
    for one in cited:
        if first := _people(tree.kb.papers[one])[:1]:
            by_author[first[0]].append(one)
    for group in by_author.values():
        for number, other in enumerate(group):
            for one in group[:number]:
                shared = len(cited[one] & cited[other])
                if shared >= _FEWEST_SHARED and shared >= _SAME * max(len(cited[one]), len(cited[other])):
                    yield Problem(
                        tree.place("paper", other, "title"),
                        f"{shared} of the papers it cites here are cited by {one} too, which has the same first author",
                        "if both are one work, keep one record and name the other title in also_titled",
                        one,
                        related=(tree.place("paper", one, "title"),),
                    )


def _known(tree: Tree) -> Citations:
    return tree.once(_citations)


def _citations(tree: Tree) -> Citations:
    return citations(tree.kb)


def _sources(edge: Citation) -> str:
    return ", ".join(dict.fromkeys(statement.source for statement in edge.statements))


def _people(paper: Paper) -> list[str]:
    """The slugs of a paper's authors, each once, in order."""
    return list(dict.fromkeys(slug for name in paper.authors if (slug := AUTHOR_SLUGS[name])))
