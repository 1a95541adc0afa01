"""How much of a Markdown file was understood, by its own links: how many of those to papers became part of a record."""

import re

from kbgen.ingest.draft import Draft

_HOSTS = (
    r"arxiv\.org/(?:abs|pdf|html)|(?:dx\.)?doi\.org/10|openreview\.net/(?:forum|pdf)|aclanthology\.org|aclweb\.org/anthology"
    r"|openaccess\.thecvf\.com|ecva\.net/papers|proceedings\.mlr\.press|papers\.n(?:eur)?ips\.cc|proceedings\.neurips\.cc"
    r"|dl\.acm\.org/doi|ieeexplore\.ieee\.org/(?:abstract/)?document|link\.springer\.com/(?:article|chapter)|jmlr\.org/papers"
)
_PAPER_LINK = re.compile(rf"https?://(?:www\.|export\.)?(?:{_HOSTS})[^\s<>\"'\])|]*", re.IGNORECASE)
_MANY = 10
"""Entries from which a list without a link to a paper is probably one of other things."""
_FEW = 5
"""Links to papers below which a file says nothing about how well it was understood."""


def paper_links(text: str) -> frozenset[str]:
    """The different addresses of papers in a text, on the hosts that publish them."""
    return frozenset(_key(found[0]) for found in _PAPER_LINK.finditer(text))


def count_paper_links(text: str, draft: Draft) -> tuple[int, int]:
    """How many links to papers a list's text holds, and how many stand in a line of which an entry took one."""
    held = paper_links(text)
    links = [link for paper in draft.papers for link in paper.links]
    links += [link for dataset in draft.datasets for link in dataset.links]
    read = {key for link in links for key in paper_links(link.href.strip())}
    # One entry often has its paper in several places, and a record keeps but some of them.
    for line in text.split("\n"):
        if not read.isdisjoint(here := paper_links(line)):
            read |= here
    return len(held), len(held & read)


def hardly_understood(links: int, links_read: int) -> bool:
    """Whether less than half of enough links to papers are in records."""
    return links >= _FEW and 2 * links_read < links


def no_papers(entries: int, links: int) -> bool:
    """Whether a list of many entries has no link to a paper at all."""
    return entries >= _MANY and links == 0


def _key(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip(".,;:/").removesuffix(".pdf").lower()
