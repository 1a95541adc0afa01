"""Sizes of datasets as tables write them: the source's words, and the number they mean where they mean one."""

import re

from kbgen.model.dataset import Size, SizeQualifier

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_SIZE = re.compile(rf"(?P<before>[<>~≈≥≤])?\s*(?P<number>{_NUMBER})\s*(?P<unit>[kKmMbB])?\s*(?P<plus>\+)?")
_SUM = re.compile(rf"{_NUMBER}(?:\s*\+\s*{_NUMBER})+")
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_QUALIFIERS: dict[str, SizeQualifier] = {
    ">": "at-least",
    "≥": "at-least",
    "<": "at-most",
    "≤": "at-most",
    "~": "about",
    "≈": "about",
}
_UNIT_IN_HEADER = re.compile(r"\s*\(([kKmMbB])\)\s*$")
UNKNOWN = frozenset({"", "-", "--", "–", "—", "?", "n/a", "N/A"})
"""What tables write where they know nothing."""


def size_header(header: str) -> tuple[str, ...] | None:
    """What a column headed ``# Images`` or ``# Video / # clips`` counts, or ``None`` where it counts nothing."""
    text = header.strip()
    if not text.startswith("#"):
        return None
    return tuple(part.strip(" #").lower() for part in text.split("/") if part.strip(" #")) or None


def read_sizes(text: str, counted: tuple[str, ...]) -> tuple[Size, ...]:
    """Sizes that a cell states under a column that counts these things.

    A column that counts two things ("video / clips") has cells of two parts divided by a colon; an unknown part is
    left out. A cell with one part stands for the column as a whole.
    """
    words = " ".join(text.split())
    if words in UNKNOWN:
        return ()
    parts = [part.strip() for part in words.split(":")]
    if len(counted) > 1 and len(parts) == len(counted):
        pairs = zip(counted, parts, strict=True)
        return tuple(_size(of, part) for of, part in pairs if part not in UNKNOWN)
    return (_size(" / ".join(counted), words),)


def _size(of: str, text: str) -> Size:
    """One size; a unit in the header ("points (M)") moves into the text, so that text and number agree."""
    if unit := _UNIT_IN_HEADER.search(of):
        of = of[: unit.start()]
        text = f"{text} {unit[1].upper()}" if re.fullmatch(_NUMBER, text) else text
    count, qualifier = read_count(text)
    return Size(of=of, text=text, count=count, qualifier=qualifier)


def read_count(text: str) -> tuple[float | None, SizeQualifier]:
    """The number that a size's words mean and how exactly; no number where the words give none or several."""
    if _SUM.fullmatch(text):
        return float(sum(_plain(part) for part in text.split("+"))), "exactly"
    found = _SIZE.fullmatch(text)
    if not found:
        return None, "exactly"
    # Rounded, because 1.4 million is a whole number that 1.4 times 1e6 misses.
    count = round(_plain(found["number"]) * _UNITS[(found["unit"] or "").lower()], 3)
    if found["plus"]:
        return count, "at-least"
    return count, _QUALIFIERS.get(found["before"] or "", "exactly")


def _plain(number: str) -> float:
    return float(number.strip().replace(",", ""))
