"""What every page says of itself and of the site, for the page's ``<head>``."""

from kbgen.views.site.comments import Giscus
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
    author_feeds_from: int | None = None
    """How many papers an author must have for a feed; ``None`` where that is left to kbgen."""
    database: bool = False
    """Whether the database of all papers is published."""
    giscus: Giscus | None = None
    """Where records are discussed; ``None`` where they are not."""


class Crumb(View, frozen=True):
    """A step of the way from the home page to a page."""

    name: str
    url: str


class Head(View, frozen=True):
    """What search engines and reference managers read: title and description as plain text, and the way to the page.

    ``robots`` is ``noindex`` for pages that only repeat others. ``feed`` is the site-relative address of the feed that
    tells what is new, empty where there is none, and ``twin`` whether the page stands beside it in Markdown; both are
    known when the page is drawn.
    """

    title: str
    description: str
    crumbs: tuple[Crumb, ...] = ()
    robots: str = ""
    feed: str = ""
    feed_title: str = ""
    twin: bool = False

    @property
    def own_feed(self) -> str:
        """The feed, if it is the page's own and not that of the whole site, which stands at the root."""
        return self.feed if "/" in self.feed else ""
