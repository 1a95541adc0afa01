"""Whatever is said of a work, its record is valid, and adding the same again changes nothing."""

import datetime
import string
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.contribute.add import Adding, AddOptions
from kbgen.contribute.add_record import Wishes
from kbgen.enrich.metadata import Metadata
from kbgen.model.paper import PaperIds
from kbgen.store.tree import load_tree
from tests.small_kb import SMALL, copy_of

OPTIONS = AddOptions(Wishes(added=datetime.date(2026, 1, 2)))

TITLES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=80).map(
    lambda text: " ".join(text.split())
)
NAMES = st.text(string.ascii_letters + "äéøß-' .,{}:#", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
WORKS = st.builds(
    Metadata,
    source=st.just("a service"),
    title=TITLES.filter(bool),
    authors=st.lists(NAMES.filter(bool), max_size=4).map(tuple),
    year=st.none() | st.integers(1800, 2100),
    venue=st.sampled_from(["", "Journal of Test Results", "TCML 2019 Workshop on Rooms", "Nowhere", "arXiv"]) | TITLES,
    ids=st.builds(PaperIds, arxiv=st.none() | st.just("2101.00001"), doi=st.none() | st.just("10.5555/made.up")),
    preprint=st.booleans(),
    comment=TITLES,
)


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        copy_of(SMALL, Path(folder) / "kb")
        yield Path(folder) / "kb"


@given(WORKS)
@settings(max_examples=60)
def test_what_is_added_is_valid_and_known_from_then_on(root: Path, work: Metadata) -> None:
    first = Adding(load_tree(root), OPTIONS).add_metadata("it", work)
    if first.status != "added":
        assert first.status in {"here", "failed"}
        assert first.problem
        return
    try:
        tree = load_tree(root)
        assert first.record is not None
        assert [str(finding) for finding in tree.findings if finding.place.path == first.path] == []
        assert tree.kb.papers[first.record.id] == first.record
        again = Adding(tree, OPTIONS).add_metadata("it", work)
        assert (again.status, again.path) == ("here", first.path)
        updated = Adding(tree, AddOptions(OPTIONS.wishes, update=True, replace=True)).add_metadata("it", work)
        assert updated.status == "unchanged"
    finally:
        (root / first.path).unlink()
