"""The output folder, on its own."""

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.finding import KbgenError
from kbgen.render.site.output import Item, Outcome, Output


def items(files: Mapping[str, bytes]) -> list[Item]:
    return [Item(path, content.hex(), partial(bytes, content)) for path, content in files.items()]


def update(base: Path, files: Mapping[str, bytes], workers: int = 1) -> Outcome:
    return Output(base / "out", base / "manifests").update(items(files), workers=workers)


def on_disk(base: Path) -> dict[str, bytes]:
    out = base / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def broken() -> bytes:
    raise KbgenError("cannot be rendered")


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    update(tmp_path, {"a/index.html": b"1", "b/index.html": b"2"})
    before = (tmp_path / "out/a/index.html").stat().st_mtime_ns
    outcome = update(tmp_path, {"a/index.html": b"1", "b/index.html": b"3"})
    assert (outcome.rendered, outcome.written) == (1, 1)
    assert (tmp_path / "out/a/index.html").stat().st_mtime_ns == before


def test_the_same_bytes_from_another_source_are_not_written(tmp_path: Path) -> None:
    update(tmp_path, {"a": b"1"})
    before = (tmp_path / "out/a").stat().st_mtime_ns
    outcome = Output(tmp_path / "out", tmp_path / "manifests").update([Item("a", "new", lambda: b"1")], workers=1)
    assert (outcome.rendered, outcome.written) == (1, 0)
    assert (tmp_path / "out/a").stat().st_mtime_ns == before


def test_a_folder_holds_what_it_was_made_from_until_a_file_or_its_source_differs(tmp_path: Path) -> None:
    def output() -> Output:
        return Output(tmp_path / "out", tmp_path / "manifests")

    assert output().holds("sources") is None
    output().update(items({"a": b"1", "b/c": b"2"}), "sources", workers=1)
    assert output().holds("sources") == Outcome(total=2, rendered=0, written=0, removed=0)
    assert output().holds("other sources") is None
    output().update(items({"a": b"1", "b/c": b"2"}), "other sources", workers=1)
    assert output().holds("other sources") is not None
    (tmp_path / "out/b/c").write_bytes(b"damaged")
    assert output().holds("other sources") is None


def test_stale_files_and_their_empty_folders_go_and_foreign_files_stay(tmp_path: Path) -> None:
    update(tmp_path, {"a/b/c.html": b"1", "a/d.html": b"2", "e": b"3"})
    (tmp_path / "out/a/mine.txt").write_bytes(b"mine")
    outcome = update(tmp_path, {"e": b"3"})
    assert outcome.removed == 2
    assert on_disk(tmp_path) == {"e": b"3", "a/mine.txt": b"mine"}
    assert not (tmp_path / "out/a/b").exists()


def test_a_file_may_become_a_folder_and_the_other_way_round(tmp_path: Path) -> None:
    update(tmp_path, {"a": b"1", "b/c": b"2"})
    update(tmp_path, {"a/x": b"1", "b": b"2"})
    assert on_disk(tmp_path) == {"a/x": b"1", "b": b"2"}


def test_a_damaged_or_deleted_file_is_made_again(tmp_path: Path) -> None:
    update(tmp_path, {"a": b"1", "b": b"2"})
    (tmp_path / "out/a").unlink()
    (tmp_path / "out/b").write_bytes(b"damaged")
    assert update(tmp_path, {"a": b"1", "b": b"2"}).written == 2
    assert on_disk(tmp_path) == {"a": b"1", "b": b"2"}


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    update(tmp_path, {"a": b"1", "b": b"2"})
    with pytest.raises(KbgenError, match="cannot be rendered"):
        Output(tmp_path / "out", tmp_path / "manifests").update(
            [Item("a", "new", lambda: b"new"), Item("b", "new", broken)], workers=1
        )
    assert on_disk(tmp_path) == {"a": b"1", "b": b"2"}
    assert not list(tmp_path.glob(".out*"))


def test_files_that_kbgen_did_not_write_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a").write_bytes(b"foreign")
    with pytest.raises(KbgenError, match="not empty"):
        update(tmp_path, {"a": b"1"})
    shutil.rmtree(tmp_path / "out")
    update(tmp_path, {"a": b"1"})
    (tmp_path / "out/new").write_bytes(b"foreign")
    with pytest.raises(KbgenError, match="in the way"):
        update(tmp_path, {"a": b"1", "new": b"2"})
    assert on_disk(tmp_path) == {"a": b"1", "new": b"foreign"}


