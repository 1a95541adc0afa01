"""The lists pass awesome-lint, and would not without the care that the templates take."""

import re

from kbgen.render.readme.render import render_lists
from tests.render.list_samples import knowledge_base, many_papers, readme_list
from tools.awesome_lint import lint


def test_a_list_of_awkward_records_passes() -> None:
    text = render_lists(knowledge_base(), None)[0].text
    passed, output = lint(text)
    assert passed, output


def test_the_front_page_of_a_split_list_passes() -> None:
    front = render_lists(knowledge_base(many_papers(60)), None, limit=9_000)[0]
    passed, output = lint(front.text)
    assert passed, output


def test_a_plain_list_passes() -> None:
    lists = [readme_list(template="awesome-list", output="lists/topic.md")]
    passed, output = lint(render_lists(knowledge_base(lists=lists), None)[0].text)
    assert passed, output


def test_the_linter_objects_where_a_switch_is_taken_away() -> None:
    text = render_lists(knowledge_base(), None)[0].text
    passed, output = lint(re.sub(r"<!--lint .*?-->\n", "", text))
    assert not passed
    for rule in ("double-link", "balanced-punctuation", "no-repeat-punctuation", "no-repeat-item-in-description"):
        assert rule in output
