"""Works that may be one.

Titles change between a preprint and its publication, and slip when they are copied; then nothing but a reader can tell
whether two records are one work. These rules point at the pairs that are worth a look.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from kbgen.checks.dates import YEARS_TO_PUBLICATION, is_preprint
from kbgen.checks.identity import works
from kbgen.checks.rule import Problem, rule
from kbgen.model.identity import Work, contradicted, family_name
from kbgen.model.near_titles import TitleWords, are_near, candidates, is_shortened
from kbgen.model.paper import Paper
from kbgen.model.text import fold, normalise_title
from kbgen.store.tree import LoadedFile, Tree

RETITLED = 85.0
"""Similarity (0 to 100) of the words of two titles from which a publication may be that of its authors' preprint.

Of 9,408 preprints held against 195,189 publications, 17 had a pair from here on; the twelve looked at were each one
work. Of the three between 75 and here, one was."""

RENAMED = 70.0
"""The same where both titles begin with one name and a colon, as in "Finch: …"."""


class _Entry(NamedTuple):
    file: LoadedFile
    paper: Paper
    work: Work
    words: TitleWords


def _entries(tree: Tree) -> list[_Entry]:
    return [_Entry(file, paper, work, TitleWords.of(paper.title)) for file, paper, work in tree.once(works)]


def _near(tree: Tree) -> list[tuple[_Entry, _Entry]]:
    """Pairs of papers, in the order of their files, with nearly the same title and nothing that tells them apart."""
    entries = tree.once(_entries)
    pairs = ((entries[one], entries[other]) for one, other in sorted(candidates([entry.words for entry in entries])))
    return [(one, other) for one, other in pairs if are_near(one.words, other.words) and _may_be_one(one, other)]


def _may_be_one(one: _Entry, other: _Entry) -> bool:
    """Whether neither identifiers nor authors nor years tell two papers apart, and no other rule speaks of them."""
    if one.work.identifiers & other.work.identifiers or _told_apart(one.paper, other.paper):
        return False
    same = normalise_title(one.paper.title) == normalise_title(other.paper.title)
    return not same and not contradicted(one.work, other.work)


def _told_apart(one: Paper, other: Paper) -> bool:
    """Whether both have an identifier of one archive, and not the same: an archive seldom takes a work twice."""
    schemes = ("arxiv", "acl", "openreview")
    pairs = ((getattr(one.ids, scheme), getattr(other.ids, scheme)) for scheme in schemes)
    return any(first and second and first != second for first, second in pairs)


@rule("KB209", "near-title", severity="warning")
def near_title(tree: Tree) -> Iterator[Problem]:
    """Two papers have nearly the same title, and nothing shows that they differ.

    The words are the same but for slips of typing, plurals, their order, or small words. Numbers tell titles apart, and
    so do authors, years that lie more than three apart, and different identifiers of one archive. Merge the two
    records, and name the other title in `also_titled`; where they are two works, allow it.
    """
    reported: set[str] = set()
    for first, second in tree.once(_near):
        if second.file.path not in reported:
            reported.add(second.file.path)
            there = tree.place_in(first.file.path, "title")
            place = tree.place_in(second.file.path, "title")
            message = f'the title is nearly that of {there}, "{first.paper.title}"'
            subject = f"{first.paper.id}/{second.paper.id}"
            yield Problem(place, message, "merge the two records, or allow this", subject, related=(there,))


@rule("KB210", "preprint-of-published", severity="warning")
def preprint_of_published(tree: Tree) -> Iterator[Problem]:
    """A preprint may be that of a published paper which has a record of its own under another title.

    They have the same first and last author and titles that share most of their words, the publication came within
    three years, and has no arXiv identifier of its own. Merge the two: a work has one record, with the venue and the
    title of its publication, and the identifier of the preprint.
    """
    entries = tree.once(_entries)
    near = {(one.file.path, other.file.path) for one, other in tree.once(_near)}
    published: dict[tuple[str, str], list[_Entry]] = {}
    for entry in entries:
        paper = entry.paper
        if paper.venue and paper.authors and not paper.ids.arxiv and not is_preprint(tree, paper):
            published.setdefault(_ends(paper), []).append(entry)
    for entry in entries:
        if entry.paper.authors and is_preprint(tree, entry.paper):
            for other in published.get(_ends(entry.paper), ()):
                pair = sorted((entry.file.path, other.file.path))
                if (pair[0], pair[1]) not in near and _is_published_as(entry, other):
                    there = tree.place_in(other.file.path, "title")
                    message = f'may be the preprint of {there}, "{other.paper.title}" ({other.paper.venue})'
                    subject = f"{entry.paper.id}/{other.paper.id}"
                    place = tree.place_in(entry.file.path, "title")
                    yield Problem(place, message, "merge the two records, or allow this", subject, related=(there,))


def _ends(paper: Paper) -> tuple[str, str]:
    """Family names of the first and the last author."""
    return family_name(paper.authors[0]), family_name(paper.authors[-1])


def _is_published_as(preprint: _Entry, other: _Entry) -> bool:
    if not _may_be_one(preprint, other):
        return False
    if (
        preprint.paper.year
        and other.paper.year
        and not -1 <= other.paper.year - preprint.paper.year <= YEARS_TO_PUBLICATION
    ):
        return False
    one, two = fold(preprint.paper.title), fold(other.paper.title)
    name, colon, _ = one.partition(":")
    wanted = RENAMED if colon and two.startswith(f"{name}:") else RETITLED
    return fuzz.token_sort_ratio(one, two) >= wanted or is_shortened(preprint.words, other.words)
