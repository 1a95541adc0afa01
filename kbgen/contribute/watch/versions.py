"""Titles and authors that changed in a new version on arXiv."""

import re
from collections.abc import Iterator, Sequence

from kbgen.checks.fixes import put
from kbgen.checks.rule import Problem, rule
from kbgen.contribute.watch.stated import papers, said
from kbgen.enrich.publications import is_preprint
from kbgen.enrich.settings import ARXIV
from kbgen.model.enrichment import Known
from kbgen.model.identity import similar_titles
from kbgen.model.text import fold, normalise_title
from kbgen.store.tree import Tree

_ALL_SHOWN = 6


@rule("KB859", "title-changed", severity="warning", command="watch")
def title_changed(tree: Tree) -> Iterator[Problem]:
    """A paper has another title in its last version on arXiv.

    For a preprint the edit takes the new title and keeps the old one under `also_titled`; for what was published the
    title of the publication stays, and arXiv's is kept beside it. A title that has nothing to do with the record's is
    reported by `kbgen validate`.
    """
    for file, paper, known in papers(tree):
        title = said(known, "title", ARXIV.name)
        own = (paper.title, *paper.also_titled)
        if not title or _version(known) < 2 or normalise_title(title) in map(normalise_title, own):
            continue
        if not any(similar_titles(one, title) for one in own):
            continue
        message = f'version {_version(known)} on arXiv has the title "{title}"'
        also = (file.path, ("also_titled", len(paper.also_titled)))
        if is_preprint(paper, tree.kb.venues):
            fix = (*put(file.path, ("title",), title), *put(*also, paper.title))
            remedy = "take it, and keep the old one under also_titled"
        else:
            fix = put(*also, title)
            remedy = "keep it under also_titled"
        yield Problem(tree.place_in(file.path, "title"), message, remedy, title, fix)


@rule("KB860", "authors-changed", severity="warning", command="watch")
def authors_changed(tree: Tree) -> Iterator[Problem]:
    """A paper has other authors, or in another order, in its last version on arXiv.

    Names are compared by their words without accents, so that spellings do not matter, and people who stay keep the
    spelling that they have in the record. For what was published nothing is proposed: its authors are those of the
    publication.
    """
    for file, paper, known in papers(tree):
        value = known.get("authors")
        if value is None or value.source != ARXIV.name or _version(known) < 2 or not paper.authors:
            continue
        stated = [name for name in value.value if isinstance(name, str)] if isinstance(value.value, list) else []
        if not stated or _same_people(stated, paper.authors):
            continue
        message = f"version {_version(known)} on arXiv is by {_shown(stated)}; the record has {_shown(paper.authors)}"
        unpublished = is_preprint(paper, tree.kb.venues)
        fix = put(file.path, ("authors",), _spelt_as(paper.authors, stated)) if unpublished else ()
        remedy = "take the authors of the last version" if unpublished else "see which list is the publication's"
        place = tree.place_in(file.path, "authors")
        yield Problem(place, message, remedy, f"{_version(known)}: {', '.join(stated)}"[:300], fix)


def _version(known: Known) -> int:
    value = known.get("arxiv_version")
    return value.value if value and isinstance(value.value, int) and value.source == ARXIV.name else 1


def _same_people(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(_same_person(first, second) for first, second in zip(one, other, strict=True))


def _same_person(one: str, other: str) -> bool:
    """Whether two names have a word in common that is more than an initial, or are the same letters."""
    first, second = (set(re.findall(r"\w\w+", fold(name))) for name in (one, other))
    return bool(first & second) or normalise_title(one) == normalise_title(other)


def _spelt_as(known: Sequence[str], stated: Sequence[str]) -> list[str]:
    """The stated people, each as in the record where it names them."""
    left = list(known)
    names = []
    for name in stated:
        own = next((one for one in left if _same_person(one, name)), None)
        if own is not None:
            left.remove(own)
        names.append(own or name)
    return names


def _shown(names: Sequence[str]) -> str:
    more = len(names) - _ALL_SHOWN
    return ", ".join(names[:_ALL_SHOWN]) + (f" and {more} more" if more > 0 else "")
