"""What an import changed, or would change, in records that are there: as lines for a person."""

from collections.abc import Iterator, Sequence

from kbgen.ingest.differences import RecordChange

_SHOWN = 50
"""Records shown in full; the report as JSON holds all."""

_LONG = 200
"""Characters of a line that are shown."""


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
        yield from (f"    {_short(str(one))}" for one in change.fields)
        yield from (f"    kept {_short(str(one))}" for one in change.disagreements)
    if more := len(said) - _SHOWN:
        yield from ([f"  and {more} more; --report FILE names each"] if more > 0 else [])
    if any(change.disagreements for change in said):
        yield "  --take FIELD takes the value of the source where a record keeps its own"
    if moved := len(changes) - len(said):
        yield ""
        yield f"{moved} {'record' if moved == 1 else 'records'} in which only the sources named {verb}"


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
