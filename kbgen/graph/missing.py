"""Works that many papers here cite and that are no records yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from kbgen.graph.citations import Citations
from kbgen.model.identifiers import Identifier, Scheme, parse_identifier


@dataclass(frozen=True, slots=True)
class MissingWork:
    """A cited work that is no record: its identifier, and the papers here that cite it, sorted."""

    identifier: Identifier
    cited_by: tuple[str, ...]


_SCHEMES: Mapping[str, Scheme] = {"arxiv": "arxiv", "doi": "doi", "acl": "acl"}


def missing_works(citations: Citations, least: int = 2) -> tuple[MissingWork, ...]:
    """The works that ``least`` papers or more cite, most cited first, then by identifier.

    Only services that state arXiv, DOI or ACL identifiers of references count. A work that one service knows by its
    DOI and another by its arXiv identifier is two works here.
    """
    citing: dict[str, list[str]] = {}
    for paper_id, keys in citations.elsewhere.items():
        for key in keys:
            citing.setdefault(key, []).append(paper_id)
    found = []
    for key, papers in citing.items():
        scheme, _, value = key.partition(":")
        if len(papers) >= least and scheme in _SCHEMES and (work := parse_identifier(_SCHEMES[scheme], value)):
            found.append(MissingWork(work, tuple(sorted(papers))))
    return tuple(sorted(found, key=lambda work: (-len(work.cited_by), work.identifier.key)))
