"""A maintainer's Markdown on a page."""

import pytest

from kbgen.render.site.prose import prose


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It *hears*.", "<p>It <em>hears</em>.</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ('[a](https://a.example/?x="y")', '<p><a href="https://a.example/?x=%22y%22" rel="noopener">a</a></p>\n'),
        ("[a *b*](../README.md) c", "<p>a <em>b</em> c</p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("![a](https://a.example/b.png)", '<p>!<a href="https://a.example/b.png" rel="noopener">a</a></p>\n'),
    ],
)
def test_text_is_escaped_and_only_links_to_other_sites_stay(text: str, html: str) -> None:
    assert prose(text) == html
