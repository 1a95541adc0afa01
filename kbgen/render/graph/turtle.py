"""The graph as RDF in Turtle, in the terms of schema.org, SKOS and CiTO, the Citation Typing Ontology.

Records are named by their pages on the site; without a site's address, by ``urn:kbgen:``. A citation is both a plain
``cito:cites`` and a ``cito:Citation`` of its own that names, in ``dcterms:source``, everyone who states it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import networkx as nx
from rdflib import DCTERMS, RDF, SDO, SKOS, XSD, Graph, Literal, Namespace, URIRef

from kbgen.graph.knowledge_graph import name_of, node_of
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.views.site.addresses import author_url, dataset_url, paper_url, term_url, venue_url

CITO = Namespace("http://purl.org/spar/cito/")
_NO_SITE = "urn:kbgen:"

_CLASSES: Mapping[str, URIRef] = {
    "paper": SDO.ScholarlyArticle,
    "dataset": SDO.Dataset,
    "author": SDO.Person,
    "venue": SDO.Periodical,
    "term": SKOS.Concept,
    "repository": SDO.SoftwareSourceCode,
}
_PAGES: Mapping[str, Callable[[str], str]] = {
    "paper": paper_url,
    "dataset": dataset_url,
    "author": author_url,
    "venue": venue_url,
    "term": lambda name: term_url(*name.split("/", 1)),
}
_FORWARD: Mapping[str, URIRef] = {
    "cites": CITO.cites,
    "extends": CITO.extends,
    "compares": CITO.discusses,
    "uses": CITO.usesDataFrom,
    "introduces": CITO.documents,
    "tagged": SDO.about,
    "published-in": SDO.isPartOf,
}
_BACKWARD: Mapping[str, URIRef] = {"authored": SDO.author, "implements": SDO.workExample}

_Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]


def turtle(graph: "nx.MultiDiGraph[str]", kb: KnowledgeBase, site_url: str) -> bytes:
    """The graph in Turtle, sorted: the same graph gives the same bytes. ``site_url`` ends in a slash or is empty."""
    rdf = Graph()
    rdf.bind("cito", CITO)
    rdf.bind("schema", SDO)
    rdf.bind("skos", SKOS)
    rdf.bind("dcterms", DCTERMS)
    names = {node: _iri(node, attributes, site_url) for node, attributes in graph.nodes(data=True)}
    for triple in _of_nodes(graph, kb, names):
        rdf.add(triple)
    for triple in _of_edges(graph, names):
        rdf.add(triple)
    return rdf.serialize(format="turtle", encoding="utf-8")


def _iri(node: str, attributes: Mapping[str, str], site_url: str) -> URIRef:
    kind, name = attributes["kind"], name_of(node)
    if kind == "repository":
        return URIRef(attributes["url"])
    return URIRef(f"{site_url or _NO_SITE}{_PAGES[kind](name)}")


def _of_nodes(graph: "nx.MultiDiGraph[str]", kb: KnowledgeBase, names: Mapping[str, URIRef]) -> Iterator[_Triple]:
    for node, attributes in graph.nodes(data=True):
        this = names[node]
        yield this, RDF.type, _CLASSES[attributes["kind"]]
        yield this, SKOS.prefLabel if attributes["kind"] == "term" else SDO.name, Literal(attributes["label"])
        if "year" in attributes:
            yield this, SDO.datePublished, Literal(str(attributes["year"]), datatype=XSD.gYear)
    for paper in kb.papers.values():
        for identifier in paper.ids.all():
            yield names[node_of("paper", paper.id)], SDO.sameAs, URIRef(identifier.url)


def _of_edges(graph: "nx.MultiDiGraph[str]", names: Mapping[str, URIRef]) -> Iterator[_Triple]:
    for start, end, kind, attributes in graph.edges(keys=True, data=True):
        if kind in _FORWARD:
            yield names[start], _FORWARD[kind], names[end]
        else:
            yield names[end], _BACKWARD[kind], names[start]
        if kind == "cites":
            citation = URIRef(f"{names[start]}#cites-{name_of(end)}")
            yield citation, RDF.type, CITO.Citation
            yield citation, CITO.hasCitingEntity, names[start]
            yield citation, CITO.hasCitedEntity, names[end]
            for source in attributes["stated_by"]:
                yield citation, DCTERMS.source, Literal(source)
