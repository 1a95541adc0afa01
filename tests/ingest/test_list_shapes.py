"""Made-up lists in many markups and forms: every paper with its line, title, venue, year, people and links."""

import json
from pathlib import Path

import pytest

from kbgen.ingest.draft import Draft
from kbgen.ingest.importing import ImportOptions, SourceFile, read_file
from kbgen.ingest.links import read_link
from kbgen.ingest.venues import read_venue
from kbgen.model.finding import KbgenError
from kbgen.model.vocabulary import Venues

from .samples import read

LISTS = sorted(path for path in (Path(__file__).parent / "lists").iterdir() if path.suffix != ".jsonl")


WITHOUT_LINKS = {"accepted_titles.md", "harvard.md"}
"""Lists that nothing tells from other text, so that a person must say what they are."""


def of_file(path: Path) -> Draft:
    return read_file(SourceFile(path, "list"), ImportOptions(format="list" if path.name in WITHOUT_LINKS else ""))


def found(draft: Draft) -> list[dict[str, object]]:
    """What was found, as the file of expectations writes it: what is not stated is left out."""
    rows = []
    for paper in draft.papers:
        venue = read_venue(paper.venue_text, Venues())
        stated: dict[str, object] = {
            "line": paper.origin.line,
            "title": paper.title,
            "venue": venue.name,
            "year": paper.year or venue.year,
            "authors": list(paper.authors),
        }
        links = [[read_link(link).role or "", link.href] for link in paper.links]
        rows.append({**{key: value for key, value in stated.items() if value}, "links": links})
    return rows


def test_there_are_many_shapes() -> None:
    assert len(LISTS) >= 15
    assert {path.suffix for path in LISTS} == {".md", ".rst", ".html", ".org"}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_paper_of_a_list_is_found_and_nothing_else(path: Path) -> None:
    draft = of_file(path)
    assert draft.format == "list"
    expected = path.with_name(path.name + ".jsonl").read_text(encoding="utf-8").splitlines()
    assert found(draft) == [json.loads(line) for line in expected]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("tools.md", [4, 5, 6, 7, 11, 12, 15]),
        ("news_and_nicknames.md", [1, 4, 5, 31]),
        ("venue_tags.md", []),
        ("nicknames.md", [27]),
        ("not_papers.md", [3, 5, 13, 14, 28]),
    ],
)
def test_lines_with_a_link_that_was_not_understood_are_named(name: str, lines: list[int]) -> None:
    draft = of_file(Path(__file__).parent / "lists" / name)
    assert [one.line for one in draft.unread] == lines
    assert all(str(one).startswith(f"{name}:{one.line}: ") and one.text for one in draft.unread)


def test_headings_of_every_markup_form_paths() -> None:
    by_name = {path.name: of_file(path) for path in LISTS}
    assert {paper.headings for paper in by_name["headings.org"].papers} == {("Rooms", "2019"), ("Tables",)}
    assert by_name["publications.html"].papers[-1].headings == ("2020",)
    assert by_name["roles_and_tables.rst"].papers[0].headings == ("Reading list", "2020")
    assert by_name["details.md"].papers[2].headings == ("Owls", "2022")
    assert by_name["groups_and_spans.md"].papers[-1].headings == ("Tactile",)


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("- [Deep Rooms](https://arxiv.org/abs/1901.00001)", "Deep Rooms"),
        ("- **22. Deep Rooms of Old** [[pdf]](https://arxiv.org/abs/1901.00001)", "Deep Rooms of Old"),
        ("- 《Deep Rooms》 [论文](https://arxiv.org/abs/1901.00001)", "Deep Rooms"),
        ('- Doe, Jane. "Deep Rooms." arXiv (2019). [pdf](https://arxiv.org/abs/1901.00001)', "Deep Rooms"),
        ("- Deep Rooms. Jane Doe, John Roe. ICML 2019. [pdf](https://arxiv.org/abs/1901.00001)", "Deep Rooms"),
        ("- Deep Rooms (Best Paper, ICML 2019) [pdf](https://arxiv.org/abs/1901.00001)", "Deep Rooms"),
        ("- 2019/01 - Deep Rooms - https://arxiv.org/abs/1901.00001", "Deep Rooms"),
        ("- Deep Rooms [[pdf]] (https://arxiv.org/abs/1901.00001)", "Deep Rooms"),
        ("- <a href='https://arxiv.org/abs/1901.00001'><b>Deep Rooms</b></a>, ICML", "Deep Rooms"),
        ("- What Rooms Hear? And Why. [pdf](https://arxiv.org/abs/1901.00001)", "What Rooms Hear? And Why"),
        ("- Look, Listen and Learn [pdf](https://arxiv.org/abs/1901.00001)", "Look, Listen and Learn"),
        ("- Rooms in Time: 2010 to 2020 [pdf](https://arxiv.org/abs/1901.00001)", "Rooms in Time: 2010 to 2020"),
    ],
)  # fmt: skip
def test_a_title_is_freed_of_what_stands_around_it(entry: str, title: str) -> None:
    draft = read(f"# Rooms\n\n## Old\n\n{entry}\n", format_="list")
    assert [paper.title for paper in draft.papers] == [title]
    assert [link.href for link in draft.papers[0].links] == ["https://arxiv.org/abs/1901.00001"]


