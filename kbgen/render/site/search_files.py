"""Pagefind's files in a settled order.

Pagefind lists the values of a filter in an order that differs from run to run, and names files after their content, so
the same texts would give different files. Here the values are sorted and the files that name each other follow suit.

The files are gzipped CBOR (RFC 8949) behind a prefix; of CBOR they use unsigned integers, text and arrays.
"""

import gzip
import hashlib
from pathlib import Path

from kbgen.model.finding import KbgenError

_PREFIX = b"pagefind_dcd"
_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4

Value = int | str | list["Value"]


def settle(folder: Path) -> None:
    """Sort the values of every filter in a folder of Pagefind's.

    Raises :class:`KbgenError` where a file is not built as described: another version of Pagefind wrote it.
    """
    renamed: dict[bytes, bytes] = {}
    for path in sorted((folder / "filter").glob("*.pf_filter")):
        renamed |= _rewrite(path, _sorted_filter(_content(path)))
    for path in sorted(folder.glob("*.pf_meta")):
        content = _content(path)
        for old, new in renamed.items():
            content = content.replace(old, new)
        renamed |= _rewrite(path, content)
    entry = folder / "pagefind-entry.json"
    text = entry.read_bytes()
    for old, new in renamed.items():
        text = text.replace(old, new)
    entry.write_bytes(text)


def decode(data: bytes) -> Value:
    """The value that CBOR data hold. Raises :class:`ValueError` for anything but integers, text and arrays."""
    value, end = _decode(data, 0)
    if end != len(data):
        raise ValueError("data behind the value")
    return value


def encode(value: Value) -> bytes:
    """A value as CBOR, every length in its shortest form."""
    if isinstance(value, int):
        return _head(_UNSIGNED, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(encode(item) for item in value)


def _sorted_filter(content: bytes) -> bytes:
    try:
        value = decode(content)
    except ValueError as error:
        raise _unknown("a filter that is not understood") from error
    match value:
        case [str(name), list(values)]:
            return encode([name, sorted(values, key=repr)])
    raise _unknown("a filter that is not a name with values")


def _content(path: Path) -> bytes:
    content = gzip.decompress(path.read_bytes())
    if not content.startswith(_PREFIX):
        raise _unknown(f"{path.name} without its prefix")
    return content.removeprefix(_PREFIX)


def _rewrite(path: Path, content: bytes) -> dict[bytes, bytes]:
    """Write the content under a name made from it, as long as the old one; returns old and new name."""
    language, _, old = path.stem.rpartition("_")
    new = hashlib.sha256(content).hexdigest()[: len(old)]
    path.unlink()
    path.with_name(f"{language}_{new}{path.suffix}").write_bytes(gzip.compress(_PREFIX + content, mtime=0))
    prefix = language.rpartition(".")[2]
    return {f"{prefix}_{old}".encode(): f"{prefix}_{new}".encode()}


def _decode(data: bytes, at: int) -> tuple[Value, int]:
    kind, short = divmod(data[at], 32)
    at += 1
    if short < 24:
        number = short
    elif short < 28:
        size = 1 << (short - 24)
        number = int.from_bytes(data[at : at + size], "big")
        at += size
    else:
        raise ValueError("a length without a number")
    if kind == _UNSIGNED:
        return number, at
    if kind == _TEXT:
        return data[at : at + number].decode(), at + number
    if kind != _ARRAY:
        raise ValueError(f"a value of major type {kind}")
    items: list[Value] = []
    for _ in range(number):
        item, at = _decode(data, at)
        items.append(item)
    return items, at


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(exponent for exponent in range(4) if number < 256 ** (1 << exponent))
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(1 << size, "big")


def _unknown(what: str) -> KbgenError:
    return KbgenError(f"Pagefind wrote {what}", "build without search: --no-search")
