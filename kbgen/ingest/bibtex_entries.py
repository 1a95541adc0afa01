"""A BibTeX file as entries with their own values: abbreviations expanded, every fault named with its place.

bibtexparser splits the text into blocks and goes on after a broken one. What it leaves to its callers happens here:
joined values (``"a" # jan # {b}``), abbreviations, repeated keys and fields, and what a slip has cut off. The rules are
those of BibTeX's manual (O. Patashnik, "BibTeXing").
"""

import logging
import re
from dataclasses import dataclass, field

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(r"[^\s\"#%'(),={}]+")
_NEXT_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w:.+/-]*)\s*=\s*(.+)$", re.DOTALL)
_FIELD_LINE = re.compile(r"^\s*[A-Za-z][\w:.+-]*\s*=\s*[{\"\d]", re.MULTILINE)
_BARE_ENTRY = re.compile(r"^[ \t]*@(?!comment)(\w+)", re.IGNORECASE | re.MULTILINE)
_COMMENTED = re.compile(r"^[ \t]*%.*$", re.MULTILINE)


_SHOWN_FROM = 200

_LONGEST = 100_000
"""Characters that abbreviations may add to a value; a few that are made of each other could fill all memory."""


@dataclass(frozen=True, slots=True)
class Value:
    """The LaTeX text of a field and the line, from 1, on which it stands."""

    text: str
    line: int


@dataclass(slots=True)
class BibtexEntry:
    """An entry: its type in lower case, its key, its fields by their names in lower case."""

    type: str
    key: str
    line: int
    column: int
    fields: dict[str, Value] = field(default_factory=dict)

    def text(self, *names: str) -> str:
        """The text of the first of these fields that is there and not empty."""
        return next((self.fields[name].text for name in names if name in self.fields and self.fields[name].text), "")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the file: the code of the note, the place, and words."""

    code: str
    line: int
    column: int
    message: str


@dataclass(slots=True)
class BibtexFile:
    """The entries of a file in its order, and what is wrong with it."""

    entries: list[BibtexEntry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def parse_bibtex(text: str) -> BibtexFile:
    """The entries of a text with their own values; references between them are not followed yet. Never raises."""
    # Its warnings repeat, without a file's name, what becomes a fault here.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    return _Reader(text).read(parse_string(text, parse_stack=()))


class _Reader:
    """Reads the blocks of one file."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._file = BibtexFile()
        self._strings = {month: month for month in _MONTHS}
        self._defined: dict[str, tuple[str, int]] = {}
        self._keys: dict[str, int] = {}

    def read(self, library: Library) -> BibtexFile:
        """All blocks in order; an abbreviation counts for the whole file, wherever it is defined."""
        blocks = [_unwrapped(block) for block in library.blocks]
        blocks = [block for block in blocks if isinstance(block, ImplicitComment) or not self._commented_out(block)]
        for own in blocks:
            if isinstance(own, String):
                self._define(own)
        for own in blocks:
            if isinstance(own, Entry):
                self._entry(own)
            elif isinstance(own, ImplicitComment):
                self._between(own)
            elif isinstance(own, ParsingFailedBlock):
                self._broken(own)
        self._file.faults.sort(key=lambda fault: (fault.line, fault.column, fault.code))
        return self._file

    def _fault(self, code: str, line: int, column: int, message: str) -> None:
        self._file.faults.append(Fault(code, line, column, message))

    def _column(self, line: int, part: str) -> int:
        """The column of a piece of text in a line; 1 where it is not found."""
        content = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return max(0, content.lower().find(part.lower())) + 1

    def _commented_out(self, block: Block) -> bool:
        """Whether a percent sign stands before a block on its line: biber skips it, and so do most people's eyes."""
        line = _line(block)
        before, at, _ = self._lines[line - 1].partition("@")
        if not at or not before.lstrip().startswith("%"):
            return False
        if isinstance(block, Entry):
            self._fault("IM001", line, len(before) + 1, f'the entry "{block.key.strip()}" is commented out')
        return True

    def _define(self, block: String) -> None:
        line, name = _line(block), block.key.lower()
        value = self._value(str(block.value))[0]
        if name in self._defined and self._defined[name][0] != value:
            first = self._defined[name][1]
            words = f'the abbreviation "{block.key}" is defined again; its value of line {first} counts'
            self._fault("IM613", line, self._column(line, block.key), words)
        elif name not in self._defined:
            self._defined[name] = (value, line)
            self._strings[name] = value

    def _entry(self, block: Entry) -> None:
        line = _line(block)
        entry = BibtexEntry(block.entry_type.lower(), block.key.strip(), line, self._column(line, "@"))
        if entry.key:
            first = self._keys.setdefault(entry.key.casefold(), line)
            if first != line:
                words = f'the key "{entry.key}" is that of the entry in line {first} too; both are read'
                self._fault("IM602", line, entry.column, words)
        for one in block.fields:
            name = one.key.split("\n")[-1].strip().lower()
            if not name.startswith("%"):
                self._field(entry, name, str(one.value), (one.start_line or 0) + 1)
        self._file.entries.append(entry)

    def _field(self, entry: BibtexEntry, name: str, raw: str, line: int) -> None:
        """One field, and those that a missing comma has made a part of it."""
        while raw:
            value, unknown, rest = self._value(raw)
            column = self._column(line, name)
            for word in unknown:
                words = f'"{entry.key}": the abbreviation "{word}" in {name} is not defined; the word itself is taken'
                self._fault("IM604", line, column, words)
            if name not in entry.fields:
                entry.fields[name] = Value(value, line)
            else:
                words = f'"{entry.key}": {name} is given again; its value of line {entry.fields[name].line} counts'
                self._fault("IM607", line, column, words)
            if not rest:
                return
            words = f'"{entry.key}": no comma stands between {name} and what follows it: {_shown(rest)}'
            self._fault("IM601", line, column, words)
            follows = _NEXT_FIELD.match(rest)
            if not follows:
                return
            line += raw[: len(raw) - len(follows[2])].count("\n")
            name, raw = follows[1].lower(), follows[2]

    def _value(self, raw: str) -> tuple[str, list[str], str]:
        """A value's text, the abbreviations in it that nobody defines, and what stands behind its end."""
        parts: list[str] = []
        unknown: list[str] = []
        place, joined, expanded = 0, True, 0
        while place < len(raw):
            if raw[place].isspace() or raw[place] == "#":
                joined = joined or raw[place] == "#"
                place += 1
                continue
            if not joined:
                return "".join(parts), unknown, raw[place:].strip()
            end = _end_of_part(raw, place)
            part = raw[place:end]
            if part[0] in '{"':
                parts.append(part[1:-1])
            elif part.isdecimal():
                parts.append(part)
            elif (meant := self._strings.get(part.lower())) is not None and expanded + len(meant) <= _LONGEST:
                parts.append(meant)
                expanded += len(meant)
            else:
                unknown.append(part)
                parts.append(part)
            place, joined = end, False
        return "".join(parts), unknown, ""

    def _between(self, block: ImplicitComment) -> None:
        """Text between entries is a comment, unless it is what a slip has cut off from an entry."""
        text = _COMMENTED.sub("", block.comment)
        first = _line(block)
        if bare := _BARE_ENTRY.search(text):
            line = first + text[: bare.start(1)].count("\n")
            words = f"no brace follows @{bare[1]}; if this is an entry, it is not read"
            self._fault("IM601", line, self._column(line, "@"), words)
        elif found := (re.match(r"\s*[,}]", text) or _FIELD_LINE.search(text)):
            line = first + text[: found.end() - 1].count("\n")
            words = f"text that looks like a part of an entry stands outside of all entries: {_shown(text)}"
            self._fault("IM601", line, 1, f"{words}; a brace closes the entry above too early")

    def _broken(self, block: ParsingFailedBlock) -> None:
        line = _line(block)
        raw = block.raw or ""
        head = re.match(r"@\s*\w+\s*[{(]\s*([^\s,=]*)", raw)
        named = f'the entry "{head[1]}"' if head and head[1] else "an entry"
        last = line + raw.rstrip().count("\n")
        words = f"{named} cannot be read and is not imported: {_reason(block)} (line {last})"
        self._fault("IM601", line, self._column(line, "@"), words)


