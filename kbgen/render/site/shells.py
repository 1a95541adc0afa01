"""The shells: every page that the engine makes for us to fill, as the Markdown that it is given."""

import json
from dataclasses import dataclass

from kbgen.model.words import _, marked

_ASIDE = "kbgen-shell"
"""The folder in which the shells of entities stand aside from the pages themselves."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A page the engine makes for us to fill: ``name`` for templates and styles, ``path`` the folder it stands in.

    A hub has its own title, because the navigation shows it, and its folder is its address. An entity's shell has a
    slot for the title, and its folder only says how deep it stands.
    """

    name: str
    path: str
    title: str = "kbgen-slot-title"

    @property
    def is_hub(self) -> bool:
        """Whether the shell is itself a page of the site."""
        return self.title != "kbgen-slot-title"

    def markdown(self) -> str:
        """The page that the engine is given."""
        # The heading is never shown; it gives the theme's "skip to content" link its target.
        return (
            "---\n"
            f"title: {json.dumps(_(self.title), ensure_ascii=False)}\n"
            "description: kbgen-slot-description\n"
            f"kbgen: {self.name}\n"
            "hide: [navigation, toc]\n"
            "---\n\n"
            "# Content\n"
        )


HUBS = (
    Shell("home", "", marked("Home")),
    Shell("explore", "explore", marked("Explore")),
    Shell("reading-list", "reading-list", marked("Reading list")),
    Shell("graph", "graph", marked("Graph")),
    Shell("compare", "compare", marked("Compare")),
    Shell("new", "new", marked("New")),
    Shell("timeline", "timeline", marked("Timeline")),
    Shell("papers", "papers", marked("Papers")),
    Shell("datasets", "datasets", marked("Datasets")),
    Shell("leaderboards", "leaderboards", marked("Leaderboards")),
    Shell("topics", "topics", marked("Topics")),
    Shell("authors", "authors", marked("Authors")),
    Shell("venues", "venues", marked("Venues")),
    Shell("years", "years", marked("Years")),
    Shell("lists", "lists", marked("Lists")),
    Shell("search", "search", marked("Search")),
    Shell("about", "about", marked("About")),
    Shell("data", "data", marked("Data")),
    Shell("contribute", "contribute", marked("Contribute")),
)
"""Pages that stand in the navigation. A hand-written page of ``docs/`` at the same address takes its place."""

ENTITIES = (
    Shell("paper", f"papers/{_ASIDE}"),
    Shell("dataset", f"datasets/{_ASIDE}"),
    Shell("leaderboard", f"leaderboards/{_ASIDE}"),
    Shell("author", f"authors/{_ASIDE}"),
    Shell("author-part", f"authors/{_ASIDE}/part"),
    Shell("venue", f"venues/{_ASIDE}"),
    Shell("venue-part", f"venues/{_ASIDE}/part"),
    Shell("year", f"years/{_ASIDE}"),
    Shell("year-part", f"years/{_ASIDE}/part"),
    Shell("axis", f"topics/{_ASIDE}"),
    Shell("topic", f"topics/{_ASIDE}/term"),
    Shell("topic-part", f"topics/{_ASIDE}/term/part"),
    Shell("letter", f"authors/{_ASIDE}/letter"),
    Shell("new-part", f"new/{_ASIDE}"),
    Shell("week", f"new/{_ASIDE}-week"),
    Shell("week-part", f"new/{_ASIDE}-week/part"),
    Shell("list", f"lists/{_ASIDE}"),
    Shell("list-part", f"lists/{_ASIDE}/part"),
)
"""One shell a kind of page, and one more for the further parts of its lists, which stand a step deeper."""
