from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.finding import KbgenError
from kbgen.render.site.shell import cut, under_hub

SHELL = (
    '<title>kbgen-slot-title - Site</title><meta name="description" content="kbgen-slot-description">'
    '<link rel="canonical" href="https://x.example/papers/kbgen-shell/"><!--kbgen-slot-head-->'
    "<b>kbgen-slot-title</b><article><!--kbgen-slot-article--></article>"
)
PARTS = [
    "kbgen-slot-title",
    "kbgen-slot-description",
    "<!--kbgen-slot-article-->",
    "<!--kbgen-slot-head-->",
    "&",
    '"',
    "<b>",
]
hostile = st.lists(st.sampled_from(PARTS) | st.text(max_size=5), max_size=6).map("".join)


@given(hostile, hostile, hostile)
def test_a_page_shows_exactly_its_parts_whatever_they_spell(title: str, description: str, article: str) -> None:
    page = (
        cut(SHELL, "paper", titled=False)
        .page(title=title, description=description, canonical="https://x.example/a?b&c", head="<meta>", article=article)
        .decode()
    )
    start, middle = "<title>", ' - Site</title><meta name="description" content="'
    assert page.startswith(start)
    shown, _, rest = page[len(start) :].partition(middle)
    assert unescape(shown) == unescape(unescape(shown)) or unescape(shown) == title
    assert rest.endswith(f"<article>{article}</article>")
    assert '<link rel="canonical" href="https://x.example/a?b&amp;c"><meta>' in rest


def test_text_is_escaped_for_text_and_attributes() -> None:
    page = (
        cut(SHELL, "paper", titled=False)
        .page(title='<"&', description="'\"", canonical="", head="", article="")
        .decode()
    )
    assert "<title>&lt;&quot;&amp; - Site" in page
    assert 'content="&#x27;&quot;"' in page
    assert "canonical" not in page


@pytest.mark.parametrize(
    "slot", ["kbgen-slot-title", "kbgen-slot-description", "<!--kbgen-slot-head-->", "<!--kbgen-slot-article-->"]
)
def test_a_theme_that_leaves_a_slot_out_is_refused(slot: str) -> None:
    with pytest.raises(KbgenError, match="leaves no place"):
        cut(SHELL.replace(slot, ""), "paper", titled=False)


def test_a_hub_needs_no_slot_for_its_title() -> None:
    stamp = cut(SHELL.replace("kbgen-slot-title", "Explore"), "explore", titled=True)
    assert b"Explore - Site" in stamp.page(title="x", description="", canonical="", head="", article="")


def test_a_navigation_that_does_not_lead_to_the_hub_is_left_as_it_is() -> None:
    tabs = '<li class="md-tabs__item">\n<a href="../../" class="md-tabs__link">Home</a></li><a href="../">Papers</a>'
    assert under_hub(tabs, "papers/kbgen-shell") == tabs
    assert under_hub(tabs, "topics/kbgen-shell/term") == (
        '<li class="md-tabs__item md-tabs__item--active">\n'
        '<a href="../../" class="md-tabs__link md-tabs__link--active" aria-current="true">Home</a></li>'
        '<a href="../">Papers</a>'
    )
