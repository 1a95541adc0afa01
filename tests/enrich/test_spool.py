"""Facts that are kept on disk are those that were put there, and leave nothing behind."""

import gc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.enrich.source import Facts
from kbgen.enrich.spool import OnDemand, Spool
from kbgen.model.identity import Work

FACTS = st.builds(
    Facts,
    fields=st.dictionaries(
        st.text(max_size=9), st.none() | st.integers() | st.text() | st.lists(st.text()), max_size=4
    ),
    work=st.none() | st.builds(Work, title=st.text(), authors=st.lists(st.text()).map(tuple)),
    cited=st.none() | st.lists(st.lists(st.text()).map(tuple)).map(tuple),
)


@given(written=st.lists(st.tuples(st.sampled_from("abcde"), FACTS)), gone=st.sets(st.sampled_from("abcde")))
def test_a_spool_holds_what_a_dictionary_would(written: list[tuple[str, Facts]], gone: set[str]) -> None:
    spool, plain = Spool(), dict[str, Facts]()
    for key, facts in written:
        spool[key] = plain[key] = facts
    for key in gone & plain.keys():
        del spool[key], plain[key]
    assert list(spool.items()) == list(plain.items())
    assert (len(spool), bool(spool)) == (len(plain), bool(plain))
    assert [key in spool for key in "abcdef"] == [key in plain for key in "abcdef"]


def test_reading_in_between_does_not_write_over_what_is_there() -> None:
    spool = Spool()
    for number in range(9):
        spool[str(number)] = Facts({"number": number})
        assert spool["0"].fields == {"number": 0}
    assert [one.fields["number"] for one in spool.values()] == list(range(9))


def test_a_spool_leaves_no_file(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool["a"] = Facts({"title": "x" * 100_000})
    assert list(tmp_path.iterdir()) == []
    del spool
    gc.collect()


def test_a_folder_that_is_none_is_done_without(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "nowhere")
    spool["a"] = Facts({"title": "x"})
    assert spool["a"] == Facts({"title": "x"})


def test_values_are_made_when_they_are_asked_for() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    values = OnDemand("ab", make)
    assert (len(values), "a" in values, "c" in values, made) == (2, True, False, [])
    assert dict(values) == {"a": "A", "b": "B"}
    assert values.get("c") is None
    with pytest.raises(KeyError):
        values["c"]
    assert made == ["a", "b"]
