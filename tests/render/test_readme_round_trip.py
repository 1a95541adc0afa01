"""A list that is imported and written again in its own form has lost nothing: both are read as Markdown and compared.

Addresses are compared as what they lead to: an identifier, or the address without protocol and ``www.``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from kbgen.ingest.importing import ImportOptions, SourceFile, run_import
from kbgen.model.identifiers import identify, parse_github
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Venues
from kbgen.render.readme.render import render_lists
from kbgen.store.tree import load_tree

SEED = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "000_1e7febf79f27fbfc.txt"
YEAR = re.compile(r"(?:19|20)\d\d")

SMALL_LIST = """\
# Awesome Small Things

## Surveys

- A survey of small things: [brackets], \\* and $dollars$.
  - *IEEE TPAMI 2018* [[paper]](http://arxiv.org/abs/1805.01234v2)

## Methods
### Matching

- Matching small things?.
  - *ICML 2021* [[paper]](https://arxiv.org/abs/2103.01234) [[code]](https://github.com/example/matching/tree/main/small)

- Matching in workshops.
  - *ICCV Workshops 2019* [[paper]](http://www.papers.example/a_b.pdf)

### Grouping

- Grouping small things.
  - *arXiv* [[paper]](https://dx.doi.org/10.1000/xyz123)

## Datasets
### Image-Text Datasets

| **Name** | **# Images** | **# Text** | **Domain** | **Task** | **Access** | **Github** |
|----------|--------------|------------|------------|----------|------------|------------|
| **Pebble** | >330000 | 5 each | Rock | find | [Link](http://pebble.example) | [Github](https://github.com/x/y) |
| **Grain** | 10K | | Sand | finding | ? | - |
"""


@dataclass
class Read:
    """What a list says, in a form in which two ways of writing it are equal."""

    headings: list[str] = field(default_factory=list)
    entries: Counter[tuple[str, str, str | None, frozenset[str]]] = field(default_factory=Counter)
    rows: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict)


def read(text: str, venue_of: Callable[[str], str]) -> Read:
    """Headings, entries with venue, year and links, and table rows with cells and links, by a Markdown reader."""
    result = Read()
    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    for node in root.children:
        if node.type == "heading" and node.tag != "h1":
            result.headings.append(words(node).strip())
        elif node.type == "bullet_list" and result.headings and result.headings[-1] != "Table of Contents":
            for item in node.children:
                title, *details = [part for part in item.walk() if part.type == "inline"]
                detail = details[0] if details else None
                venue = next((words(part) for part in detail.walk() if part.type == "em"), "") if detail else ""
                year = YEAR.search(venue)
                key = (
                    normalise_title(words(title)),
                    venue_of(YEAR.sub("", venue).strip(" ()")) if venue else "",
                    year[0] if year else None,
                    frozenset(addresses(detail)) if detail else frozenset(),
                )
                result.entries[key] += 1
        elif node.type == "table":
            for row in node.children[1].children:
                # The label of a link is the template's choice; the words of the other cells are the source's.
                cells = [words(cell) for cell in row.children if not any(one.type == "link" for one in cell.walk())]
                result.rows[normalise_title(cells[0]), frozenset(addresses(row))] = " ".join(cells).casefold()
    return result


def words(node: SyntaxTreeNode) -> str:
    return "".join(part.content for part in node.walk() if part.type in {"text", "code_inline"})


def addresses(node: SyntaxTreeNode) -> Iterator[str]:
    for part in node.walk():
        if part.type == "link" and part.attrs.get("href"):
            url = str(part.attrs["href"])
            if identifier := identify(url):
                yield identifier.key
            elif repository := parse_github(url):
                yield f"{repository.key}/{repository.path}"
            else:
                yield re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def written_again(source: Path, root: Path) -> tuple[Read, Read]:
    """A list as it is, and as it is written after an import into an empty knowledge base."""
    (root / "data").mkdir(parents=True)
    run_import(root, [SourceFile.parse(str(source))], ImportOptions())
    kb = load_tree(root).kb
    (one,) = kb.lists.values()
    files = render_lists(kb, None, {one.id: one.model_copy(update={"template": "classic"})})
    assert len(files) == 1

    def venue_of(name: str) -> str:
        venue = _venue(name, kb.venues)
        assert venue, f"no venue is called {name!r}"
        return venue

    return read(source.read_text(encoding="utf-8"), venue_of), read(files[0].text, venue_of)


def _venue(name: str, venues: Venues) -> str | None:
    """The venue that the beginning of a name stands for: what follows it is a track."""
    words = name.split()
    found = (venues.find(" ".join(words[:count])) for count in range(len(words), 0, -1))
    return next((venue.id for venue in found if venue), None)


def assert_nothing_lost(original: Read, again: Read) -> None:
    assert [heading for heading in original.headings if heading not in again.headings] == []
    assert again.entries == original.entries
    assert again.rows.keys() == original.rows.keys()
    for key, cells in original.rows.items():
        missing = [word for word in re.findall(r"[^\W_]+", cells) if word not in again.rows[key]]
        assert missing == [], key


def test_a_list_of_the_classic_form_comes_back_whole(tmp_path: Path) -> None:
    source = tmp_path / "list.md"
    source.write_text(SMALL_LIST, encoding="utf-8")
    original, again = written_again(source, tmp_path / "kb")
    assert sum(original.entries.values()) == 4
    assert len(original.rows) == 2
    assert_nothing_lost(original, again)


@pytest.mark.parametrize("seed", [SEED] if SEED.is_file() else [])
def test_the_first_seed_comes_back_whole(seed: Path, tmp_path: Path) -> None:
    original, again = written_again(seed, tmp_path / "kb")
    assert sum(original.entries.values()) == 137
    assert len(original.rows) == 58
    assert_nothing_lost(original, again)
