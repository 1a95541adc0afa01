"""Strangers' text in comments."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kbgen.render.inert import clip, code, inert

GITHUB = MarkdownIt("gfm-like", {"linkify": False}).enable(["table", "strikethrough"])
ODD = st.text(st.sampled_from("@#ab1f/\\`*_[]()<>!&;:|~$-+=.GH \n\t\u202e\u200b\x00é"), max_size=60)


def tokens(markdown: str) -> list[Token]:
    (inline,) = GITHUB.parseInline(markdown)
    return inline.children or []


@given(ODD)
def test_text_stays_text(text: str) -> None:
    shown = tokens(f"x {inert(text)} y")
    assert {token.type for token in shown} <= {"text", "text_special"}
    assert "".join(token.content for token in shown).replace("\u200b", "") == f"x {clip(text, 300)} y"


@given(ODD)
def test_text_calls_nobody_and_refers_to_nothing(text: str) -> None:
    shown = "".join(token.content for token in tokens(inert(text)))
    assert not re.search(r"@\w|#\d|\bGH-\d|\b[0-9a-f]{8,}\b", shown, re.IGNORECASE)


@given(ODD)
def test_code_stays_code(text: str) -> None:
    shown = tokens(f"x {code(text)} y")
    if clip(text, 300):
        assert [token.type for token in shown] == ["text", "code_inline", "text"]
        assert shown[1].content == clip(text, 300)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@octocat", "@&#8203;octocat"),
        ("see #12", "see \\#&#8203;12"),
        ("gh-12", "gh&#8203;-12"),
        ("deadbeefcafe", "deadbee&#8203;fcafe"),
        ("<img src=x>", "\\<img src=x>"),
        ("![x](https://x.example)", "!\\[x\\](https\\://x.example)"),
        ("# heading", "\\#&#8203; heading"),
        ("two\nlines", "two lines"),
    ],
)
def test_forms_that_github_acts_on(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_long_text_is_cut_before_it_is_escaped() -> None:
    assert inert("*" * 1000, 10) == "\\*" * 9 + "…"


def test_backticks_do_not_end_code() -> None:
    assert code("a``b`") == "``` a``b` ```"
    assert code("") == ""
