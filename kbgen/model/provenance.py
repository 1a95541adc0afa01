"""Provenance: where the values of a record were read, and what is doubtful about them."""

from kbgen.model.base import Record, Text


class Provenance(Record):
    """Where the values of some fields were read, and what is doubtful about them.

    ``fields`` are dotted field names (``ids.arxiv``).
    """

    fields: tuple[Text, ...]
    source: Text
    doubt: Text | None = None
