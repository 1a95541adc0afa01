"""Pages' twins in Markdown, read by an independent parser."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.render.site.conftest import Built


def twins(folder: Path) -> list[Path]:
    return sorted(folder.rglob("index.md"))


def tokens(path: Path) -> Iterator[Token]:
    for block in MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8")):
        yield block
        yield from block.children or ()


@pytest.mark.parametrize(
    "page",
    [
        "",
        "papers/",
        "papers/seeing-and-hearing/",
        "datasets/",
        "datasets/tone-clips/",
        "topics/",
        "topics/objective/",
        "topics/objective/contrastive/",
        "authors/",
        "authors/wei-chen/",
        "venues/",
        "venues/tcml/",
        "years/2020/",
        "new/",
        "new/2026-W10/",
        "lists/",
        "lists/sound/",
    ],
)
def test_a_page_of_each_kind_names_its_twin(built: Built, page: str) -> None:
    assert '<link rel="alternate " type="text/markdown" href="index.md">' in built.read(f"{page}index.html")
    assert built.read(f"{page}index.md").startswith("# ")


@pytest.mark.parametrize("page", ["explore/", "search/", "graph/", "contribute/"])
def test_a_page_that_only_leads_on_has_none(built: Built, page: str) -> None:
    assert "text/markdown" not in built.read(f"{page}index.html")
    assert not (built.out / page / "index.md").exists()


def test_every_twin_has_one_title_no_html_and_links_that_lead_somewhere(built: Built) -> None:
    found = twins(built.out)
    assert len(found) > 50
    for path in found:
        seen = list(tokens(path))
        assert sum(token.type == "heading_open" and token.tag == "h1" for token in seen) == 1, path
        assert [token.content for token in seen if token.type in {"html_block", "html_inline"}] == [], path
        for token in seen:
            href = str(token.attrs.get("href", ""))
            if href and not href.startswith(("https://", "http://")):
                target = (path.parent / unquote(href.partition("?")[0])).resolve()
                # Pages that need a script have no twin.
                expected = target if target.name == "index.md" else target / "index.html"
                assert expected.is_file(), f"{path}: {href}"


def test_a_twin_says_what_the_page_says(built: Built) -> None:
    text = built.read("papers/seeing-and-hearing/index.md")
    for fact in (
        "# Seeing and Hearing Together",
        "[Ada Müller](../../authors/ada-muller/index.md)",
        "- Venue: [TCML](../../venues/tcml/index.md) (Test Conference on Machine Learning)",
        "Learns from whether a sound belongs to a picture.",
        "| [Tone Clips](../../datasets/tone-clips/index.md) "
        "| [Sound classification](../../topics/task/sound-classification/index.md) |  | accuracy | 79.3 % | Table 2 |",
        "1 of 24 references is here.",
        "    @inproceedings{muller2017seeing,",
        "- File: `data/papers/2017/seeing-and-hearing.yaml`",
    ):
        assert fact in text


def test_unknown_is_said(built: Built) -> None:
    text = built.read("papers/unknown-year/index.md")
    assert "- Year: not known yet" in text
    assert "References not known" in text


def test_a_dataset_tells_who_introduces_it_from_who_uses_it(built: Built) -> None:
    text = built.read("datasets/tone-clips/index.md")
    introduced, _, used = text.partition("## Introduced by")[2].partition("## Used by")
    assert "Listening to Tones" in introduced
    assert "Listening to Tones" not in used.partition("##")[0]
    assert "Seeing and Hearing Together" in used
