"""What every page says of itself and of the site, for the page's ``<head>``."""

from kbgen.views.view import View


class SiteInfo(View, frozen=True):
    """What ``mkdocs.yml`` says of the site. ``url`` ends in a slash; it is empty where no address is configured."""

    name: str
    description: str
    url: str = ""
    repository: str = ""
    edit_base: str = ""
    """Address to which a record's path is appended to edit it; empty without a repository."""
    forms: str = ""
    """Address at which GitHub opens an issue form; empty where the repository is elsewhere or has none."""


class Crumb(View, frozen=True):
    """A step of the way from the home page to a page."""

    name: str
    url: str


class Head(View, frozen=True):
    """What search engines and reference managers read: title and description as plain text, and the way to the page.

    ``robots`` is ``noindex`` for pages that only repeat others.
    """

    title: str
    description: str
    crumbs: tuple[Crumb, ...] = ()
    robots: str = ""
