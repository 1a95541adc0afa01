"""Rows of provenance: in which fields a record and a source agree, and what is doubtful about which."""

import re
from collections.abc import Iterable, Sequence

from kbgen.model.provenance import Provenance

OF_RECORD = "record"
"""The field of a doubt about everything an entry says."""


def rows_of(
    source: str, agreeing: Sequence[str], doubts: Iterable[tuple[tuple[str, ...], str]], otherwise: str
) -> list[Provenance]:
    """The rows that one entry leaves: one with the fields it agrees with, and one for each set of doubtful fields.

    A doubt about the whole record stands in the first of them; ``otherwise`` is the field it names where the entry
    agrees with none. Several doubts about the same fields make one row, so that each row is told apart by its fields.
    """
    by_fields: dict[tuple[str, ...], list[str]] = {}
    for fields, words in doubts:
        known = by_fields.setdefault(fields, [])
        if words not in known:
            known.append(words)
    own = by_fields.pop((OF_RECORD,), [])
    fields = tuple(agreeing) or ((otherwise,) if own else ())
    rows = [Provenance(fields=fields, source=source, doubt="; ".join(own) or None)] if fields else []
    rows += [Provenance(fields=names, source=source, doubt="; ".join(words)) for names, words in by_fields.items()]
    return rows


def merged_rows(old: Sequence[Provenance], new: Iterable[Provenance]) -> tuple[Provenance, ...]:
    """A record's rows with new ones in place of earlier rows from the same files.

    The first old row of a file makes room for all of its new rows, so that a second import keeps their order.
    """
    by_place: dict[str, list[Provenance]] = {}
    for row in new:
        by_place.setdefault(_place(row.source), []).append(row)
    places = set(by_place)
    merged: list[Provenance] = []
    for row in old:
        place = _place(row.source)
        merged.extend(by_place.pop(place, []) if place in places else [row])
    merged.extend(row for rest in by_place.values() for row in rest)
    return tuple(dict.fromkeys(merged))


def _place(source: str) -> str:
    """A row's source without the line number, which changes as a list grows, or the key of its entry."""
    return re.sub(r":\d+$|#.*$", "", source)
