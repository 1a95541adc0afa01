"""Reads the part of YAML that records are written in: mappings, lists and text, and nothing that surprises.

Every scalar comes out as text; what it means is the model's decision, so ``NO`` is never false and ``1e3`` is a number
only where a number is asked for. What YAML offers beyond that (anchors, aliases, tags, several documents, null) is
reported, and so is everything else in one pass, each with its place.
"""

from dataclasses import dataclass
from functools import cached_property

from kbgen.model.change import Resave
from kbgen.model.finding import Finding, Place
from kbgen.store.yaml_reader import KeyPath, Position, Reader, YamlValue

MAX_CHARACTERS = 8_000_000
"""Length of a file that is read; a vocabulary of thousands of terms is a tenth of it."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Line and column, from 1, of the keys and values of a file."""

    path: str
    keys: dict[KeyPath, Position]
    values: dict[KeyPath, Position]

    @classmethod
    def read(cls, text: str, path: str) -> "Positions":
        """Positions of what can be read of a text."""
        reader = Reader(text.removeprefix("\ufeff"), path, keep_positions=True)
        reader.read()
        return cls(path, reader.keys, reader.values)

    def place(self, *key_path: str | int, key: bool = False) -> Place:
        """Where a value (or with ``key`` its key) begins; where there is none, the place of what would hold it."""
        if key and key_path in self.keys:
            return Place(self.path, *self.keys[key_path])
        while key_path and key_path not in self.values:
            key_path = key_path[:-1]
        return Place(self.path, *self.values.get(key_path, (1, 1)))


@dataclass(frozen=True)
class Parsed:
    """A file's data, or ``None`` where it has none, and all that is wrong with its YAML.

    ``dropped`` are the key paths whose value was reported and left out of the data.
    """

    path: str
    text: str
    data: dict[str, YamlValue] | None
    findings: tuple[Finding, ...] = ()
    dropped: frozenset[KeyPath] = frozenset()

    @cached_property
    def positions(self) -> Positions:
        """Positions of all keys and values, read from the text when first asked for."""
        return Positions.read(self.text, self.path)

    def place(self, *key_path: str | int, key: bool = False) -> Place:
        """Where the value (or with ``key`` its key) of a key path begins, or the nearest thing around it."""
        return self.positions.place(*key_path, key=key)


def decode(content: bytes, path: str) -> tuple[str, tuple[Finding, ...]]:
    """A file's text; a file that is not UTF-8 is a finding at the first byte that is not, and its text is empty."""
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        place = Place(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        message = f"is not UTF-8: byte 0x{content[error.start]:02X} begins no character"
        return "", (Finding(place, "KB002", message, "save the file as UTF-8"),)


def parse(text: str, path: str) -> Parsed:
    """Read a record's YAML; ``path`` is what findings name as the file."""
    findings: list[Finding] = []
    if text.startswith("\ufeff"):
        fix = (Resave(path),)
        remedy = "save the file as plain UTF-8"
        findings.append(Finding(Place(path), "KB003", "begins with a byte order mark", remedy, fix=fix))
        text = text[1:]
    if len(text) > MAX_CHARACTERS:
        message = f"has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read"
        return Parsed(path, "", None, (*findings, Finding(Place(path), "KB013", message, "split the file")))
    reader = Reader(text, path)
    data = reader.read()
    parsed = Parsed(path, text, data, dropped=frozenset(reader.dropped))
    findings += reader.findings
    for key_path, position in reader.repeated:
        first = parsed.place(*key_path, key=True)
        message = f'key "{key_path[-1]}" is given a second time; the first is in line {first.line}'
        findings.append(Finding(Place(path, *position), "KB008", message, "keep one of the two"))
    return Parsed(path, text, data, tuple(findings), parsed.dropped)
