"""The page at a record's former address."""

from html import escape

from kbgen.model.words import _, spoken
from kbgen.views.site.head import SiteInfo


def redirect(site: SiteInfo, old: str, new: str) -> str:
    """A page at ``old`` that leads to ``new``, both site-relative, without a server's help and without scripts."""
    to = escape("../" * old.count("/") + new)
    canonical = f'<link rel="canonical" href="{escape(site.url + new)}">\n' if site.url else ""
    moved, here = escape(_("Moved")), _('This page is now <a href="{address}">here</a>.', address=to)
    return (
        f'<!doctype html>\n<html lang="{spoken().code}">\n<head>\n<meta charset="utf-8">\n<title>{moved}</title>\n'
        f'{canonical}<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={to}">\n'
        f"</head>\n<body>\n<h1>{moved}</h1>\n<p>{here}</p>\n</body>\n</html>\n"
    )
