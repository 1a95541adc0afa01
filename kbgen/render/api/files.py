"""The files of the API as bytes: plain data, a record a line, in an order that does not depend on anything else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from kbgen.graph.citations import Citation
from kbgen.graph.knowledge_graph import edges_between_records, node_of
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.render.api.layout import FILES, VERSION
from kbgen.render.export.json import dataset_data, paper_data
from kbgen.views.site.addresses import author_url, axis_url, dataset_url, paper_url, term_url, venue_url
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.index import SiteIndex

_Facts = dict[str, Any]
_REFERENCES = "reference"
"""Fields of the overlay that begin so are what citations are read from, which the API gives as citations."""


def paper_entry(paper: Paper) -> bytes:
    """A paper in the list of all papers."""
    facts = {"id": paper.id, "title": paper.title, "authors": paper.authors, "year": paper.year, "venue": paper.venue}
    return _line({**facts, "kind": paper.kind, "url": paper.url})


def papers_file(entries: Iterable[bytes]) -> bytes:
    """All papers; ``entries`` are those of :func:`paper_entry`."""
    return _lines("papers", entries)


def paper_file(index: SiteIndex, paper_id: str, citation_key: str) -> bytes:
    """Everything about one paper."""
    paper = index.kb.papers[paper_id]
    citations = index.citations
    coverage = citations.coverage.get(paper_id)
    facts = {
        "version": VERSION,
        **paper_data(paper, index.kb),
        "citation_key": citation_key,
        "page": paper_url(paper_id),
        "cites": [_citation(one, one.cited) for one in citations.cites(paper_id)],
        "cited_by": [_citation(one, one.citing) for one in citations.cited_by(paper_id)],
        "reference_coverage": coverage.model_dump() if coverage else None,
        "enriched": {
            name: one.model_dump(mode="json")
            for name, one in sorted(index.overlay(paper_id).items())
            if not name.startswith(_REFERENCES)
        },
    }
    return msgspec.json.format(msgspec.json.encode(_known(facts)), indent=1) + b"\n"


def datasets_file(index: SiteIndex) -> bytes:
    """All datasets with the papers that introduce and that use each."""
    return _lines("datasets", (_dataset(index, one) for one in _by_id(index.kb.datasets)))


def _dataset(index: SiteIndex, dataset: Dataset) -> bytes:
    return _line(
        {
            **dataset_data(dataset, ()),
            "page": dataset_url(dataset.id),
            "papers_introducing": sorted(index.introducers(dataset)),
            "papers_using": sorted(index.users(dataset.id)),
        }
    )


def topics_file(index: SiteIndex) -> bytes:
    """The taxonomy with the number of papers and datasets of each term."""
    terms: dict[str, list[_Facts]] = {axis.id: [] for axis in index.kb.taxonomy.axes}
    for placed in index.kb.taxonomy.walk():
        place = (placed.axis, placed.term.id)
        facts = {
            "id": placed.term.id,
            "name": placed.term.name,
            "description": placed.term.description,
            "aliases": placed.term.aliases,
            "parent": placed.ancestors[-1] if placed.ancestors else None,
            "page": term_url(*place),
        }
        counts = {"papers": len(index.by_term.get(place, ())), "datasets": len(index.datasets_by_term.get(place, ()))}
        terms[placed.axis].append(_known(facts) | counts)
    axes = (
        _known({"id": axis.id, "name": axis.name, "description": axis.description, "page": axis_url(axis.id)})
        | {"terms": terms[axis.id]}
        for axis in index.kb.taxonomy.axes
    )
    return _lines("axes", map(msgspec.json.encode, axes))


def authors_file(index: SiteIndex) -> bytes:
    """All authors with their papers."""
    return _lines("authors", (_author(index, *one) for one in index.authors.papers.items()))


def _author(index: SiteIndex, slug: str, papers: Sequence[str]) -> bytes:
    facts = {"id": slug, "name": index.authors.name(slug), "also_written": index.authors.also_written.get(slug)}
    return _line({**facts, "page": author_url(slug), "papers": papers})


def venues_file(index: SiteIndex) -> bytes:
    """The venues of the papers."""
    return _lines("venues", (_venue(index, *one) for one in index.by_venue.items()))


def _venue(index: SiteIndex, key: str, papers: Sequence[str]) -> bytes:
    venue = index.kb.venues.by_id.get(key)
    said = {"name": venue.name, "kind": venue.kind, "url": venue.url} if venue else {"name": key}
    return _line({"id": key, **said, "short": index.venue_short(key), "page": venue_url(key), "papers": papers})


def citations_file(index: SiteIndex) -> bytes:
    """The citations with everyone who states each, and how much of the reference lists was read."""
    known = index.citations
    edges = (
        {"citing": edge.citing, "cited": edge.cited, "stated_by": _statements(edge)}
        for citing in sorted(known.outgoing)
        for edge in known.outgoing[citing]
    )
    coverage = {paper_id: one.model_dump() for paper_id, one in sorted(known.coverage.items())}
    return _lines("citations", map(msgspec.json.encode, edges), {"coverage": coverage})


def graph_file(index: SiteIndex) -> bytes:
    """Papers and datasets and what joins them."""
    kb = index.kb
    nodes = [_node("paper", one.id, one.title, one.year) for one in _by_id(kb.papers)]
    nodes += [_node("dataset", one.id, one.name, one.year) for one in _by_id(kb.datasets)]
    whole = {
        "version": VERSION,
        "directed": True,
        "multigraph": True,
        "nodes": nodes,
        "edges": [{"source": start, "target": end, "kind": kind} for start, end, kind in sorted(_edges(index))],
    }
    return msgspec.json.encode(whole) + b"\n"


def _node(kind: str, name: str, label: str, year: int | None) -> _Facts:
    return _known({"id": f"{kind}:{name}", "kind": kind, "label": label, "year": year})


def _edges(index: SiteIndex) -> set[tuple[str, str, str]]:
    edges: set[tuple[str, str, str]] = {(start, end, kind) for start, end, kind, _ in edges_between_records(index.kb)}
    for cited in index.citations.outgoing.values():
        edges |= {(node_of("paper", one.citing), node_of("paper", one.cited), "cites") for one in cited}
    return edges


def index_file(index: SiteIndex, site: SiteInfo, downloads: Mapping[str, str]) -> bytes:
    """Where to begin; ``downloads`` says where other files are, seen from this one."""
    facts = {"version": VERSION, "name": site.name, "description": site.description, "site": site.url}
    counts = {"papers": len(index.kb.papers), "datasets": len(index.kb.datasets)}
    places = {
        "files": FILES,
        "schemas": {name: f"schema/{name}.schema.json" for name in FILES},
        "downloads": downloads,
    }
    return msgspec.json.format(msgspec.json.encode(_known(facts) | counts | places), indent=1) + b"\n"


def _citation(edge: Citation, other: str) -> _Facts:
    return {"id": other, "stated_by": _statements(edge)}


def _statements(edge: Citation) -> list[dict[str, str]]:
    return [{"source": one.source, "kind": one.kind} for one in edge.statements]


def _by_id(records: Mapping[str, Any]) -> Iterator[Any]:
    return (records[one] for one in sorted(records))


def _known(facts: _Facts) -> _Facts:
    """What is known: nothing is written as null or empty."""
    return {name: value for name, value in facts.items() if value not in (None, "", (), [], {})}


def _line(facts: _Facts) -> bytes:
    return msgspec.json.encode(_known(facts))


def _lines(name: str, items: Iterable[bytes], more: Mapping[str, Any] | None = None) -> bytes:
    """A list of things, each on a line, under its name, with what else the file says."""
    rest = b"".join(b',\n"%b":%b' % (key.encode(), msgspec.json.encode(value)) for key, value in (more or {}).items())
    return b'{"version":%d,\n"%b":[\n%b\n]%b}\n' % (VERSION, name.encode(), b",\n".join(items), rest)
