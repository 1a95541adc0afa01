"""Addresses of the explorer: what a number counts, as facets and as a query of ``docs/queries.md``."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote_plus

_PLAIN = ",:.-"


def explore_url(facets: Mapping[str, str | Iterable[str]], query: str = "") -> str:
    """The site-relative address at which the explorer shows the papers of a query that have a value of each facet.

    Facets are named as the explorer's address names them: ``year``, ``venue``, ``has``, an axis of the taxonomy.
    """
    asked = [("q", query)] if query else []
    asked += [(name, value if isinstance(value, str) else ",".join(value)) for name, value in facets.items()]
    if not asked:
        return "explore/"
    return "explore/?" + "&".join(f"{quote_plus(name)}={quote_plus(value, safe=_PLAIN)}" for name, value in asked)
