import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbgen.render.readme.markdown import Anchors, address, escape, one_line, sentence
from kbgen.render.readme.tables import aligned

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

# Text as records may hold it: no control characters but tab and line feed, and something to see.
ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n*_[]()<>`|~$#&\\!-+=.:1 "), min_size=1
).filter(lambda text: bool(one_line(text)))
PLACES = {
    "link": ("- [", "](https://x.example) - Done.", "a", "{}"),
    "item": ("- ", " - Done.", "li", "{} - Done."),
    "heading": ("## ", "", "h2", "{}"),
    "emphasis": ("- Done, *x ", " x*.", "em", "x {} x"),
}


def shown(source: str, tag: str) -> str:
    rendered = MARKDOWN.render(source)
    found = re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", rendered, flags=re.DOTALL)
    assert found, rendered
    return html.unescape(found[1])


@pytest.mark.parametrize("place", PLACES)
@given(text=ANY_TEXT)
def test_any_text_shows_as_itself(place: str, text: str) -> None:
    before, after, tag, visible = PLACES[place]
    assert shown(before + escape(text) + after, tag) == visible.replace("{}", one_line(text))


@given(text=ANY_TEXT)
def test_any_text_stays_in_its_table_cell(text: str) -> None:
    table = aligned(f"| A | B |\n| --- | ---: |\n| {escape(text)} | 1 |\n")
    cells = re.findall(r"<td[^>]*>(.*?)</td>", MARKDOWN.render(table), flags=re.DOTALL)
    assert [html.unescape(cell) for cell in cells] == [one_line(text), "1"]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("CLIP4Clip: An Empirical Study", "CLIP4Clip: An Empirical Study"),
        ("A*B", r"A\*B"),
        ("2. Second", r"2\. Second"),
        ("3D Vision", "3D Vision"),
        ("- dash", r"\- dash"),
        ("R&D", r"R\&D"),
        ("costs $5", r"costs \$5"),
        ("see https://x.example", r"see https\://x.example"),
        ("two\nlines", "two lines"),
        ("turned \u202etxt", "turned txt"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://x.example/a_b-c?d=1&e=2#f", "https://x.example/a_b-c?d=1&e=2#f"),
        ("https://x.example/a(b)", "https://x.example/a%28b%29"),
        ("https://x.example/?a=1&lt;2", "https://x.example/?a=1&amp;lt;2"),
        ("https://doi.org/10.1002/x<1661::AID>3.0.CO;2-2", "https://doi.org/10.1002/x%3C1661::AID%3E3.0.CO;2-2"),
        ("https://x.example/%20", "https://x.example/%20"),
    ],
)
def test_addresses_cannot_end_a_link(url: str, written: str) -> None:
    assert address(url) == written
    rendered = MARKDOWN.render(f"[x]({address(url)})")
    assert rendered.count("<a ") == 1
    assert rendered.endswith(">x</a></p>\n")


def test_a_sentence_ends_once() -> None:
    assert [sentence(text) for text in ("Ends", "Ends.", "Ends?", "A et al.")] == [
        "Ends.",
        "Ends.",
        "Ends?",
        "A et al.",
    ]


def test_anchors_are_those_of_github() -> None:
    anchors = Anchors()
    headings = [
        "Robustness/Fairness",
        "Image-Text Datasets",
        "Étude & 数据",
        "Clustering",
        "clustering",
        "Clustering 1",
    ]
    assert [anchors.add(heading) for heading in headings] == [
        "robustnessfairness",
        "image-text-datasets",
        "étude--数据",
        "clustering",
        "clustering-1",
        "clustering-1-1",
    ]


def test_table_columns_stand_in_line() -> None:
    table = aligned("| Name | # |\n|---|---:|\n| a | 1 |\n| long name | 22 |\n| with \\| bar | |\n")
    assert table.splitlines() == [
        r"| Name        |   # |",
        r"| ----------- | --: |",
        r"| a           |   1 |",
        r"| long name   |  22 |",
        r"| with \| bar |     |",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("| a |\n| b |\n", "not a table's rule"),
        ("| a |\n", "not a table's rule"),
        ("| a |\n|---|\n| b | c |\n", "2 cells under 1 headings"),
    ],
)
def test_what_is_no_table_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        aligned(text)
