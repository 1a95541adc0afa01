"""Keywords that a bibliography gives its entries: which of them say enough to be terms of a taxonomy."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kbgen.ingest.draft import Draft
from kbgen.model.text import normalise_title

_BETWEEN = re.compile(r"\s*[;,\n]\s*")
_LENGTH = 60
_SHARED_BY = 2
"""Entries that carry a keyword from which it divides a bibliography; one that a single entry has only describes it."""


def keywords_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The keywords in texts that list one or several of them, each once."""
    found: dict[str, str] = {}
    for text in texts:
        for word in _BETWEEN.split(text):
            if (key := normalise_title(word)) and len(word) <= _LENGTH:
                found.setdefault(key, word.strip(" ."))
    return tuple(found.values())


def shared_keywords(drafts: Sequence[Draft]) -> frozenset[str]:
    """Keywords, normalised, that at least two entries of an import carry."""
    counted = Counter(
        key for draft in drafts for paper in draft.papers for key in set(map(normalise_title, paper.keywords))
    )
    return frozenset(key for key, number in counted.items() if number >= _SHARED_BY)
