"""Where readers may discuss a record: a discussion on GitHub, shown by giscus (https://giscus.app)."""

from urllib.parse import quote

from kbgen.views.view import View


class Giscus(View, frozen=True):
    """The repository and the category of its discussions, by name and by the identifiers that giscus.app gives."""

    repo: str
    repo_id: str
    category: str
    category_id: str

    def href(self, title: str) -> str:
        """Where the discussion of a page is found without giscus."""
        return f"https://github.com/{self.repo}/discussions?discussions_q={quote(title)}"
