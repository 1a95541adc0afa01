"""Sizes keep the source's words and the number they mean, where they mean one."""

import pytest

from kbgen.ingest.sizes import read_count, read_sizes, size_header


@pytest.mark.parametrize(
    ("text", "count", "qualifier"),
    [
        (">330000", 330000, "at-least"),
        ("~1k", 1000, "about"),
        ("10k+", 10000, "at-least"),
        ("1.4M", 1400000, "exactly"),
        ("41.3k", 41300, "exactly"),
        ("6,990,280", 6990280, "exactly"),
        ("<5K", 5000, "at-most"),
        ("7481+7518", 14999, "exactly"),
        ("5 sentences for each image", None, "exactly"),
        ("1671/1500", None, "exactly"),
        ("v1 ~5k, v2 ~7k", None, "exactly"),
        ("1,5", None, "exactly"),
    ],
)
def test_counts(text: str, count: float | None, qualifier: str) -> None:
    assert read_count(text) == (count, qualifier)


def test_a_header_says_what_is_counted() -> None:
    assert size_header("# Images") == ("images",)
    assert size_header("# Video / # clips") == ("video", "clips")
    assert size_header("Domain") is None
    assert size_header("#") is None


def test_a_unit_in_the_header_moves_into_the_text() -> None:
    (size,) = read_sizes("1799", ("points (m)",))
    assert (size.of, size.text, size.count) == ("points", "1799 M", 1_799_000_000)


def test_unknown_parts_are_left_out() -> None:
    assert read_sizes("-", ("images",)) == ()
    assert [size.of for size in read_sizes("4.7K:-", ("video", "clips"))] == ["video"]
