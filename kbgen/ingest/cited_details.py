"""Entries that begin with a short name and cite the work below it: ``- Name [paper]`` over ``People, Title, Venue``."""

import re
from collections.abc import Sequence

from kbgen.ingest.leads import head_text
from kbgen.ingest.runs import Run, plain
from kbgen.ingest.sentences import bare_title
from kbgen.ingest.title_candidates import likeness, text_of
from kbgen.ingest.venue_words import says_venue

_NAME = 5
"""Words that what stands over a citation has at most, where it is not the title itself."""
_TITLE = 3
_STATED = frozenset({"arXiv", "DOI"})
"""Labels of links that stand for identifiers in the text."""


def cited_title(runs: Sequence[Run]) -> str:
    """The title that a line cites behind people; empty where it cites none."""
    text = text_of(runs)
    found = bare_title(text)
    if found is None or not found.cited:
        return ""
    title = " ".join(text[found.start : found.end].split())
    return "" if says_venue(title) or likeness(title) < 0 else title


def with_citation(own: Sequence[Run], details: Sequence[Sequence[Run]]) -> tuple[list[Run], list[Sequence[Run]]]:
    """The runs of an entry with the line that cites its work first; as they are where none does."""
    name = _bare(own)
    for place, detail in enumerate(details):
        title = cited_title(detail)
        if ((title and _names(name, title)) or cites(own, detail)) and not cited_title(own):
            return list(detail), [own, *details[:place], *details[place + 1 :]]
    return list(own), list(details)


def cites(before: Sequence[Run], line: Sequence[Run]) -> bool:
    """Whether a line without links cites the work that the line before names and links."""
    linked = [run for run in line if run.kind == "link" and run.text not in _STATED]
    if linked or not any(run.kind == "link" for run in before) or cited_title(before):
        return False
    name, title = _bare(before), cited_title(line)
    first = re.split(r"\s*[,:(]", name)[0]
    again = len(first) > 1 and len(name.split()) <= _NAME and plain(line).startswith(f"{first}:")
    return again or (bool(title) and _names(name, title))


def _names(name: str, title: str) -> bool:
    """Whether words may name a work with a title: they are few, or a part of it."""
    words = len(name.split())
    short = words <= _NAME and len(title.split()) >= _TITLE
    return bool(name) and (short or _plain(name) in _plain(title) or _plain(title) in _plain(name))


def _bare(runs: Sequence[Run]) -> str:
    """What a line says before its first link."""
    return head_text(runs).strip(" [](:")


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.lower())
