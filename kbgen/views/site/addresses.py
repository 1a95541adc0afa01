"""Site-relative addresses of the pages that records, names, years, terms and lists have."""

from functools import cache
from urllib.parse import quote


def _quoted(name: str) -> str:
    """An identifier or slug for an address; in ASCII it has only letters, digits and hyphens."""
    return name if name.isascii() else quote(name)


def paper_url(paper_id: str) -> str:
    """The site-relative address of a paper's page."""
    return f"papers/{_quoted(paper_id)}/"


def dataset_url(dataset_id: str) -> str:
    """The site-relative address of a dataset's page."""
    return f"datasets/{_quoted(dataset_id)}/"


def leaderboard_url(dataset_id: str) -> str:
    """The site-relative address of a dataset's leaderboard."""
    return f"leaderboards/{_quoted(dataset_id)}/"


@cache
def author_url(slug: str) -> str:
    """The site-relative address of an author's page."""
    return f"authors/{_quoted(slug)}/"


def letter_url(letter: str) -> str:
    """The site-relative address of one letter of the index of authors."""
    return f"authors/by/{letter}/"


@cache
def venue_url(venue_id: str) -> str:
    """The site-relative address of a venue's page."""
    return f"venues/{_quoted(venue_id)}/"


@cache
def year_url(year: int | None) -> str:
    """The site-relative address of a year's page."""
    return f"years/{year if year is not None else 'undated'}/"


def axis_url(axis: str) -> str:
    """The site-relative address of an axis's page."""
    return f"topics/{_quoted(axis)}/"


@cache
def term_url(axis: str, term: str) -> str:
    """The site-relative address of a term's page."""
    return f"topics/{_quoted(axis)}/{_quoted(term)}/"


def list_url(list_id: str) -> str:
    """The site-relative address of a list's page."""
    return f"lists/{_quoted(list_id)}/"
