"""``sitemap.xml`` and ``robots.txt`` (https://www.sitemaps.org/protocol.html)."""

import re
from collections.abc import Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

LIMIT = 50_000
"""The most addresses the protocol allows in one file."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What needs no quoting, as most paths.
_PLAIN = re.compile(r"[a-z0-9/-]*")
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemaps(site_url: str, paths: Sequence[str]) -> dict[str, str]:
    """Sitemap files by name, for pages given as paths of HTML files below the site's root.

    No date of last change is given: a date that only says when the site was built tells a crawler nothing.
    """
    addresses = [
        path if _PLAIN.fullmatch(path) else quote(path)
        for path in [path.removesuffix("index.html") for path in sorted(paths)]
    ]
    chunks = [addresses[start : start + LIMIT] for start in range(0, len(addresses), LIMIT)]
    if len(chunks) < 2:
        return {"sitemap.xml": _urlset(site_url, addresses)}
    files = {f"sitemap-{number}.xml": _urlset(site_url, chunk) for number, chunk in enumerate(chunks, 1)}
    listed = "".join(f"<sitemap><loc>{escape(site_url + name)}</loc></sitemap>\n" for name in files)
    return {"sitemap.xml": f"{_HEAD}<sitemapindex {_XMLNS}>\n{listed}</sitemapindex>\n", **files}


def robots(site_url: str) -> str:
    """Everything may be crawled; the sitemap is named where the site's address is known."""
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {site_url}sitemap.xml\n" if site_url else "")


def _urlset(site_url: str, paths: Sequence[str]) -> str:
    site = escape(site_url)  # quoted paths need no escaping
    listed = "".join([f"<url><loc>{site}{path}</loc></url>\n" for path in paths])
    return f"{_HEAD}<urlset {_XMLNS}>\n{listed}</urlset>\n"
