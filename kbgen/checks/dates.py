"""Years and dates.

An arXiv identifier states the year and month of the first submission, so a paper's `year` can be held against it.
Which of a paper's years is right is a convention: `year` is that of the publication in `venue`, and for a preprint
that of its first submission.
"""

import datetime
from collections.abc import Iterator

from kbgen.checks.rule import Problem, rule
from kbgen.model.base import Record
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import ArxivIdentifier, parse_arxiv
from kbgen.model.paper import Paper
from kbgen.store.tree import LoadedFile, Tree

YEARS_TO_PUBLICATION = 3
"""Years after its first submission in which nearly every preprint that is published at all has been."""

PREPRINT_VENUE = "arxiv"


def _dated(tree: Tree) -> Iterator[tuple[LoadedFile, Paper, int, ArxivIdentifier]]:
    """Papers with a year and an arXiv identifier."""
    for file, paper in tree.of_kind("paper", Paper):
        arxiv = parse_arxiv(paper.ids.arxiv) if paper.ids.arxiv else None
        if paper.year and arxiv:
            yield file, paper, paper.year, arxiv


@rule("KB301", "year-before-arxiv", severity="warning")
def year_before_arxiv(tree: Tree) -> Iterator[Problem]:
    """A paper's year lies before the year of its arXiv identifier.

    Most papers are on arXiv before they are published; a few are put there later. More often the year or the
    identifier belongs to another version or another paper. Look it up; where it is right, allow it.
    """
    for file, paper, year, arxiv in _dated(tree):
        if year < arxiv.year and paper.venue != PREPRINT_VENUE:
            message = f"year {year} lies before the submission of arXiv {arxiv.id} ({_month(arxiv)})"
            remedy = "check the year and the identifier"
            yield Problem(tree.place_in(file.path, "year"), message, remedy, f"{year}/arxiv:{arxiv.id}")


@rule("KB302", "year-long-after-arxiv", severity="warning")
def year_long_after_arxiv(tree: Tree) -> Iterator[Problem]:
    """A paper's year lies more than three years after the submission of its preprint.

    Publication seldom takes that long. The year may be that of a later version, or the identifier another paper's.
    Look it up; where it is right, allow it.
    """
    for file, paper, year, arxiv in _dated(tree):
        if year > arxiv.year + YEARS_TO_PUBLICATION and paper.venue != PREPRINT_VENUE:
            message = f"year {year} lies long after the submission of arXiv {arxiv.id} ({_month(arxiv)})"
            remedy = "check the year and the identifier"
            yield Problem(tree.place_in(file.path, "year"), message, remedy, f"{year}/arxiv:{arxiv.id}")


@rule("KB303", "preprint-year")
def preprint_year(tree: Tree) -> Iterator[Problem]:
    """A preprint's year is not the year of its arXiv identifier.

    Where `venue` is `arxiv`, `year` is the year of the first submission, which the identifier states.
    """
    for file, paper, year, arxiv in _dated(tree):
        if paper.venue == PREPRINT_VENUE and year != arxiv.year:
            message = f"year {year} of a preprint that was submitted in {_month(arxiv)} (arXiv {arxiv.id})"
            remedy = f"write {arxiv.year}, or name the venue that published it"
            yield Problem(tree.place_in(file.path, "year"), message, remedy, f"{year}/arxiv:{arxiv.id}")


@rule("KB304", "added-in-the-future")
def added_in_the_future(tree: Tree) -> Iterator[Problem]:
    """A record was added on a day that has not come.

    The page of new records is sorted by `added`, and the record would lead it until that day. A day's grace is
    left for time zones.
    """
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    records: list[tuple[LoadedFile, Record]] = [*tree.of_kind("paper", Paper), *tree.of_kind("dataset", Dataset)]
    for file, record in records:
        if isinstance(record, Paper | Dataset) and record.added and record.added > tomorrow:
            message = f"added on {record.added}, which has not come"
            yield Problem(tree.place_in(file.path, "added"), message, "write the day it was added", f"{record.added}")


def _month(arxiv: ArxivIdentifier) -> str:
    year, month = arxiv.submitted
    return f"{year}-{month:02d}"
