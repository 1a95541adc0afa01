"""The links in a page's head to its other forms: its feed and its Markdown twin, for programs that look for them."""

from html import escape

from kbgen.views.site.head import Head

TWIN = "index.md"
"""The name of a page's form in Markdown, which stands beside the page."""


def alternates(head: Head, root: str) -> str:
    """The tags; ``root`` leads from the page to the site's root."""
    tags = []
    if head.feed:
        tags.append(
            f'<link rel="alternate" type="application/atom+xml" title="{escape(head.feed_title)}" '
            f'href="{root}{escape(head.feed)}">'
        )
    if head.twin:
        tags.append(f'<link rel="alternate" type="text/markdown" href="{TWIN}">')
    return "\n".join(tags)
