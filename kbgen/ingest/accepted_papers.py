"""Entries that are titles and nothing else, as in the list of papers that a conference accepted.

Their headings say where or when all of them appeared, and whole sections are of this form.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kbgen.ingest.heading_dates import period_of
from kbgen.ingest.paper_signs import OF_PAPERS, SURE, Judged, other_kind
from kbgen.ingest.titles import is_label
from kbgen.ingest.units import Path, Unit
from kbgen.ingest.venue_words import people

_LEAST = 3
"""Titles of a section from which they are a list."""
_NEARLY_ALL = 0.8
"""The share of a section's items that are titles alone, from which they are papers."""
_WORDS = 3
"""Words that a title without anything beside it has at least."""


def accepted_papers(
    lone: Sequence[Judged], others: Sequence[Judged], units: Sequence[Unit], title: str
) -> list[Judged]:
    """Those among titles without a link, a venue or a year that stand under a heading with a venue or a year.

    ``units`` are all of the list, whose title is ``title``; a year alone is enough where this speaks of papers.
    ``others`` are the entries with more than a title; where sure papers are among them, a lone title is one too.
    """
    items = Counter(unit.path for unit in units if unit.listed)
    papers = Counter(one.unit.path for one in others if one.sure and one.unit.listed)
    known = sum(papers.values()) >= max(_LEAST, _NEARLY_ALL * sum(one.unit.listed for one in others))
    sections: dict[Path, list[Judged]] = {}
    for one in lone:
        if _may_be_title(one):
            sections.setdefault(one.unit.path, []).append(one)
    return [
        one
        for path, group in sections.items()
        if len(group) + papers[path] >= max(1 if known else _LEAST, _NEARLY_ALL * items[path])
        and _of_papers(path, title, known=known)
        for one in group
    ]


def as_paper(one: Judged) -> Judged:
    """The entry as one that is a paper by itself."""
    return replace(one, signs=max(one.signs, SURE))


def _may_be_title(one: Judged) -> bool:
    title = one.entry.title
    long = len(title.split()) >= _WORDS or len(re.findall(r"[\u3040-\u9fff\uac00-\ud7af]", title)) >= 2 * _WORDS
    begins = not title[:1].islower() or not title[:1].isascii() or not title.split()[0].islower()
    return one.unit.listed and not one.unit.details and long and begins and not (is_label(title) or people(title))


def _of_papers(path: Path, title: str, *, known: bool) -> bool:
    """Whether headings say where, or when papers appeared, and nothing that speaks against papers.

    A year is enough where the list is ``known`` to hold papers, or says so.
    """
    period = period_of(path, "")
    of_papers = known or bool(OF_PAPERS.search(" ".join((title, *path))))
    said = bool(period.venue) or (period.year is not None and of_papers)
    return said and not other_kind(path)