def test_what_a_broken_off_build_wrote_is_known_to_the_next(tmp_path: Path) -> None:
    update(tmp_path, {"a": b"1"})
    [manifest] = (tmp_path / "manifests").glob("*.manifest")
    # A build that was killed between its first and its last file: the manifest is old, the intention is on disk.
    manifest.with_suffix(".pending").write_text("a\nb\n", encoding="utf-8")
    (tmp_path / "out/b").write_bytes(b"half")
    assert Output(tmp_path / "out", tmp_path / "manifests").holds("") is None
    update(tmp_path, {"a": b"1"})
    assert on_disk(tmp_path) == {"a": b"1"}
    assert not list((tmp_path / "manifests").glob("*.pending"))


@pytest.mark.parametrize("name", ["a\tb", "a\nb", "a\rb", '"quoted"', "a\u2028b", "名前", "not \udcff utf-8"])
def test_a_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    update(tmp_path, {name: b"1", "z": b"2"})
    assert Output(tmp_path / "out", tmp_path / "manifests").holds("") == Outcome(2, 0, 0, 0)
    assert update(tmp_path, {"z": b"2"}).removed == 1
    assert on_disk(tmp_path) == {"z": b"2"}


def test_a_damaged_manifest_is_refused_in_words(tmp_path: Path) -> None:
    update(tmp_path, {"a.html": b"1"})
    (manifest,) = (tmp_path / "manifests").glob("*.manifest")
    manifest.write_text(manifest.read_text() + "junk\n")
    with pytest.raises(KbgenError, match="is damaged"):
        update(tmp_path, {"a.html": b"2"})
    assert on_disk(tmp_path) == {"a.html": b"1"}


def test_several_workers_give_what_one_gives(tmp_path: Path) -> None:
    files = {f"{number % 7}/{number}.html": str(number).encode() for number in range(500)}
    assert update(tmp_path, files, workers=2).written == 500
    assert on_disk(tmp_path) == files


def test_a_failure_in_a_worker_reaches_the_caller_in_its_own_words(tmp_path: Path) -> None:
    many = [*items({str(number): b"x" for number in range(450)}), Item("bad", "key", broken)]
    with pytest.raises(KbgenError, match="cannot be rendered"):
        Output(tmp_path / "out", tmp_path / "manifests").update(many, workers=2)
    assert not (tmp_path / "out").exists()


trees = st.dictionaries(st.sampled_from(["a", "b", "c/d", "c/e", "f/g/h", "f/g/i"]), st.binary(max_size=3), max_size=6)


@given(st.lists(trees, min_size=1, max_size=4))
def test_after_any_builds_the_folder_holds_the_last_one(
    tmp_path_factory: pytest.TempPathFactory, builds: list[dict[str, bytes]]
) -> None:
    base = tmp_path_factory.mktemp("builds")
    for files in builds:
        update(base, files)
        assert on_disk(base) == files


def paired(path: str, contents: tuple[bytes, ...], companions: tuple[str, ...]) -> Item:
    key = "".join(content.hex() for content in contents) + repr(companions)
    return Item(path, key, lambda: contents, companions)


def pair(base: Path, *made: Item) -> Outcome:
    return Output(base / "out", base / "manifests").update(made, workers=1)


def test_files_made_together_are_written_kept_and_counted_one_by_one(tmp_path: Path) -> None:
    names = ("feed.xml", "/api/a.json")
    assert pair(tmp_path, paired("a/index.html", (b"1", b"2", b"3"), names)).written == 3
    assert on_disk(tmp_path) == {"a/index.html": b"1", "a/feed.xml": b"2", "api/a.json": b"3"}
    assert Output(tmp_path / "out", tmp_path / "manifests").holds("") == Outcome(3, 0, 0, 0)
    before = (tmp_path / "out/a/feed.xml").stat().st_mtime_ns
    outcome = pair(tmp_path, paired("a/index.html", (b"1", b"2", b"4"), names))
    assert (outcome.total, outcome.rendered, outcome.written) == (3, 3, 1)
    assert (tmp_path / "out/a/feed.xml").stat().st_mtime_ns == before
    assert (tmp_path / "out/api/a.json").read_bytes() == b"4"


