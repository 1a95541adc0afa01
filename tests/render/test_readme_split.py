"""Lists that GitHub would cut off become several files."""

import posixpath
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.model.finding import KbgenError
from kbgen.render.readme.files import BYTE_LIMIT, MarkdownFile
from kbgen.render.readme.render import render_lists
from tests.render.list_samples import knowledge_base, many_papers, readme_list
from tests.render.test_readme_lists import links

FLAT = [{"heading": "All Papers", "select": {}}]


@pytest.fixture(scope="module")
def ten_thousand() -> tuple[MarkdownFile, ...]:
    return render_lists(knowledge_base(many_papers(10_000)), None)


def entries(files: tuple[MarkdownFile, ...]) -> Counter[str]:
    return Counter(
        url for file in files for url in re.findall(r"^- \[.*?\]\((https://papers\.\S+?)\)", file.text, re.M)
    )


def test_ten_thousand_papers_stay_under_the_limit_and_none_is_lost(ten_thousand: tuple[MarkdownFile, ...]) -> None:
    assert len(ten_thousand) > 3
    assert max(len(file.text.encode()) for file in ten_thousand) < BYTE_LIMIT
    assert entries(ten_thousand) == Counter(f"https://papers.example/{n}" for n in range(10_000))


def test_the_front_page_leads_to_every_heading_with_counts(ten_thousand: tuple[MarkdownFile, ...]) -> None:
    front, *parts = ten_thousand
    assert str(front.path) == "README.md"
    rows = re.findall(r"^\| (?:&emsp;)*\[(.+?)\]\((\S+?)\) +\| +([\d,]*) \| +([\d,]*) \|$", front.text, re.M)
    assert [row[0] for row in rows] == [
        *("Objectives", "Discrimination", "Clustering", "Applications", "Health/Care", "More Papers"),
        *("Datasets", "Image-Text Datasets"),
    ]
    counts = {heading: papers for heading, _, papers, _ in rows}
    assert counts["Objectives"] == "10,000"
    assert counts["Discrimination"] == counts["Clustering"] == "5,000"
    assert {target.partition("#")[0] for _, target, _, _ in rows} <= {str(part.path) for part in parts}


def test_every_link_between_the_files_leads_somewhere(ten_thousand: tuple[MarkdownFile, ...]) -> None:
    anchors = {str(file.path): set(_anchors(file.text)) for file in ten_thousand}
    for file in ten_thousand:
        for _, url in links(file.text.partition("\n- [A Method")[0]):
            if "://" in url or url.endswith(("data/", "CONTRIBUTING.md")):
                continue
            path, _, anchor = url.partition("#")
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(str(file.path)), path)) if path else str(file.path)
            )
            assert target in anchors, (file.path, url)
            assert not anchor or anchor in anchors[target], (file.path, url)


def _anchors(text: str) -> list[str]:
    return [
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", text, re.M)
    ]


def test_pages_of_one_heading_lead_to_each_other(ten_thousand: tuple[MarkdownFile, ...]) -> None:
    pages = [file for file in ten_thousand if "/discrimination" in str(file.path)]
    assert len(pages) > 2
    assert "Previous page" not in pages[0].text
    assert f"]({pages[1].path.name})" in pages[0].text
    assert f"[Previous page]({pages[0].path.name})" in pages[1].text
    assert "Next page" not in pages[-1].text


@settings(max_examples=25)
@given(number=st.integers(0, 60), limit=st.integers(4_000, 40_000))
def test_whatever_the_limit_every_file_obeys_it_and_no_paper_is_lost(number: int, limit: int) -> None:
    files = render_lists(knowledge_base(many_papers(number)), None, limit=limit)
    assert max(len(file.text.encode()) for file in files) < limit
    assert len({file.path for file in files}) == len(files)
    assert entries(files) == Counter(f"https://papers.example/{n}" for n in range(number))


def test_one_heading_without_subheadings_becomes_pages() -> None:
    files = render_lists(knowledge_base(many_papers(100), [readme_list(sections=FLAT)]), None, limit=9_000)
    assert [str(file.path) for file in files][:3] == [
        "README.md",
        "readme/all-papers.md",
        "readme/all-papers-page-2.md",
    ]
    assert sum(entries(files).values()) == 100


def test_headings_with_one_name_get_files_of_their_own() -> None:
    files = render_lists(knowledge_base(many_papers(100), [readme_list(sections=[*FLAT, *FLAT])]), None, limit=20_000)
    assert len({file.path for file in files}) == len(files)


def test_a_record_that_fits_in_no_file_is_said() -> None:
    papers = many_papers(3)
    papers[1]["summary"] = "word " * 2_000 + "end."
    with pytest.raises(KbgenError, match="alone exceeds 4000 bytes"):
        render_lists(knowledge_base(papers, [readme_list(sections=FLAT)]), None, limit=4_000)
