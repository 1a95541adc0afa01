"""Titles of which only a part is linked: ``[Name](…): The Rest of the Title``."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kbgen.ingest.field_words import meaning_of
from kbgen.ingest.runs import Run
from kbgen.ingest.sentences import bare_title
from kbgen.ingest.title_candidates import Candidate, cut, text_of
from kbgen.ingest.venue_words import people, says_venue
from kbgen.model.identifiers import parse_github

_NAME = 3
"""Words that the short name of a work has at most."""
_REST = 3
"""Words that the rest of a title has at least."""
_JOINT = re.compile(r"\s*[:：]\s+(?=[A-Z0-9][^\n]*\w)")
_LONG_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")
_CAPITALS = 0.6
"""The share of longer words with a capital from which words are a title and no remark about a work."""


def with_rest(runs: Sequence[Run], title: Candidate) -> Candidate:
    """A title that is a linked short name, with the title that a colon joins to it; any other one as it is."""
    text = text_of(runs)
    joint = _JOINT.match(text, title.end)
    if title.kind != "link" or joint is None or len(title.text.split()) > _NAME or meaning_of(title.text):
        return title
    if any(parse_github(run.href) for run in cut(runs, title.start, title.end)[1]):
        # What is behind the name of a repository tells what it is.
        return title
    limit = next((at for at in link_starts(runs) if at >= joint.end()), len(text))
    words = text[joint.end() : limit].split("\n")[0]
    found = bare_title(words)
    if found is None or found.cited or found.start:
        return title
    rest = words[: found.end].rstrip(" .,;")
    if len(rest.split()) < _REST or not _capitalised(rest) or people(rest) or says_venue(rest.split()[0]):
        return title
    return replace(title, end=joint.end() + len(rest), text=f"{title.text}: {rest}")


def _capitalised(words: str) -> bool:
    longer = _LONG_WORD.findall(words)
    return bool(longer) and sum(word[0].isupper() for word in longer) >= _CAPITALS * len(longer)


def link_starts(runs: Sequence[Run]) -> list[int]:
    """Where the links of an entry begin in its text."""
    at = 0
    found: list[int] = []
    for run in runs:
        if run.kind == "link":
            found.append(at)
        at += len(text_of([run]))
    return found
