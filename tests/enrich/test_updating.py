"""The overlay after a run, whatever the services said: the same said again changes nothing, and nothing is lost."""

import datetime
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.enrich.fields import ABSTRACT, FIELDS, FREE_ABSTRACTS, REFERENCE_FIELD_OF, REPOSITORIES
from kbgen.enrich.overlay import Overlay, Publishing
from kbgen.enrich.publications import Found
from kbgen.enrich.repositories import repositories
from kbgen.enrich.services import SOURCES
from kbgen.enrich.source import Facts
from kbgen.enrich.updating import updated
from kbgen.model.paper import Paper
from kbgen.store.overlay import write_overlay_file
from kbgen.store.tree import Tree, load_tree
from tests.enrich.samples import PAPERS, write_rooms

MONDAY = datetime.date(2026, 11, 16)
LATER = datetime.date(2026, 11, 23)

_RECORDS = [Paper.model_validate(one) for one in PAPERS]
_ASKED = {
    one.id: services
    for one in _RECORDS
    if (services := [name for name, source in SOURCES.items() if not source.way and source.keys(one)])
}
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
_VALUE = st.booleans() | st.integers(0, 2_000) | _TEXT | st.lists(_TEXT, max_size=2)
_ROW = st.fixed_dictionaries(
    {"repository": st.sampled_from(["example/rooms-that-hear", "Example/Gone", "other/one"])},
    optional={"stars": st.integers(0, 99), "missing": st.just(True)},
)


@st.composite
def said(draw: st.DrawFn) -> Found:
    """Things that services say of some records."""
    found: dict[str, dict[str, tuple[Facts, ...]]] = {}
    for paper in draw(st.lists(st.sampled_from(sorted(_ASKED)), unique=True)):
        for service in draw(st.lists(st.sampled_from(_ASKED[paper]), unique=True)):
            own = [name for name, field in FIELDS.items() if service in field.services]
            names = [name for name in own if name not in {*REFERENCE_FIELD_OF.values(), REPOSITORIES}]
            fields: dict[str, Any]
            if service == "github":
                fields = {REPOSITORIES: draw(st.lists(_ROW, max_size=3))}
            else:
                fields = draw(st.dictionaries(st.sampled_from(names), _VALUE, max_size=4))
            cited = draw(st.none() | st.lists(st.sampled_from([("arxiv:2101.00001",), ("doi:10.5555/journal.9",), ()])))
            found.setdefault(paper, {})[service] = (Facts(fields, None, tuple(cited) if cited else None),)
    return found


def write(root: Path, overlay: Overlay) -> Tree:
    for path in overlay.files:
        write_overlay_file(root / path, overlay.lines(path))
    return load_tree(root, cache=False)


@settings(max_examples=40)
@given(first=said(), second=said(), free=st.booleans())
def test_the_same_said_again_changes_nothing(first: Found, second: Found, free: bool) -> None:
    publishing = Publishing(FREE_ABSTRACTS) if free else Publishing()
    with tempfile.TemporaryDirectory() as folder:
        root = write_rooms(Path(folder))
        tree = write(root, updated(load_tree(root, cache=False), first, MONDAY, publishing))
        assert tree.findings == ()
        tree = write(root, updated(tree, second, LATER, publishing))
        assert tree.findings == ()
        before = {path: path.read_bytes() for path in root.rglob("*.jsonl")}
        again = updated(tree, second, LATER + datetime.timedelta(days=7), publishing)
        assert again.changes == []
        write(root, again)
        assert {path: path.read_bytes() for path in root.rglob("*.jsonl")} == before
        published = (root / "data/enriched/abstracts.jsonl").exists()
        assert not published or free


@settings(max_examples=40)
@given(first=said())
def test_services_that_say_nothing_take_nothing_away(first: Found) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_rooms(Path(folder))
        tree = write(root, updated(load_tree(root, cache=False), first, MONDAY, Publishing()))
        silent = {paper: {name: (Facts(),) for name in services} for paper, services in first.items()}
        assert updated(tree, silent, LATER, Publishing()).changes == []


def test_every_field_has_a_file_and_somebody_who_states_it() -> None:
    for name, field in FIELDS.items():
        assert field.file.endswith(".jsonl"), name
        assert field.services, name
    assert [name for name, field in FIELDS.items() if field.file == "abstracts.jsonl"] == [ABSTRACT]


def test_a_gone_repository_keeps_what_was_known_of_it() -> None:
    paper = Paper.model_validate(
        {"id": "p", "title": "P", "links": {"code": ["https://github.com/a/b", "https://github.com/c/d"]}}
    )
    old: Any = [{"repository": "a/b", "stars": 100}, {"repository": "x/unlinked", "stars": 1}]
    assert repositories(paper, old, [[{"repository": "A/B", "missing": True}]], 0.02) == [
        {"repository": "A/B", "stars": 100, "missing": True}
    ]
    for stars, kept in ((102, 100), (103, 103)):
        stated: Any = [[{"repository": "a/b", "stars": stars}]]
        assert repositories(paper, old, stated, 0.02) == [{"repository": "a/b", "stars": kept}]
    assert repositories(paper, "damaged", [], 0.02) == []