def test_what_most_entries_look_like_decides_where_one_is_in_doubt() -> None:
    """A name in bold before the title, in one list; a title in bold before a tagline, in the other."""
    titled = "".join(
        f"- **Name{n}** [The Long Title of Work {n}](https://arxiv.org/abs/1901.0000{n})\n" for n in range(1, 7)
    )
    bold = "".join(
        f"- **The Long Title of Work {n}** [Name{n}](https://arxiv.org/abs/1901.0000{n})\n" for n in range(1, 7)
    )
    for text in (titled, bold):
        draft = read(f"# Rooms\n\n{text}", format_="list")
        assert [paper.title for paper in draft.papers] == [f"The Long Title of Work {n}" for n in range(1, 7)]


def test_datasets_named_under_their_heading_are_datasets() -> None:
    draft = read(
        "# Rooms\n\n## Papers\n\n- [Hearing the Shape of a Room](https://arxiv.org/abs/1901.00001), ICML 2019\n\n"
        "## Datasets\n\n- **RoomNet** [[paper](https://arxiv.org/abs/1901.00002)] [[download](https://r.example.org)]\n"
        "- [Halls](https://halls.example.org): 3,000 halls\n",
        format_="list",
    )
    assert [paper.title for paper in draft.papers] == ["Hearing the Shape of a Room"]
    assert [(one.name, [link.role for link in one.links]) for one in draft.datasets] == [
        ("RoomNet", ["paper", "data"]),
        ("Halls", ["home"]),
    ]


def test_broken_markup_is_read_as_it_shows() -> None:
    draft = read(
        "#Rooms\n\n##No space\n\n[Title broken\nover lines](https://arxiv.org/abs/1901.00001), ICML 2019\n\n"
        "- Paper with a lost scheme [pdf](ttps://arxiv.org/abs/1901.00002)\n\n"
        "| Title | Venue\n|---|---|\n[No leading bar of this row](https://arxiv.org/abs/1901.00003) | CVPR 2020 |\n",
        format_="list",
    )
    assert draft.title == "Rooms"
    assert [(paper.title, paper.origin.line) for paper in draft.papers] == [
        ("Title broken over lines", 5),
        ("Paper with a lost scheme", 8),
        ("No leading bar of this row", 12),
    ]
    assert {paper.headings for paper in draft.papers} == {("No space",)}


def test_the_list_as_a_whole_may_say_venue_and_year() -> None:
    entries = "".join(f"- [A Longer Title {n}](https://arxiv.org/abs/2001.0000{n})\n" for n in range(3))
    for heading in (
        "# CVPR 2021 Papers with Code",
        "# CVPR-2021-论文合集",
        "# List\n\n## CVPR 2021",
        "# L\n\n## CVPR\n\n### 2021",
    ):
        draft = read(f"{heading}\n\n{entries}", format_="list")
        stated = {(paper.venue_text, paper.year) for paper in draft.papers}
        assert stated == {("CVPR", 2021)}, heading
    before = read(f"# L\n\n## 2019 and earlier\n\n{entries}", format_="list")
    assert {paper.year for paper in before.papers} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "- " + "Aa. " * 20_000,
        "- " + "Jane Doe, " * 20_000 + "[pdf](https://arxiv.org/abs/1901.00001)",
        "- " + "(" * 20_000,
        "a\n" * 20_000,
        "<!--" * 20_000,
        "<ul>\n" * 3_000,
        "- " + "[" * 20_000,
    ],
    ids=["sentences", "people", "parentheses", "lines", "comments", "lists", "brackets"],
)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    """With a reading that starts anew at every character, or goes down at every tag, these would not end."""
    assert len(read(f"# Rooms\n\n{text}\n", format_="list").papers) <= 1


def test_markup_that_is_nested_without_end_is_refused_in_words() -> None:
    with pytest.raises(KbgenError, match="nested too deeply"):
        read("Rooms\n=====\n\n" + "".join(" " * depth + "x\n\n" for depth in range(3_000)), "deep.rst", format_="list")
