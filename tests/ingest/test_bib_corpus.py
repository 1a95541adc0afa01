"""Real bibliographies of others: every entry is accounted for, and what a person merged is merged."""

import json
from collections import Counter
from functools import cache

import pytest

from benchmarks.bib_quality import Measured, measure, merges
from kbgen.ingest.note_codes import NOTE_CODES

from .samples import SHARED

FOLDER = SHARED / "corpus" / "bib"
INDEX = json.loads((FOLDER / "INDEX.json").read_text(encoding="utf-8"))
SMALL = [one for one in INDEX if one["bytes"] < 200_000]


@cache
def measured(name: str, entries: int) -> Measured:
    """What the harness finds in a file, once for all tests."""
    return measure(FOLDER / name, name, entries)


@pytest.mark.parametrize("one", SMALL, ids=[one["file"].removeprefix("bib/") for one in SMALL])
def test_every_entry_becomes_something_or_is_named(one: dict[str, object]) -> None:
    name = str(one["file"]).removeprefix("bib/")
    found = measured(name, int(str(one["entries_regex"])))
    assert found.read == found.entries
    assert found.papers + found.datasets + found.no_work + found.untitled + found.inherited == found.entries
    codes = Counter(code for code in NOTE_CODES for note in found.notes if f" {code} " in note)
    assert codes["IM602"] == one["duplicate_keys"]


def test_the_other_reader_says_the_same_of_nearly_every_entry() -> None:
    agreed = compared = 0
    for one in SMALL:
        name = one["file"].removeprefix("bib/")
        found = measured(name, one["entries_regex"])
        agreed, compared = agreed + found.agreed, compared + found.compared
    # Of the few others it reads extended names, commented-out entries and names without letters differently.
    assert compared > 1000
    assert compared - agreed <= 12


def test_entries_that_a_person_merged_are_merged_and_no_others() -> None:
    merged = merges(FOLDER)
    assert merged.truth == merged.found == merged.both == 2
