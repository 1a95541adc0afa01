"""Lists that put a short name first, mostly linked, and the title behind it: ``[CVPR19 Name](…) The Whole Title``.

One such entry cannot be told from a title with a remark behind it. All entries of a list together can: where most of
what would be their titles is no longer than a name, and most of what is behind reads as a title, it is one.
"""

import re
from collections.abc import Sequence

from kbgen.ingest.leads import EDGES, is_venue_tag
from kbgen.ingest.links import is_title
from kbgen.ingest.runs import Run
from kbgen.ingest.sentences import bare_title
from kbgen.ingest.title_candidates import Candidate, likeness, text_of
from kbgen.ingest.title_parts import link_starts
from kbgen.ingest.venue_words import date_like, says_venue

HABIT = "behind"
"""The habit of a list whose titles stand behind names."""
_FORMS = frozenset({"link", "strong", "emphasis"})
"""How a short name before a title may be written."""
_LEAST = 3
"""Entries that show a habit at least."""
_MOST_OF = 0.6
_NAME = 3
"""Words that the short name of a work has at most, on average in a list."""
_WORDS = 3
_MOST_WORDS = 30
_SENTENCE = re.compile(
    r"\b(?:is|are|was|we|our|this paper|this work|it|they|proposes?|introduces?|presents?|uses?|can|has|have)\b|\.$"
)
_REMARKS = 0.35
"""The share of texts behind names that are sentences, from which they are remarks."""


_YEAR = re.compile(r"\d\d")
_THIS_CENTURY = "69"
"""The last two digits up to which a year is one of the twenty-first century."""


def title_behind(runs: Sequence[Run], name: Candidate) -> Candidate | None:
    """The title behind a name: the text up to the next link, or on the next line where its own ends."""
    text = text_of(runs)
    at = name.end
    limit = next((start for start in link_starts(runs) if start >= at), len(text))
    for line in text[at:limit].split("\n"):
        found = bare_title(line)
        if found is not None and not found.cited and re.search(r"\w", line[found.start : found.end]):
            start, end = at + found.start, at + found.end
            return Candidate("behind", start, end, " ".join(text[start:end].split()).strip(EDGES), 0.0)
        at += len(line) + 1
    return None


def stand_behind(entries: Sequence[tuple[Candidate, Candidate | None]]) -> bool:
    """Whether the titles of a list stand behind what each entry begins with, given both of each entry."""
    behind = [(name, title) for name, title in entries if title is not None and name.kind in _FORMS]
    if len(behind) < _LEAST or len(behind) < _MOST_OF * len(entries):
        return False
    names = sum(len(name.text.split()) <= _NAME for name, _ in behind)
    titles = sum(_reads_as_title(title.text) for _, title in behind)
    sentences = sum(bool(_SENTENCE.search(title.text)) for _, title in behind)
    enough = _MOST_OF * len(behind)
    return names >= enough and titles >= enough and sentences <= _REMARKS * len(behind)


def with_title_behind(runs: Sequence[Run], name: Candidate) -> Candidate:
    """The title behind a name, in a list where titles stand there; the name itself where nothing does."""
    title = title_behind(runs, name) if name.kind in _FORMS else None
    whole = title is not None and (_reads_as_title(title.text) or len(title.text.split()) > len(name.text.split()))
    return title if title is not None and whole else name


def names_and_rest(before: Sequence[Run]) -> tuple[list[Run], list[Run], str]:
    """The links that name the work of an entry before its title, the other runs before it, and when or where by them.

    ``CVPR19 Name`` says a venue and a year, and ``19 Name`` a year.
    """
    links = [run for run in before if run.kind == "link" and not run.badge and is_title(run.text)]
    first = next((run.text.split()[0] for run in links or before if run.text.split()), "")
    if _YEAR.fullmatch(first):
        first = f"{19 if first > _THIS_CENTURY else 20}{first}"
    said = first if is_venue_tag(first) or date_like(first) else ""
    return links, [run for run in before if run not in links], said


def _reads_as_title(words: str) -> bool:
    begins = words[:1].isupper() or words[:1].isdigit() or not words[:1].isascii()
    return begins and _WORDS <= len(words.split()) <= _MOST_WORDS and likeness(words) >= 1.0 and not says_venue(words)
