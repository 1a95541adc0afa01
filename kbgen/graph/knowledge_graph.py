"""The knowledge base as one graph: papers, datasets, people, venues, terms and repositories, and what joins them.

Nodes are named ``KIND:NAME`` (``paper:clip``, ``author:alec-radford``, ``term:modality/text``). Each has a ``kind``, a
``label`` to show and, where it has one, a ``year``. Edges are keyed by their kind, so two nodes may be joined in
several ways, and every ``cites`` edge says who states it.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from kbgen.graph.citations import CURATED, Citations
from kbgen.model.author_names import AUTHOR_SLUGS
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import parse_github
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper

if TYPE_CHECKING:
    import networkx as nx

NodeKind = Literal["paper", "dataset", "author", "venue", "term", "repository"]
EdgeKind = Literal[
    "cites", "uses", "introduces", "extends", "compares", "tagged", "authored", "published-in", "implements"
]

Edge = tuple[str, str, EdgeKind, Mapping[str, Any]]
"""Where an edge begins and ends, its kind, and what else is said of it."""
_NOTHING: Mapping[str, Any] = {}


def node_of(kind: NodeKind, name: str) -> str:
    """What a record, a person or a thing is called in the graph."""
    return f"{kind}:{name}"


def name_of(node: str) -> str:
    """The identifier behind a node's name."""
    return node.partition(":")[2]


def knowledge_graph(kb: KnowledgeBase, citations: Citations) -> "nx.MultiDiGraph[str]":
    """Everything the records and the overlay join, as one directed graph.

    Edges lead from who does to what is done to: a paper ``cites``, ``extends``, ``compares`` with another, ``uses`` or
    ``introduces`` a dataset, is ``tagged`` with a term and ``published-in`` a venue; an author ``authored`` a paper and
    a repository ``implements`` it. ``cites`` edges carry ``stated_by`` (sources) and ``kinds`` (of list), dataset edges
    ``role`` and ``source``. What a record names and nothing describes (an unknown dataset) is left out.
    """
    # Imported where it is needed: a build asks for edges and not for the graph.
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for paper in kb.papers.values():
        graph.add_node(node_of("paper", paper.id), kind="paper", label=paper.title, **_year(paper.year))
    for dataset in kb.datasets.values():
        graph.add_node(node_of("dataset", dataset.id), kind="dataset", label=dataset.name, **_year(dataset.year))
    for paper in kb.papers.values():
        _add_people(graph, paper)
        _add_repositories(graph, paper)
        _add(graph, _edges_of_paper(kb, paper))
    for dataset in kb.datasets.values():
        _add(graph, _edges_of_dataset(kb, dataset))
    _label_vocabulary(graph, kb)
    for edges in citations.outgoing.values():
        for edge in edges:
            graph.add_edge(
                node_of("paper", edge.citing),
                node_of("paper", edge.cited),
                "cites",
                stated_by=tuple(one.source for one in edge.statements),
                kinds=tuple(dict.fromkeys(one.kind for one in edge.statements)),
            )
    return graph


def edges_between_records(kb: KnowledgeBase) -> Iterator[Edge]:
    """What joins papers and datasets, but for citations; some edges come twice, where two records state them."""
    for paper in kb.papers.values():
        yield from _edges_to_records(kb, paper)
    for dataset in kb.datasets.values():
        yield from _introduction(kb, dataset)


def _year(year: int | None) -> dict[str, int]:
    return {"year": year} if year is not None else {}


def _add(graph: "nx.MultiDiGraph[str]", edges: Iterator[Edge]) -> None:
    for start, end, kind, attributes in edges:
        if not graph.has_edge(start, end, kind):
            graph.add_edge(start, end, kind, **attributes)


def _add_people(graph: "nx.MultiDiGraph[str]", paper: Paper) -> None:
    for name in paper.authors:
        if slug := AUTHOR_SLUGS[name]:
            author = node_of("author", slug)
            if author not in graph:
                graph.add_node(author, kind="author", label=name)
            graph.add_edge(author, node_of("paper", paper.id), "authored")


def _add_repositories(graph: "nx.MultiDiGraph[str]", paper: Paper) -> None:
    for url in paper.links.code:
        name, address = _repository(url)
        repository = node_of("repository", name)
        if repository not in graph:
            graph.add_node(repository, kind="repository", label=name, url=address)
        graph.add_edge(repository, node_of("paper", paper.id), "implements")


def _repository(url: str) -> tuple[str, str]:
    """Name and address of what a code link leads to: GitHub's without what stands behind owner and name."""
    if found := parse_github(url):
        return f"github.com/{found.key}", f"https://github.com/{found.owner}/{found.name}"
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}", url


def _edges_of_paper(kb: KnowledgeBase, paper: Paper) -> Iterator[Edge]:
    this = node_of("paper", paper.id)
    if paper.venue and paper.venue in kb.venues.by_id:
        yield this, node_of("venue", paper.venue), "published-in", _NOTHING
    for axis, terms in paper.topics.items():
        for term in terms:
            if (axis, term) in kb.taxonomy.terms:
                yield this, node_of("term", f"{axis}/{term}"), "tagged", _NOTHING
    yield from _edges_to_records(kb, paper)


def _edges_to_records(kb: KnowledgeBase, paper: Paper) -> Iterator[Edge]:
    this = node_of("paper", paper.id)
    introduced = (use for use in paper.datasets if use.role == "introduces")
    for use in (*introduced, *paper.uses):
        if use.dataset in kb.datasets:
            how: EdgeKind = "introduces" if use.role == "introduces" else "uses"
            said = {"role": use.role} | ({"source": use.source} if use.source else {})
            yield this, node_of("dataset", use.dataset), how, said
    related: tuple[tuple[EdgeKind, tuple[str, ...]], ...] = (
        ("extends", paper.relations.extends),
        ("compares", paper.relations.compares_to),
    )
    for kind, named in related:
        for other in named:
            if other in kb.papers and other != paper.id:
                yield this, node_of("paper", other), kind, {"source": CURATED}


def _edges_of_dataset(kb: KnowledgeBase, dataset: Dataset) -> Iterator[Edge]:
    this = node_of("dataset", dataset.id)
    yield from _introduction(kb, dataset)
    carried = [("modality", one) for one in dataset.modalities] + [("task", one) for one in dataset.tasks]
    for axis, term in [*carried, *([("dataset-family", dataset.family)] if dataset.family else [])]:
        if (axis, term) in kb.taxonomy.terms:
            yield this, node_of("term", f"{axis}/{term}"), "tagged", _NOTHING


def _introduction(kb: KnowledgeBase, dataset: Dataset) -> Iterator[Edge]:
    this = node_of("dataset", dataset.id)
    if dataset.introduced_by and dataset.introduced_by in kb.papers:
        yield node_of("paper", dataset.introduced_by), this, "introduces", {"role": "introduces", "source": CURATED}


def _label_vocabulary(graph: "nx.MultiDiGraph[str]", kb: KnowledgeBase) -> None:
    """Give kind and label to the venues and terms that edges lead to; those that nothing leads to are not there."""
    for venue_id, venue in kb.venues.by_id.items():
        if (node := node_of("venue", venue_id)) in graph:
            graph.add_node(node, kind="venue", label=venue.short)
    for (axis, term), placed in kb.taxonomy.terms.items():
        if (node := node_of("term", f"{axis}/{term}")) in graph:
            graph.add_node(node, kind="term", label=placed.term.name)
