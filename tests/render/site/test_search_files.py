from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.finding import KbgenError
from kbgen.render.site.search_files import Value, decode, encode, settle

values: st.SearchStrategy[Value] = st.recursive(
    st.integers(0, 2**64 - 1) | st.text(max_size=300), lambda inner: st.lists(inner, max_size=30), max_leaves=40
)


@given(values)
def test_what_is_written_is_read_back(value: Value) -> None:
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    ("data", "value"),
    # The examples of RFC 8949, appendix A.
    [
        ("17", 23),
        ("1818", 24),
        ("1903e8", 1000),
        ("1b000000e8d4a51000", 10**12),
        ("62c3bc", "ü"),
        ("80", []),
        ("83010203", [1, 2, 3]),
    ],
)
def test_cbor_is_written_as_the_standard_says(data: str, value: Value) -> None:
    assert encode(value) == bytes.fromhex(data)
    assert decode(bytes.fromhex(data)) == value


@pytest.mark.parametrize("data", ["f5", "fb3ff199999999999a", "9f01ff", "0101"])
def test_what_pagefind_does_not_use_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r"major type|without a number|behind"):
        decode(bytes.fromhex(data))


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "filter").mkdir()
    (tmp_path / "filter" / "en_1.pf_filter").write_bytes(gzip.compress(b"other"))
    with pytest.raises(KbgenError, match="--no-search"):
        settle(tmp_path)
