"""Reference lists of services as the overlay keeps them."""

import pytest

from kbgen.enrich.citing import Names, references

NAMES = Names({"doi:10.5555/b": "b", "arxiv:2101.00001": "a", "openalex:W2": "c"})


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ([], {"seen": 0, "records": []}),
        ([("openalex:W2", "doi:10.5555/b")], {"seen": 1, "records": ["c"]}),
        ([("arxiv:2101.00001",), ("doi:10.5555/b",)], {"seen": 2, "records": ["b"]}),
        ([("semantic_scholar:7", "doi:10.5555/z", "arxiv:1706.03762")], {"others": ["arxiv:1706.03762"]}),
        ([("doi:10.5555/z",), ("doi:10.5555/y",), ("doi:10.5555/z",)], {"others": ["doi:10.5555/y", "doi:10.5555/z"]}),
        ([("openalex:W9",), ()], {"seen": 2, "records": []}),
    ],
)
def test_references_are_papers_here_or_identifiers_of_others(
    cited: list[tuple[str, ...]], expected: dict[str, object]
) -> None:
    found = references("a", cited, NAMES)
    assert isinstance(found, dict)
    assert found == {"seen": len(cited), "records": [], **expected}