def _reason(block: ParsingFailedBlock) -> str:
    """Why the parser gave up, in words for whoever mends the file."""
    reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).split()).rstrip(". ")
    if reason.startswith("Unexpectedly reached end"):
        return "a brace or quote is still open where the file ends"
    if reason.startswith("Unexpected block start"):
        return "a brace or quote is still open where the next entry begins"
    return f"{reason[:1].lower()}{reason[1:]}"


def _unwrapped(block: Block) -> Block:
    """An entry or abbreviation that the parser sets aside because a key is repeated, as what it is."""
    while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block is not None:
        block = block.ignore_error_block
    return block


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def _end_of_part(raw: str, start: int) -> int:
    """Where the part of a value that begins here ends: a group in braces, a text in quotes, or a word."""
    if raw[start] not in '{"':
        found = _WORD.match(raw, start)
        return found.end() if found else start + 1
    depth = 0
    for place in range(start, len(raw)):
        char = raw[place]
        if char in "{}" and (place == 0 or raw[place - 1] != "\\"):
            depth += 1 if char == "{" else -1
        closes = depth == 0 and (char == "}" if raw[start] == "{" else char == '"' and place > start)
        if closes:
            return place + 1
    return len(raw)


def _shown(text: str) -> str:
    words = " ".join(text[:_SHOWN_FROM].split())
    return f'"{words[:60]}…"' if len(words) > 60 else f'"{words}"'
