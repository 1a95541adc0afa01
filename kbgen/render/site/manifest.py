"""The list of the files we wrote into an output folder, in a file of its own.

There are tens of thousands of them and a build asks each of them one question, so an entry stays the text that it is
on disk, with tabs between its parts: ``key``, then ``digest``, ``size`` and ``mtime_ns`` of the file, then for each
file that is made with it its name and the same three.
"""

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kbgen.model.finding import KbgenError
from kbgen.store.files import write_bytes, write_text

_HEADER = "kbgen manifest 2"


class Written(NamedTuple):
    """A file as we wrote it: what is in it as a digest, its size and its modification time."""

    digest: str
    size: int
    mtime_ns: int


def entry(key: str, file: Written, companions: Iterable[tuple[str, Written]] = ()) -> str:
    """What was made from ``key``: a file, and those that are made with it by name."""
    parts = [key, *map(str, file)]
    for name, one in companions:
        parts += [_line(name), *map(str, one)]
    return "\t".join(parts)


UNFINISHED = entry("", Written("", -1, -1))
"""A file that a build was about to write when it was broken off."""

_ALONE, _EACH = 3, 4


def has_key(known: str, key: str) -> bool:
    """Whether an entry's files were made from ``key``."""
    return known.startswith(f"{key}\t")


def is_alone(known: str) -> bool:
    """Whether an entry is of one file."""
    return known.count("\t") == _ALONE


def has_status(known: str, size: int, mtime_ns: int) -> bool:
    """Whether the file of an entry that is alone had this size and modification time when it was written."""
    return known.endswith(f"\t{size}\t{mtime_ns}")


def count_of(entries: Collection[str]) -> int:
    """How many files entries have, all together."""
    return len(entries) + (sum([known.count("\t") for known in entries]) - _ALONE * len(entries)) // _EACH


def files_of(path: str, known: str) -> dict[str, Written]:
    """The files of the entry at ``path``, by path."""
    _, digest, size, mtime_ns, *rest = known.split("\t")
    found = {path: Written(digest, int(size), int(mtime_ns))}
    for at in range(0, len(rest), _EACH):
        name, digest, size, mtime_ns = rest[at : at + _EACH]
        found[companion(path, _name(name))] = Written(digest, int(size), int(mtime_ns))
    return found


def statuses_of(path: str, known: str) -> Iterator[tuple[str, int, int]]:
    """Path, size and modification time of each file of the entry at ``path``: what every build asks of them all."""
    parts = known.split("\t")
    yield path, int(parts[2]), int(parts[3])
    folder = path[: path.rfind("/") + 1]
    for at in range(_EACH, len(parts), _EACH):
        name = parts[at]
        # Most names are plain: only a quoted one, or one from the root, is worth a look.
        where = folder + name if name[0] not in '"/' else companion(path, _name(name))
        yield where, int(parts[at + 2]), int(parts[at + 3])


def companion(path: str, name: str) -> str:
    """The path of a file that is made with another: beside it, or from the site's root where it begins with a slash."""
    return name[1:] if name[:1] == "/" else f"{path.rpartition('/')[0]}/{name}".removeprefix("/")


def write_manifest(path: Path, made_from: str, entries: Mapping[str, str]) -> None:
    """Write what the folder was made from, and its files' entries by path."""
    # Encoded line by line, and decoded so: in one text a single letter that is not Latin would widen all others.
    body = b"".join([f"{known}\t{_line(name)}\n".encode() for name, known in sorted(entries.items())])
    write_bytes(path, f"{_HEADER}\t{made_from}\t{_checksum(body)}\n".encode() + body)


def read_manifest(path: Path) -> tuple[str, dict[str, str]]:
    """What the folder was made from, and its entries; a manifest that is missing or of another version has none.

    Raises :class:`KbgenError` where it is damaged: without it nobody knows which files of the folder are ours.
    """
    try:
        header, _, body = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return "", {}
    version, _, rest = header.decode("utf-8", "replace").partition("\t")
    if version != _HEADER:
        return "", {}
    made_from, _, checksum = rest.partition("\t")
    if checksum != _checksum(body):
        raise KbgenError(f"{path} is damaged: it said what kbgen wrote", "delete it and the site's folder")
    entries = {}
    for line in body.split(b"\n"):
        known, _, name = line.decode().rpartition("\t")
        entries[_name(name) if name[:1] == '"' else name] = known
    del entries[""]  # what comes after the last line's end
    return made_from, entries


def write_pending(path: Path, names: Iterable[str]) -> None:
    """Write down which files are about to be written."""
    write_text(path, "".join([f"{_line(name)}\n" for name in names]))


def read_pending(path: Path) -> list[str]:
    """The files that a build was about to write when it was broken off."""
    try:
        return [_name(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    except FileNotFoundError:
        return []


def _line(name: str) -> str:
    """A path on one line: quoted where it would not fit there, as anybody may call a file anything."""
    return name if name.isprintable() and name[:1] != '"' else json.dumps(name)


def _name(line: str) -> str:
    return str(json.loads(line)) if line[:1] == '"' else line


def _checksum(body: bytes) -> str:
    return f"{zlib.crc32(body):08x}"
