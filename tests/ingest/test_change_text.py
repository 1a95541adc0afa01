"""What an import says of changes: all of a few, and how many more there are of many."""

import pytest

from kbgen.ingest.change_text import change_lines
from kbgen.ingest.differences import Disagreement, FieldChange, RecordChange
from kbgen.ingest.draft import ImportNote
from kbgen.ingest.report import ImportReport

YEAR = FieldChange("year", "2020", "2021")
DOI = FieldChange("ids.doi", "", "10.1000/a")
VIDEO = FieldChange("links.video", "https://a.example/v", "")
VENUE = Disagreement("venue", "arxiv", "cor", "refs.bib:3")


@pytest.mark.parametrize(
    ("update", "dry_run", "heading"),
    [
        (False, False, "would change; --update does it:"),
        (False, True, "would change; --update does it:"),
        (True, True, "would change:"),
        (True, False, "changed:"),
    ],
)
def test_the_heading_says_what_was_done(update: bool, dry_run: bool, heading: str) -> None:
    lines = list(change_lines([RecordChange("a", (YEAR,))], update=update, dry_run=dry_run))
    assert lines == ["", heading, "  a", "    year: 2020 → 2021"]


def test_values_that_come_go_and_stay() -> None:
    lines = list(change_lines([RecordChange("a", (DOI, VIDEO), (VENUE,))], update=False, dry_run=False))
    assert lines[2:] == [
        "  a",
        "    + ids.doi: 10.1000/a",
        "    - links.video: https://a.example/v",
        "    kept venue: the record says arxiv, refs.bib:3 says cor",
        "  --take FIELD takes the value of the source where a record keeps its own",
    ]


def test_of_many_records_the_first_are_shown_and_the_others_counted() -> None:
    changes = [RecordChange(f"r{number}", (YEAR,)) for number in range(53)] + [RecordChange("only-sources")] * 2
    lines = list(change_lines(changes, update=False, dry_run=False))
    assert sum(line.startswith("  r") for line in lines) == 50
    assert "  and 3 more; --report FILE names each" in lines
    assert lines[-1] == "2 records in which only the sources named would change; --update does it"


def test_long_values_are_cut() -> None:
    change = RecordChange("a", (FieldChange("summary", "", "word " * 100),))
    assert all(len(line) <= 204 for line in change_lines([change], update=False, dry_run=False))


def test_of_two_long_values_both_are_shown() -> None:
    long = RecordChange("a", (), (Disagreement("summary", "old " * 100, "new " * 100, "refs.csv:3"),))
    line = next(line for line in change_lines([long], update=False, dry_run=False) if "kept" in line)
    assert "old old" in line
    assert "refs.csv:3 says new new" in line


def test_nothing_is_said_where_nothing_changes() -> None:
    assert list(change_lines([], update=False, dry_run=False)) == []


def test_of_many_notes_of_one_kind_the_first_are_shown_and_the_others_counted() -> None:
    notes = tuple(ImportNote("IM602", "refs.bib", line, "the key is repeated", column=1) for line in range(1, 31))
    lines = list(ImportReport(notes=notes).summary(dry_run=False, update=False))
    assert "refs.bib:20:1: IM602 the key is repeated" in lines
    assert "refs.bib:21:1: IM602 the key is repeated" not in lines
    assert "and 10 more of IM602 (a citation key that two entries have), in full with --report FILE" in lines
