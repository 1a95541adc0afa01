"""What an import changed, or would change, in records that are there: as lines for a person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kbgen.ingest.differences import RecordChange

_SHOWN = 50
"""Records shown in full; the report as JSON holds all."""

_LONG = 180
"""Characters of a value that are shown; of two that differ, each gets half."""


def change_lines(changes: Sequence[RecordChange], *, update: bool, dry_run: bool) -> Iterator[str]:
    """A heading, then each record with its changes and disagreements; nothing where there are no changes."""
    verb = "would change; --update does it" if not update else "would change" if dry_run else "changed"
    if not changes:
        return
    said = [change for change in changes if change.says_something]
    if said:
        yield ""
        yield f"{verb}:"
    for change in said[:_SHOWN]:
        yield f"  {change.record}"
        for one in change.fields:
            before, after = _short(one.before, one.after)
            yield f"    {replace(one, before=before, after=after)}"
        for other in change.disagreements:
            record, source = _short(other.record, other.source)
            yield f"    kept {replace(other, record=record, source=source)}"
    if more := len(said) - _SHOWN:
        yield from ([f"  and {more} more; --report FILE names each"] if more > 0 else [])
    if any(change.disagreements for change in said):
        yield "  --take FIELD takes the value of the source where a record keeps its own"
    if moved := len(changes) - len(said):
        yield ""
        yield f"{moved} {'record' if moved == 1 else 'records'} in which only the sources named {verb}"


def _short(*texts: str) -> list[str]:
    """The texts, so much of each that both ends of a line can be read."""
    long = _LONG // max(1, sum(map(bool, texts)))
    return [text if len(text) <= long else f"{text[: long - 1]}…" for text in texts]
