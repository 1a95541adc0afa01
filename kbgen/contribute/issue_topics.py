"""Topics as people write them into a form: terms by identifier, name or alias, with or without their axis."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kbgen.contribute.add_topics import narrowest
from kbgen.contribute.issue_form import ended
from kbgen.model.lookup import ANY_AXIS, FAMILY_AXIS, find_terms
from kbgen.model.suggest import did_you_mean
from kbgen.model.text import fold
from kbgen.model.vocabulary import Axis, Taxonomy

MAX_TOPICS = 50
"""Terms that one answer may name; no paper carries half as many."""

_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_AXIS = re.compile(r"(?P<axis>[^:=]{1,60})[:=](?P<terms>.*)")


@dataclass(frozen=True, slots=True)
class Topics:
    """Terms by axis, and what was not understood, in sentences."""

    terms: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...] = ()


def read_topics(text: str, taxonomy: Taxonomy) -> Topics:
    """The terms that an answer names, one a line or several between commas.

    ``objective: contrastive, clustering`` and ``modality=audio`` name an axis, ``speech`` does not. A name without axis
    that is a term of several axes, and one that is none, are left out and noted; a term above another one named is left
    out, because that implies it.
    """
    terms: dict[str, dict[str, None]] = {}
    notes: dict[str, None] = {}
    for number, (axis, name) in enumerate(_named(text, taxonomy)):
        if number == MAX_TOPICS:
            notes[f"More than {MAX_TOPICS} topics are named; the first {MAX_TOPICS} were read."] = None
            break
        placed = _find(axis, name, taxonomy)
        if len(placed) == 1:
            terms.setdefault(placed[0][0], {})[placed[0][1]] = None
        elif placed:
            choices = " or ".join(f"{one}: {term}" for one, term in placed)
            notes[f"“{name}” may be {choices}; say which."] = None
        else:
            notes[ended(f"“{name}” is no topic here; {_remedy(axis, name, taxonomy)}")] = None
    narrowed = {axis: narrowest(axis, tuple(of_axis), taxonomy) for axis, of_axis in terms.items()}
    return Topics(narrowed, tuple(notes))


def _named(text: str, taxonomy: Taxonomy) -> Iterator[tuple[Axis | None, str]]:
    """Every name with the axis that its line begins with, if it does."""
    for line in re.split(r"[\r\n;]+", text):
        rest = _BULLET.sub("", line).strip()
        axis = None
        if (found := _AXIS.fullmatch(rest)) and (axis := _axis(found["axis"], taxonomy)):
            rest = found["terms"].strip()
        # A name may hold a comma itself.
        names = [rest] if _find(axis, rest, taxonomy) else rest.split(",")
        for name in names:
            inner = _AXIS.fullmatch(name.strip())
            own = _axis(inner["axis"], taxonomy) if inner else None
            bare = (inner["terms"] if inner and own else name).strip(" \t`'\"*_[](){}.+-•")
            if bare:
                yield own or axis, bare


def _axis(name: str, taxonomy: Taxonomy) -> Axis | None:
    wanted = fold(name.strip(" \t`'\"*_"))
    for axis in taxonomy.axes:
        if axis.id != FAMILY_AXIS and wanted in {fold(one) for one in (axis.id, axis.name, *axis.aliases)}:
            return axis
    return None


def _find(axis: Axis | None, name: str, taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """The terms of that name, each behind its axis."""
    found = find_terms(taxonomy, axis.id if axis else ANY_AXIS, name)
    return [one for one in found if one[0] != FAMILY_AXIS]


def _remedy(axis: Axis | None, name: str, taxonomy: Taxonomy) -> str:
    known = [
        text
        for placed in taxonomy.walk()
        if placed.axis != FAMILY_AXIS and (axis is None or placed.axis == axis.id)
        for text in (placed.term.id, placed.term.name)
    ]
    return did_you_mean(name[:100], known, "see the site's page of topics")
