"""Years and dates.

An arXiv identifier states the year and month of the first submission, so a paper's `year` can be held against it.
Which of a paper's years is right is a convention: `year` is that of the publication in `venue`, and for a preprint
that of its first submission.
"""

import datetime
from collections.abc import Iterator

from kbgen.checks.fixes import move_home, put
from kbgen.checks.rule import Problem, rule
from kbgen.model.base import Record
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import ArxivIdentifier, parse_arxiv
from kbgen.model.identity import identifier_keys
from kbgen.model.paper import Paper
from kbgen.store.tree import LoadedFile, Tree

YEARS_TO_PUBLICATION = 3
"""Years after its first submission in which nearly every preprint that is published at all has been."""

ARXIV = "arxiv"
"""Key of the venue that arXiv is."""

# Prefixes of arXiv, bioRxiv and medRxiv, Research Square, Preprints.org, SSRN, OSF, Authorea, TechRxiv and Zenodo.
_PREPRINT_PREFIXES = ("10.48550/", "10.1101/", "10.21203/", "10.20944/", "10.2139/", "10.31219/", "10.31234/")
_MORE_PREFIXES = ("10.22541/", "10.36227/", "10.5281/", "10.64898/", "10.26434/")


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
        if year < arxiv.year and paper.venue != ARXIV:
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
        if year > arxiv.year + YEARS_TO_PUBLICATION and paper.venue != ARXIV:
            message = f"year {year} lies long after the submission of arXiv {arxiv.id} ({_month(arxiv)})"
            remedy = "check the year and the identifier"
            yield Problem(tree.place_in(file.path, "year"), message, remedy, f"{year}/arxiv:{arxiv.id}")


@rule("KB303", "preprint-year")
def preprint_year(tree: Tree) -> Iterator[Problem]:
    """A preprint's year is not the year of its arXiv identifier.

    Where `venue` is `arxiv`, `year` is the year of the first submission, which the identifier states.
    """
    for file, paper, year, arxiv in _dated(tree):
        if paper.venue == ARXIV and year != arxiv.year:
            message = f"year {year} of a preprint that was submitted in {_month(arxiv)} (arXiv {arxiv.id})"
            remedy = f"write {arxiv.year}, or name the venue that published it"
            fix = put(file.path, ("year",), arxiv.year)
            fix += move_home(tree, file, paper.model_copy(update={"year": arxiv.year}))
            yield Problem(tree.place_in(file.path, "year"), message, remedy, f"{year}/arxiv:{arxiv.id}", fix)


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


@rule("KB305", "preprint-without-identifier", severity="warning")
def preprint_without_identifier(tree: Tree) -> Iterator[Problem]:
    """A paper's venue is arXiv, and it has no arXiv identifier.

    The identifier gives the link, the date and the metadata of a preprint, and shows when the same work is added
    again. Look it up; where the paper is not on arXiv after all, name the venue or leave it out.
    """
    for file, paper in tree.of_kind("paper", Paper):
        if paper.venue == ARXIV and not any(key.startswith("arxiv:") for key in identifier_keys(paper.ids.all())):
            place = tree.place_in(file.path, "venue")
            yield Problem(place, "a preprint on arXiv without its identifier", "add ids -> arxiv", paper.id)


@rule("KB306", "published-preprint", severity="warning")
def published_preprint(tree: Tree) -> Iterator[Problem]:
    """A paper is filed as a preprint, and has an identifier that only a publication gets.

    An identifier of the ACL Anthology, or a DOI that is not of a preprint server, is given when a paper is published.
    Name the venue that published it, and write the year of that publication.
    """
    for file, paper in tree.of_kind("paper", Paper):
        if not is_preprint(tree, paper):
            continue
        for identifier in paper.ids.all():
            if identifier.scheme == "acl" or (identifier.scheme == "doi" and not _of_preprint(identifier.value)):
                place = tree.place_in(file.path, "venue")
                message = f"filed as a preprint ({paper.venue}), but {identifier.key} is that of a publication"
                yield Problem(place, message, "name the venue that published it", identifier.key)
                break


def is_preprint(tree: Tree, paper: Paper) -> bool:
    """Whether a paper's venue is arXiv or another place for preprints."""
    venue = tree.kb.venues.by_id.get(paper.venue or "")
    return paper.venue == ARXIV or (venue is not None and venue.kind == "preprint")


def _of_preprint(doi: str) -> bool:
    return doi.lower().startswith((*_PREPRINT_PREFIXES, *_MORE_PREFIXES))


def _month(arxiv: ArxivIdentifier) -> str:
    year, month = arxiv.submitted
    return f"{year}-{month:02d}"
