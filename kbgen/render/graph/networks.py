"""The graph for programs that draw and measure networks: GraphML, GEXF and node-link JSON.

GraphML and GEXF hold plain values only: what is a list in the graph (who states a citation) becomes one text, its
parts joined by ``; ``. The kind of an edge is its attribute ``kind``.
"""

import io
import json
from collections.abc import Mapping
from typing import Any

import networkx as nx


def graphml(graph: "nx.MultiDiGraph[str]") -> bytes:
    """GraphML, as Gephi, yEd and Cytoscape read it."""
    out = io.BytesIO()
    # The key of an edge would become its identifier, which must be its own in the whole document.
    nx.write_graphml_xml(_plain(graph), out, named_key_ids=True, edge_id_from_attribute="id")
    return out.getvalue()


def gexf(graph: "nx.MultiDiGraph[str]") -> bytes:
    """GEXF 1.3, as Gephi reads it. It does not say when it was written: the same graph gives the same bytes."""
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", prettyprint=True, version="1.3")
    writer.add_graph(_plain(graph))
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    return f"{writer}\n".encode()


def node_link(graph: "nx.MultiDiGraph[str]") -> bytes:
    """JSON with ``nodes`` and ``edges``, as ``networkx.node_link_graph`` reads it; lists stay lists."""
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1).encode() + b"\n"


def _plain(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in graph.nodes(data=True):
        plain.add_node(node, **_texts(attributes))
    for number, (start, end, kind, attributes) in enumerate(graph.edges(keys=True, data=True)):
        plain.add_edge(start, end, number, id=f"e{number}", kind=kind, **_texts(attributes))
    return plain


def _texts(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: "; ".join(value) if isinstance(value, tuple) else value for name, value in attributes.items()}
