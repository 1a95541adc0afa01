"""The forms in which a document writes its links: one thing written in two ways, and detours to what has an address.

A record keeps identifiers and addresses in one form, so these are faults of the document alone: one note a kind, with
how often and where first.
"""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from kbgen.ingest.draft import Draft, DraftLink, ImportNote
from kbgen.model.identifiers import parse_arxiv, parse_doi

_FORMER_DOI_HOST = "dx.doi.org"


def link_forms(draft: Draft) -> Iterator[ImportNote]:
    """What is uneven in how a document writes its links; verified facts quote others and are left out."""
    links = [link for paper in draft.papers if not paper.verified for link in paper.links]
    links += [link for row in draft.datasets for link in row.links]
    arxiv = [link for link in links if parse_arxiv(link.href)]

    def note(code: str, found: Sequence[DraftLink], message: str) -> Iterator[ImportNote]:
        if found:
            first = min(found, key=lambda link: link.line)
            words = f"{message}, the first in line {first.line}: {first.href.strip()}"
            yield ImportNote(code, draft.file, first.line, words, of_source=True)

    plain, mixed = _with_both_schemes(links)
    hosts = _hosts(plain)
    yield from note("IM111", plain, f"{len(plain)} of {len(mixed)} links to {hosts} begin with http:, not https:")
    versioned = [link for link in arxiv if (parsed := parse_arxiv(link.href)) and parsed.version]
    if len(versioned) < len(arxiv):
        yield from note("IM112", versioned, f"{len(versioned)} of {len(arxiv)} arXiv links name a version")
    queried = _where(arxiv, lambda link: bool(_parts(link)[2]))
    yield from note("IM113", queried, f"{len(queried)} of {len(arxiv)} arXiv links have a query string")
    former = _where(links, lambda link: _parts(link)[1] == _FORMER_DOI_HOST)
    by_doi = _where(links, lambda link: parse_doi(link.href) is not None)
    message = f"{len(former)} of {len(by_doi)} DOI links go by {_FORMER_DOI_HOST}, the former address of doi.org"
    yield from note("IM114", former, message)


def _where(links: Sequence[DraftLink], holds: Callable[[DraftLink], bool]) -> list[DraftLink]:
    return [link for link in links if holds(link)]


def _with_both_schemes(links: Sequence[DraftLink]) -> tuple[list[DraftLink], list[DraftLink]]:
    """Links with ``http:`` to hosts that are linked with ``https:`` too, and all links to such hosts."""
    schemes: dict[str, set[str]] = {}
    for link in links:
        scheme, host, _ = _parts(link)
        schemes.setdefault(host, set()).add(scheme)
    both = {host for host, found in schemes.items() if host and {"http", "https"} <= found}
    mixed = _where(links, lambda link: _parts(link)[1] in both)
    return _where(mixed, lambda link: _parts(link)[0] == "http"), mixed


def _hosts(links: Sequence[DraftLink]) -> str:
    return ", ".join(sorted({_parts(link)[1] for link in links}))


def _parts(link: DraftLink) -> tuple[str, str, str]:
    """Scheme, host and query of an address; empty where it is none."""
    try:
        parts = urlsplit(link.href.strip())
        return parts.scheme.lower(), (parts.hostname or "").lower(), parts.query
    except ValueError:
        return "", "", ""
