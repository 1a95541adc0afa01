"""What cannot be read is one finding; what would follow from its absence is none."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kbgen.checks.run import run_checks
from kbgen.store.tree import load_tree
from tests.contribute.samples import write_knowledge_base


def as_file(path: Path) -> None:
    path.write_text("oops")


def as_link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def as_pipe(path: Path) -> None:
    os.mkfifo(path)


def as_folder(path: Path) -> None:
    path.mkdir()


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


INSTEAD_OF_FOLDERS = [as_file, as_link_to_nothing, as_pipe]
INSTEAD_OF_FILES = [as_folder, as_link_to_nothing, as_pipe]
FOLDERS = ["data/papers", "data/papers/2021", "data/datasets", "data/lists", "data/enriched"]
FILES = ["data/taxonomy.yaml", "data/venues.yaml", "data/papers/2021/clip.yaml", "data/datasets/imagenet.yaml"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_knowledge_base(tmp_path)
    return tmp_path


def found_with(root: Path, path: str, make: Callable[[Path], None]) -> list[str]:
    """What is found more when something else stands in the place of a file or folder."""
    before = {str(finding) for finding in run_checks(load_tree(root, cache=False))}
    remove(root / path)
    make(root / path)
    return [str(finding) for finding in run_checks(load_tree(root, cache=False)) if str(finding) not in before]


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("make", INSTEAD_OF_FOLDERS)
def test_of_a_folder_that_is_none_only_that_is_said(root: Path, folder: str, make: Callable[[Path], None]) -> None:
    what = "it is a link to nothing" if make is as_link_to_nothing else "it is no folder"
    found = found_with(root, folder, make)
    assert found == [f"{folder}:1:1: KB001 cannot be read: {what}; check the folder and its permissions"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("make", INSTEAD_OF_FILES)
def test_of_a_file_that_is_none_only_that_is_said(root: Path, file: str, make: Callable[[Path], None]) -> None:
    found = found_with(root, file, make)
    assert found == [f"{file}:1:1: KB001 cannot be read: it is not a file; check the file and its permissions"]


def test_what_is_wrong_elsewhere_is_still_said(root: Path) -> None:
    remove(root / "data/datasets")
    as_file(root / "data/datasets")
    paper = root / "data/papers/2021/virtex.yaml"
    paper.write_text(paper.read_text("utf-8").replace("venue: cvpr", "venue: cvrp"), "utf-8")
    assert [finding.code for finding in run_checks(load_tree(root, cache=False))] == ["KB001", "KB104"]
