"""The links in a page's head to its other forms: its feed and its Markdown twin, for programs that look for them."""

from html import escape

from kbgen.views.site.head import Head

TWIN = "index.md"
"""The name of a page's form in Markdown, which stands beside the page."""


# For Material, `rel="alternate"` as it stands is another language, of which it loads a sitemap that is not there. To
# everything that reads it as HTML says, as words between spaces, one more space makes no difference.
_REL = "alternate "


def alternates(head: Head, root: str) -> str:
    """The tags; ``root`` leads from the page to the site's root."""
    tags = []
    if head.feed:
        tags.append(
            f'<link rel="{_REL}" type="application/atom+xml" title="{escape(head.feed_title)}" '
            f'href="{root}{escape(head.feed)}">'
        )
    if head.twin:
        tags.append(f'<link rel="{_REL}" type="text/markdown" href="{TWIN}">')
    return "\n".join(tags)
