"""The text of a file in whatever encoding it was saved, and what had to be assumed to read it."""

import codecs
import re
from dataclasses import dataclass

from kbgen.ingest.plain_text import without_controls

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# JabRef writes "% Encoding: windows-1252", Emacs reads "-*- coding: latin-1-unix -*-", biber's sources say it too.
_STATED = re.compile(rb"(?:encoding|coding)\s*[:=]\s*([A-Za-z0-9_.-]+)", re.IGNORECASE)
_STATED_WITHIN = 1000
_LINE_ENDS = re.compile(r"(?:-unix|-dos|-mac)$", re.IGNORECASE)
_NAMES = {"utf8": "utf-8", "ansi": "cp1252", "iso8859_1": "cp1252", "latin-1": "cp1252", "iso-8859-1": "cp1252"}
_GUESSED_FROM = 1_000_000
_WESTERN = {"Latin-1 Supplement", "Latin Extended-A"}
_ENOUGH = 8
"""Bytes beyond ASCII below which a guess is worth less than the encoding of most Western programs."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text with line feeds alone between lines and without control characters.

    ``assumed`` names the encoding where it is not UTF-8; ``undecodable`` are the lines, from 1, with bytes that mean
    nothing in it; ``controls`` counts control characters that were read as spaces.
    """

    text: str
    assumed: str = ""
    undecodable: tuple[int, ...] = ()
    controls: int = 0


def decode(content: bytes) -> DecodedText:
    """The text of a file's bytes: by its byte order mark, as UTF-8, as the file itself says, else as it looks."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")
    if marked:
        return _decoded(content, marked, "" if marked == "utf-8-sig" else marked)
    if wide := _without_mark(content):
        return _decoded(content, wide, wide)
    try:
        return tidied(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _not_utf8(content, error)


def _without_mark(content: bytes) -> str:
    """UTF-16 without a mark: of text in Latin letters, every other byte is nought."""
    head = content[:400]
    if len(head) < 4:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if even > 0.8 * half and odd < 0.1 * half:
        return "utf-16-be"
    return "utf-16-le" if odd > 0.8 * half and even < 0.1 * half else ""


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> DecodedText:
    if found := _STATED.search(content[:_STATED_WITHIN]):
        name = _LINE_ENDS.sub("", found[1].decode("ascii").lower())
        encoding = _NAMES.get(name, name)
        if encoding != "utf-8" and _known(encoding):
            return _decoded(content, encoding, encoding)
    # Mostly UTF-8 with a stray byte is a file that two programs wrote, not one in another encoding.
    good = content.decode("utf-8", errors="ignore")
    wide = len(good.encode("utf-8")) - len(good)
    lost = len(content) - len(good.encode("utf-8"))
    if wide > 2 * lost:
        return _decoded(content, "utf-8", "utf-8")
    guessed = _guess(content[max(0, error.start - _GUESSED_FROM // 2) : error.start + _GUESSED_FROM // 2])
    return _decoded(content, guessed, guessed)


def _guess(content: bytes) -> str:
    """The encoding that a library finds likeliest; Windows-1252 where it is not sure of a Western one."""
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        return "cp1252"
    western = not best.alphabets or bool(set(best.alphabets) & _WESTERN)
    short = sum(byte > 127 for byte in content) < _ENOUGH
    return "cp1252" if (western or short) and _decodes(content, "cp1252") else best.encoding


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _decoded(content: bytes, encoding: str, assumed: str) -> DecodedText:
    try:
        return tidied(content.decode(encoding), assumed)
    except UnicodeDecodeError:
        text = content.decode(encoding, errors="replace")
    tidy = tidied(text, assumed)
    lines = [number for number, line in enumerate(tidy.text.split("\n"), 1) if "\ufffd" in line]
    return DecodedText(tidy.text, assumed, tuple(lines), tidy.controls)


def tidied(text: str, assumed: str = "") -> DecodedText:
    """A text that is decoded already, with line feeds alone between lines and without control characters."""
    text, controls = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    return DecodedText(text, assumed, (), controls)
