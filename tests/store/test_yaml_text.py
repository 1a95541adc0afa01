"""Every scalar is text, and whatever else YAML offers is reported with its place."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.model.change import Change
from kbgen.model.finding import Place
from kbgen.store.yaml_reader import MAX_DEPTH
from kbgen.store.yaml_text import MAX_CHARACTERS, decode, parse
from tests.store.strategies import HOSTILE


def found(text: str) -> list[str]:
    """Findings as ``line:column code``."""
    findings = parse(text, "f.yaml").findings
    assert all(finding.place.path == "f.yaml" for finding in findings)
    return [f"{finding.place.line}:{finding.place.column} {finding.code}" for finding in findings]


def test_scalars_stay_the_text_they_are() -> None:
    text = "a: NO\nb: 1e3\nc: 2021-01-01\nd: 0x1F\ne: 010\nf: true\ng: [yes, 1.50, off]\nh: 12:30\ni: .5\n"
    assert parse(text, "f").data == {
        **{"a": "NO", "b": "1e3", "c": "2021-01-01", "d": "0x1F", "e": "010", "f": "true"},
        **{"g": ["yes", "1.50", "off"], "h": "12:30", "i": ".5"},
    }
    assert found(text) == []


def test_quoted_words_are_values_and_bare_ones_are_none() -> None:
    parsed = parse("a: 'null'\nb: \"~\"\nc: ''\nd: ~\ne:\nf: [x, null, y]\n", "f")
    assert parsed.data == {"a": "null", "b": "~", "c": "", "f": ["x", "", "y"]}
    assert parsed.dropped == {("d",), ("e",), ("f", 1)}
    assert [finding.code for finding in parsed.findings] == ["KB011"] * 3


def test_folded_and_literal_text() -> None:
    assert parse("a: >-\n  one\n  two\n\n  three\nb: |-\n  one\n    two\n", "f").data == {
        "a": "one two\nthree",
        "b": "one\n  two",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb:\n", ["2:3 KB011"]),
        ("a: 1\na: 2\n", ["2:1 KB008"]),
        ("x: {a: 1, b: 2, a: 3}\n", ["1:17 KB008"]),
        ("a: &n 1\nb: *n\n", ["1:4 KB009", "2:4 KB009"]),
        ("a: &n [1]\n", ["1:4 KB009"]),
        ("a: !!int 1\nb: !x {c: d}\n", ["1:4 KB010", "2:4 KB010"]),
        ("%YAML 1.1\n---\na: 1\n", ["1:1 KB010"]),
        ("a: 1\n---\nb: 1\n", ["2:1 KB006"]),
        ("- a\n- b\n", ["1:1 KB007"]),
        ("", ["1:1 KB007"]),
        ("# only a comment\n", ["1:1 KB007"]),
        ("just text\n", ["1:1 KB007"]),
        ("~\n", ["1:1 KB011"]),
        ("? [a]\n: b\n", ["1:3 KB014"]),
        ("? {a: b}\n: {c: d}\n", ["1:3 KB014"]),
        ("a: 1\n~: b\n", ["2:1 KB014"]),
        ("a:\n\tb: 1\n\tc: 2\n", ["2:1 KB004", "3:1 KB004"]),
        ("\ufeffa: 1\n", ["1:1 KB003"]),
        ("a: [1, 2\nb: 3\n", ["2:2 KB005"]),
        ("a: b: c\n", ["1:5 KB005"]),
        ("é: ok\nb: \x01\n", ["2:4 KB005"]),
        ("a: @x\n", ["1:4 KB005"]),
        ("a: \ud800\n", ["1:4 KB005"]),
    ],
)
def test_each_surprise_is_reported_at_its_place(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_all_that_can_be_found_is_found_at_once() -> None:
    text = "a: ~\nb: &n x\nb: y\nc: !t z\nd: *n\n"
    assert sorted(found(text)) == ["1:4 KB011", "2:4 KB009", "3:1 KB008", "4:4 KB010", "5:4 KB009"]
    assert parse(text, "f").data == {"b": "x", "c": "z"}


def test_findings_before_broken_yaml_are_kept() -> None:
    assert found("a: ~\nb: [1\n") == ["1:4 KB011", "3:1 KB005"]


def test_a_repeated_key_names_the_line_of_the_first() -> None:
    finding = parse("x:\n  a: 1\n  b: 2\n  a: 3\n", "f").findings[0]
    assert "line 2" in finding.message
    assert '"a"' in finding.message


def test_complex_keys_do_not_disturb_what_follows() -> None:
    assert parse("{[a, {b: c}]: d, {e: f}: [g], h: i}\n", "f").data == {"h": "i"}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "x: [{"])
def test_a_pathologically_deep_file_is_a_finding(opening: str) -> None:
    text = ("a: " if opening in "[{a: " else "") + opening * 100_000
    *others, last = [finding.code for finding in parse(text, "f").findings]
    assert last == "KB012"
    assert set(others) <= {"KB014"}


def test_what_is_nested_as_deep_as_allowed_is_read() -> None:
    levels = MAX_DEPTH - 1
    assert found("a: " + "[" * levels + "x" + "]" * levels) == []


def test_an_immense_file_is_a_finding() -> None:
    assert found("a: " + "x" * MAX_CHARACTERS) == ["1:1 KB013"]


def test_not_utf8_is_found_at_its_byte() -> None:
    text, findings = decode("title: ok\nname: é".encode("latin-1"), "f.yaml")
    assert text == ""
    assert [(finding.place, finding.code) for finding in findings] == [(Place("f.yaml", 2, 7), "KB002")]
    assert decode("é".encode(), "f.yaml") == ("é", ())


def test_positions_of_keys_and_values() -> None:
    parsed = parse("a: 1\nb:\n  - {c: x,  d: y}\n  - {c: 日本, d: z}\n'q': |\n  text\n", "f")
    assert parsed.place("a") == Place("f", 1, 4)
    assert parsed.place("a", key=True) == Place("f", 1, 1)
    assert parsed.place("b", 0, "d") == Place("f", 3, 16)
    assert parsed.place("b", 1, "d", key=True) == Place("f", 4, 13)
    assert parsed.place("b", 1, "d") == Place("f", 4, 16)
    assert parsed.place("q") == Place("f", 5, 6)


def test_a_place_that_is_not_there_is_the_nearest_around_it() -> None:
    parsed = parse("a:\n  b: [x]\n", "f")
    assert parsed.place("a", "b", 7, "c") == parsed.place("a", "b") == Place("f", 2, 6)
    assert parsed.place("a", "nothing") == Place("f", 2, 3)
    assert parsed.place("nothing") == Place("f", 1, 1)


def test_positions_survive_what_is_dropped_before_them() -> None:
    parsed = parse("a: [~, x, y]\n", "f")
    assert parsed.data == {"a": ["", "x", "y"]}
    assert parsed.place("a", 2) == Place("f", 1, 11)


VALUES = st.recursive(
    st.sampled_from(HOSTILE) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES, min_size=1, max_size=3))
def test_whatever_another_writer_of_yaml_quotes_is_read_as_text(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, default_style='"', allow_unicode=False)
    parsed = parse(text, "f")
    assert parsed.findings == ()
    assert parsed.data == data


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@`# \n\t~0é"), max_size=40))
def test_no_text_makes_the_reader_fail_and_its_findings_lie_inside_the_file(text: str) -> None:
    parsed = parse(text, "f")
    assert parsed.data is not None or parsed.findings
    lines = text.split("\n")
    for finding in parsed.findings:
        assert 1 <= finding.place.line <= len(lines) + 1
        json.dumps(finding.message)


def test_an_empty_value_can_be_taken_away_and_a_word_that_may_be_meant_cannot() -> None:
    parsed = parse("a: 1\nb:\nc: ~\nd: {e: , f: 2}\ng: NULL\nh:\n  -\n  - y\n", "x.yaml")
    assert [(finding.place.line, finding.fix) for finding in parsed.findings] == [
        (2, (Change("x.yaml", ("b",)),)),
        (3, (Change("x.yaml", ("c",)),)),
        (4, (Change("x.yaml", ("d", "e")),)),
        (5, ()),
        (7, ()),
    ]
