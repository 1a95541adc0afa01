"""Every code that a note carries is known and in the manual, and every code of the manual is used."""

import re
from pathlib import Path

from kbgen.ingest.note_codes import INFORMATION, NOTE_CODES
from kbgen.ingest.registry import formats

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")


def test_codes_in_the_source_are_the_documented_ones() -> None:
    used: set[str] = set()
    for path in (ROOT / "kbgen" / "ingest").glob("*.py"):
        if path.name != "note_codes.py":
            used |= set(re.findall(r'"(IM\d{3})"', path.read_text(encoding="utf-8")))
    assert used == set(NOTE_CODES)


def test_the_manual_says_what_each_code_and_format_is() -> None:
    rows = dict(re.findall(r"^\| `(IM\d{3})` \| (.+) \|$", MANUAL, re.MULTILINE))
    assert rows == {
        code: f"{text}{' (*information*)' if code in INFORMATION else ''}." for code, text in NOTE_CODES.items()
    }
    assert set(re.findall(r"^\| `([a-z][a-z-]*)` \|", MANUAL, re.MULTILINE)) == set(formats())
