"""Finds the files of a knowledge base, and those that look like records but lie where none is looked for."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from kbgen.model.change import Move
from kbgen.model.finding import Finding, Place
from kbgen.model.suggest import did_you_mean, unmistakable
from kbgen.store.cache import Stat, stat_of
from kbgen.store.layout import LAYOUTS, LOCAL_OVERLAY_FOLDER, OVERLAY_FOLDER, SCHEMA_FOLDER, UNDATED, Kind


class FoundFile(NamedTuple):
    """A file of the knowledge base: path from the root with ``/``, what it holds, and its status."""

    path: str
    kind: Kind | Literal["overlay"]
    stat: Stat


_SINGLES = {layout.location: layout.kind for layout in LAYOUTS.values() if layout.single}
_FOLDERS: dict[str, Kind] = {layout.location: layout.kind for layout in LAYOUTS.values() if not layout.single}
_YEAR_FOLDER = re.compile(rf"\d{{4}}|{UNDATED}")
_RECORD_SUFFIXES = (".yaml", ".yml")


def scan(root: Path) -> tuple[list[FoundFile], list[Finding]]:
    """All files by path, and a finding for each YAML file that would never be read or folder that cannot be."""
    found: list[FoundFile] = []
    strays: list[Finding] = []
    for entry in _entries(root, "data", strays):
        path = f"data/{entry.name}"
        if path in _SINGLES:
            found.append(FoundFile(path, _SINGLES[path], stat_of(entry)))
        elif entry.is_dir():
            continue
        elif entry.name.lower().endswith(_RECORD_SUFFIXES):
            names = [name.removeprefix("data/") for name in _SINGLES]
            remedy = did_you_mean(entry.name, names, f"files here: {', '.join(names)}")
            meant = unmistakable(entry.name, names)
            strays.append(_stray(root, path, remedy, f"data/{meant}" if meant else ""))
    for folder, kind in _FOLDERS.items():
        depth = 1 if kind == "paper" else 0
        for path, entry in _walk(root, folder, strays):
            if not entry.name.lower().endswith(_RECORD_SUFFIXES):
                if depth and path.count("/") == folder.count("/") + 1 and _YEAR_FOLDER.fullmatch(entry.name):
                    strays.append(_unreadable(path, _what_it_is(root, path)))
                continue
            if not entry.name.endswith(".yaml"):
                to = f"{path[: path.rindex('.')]}.yaml"
                strays.append(_stray(root, path, "rename it so that it ends in .yaml", to))
            elif path.count("/") - folder.count("/") - 1 != depth:
                wanted = f"{folder}/YEAR/ID.yaml" if depth else f"{folder}/ID.yaml"
                strays.append(_stray(root, path, f"put it at {wanted}"))
            else:
                found.append(FoundFile(path, kind, stat_of(entry)))
    for folder in (OVERLAY_FOLDER, LOCAL_OVERLAY_FOLDER):
        found += [
            FoundFile(f"{folder}/{entry.name}", "overlay", stat_of(entry))
            for entry in _entries(root, folder, strays)
            if entry.name.endswith(".jsonl") and not entry.is_dir()
        ]
    for entry in _entries(root, OVERLAY_FOLDER, []):
        path = f"{OVERLAY_FOLDER}/{entry.name}"
        if not entry.is_dir() and entry.name.lower().endswith((*_RECORD_SUFFIXES, ".json")):
            strays.append(_stray(root, path, "the overlay is read from .jsonl files"))
    known = {SCHEMA_FOLDER, OVERLAY_FOLDER, *_FOLDERS}
    for entry in _entries(root, "data", []):
        path = f"data/{entry.name}"
        if entry.is_dir() and path not in known:
            strays += [
                _stray(root, inner, did_you_mean(entry.name, [name.removeprefix("data/") for name in known], "move it"))
                for inner, file in _walk(root, path, [])
                if file.name.lower().endswith(_RECORD_SUFFIXES)
            ]
    found.sort(key=lambda file: file.path)
    return found, strays


def _stray(root: Path, path: str, remedy: str, to: str = "") -> Finding:
    """A finding about a file; it moves ``to`` another path where nothing lies there."""
    fix = (Move(path, to),) if to and not os.path.lexists(root / to) else ()
    return Finding(Place(path), "KB017", "lies where no record is looked for", remedy, subject=path, fix=fix)


def _walk(root: Path, folder: str, refused: list[Finding]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder with its path from the root; links to folders are followed one level only.

    What has the name of a record counts as one, so that a folder with such a name is not passed over.
    """
    for entry in _entries(root, folder, refused):
        path = f"{folder}/{entry.name}"
        if entry.name.endswith(".yaml"):
            yield path, entry
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path, refused)
        elif entry.is_dir():
            yield from ((f"{path}/{inner.name}", inner) for inner in _entries(root, path, refused) if inner.is_file())
        else:
            yield path, entry


def _entries(root: Path, folder: str, refused: list[Finding]) -> list[os.DirEntry[str]]:
    """What a folder holds, without hidden files; nothing where there is none or where it is ``refused``."""
    try:
        with os.scandir(root / folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        if os.path.lexists(root / folder):
            refused.append(_unreadable(folder, _what_it_is(root, folder)))
    except OSError as error:
        refused.append(_unreadable(folder, error.strerror or type(error).__name__))
    return []


def _unreadable(folder: str, reason: str) -> Finding:
    return Finding(Place(folder), "KB001", f"cannot be read: {reason}", "check the folder and its permissions")


def _what_it_is(root: Path, folder: str) -> str:
    """What stands where a folder should."""
    return "it is no folder" if (root / folder).exists() else "it is a link to nothing"