@pytest.mark.parametrize("name", ["a/index.html", "a/feed.xml"])
def test_a_page_is_made_again_where_it_or_a_file_made_with_it_is_damaged(tmp_path: Path, name: str) -> None:
    item = paired("a/index.html", (b"1", b"2"), ("feed.xml",))
    pair(tmp_path, item)
    (tmp_path / "out" / name).unlink()
    assert Output(tmp_path / "out", tmp_path / "manifests").damaged() == {"a/index.html"}
    assert pair(tmp_path, item).written == 1
    assert on_disk(tmp_path) == {"a/index.html": b"1", "a/feed.xml": b"2"}


def test_a_companion_goes_with_its_page_or_before_it_and_may_become_a_file_of_its_own(tmp_path: Path) -> None:
    pair(tmp_path, paired("a/i", (b"1", b"2"), ("f",)), paired("b/i", (b"3", b"4"), ("f",)))
    pair(tmp_path, paired("a/i", (b"1",), ()), paired("b/f", (b"4",), ()))
    assert on_disk(tmp_path) == {"a/i": b"1", "b/f": b"4"}
    pair(tmp_path, paired("b/i", (b"3", b"4"), ("f",)))
    assert on_disk(tmp_path) == {"b/i": b"3", "b/f": b"4"}


def test_a_foreign_file_in_the_way_of_a_companion_is_never_touched(tmp_path: Path) -> None:
    pair(tmp_path, paired("a/i", (b"1",), ()))
    (tmp_path / "out/a/f").write_bytes(b"foreign")
    with pytest.raises(KbgenError, match="in the way"):
        pair(tmp_path, paired("a/i", (b"1", b"2"), ("f",)))
    assert on_disk(tmp_path) == {"a/i": b"1", "a/f": b"foreign"}


def test_a_broken_off_build_takes_no_companion_from_a_page_that_stays(tmp_path: Path) -> None:
    item = paired("a/i", (b"1", b"2"), ("f",))
    pair(tmp_path, item)
    [manifest] = (tmp_path / "manifests").glob("*.manifest")
    manifest.with_suffix(".pending").write_text("a/i\na/f\n", encoding="utf-8")
    pair(tmp_path, item)
    assert on_disk(tmp_path) == {"a/i": b"1", "a/f": b"2"}


companies = st.dictionaries(
    st.sampled_from(["a/i", "b/i", "c", "a/f"]),
    st.dictionaries(st.sampled_from(["g", "h\tx", "/d/e", "/d/k"]), st.binary(max_size=2), max_size=3),
    max_size=4,
)


@given(st.lists(companies, min_size=1, max_size=4))
def test_after_any_builds_the_folder_holds_the_pages_of_the_last_and_what_is_made_with_them(
    tmp_path_factory: pytest.TempPathFactory, builds: list[dict[str, dict[str, bytes]]]
) -> None:
    base = tmp_path_factory.mktemp("builds")
    for pages in builds:
        made: list[Item] = []
        taken, expected = set(pages), dict[str, bytes]()
        for path, others in pages.items():
            item = paired(path, (b"page", *others.values()), tuple(others))
            if taken.isdisjoint(item.paths()[1:]):  # no file is made by two
                made.append(item)
                taken.update(item.paths())
                expected |= dict(zip(item.paths(), (b"page", *others.values()), strict=True))
        pair(base, *made)
        assert on_disk(base) == expected


def test_late_files_are_asked_for_when_the_others_are_rendered(tmp_path: Path) -> None:
    done: list[str] = []

    def make(name: str) -> bytes:
        done.append(name)
        return name.encode()

    def late() -> list[Item]:
        done.append("asked")
        return [Item("late", "key", lambda: make("late"))]

    def update() -> Outcome:
        early = [Item("early", "key", lambda: make("early"))]
        return Output(tmp_path / "out", tmp_path / "manifests").update(early, workers=1, late=late)

    assert update() == Outcome(2, 2, 2, 0)
    assert done == ["early", "asked", "late"]
    assert (tmp_path / "out" / "late").read_bytes() == b"late"
    assert update() == Outcome(2, 0, 0, 0)
