"""Each rule has its code, its documentation, an example that breaks it and one that breaks none."""

from pathlib import Path

import pytest

from kbgen.checks.example import UNUSED, example, found_in_example, write_example
from kbgen.checks.registry import families, rules
from kbgen.store.tree import load_tree


def test_codes_are_permanent_names() -> None:
    assert len({rule.name for rule in rules().values()}) == len(rules())
    for code, rule in rules().items():
        assert code == rule.code
        assert code[:2] == "KB"
        assert code[2:].isdigit()
        assert len(code) == 5


@pytest.mark.parametrize("code", rules())
def test_a_rule_says_what_it_finds_and_why_it_matters(code: str) -> None:
    rule = rules()[code]
    assert rule.summary.endswith(".")
    assert len(rule.explanation.split()) >= 7


@pytest.mark.parametrize("code", rules())
def test_the_failing_example_breaks_exactly_this_rule(code: str) -> None:
    found = found_in_example(code, "bad")
    assert {finding.code for finding in found} == {code}, [str(finding) for finding in found]
    for finding in found:
        assert finding.severity == rules()[code].severity
        assert finding.place.path.startswith("data/")


@pytest.mark.parametrize("code", rules())
def test_the_passing_example_breaks_no_rule(code: str, tmp_path: Path) -> None:
    assert [str(finding) for finding in found_in_example(code, "good")] == []
    write_example(code, "good", tmp_path)
    assert load_tree(tmp_path, cache=False).records


@pytest.mark.parametrize("code", rules())
def test_an_example_has_both_sides_and_they_differ(code: str) -> None:
    files = example(code)
    bad = [(file.path, file.how, file.text) for file in files if file.side == "bad"]
    good = [(file.path, file.how, file.text) for file in files if file.side == "good"]
    assert bad
    assert good
    assert bad != good


def test_every_rule_belongs_to_a_family_with_an_introduction() -> None:
    for family in families():
        assert family.title
        assert len(family.introduction.split()) > 8, family.name
    assert sum(len(family.rules) for family in families()) == len(rules())


def test_only_what_nothing_uses_is_left_out_of_examples() -> None:
    (unused,) = (family for family in families() if family.name == "unused")
    assert {rule.code for rule in unused.rules} == UNUSED
