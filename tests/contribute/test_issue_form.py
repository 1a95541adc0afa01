"""Reading the bodies of issue forms, also those that somebody edited."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.contribute.issue_form import FORMS, MAX_CHARACTERS, Answers, FormError, read_form

ADD = "### Paper\n\n2103.00020\n\n### Topics\n\ncontrastive\n"
FIX = (
    "### Record\n\nclip\n\n### What it should say\n\n```yaml\nyear: 2021\n```\n\n"
    "### How do you know?\n\n_No response_\n"
)


def faults(body: str) -> tuple[str, ...]:
    with pytest.raises(FormError) as caught:
        read_form(body)
    return caught.value.faults


def test_the_form_is_known_by_its_headings() -> None:
    assert read_form(ADD) == Answers("add", {"paper": "2103.00020", "topics": "contrastive"})
    assert read_form(FIX) == Answers("fix", {"record": "clip", "fields": "year: 2021"})
    assert read_form("### Dead link\n\nhttps://x.example\n") == Answers("dead-link", {"link": "https://x.example"})


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_do_not_matter(end: str) -> None:
    assert read_form(FIX.replace("\n", end)).fields == read_form(FIX).fields


@pytest.mark.parametrize(
    "body",
    [
        "\ufeff" + ADD,
        "hello\n\n" + ADD,
        ADD.replace("### ", "###  "),
        ADD.replace("Paper", "PAPER ###"),
        ADD + "\n---\n",
    ],
)
def test_small_edits_by_hand_do_not_matter(body: str) -> None:
    assert read_form(body).get("paper") == "2103.00020"


def test_a_heading_inside_code_is_text() -> None:
    body = "### Record\n\nclip\n\n### What it should say\n\n```yaml\nsummary: |\n  ### Record\n  evil\n~~~\n```\n"
    assert read_form(body).get("fields") == "summary: |\n  ### Record\n  evil\n~~~"


def test_headings_of_other_forms_are_text() -> None:
    assert read_form("### Paper\n\nA title\n\n### Notes\n\nmore\n").get("paper") == "A title\n\n### Notes\n\nmore"


def test_code_without_end_is_text() -> None:
    assert (
        read_form("### Record\n\nx\n\n### What it should say\n\n```yaml\nyear: 1\n").get("fields") == "```yaml\nyear: 1"
    )


def test_two_faults_are_told_at_once() -> None:
    body = "### Paper\n\n_No response_\n\n### Topics\n\na\n\n### Topics\n\nb\n"
    assert faults(body) == (
        "The heading “Topics” stands there more than once; keep one.",
        "Nothing is written under the heading “Paper”.",
    )


def test_a_heading_given_twice_is_not_overridden() -> None:
    assert faults(ADD + "### Paper\n\nanother\n") == ("The heading “Paper” stands there more than once; keep one.",)


@pytest.mark.parametrize(
    "body", ["", "Please add CLIP", "# Paper\n\nx", "#### Paper\n\nx", "> ### Paper\n> x", "###Paper\nx"]
)
def test_what_is_no_form_says_which_headings_are(body: str) -> None:
    (fault,) = faults(body)
    assert "none of the forms" in fault
    assert "“Paper”, “Dead link”" in fault or "“Paper”, “Record”" in fault


def test_a_body_longer_than_github_takes_is_refused() -> None:
    assert "at most 65,536" in faults(ADD + "x" * MAX_CHARACTERS)[0]


def test_a_form_that_is_named_must_be_that_one() -> None:
    with pytest.raises(FormError, match="Nothing is written under the heading “Record”"):
        read_form(ADD, "fix")


@given(st.text(st.sampled_from("# `~\n\r\tPaper_NoResponse\x00\u2028é*"), max_size=200))
def test_any_text_is_read_or_refused_in_words(body: str) -> None:
    with contextlib.suppress(FormError):
        answers = read_form(body)
        assert answers.get(next(iter(FORMS[answers.kind])))


_LINES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n#`~"), min_size=1).filter(
    lambda text: text.strip()
)


@given(st.lists(_LINES, min_size=1, max_size=3), st.lists(_LINES, max_size=3))
def test_what_was_typed_comes_back(paper: list[str], topics: list[str]) -> None:
    answers = read_form(
        "### Paper\n\n" + "\n".join(paper) + "\n\n### Topics\n\n" + ("\n".join(topics) or "_No response_")
    )
    assert answers.get("paper") == "\n".join(paper).strip()
    assert answers.get("topics") == "\n".join(topics).strip()
