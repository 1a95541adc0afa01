"""What the templates write: checked on the text as a Markdown reader understands it."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from kbgen.model.finding import KbgenError
from kbgen.render.readme.render import render_lists
from tests.render.list_samples import knowledge_base, many_papers, readme_list


def rendered(template: str) -> str:
    files = render_lists(knowledge_base(lists=[readme_list(template=template)]), None)
    assert [str(file.path) for file in files] == ["README.md"]
    return files[0].text


def tree(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(MarkdownIt("commonmark").enable(["table"]).parse(text))


def plain(node: SyntaxTreeNode) -> str:
    return "".join(one.content for one in node.walk() if one.type in {"text", "code_inline"})


def headings(text: str) -> list[tuple[str, str]]:
    return [(node.tag, plain(node).strip()) for node in tree(text).walk() if node.type == "heading"]


def links(text: str) -> list[tuple[str, str]]:
    return [(plain(node), str(node.attrs["href"])) for node in tree(text).walk() if node.type == "link"]


@pytest.mark.parametrize("template", ["awesome", "awesome-list", "classic"])
def test_every_heading_stands_in_its_place_and_in_the_contents(template: str) -> None:
    text = rendered(template)
    wanted = [
        ("h2", "Objectives"),
        ("h3", "Discrimination"),
        ("h3", "Clustering"),
        ("h2", "Applications"),
        ("h3", "Health/Care"),
        ("h2", "More Papers"),
        ("h2", "Datasets"),
        ("h3", "Image-Text Datasets"),
    ]
    assert headings(text)[2:-1] == wanted
    contents = [label for label, url in links(text) if url.startswith("#")]
    assert contents == [heading for _, heading in wanted]
    assert ("Health/Care", "#healthcare") in links(text)


def test_an_entry_says_what_it_does_who_wrote_it_and_where_the_code_is() -> None:
    assert (
        "- [Seeing While Listening](https://arxiv.org/abs/1705.01234) - Tells whether a sound belongs to a picture."
        " Ana Müller and Bo Li, *ICCV 2017 (workshop)*. [Code](https://github.com/ana/seeing),"
        " [Code 2](https://github.com/bo/seeing), [Project page](https://see.example).\n"
    ) in rendered("awesome")


def test_an_entry_of_which_nothing_else_is_known_says_so() -> None:
    files = render_lists(knowledge_base([{"id": "bare", "title": "Bare"}]), None)
    assert "- Bare - Nothing more is recorded yet.\n" in files[0].text


def test_hostile_titles_show_as_text() -> None:
    text = rendered("awesome")
    labels = [label for label, _ in links(text)]
    assert 'Evil [x](javascript:alert(1)) *b* `c` | $x$ <script>alert(1)</script> "unbalanced' in labels
    assert not [url for _, url in links(text) if url.startswith("javascript")]
    assert "<script" not in MarkdownIt("commonmark").render(text)


def test_a_paper_is_linked_once_and_named_where_it_also_belongs() -> None:
    text = rendered("awesome")
    assert [label for label, _ in links(text)].count("Seeing While Listening") == 1
    assert "<summary>1 more that stands under another heading</summary>" in text
    assert "- Seeing While Listening (Discrimination)\n" in text


def test_linter_rules_are_switched_off_only_where_a_record_needs_it() -> None:
    text = rendered("awesome")
    assert text.count("<!--lint disable") == text.count("<!--lint enable")

    files = render_lists(
        knowledge_base(many_papers(20), [readme_list(sections=[{"heading": "All", "select": {}}])]), None
    )
    assert "<!--lint" not in files[0].text


def test_dataset_tables_have_the_sources_words_with_numbers_to_the_right() -> None:
    lines = [line for line in rendered("awesome").splitlines() if line.startswith("|")]
    assert re.fullmatch(r"\| Name +\| +# Images \| +# Text \| Domain +\| Task +\| Access +\| More +\|", lines[0])
    assert re.fullmatch(r"\| -+ \| -+: \| -+: \| -+ \| -+ \| -+ \| -+ \|", lines[1])
    assert len({len(line) for line in lines}) == 1
    assert any(r"[Captions\|2](https://captions.example/)" in line and r" \>330000 " in line for line in lines)


def test_badges_count_what_the_list_shows() -> None:
    text = rendered("awesome")
    assert "![Papers: 6](https://img.shields.io/badge/papers-6-blue)" in text
    assert "![Datasets: 3](https://img.shields.io/badge/datasets-3-blue)" in text


def test_only_the_readme_of_the_project_has_the_commands() -> None:
    assert "make site\nmake test\n" in rendered("awesome")
    assert "make site" not in rendered("awesome-list")


def test_links_into_the_repository_hold_from_a_folder() -> None:
    files = render_lists(knowledge_base(lists=[readme_list(output="lists/sub/topic.md")]), None)
    assert ("CONTRIBUTING.md", "../../CONTRIBUTING.md") in links(files[0].text)


def test_same_input_same_bytes() -> None:
    assert rendered("awesome") == rendered("awesome")


def test_a_knowledge_base_may_override_a_template(tmp_path: Path) -> None:
    own = tmp_path / "site_templates" / "readme" / "awesome-list" / "entry.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        "{% macro entry(card) %}* {{ card.title|md }}{% endmacro %}{% macro dataset_table(table) %}{% endmacro %}"
    )
    text = render_lists(knowledge_base(), tmp_path)[0].text
    assert "* Seeing While Listening\n" in text
    assert "## Contributing" in text


def test_an_unknown_template_is_named_with_the_nearest() -> None:
    with pytest.raises(KbgenError, match=r'no list template "awsome".*did you mean "awesome"'):
        render_lists(knowledge_base(lists=[readme_list(template="awsome")]), None)


@pytest.mark.parametrize(
    "output", ["/etc/passwd.md", "../README.md", "a/../../b.md", "README.txt", "a\\b.md", "./data/a.md", ".Git/a.md"]
)
def test_a_list_cannot_be_written_outside_the_knowledge_base(output: str) -> None:
    with pytest.raises(KbgenError, match="cannot be written"):
        render_lists(knowledge_base(lists=[readme_list(output=output)]), None)


def test_two_lists_cannot_share_a_file() -> None:
    with pytest.raises(KbgenError, match='"one" and "two" both write'):
        render_lists(knowledge_base(lists=[readme_list(id="one"), readme_list(id="two", output="./Readme.md")]), None)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{% if %}", r"section\.md\.j2:1: .*; mend the template"),
        ("{{ section.unheard_of }}", "unheard_of"),
        ('{% include "readme/missing.md.j2" %}', "readme/missing.md.j2"),
        ("{% filter aligned %}no table{% endfilter %}", "not a table's rule"),
    ],
)
def test_a_template_of_ones_own_that_fails_is_said_in_words(template: str, message: str, tmp_path: Path) -> None:
    own = tmp_path / "site_templates" / "readme" / "awesome" / "section.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(template)
    with pytest.raises(KbgenError, match=message):
        render_lists(knowledge_base(), tmp_path)


def test_a_heading_under_which_nothing_stands_says_so() -> None:
    sections = [{"heading": "Nobody Yet", "select": {"venue": "tpami", "year": "1900"}}]
    text = render_lists(knowledge_base(lists=[readme_list(sections=sections)]), None)[0].text
    assert "## Nobody Yet\n\nNothing is listed here yet.\n" in text
