"""A maintainer's Markdown, such as a list's introduction, as HTML for a page.

HTML in it stays text. Only links to other sites stay links: a relative one is meant for the file that the list writes,
and leads nowhere on the site.
"""

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def prose(text: str) -> Markup:
    """The text as HTML in which everything is escaped that Markdown gives no meaning."""
    tokens = _parser().parse(text)
    for block in tokens:
        shown = []
        open_links = []
        for token in block.children or ():
            if token.type == "link_open":
                open_links.append(str(token.attrs.get("href", "")).startswith(("https://", "http://")))
                token.attrSet("rel", "noopener")
            keeps = open_links[-1] if token.type in {"link_open", "link_close"} else True
            if token.type == "link_close":
                open_links.pop()
            if keeps:
                shown.append(token)
        if block.children is not None:
            block.children = shown
    parser = _parser()
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704 the renderer escapes all text


@cache
def _parser() -> "MarkdownIt":
    # Imported where it is needed: a build that makes no such page does without.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable("image")
