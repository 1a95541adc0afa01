"""Where a snapshot's works are: its files, in a folder of this machine or in an S3 bucket.

Layouts: https://developers.openalex.org/download/snapshot-format.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyarrow import fs

from kbgen.model.finding import KbgenError

_FOLDERS = ("data/parquet/works", "data/jsonl/works", "data/works", "parquet/works", "jsonl/works", "works", "")
"""Where works are below the address of a snapshot, the quickest to read first: Parquet holds the same as JSON Lines.

``data/works`` is the layout of snapshots before 2026.
"""

_PARTS = re.compile(r"\.(?:parquet|jsonl|ndjson|json|(?:(?:jsonl|ndjson|json)\.)?gz)$", re.IGNORECASE)
_NO_PARTS = re.compile(r"(?:^|/)(?:manifest(?:\.json)?|[._][^/]*)$", re.IGNORECASE)
_S3 = re.compile(r"s3[an]?://(?P<path>[^/].*)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_CREDENTIALS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a snapshot. ``name`` is its path below the snapshot's address, ``size`` its number of bytes.

    ``path`` is what the file system calls it; ``bucket`` tells that this is S3, ``anonymous`` that nobody signs in.
    """

    name: str
    path: str
    size: int
    bucket: bool = False
    anonymous: bool = False

    @property
    def parquet(self) -> bool:
        """Whether the file is Parquet; it is JSON Lines otherwise."""
        return self.path.lower().endswith(".parquet")

    @property
    def packed(self) -> bool:
        """Whether the file is compressed with gzip."""
        return self.path.lower().endswith(".gz")

    def system(self) -> fs.FileSystem:
        """The file system that holds the file; made anew wherever the file is read."""
        return _bucket_system(anonymous=self.anonymous) if self.bucket else fs.LocalFileSystem()


def find_parts(address: str) -> tuple[Part, ...]:
    """The files that hold works at a path of this machine or an ``s3://`` address, in the order of their names.

    Raises :class:`KbgenError` where there are none.
    """
    in_bucket = _S3.fullmatch(address)
    if not in_bucket and _SCHEME.match(address):
        raise KbgenError(f'"{address}" is neither a path nor an address that begins with s3://')
    try:
        found = tuple(_in_bucket(in_bucket["path"].rstrip("/")) if in_bucket else _local(Path(address)))
    except OSError as error:
        raise KbgenError(f"{address} cannot be read: {_reason(error)}") from error
    if not found:
        raise KbgenError(
            f"{address} holds no file of works", "give the folder of a snapshot, or a file that ends in .gz or .parquet"
        )
    return found


def _local(path: Path) -> Iterator[Part]:
    if not path.exists():
        raise KbgenError(f"there is no file or folder {path}")
    return _below(fs.LocalFileSystem(), path.resolve().as_posix(), Part("", "", 0))


def _in_bucket(path: str) -> Iterator[Part]:
    """Files of a bucket: with the credentials that there are, or else as everybody, or else as the machine itself."""
    signed = any(os.environ.get(name) for name in _CREDENTIALS) or (Path.home() / ".aws" / "credentials").is_file()
    everybody = Part("", "", 0, bucket=True, anonymous=not signed)
    try:
        yield from tuple(_below(everybody.system(), path, everybody))
    except OSError as error:
        if signed or "ACCESS_DENIED" not in str(error):
            raise
        machine = Part("", "", 0, bucket=True)
        yield from _below(machine.system(), path, machine)


def _below(system: fs.FileSystem, path: str, like: Part) -> Iterator[Part]:
    """The parts at a path, those of the first folder that has any."""
    for folder in _FOLDERS:
        base = f"{path}/{folder}".rstrip("/")
        info = system.get_file_info(base)
        if info.type == fs.FileType.File:
            if not _PARTS.search(base):
                raise KbgenError(f"{path} is no part of a snapshot", "parts end in .gz, .jsonl or .parquet")
            yield Part(base.rpartition("/")[2], base, info.size, like.bucket, like.anonymous)
            return
        if info.type == fs.FileType.NotFound:
            continue
        files = [one for one in system.get_file_info(fs.FileSelector(base, recursive=True)) if one.is_file]
        names = sorted((one.path[len(path) :].lstrip("/"), one) for one in files)
        parts = [(name, one) for name, one in names if _PARTS.search(name) and not _NO_PARTS.search(name)]
        yield from (Part(name, one.path, one.size, like.bucket, like.anonymous) for name, one in parts)
        if parts:
            return


def _bucket_system(*, anonymous: bool) -> fs.S3FileSystem:
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    options = {name: value for name, value in (("region", region), ("endpoint_override", endpoint)) if value}
    return fs.S3FileSystem(anonymous=anonymous, **options)


def _reason(error: OSError) -> str:
    return error.strerror or " ".join(str(error).split())
