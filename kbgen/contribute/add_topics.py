"""Topics for a new paper: those that a person names, and suggestions from the papers most like it.

Suggestions are only ever shown. How alike two papers are is the cosine of their words' weights (term frequency times
inverse document frequency, G. Salton and C. Buckley, 1988, https://doi.org/10.1016/0306-4573(88)90021-0), because it
needs no model, gives the same answer everywhere, and can be explained by naming the papers.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kbgen.model.finding import KbgenError
from kbgen.model.lookup import FAMILY_AXIS
from kbgen.model.paper import Paper
from kbgen.model.suggest import did_you_mean
from kbgen.model.text import words
from kbgen.model.vocabulary import Axis, Taxonomy

NEIGHBOURS = 5
"""Papers that suggestions are drawn from."""
_LEAST_ALIKE = 0.05
_MOST = 12
_TITLE_WEIGHT = 2


def read_topics(texts: Iterable[str], taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Terms by axis, out of texts such as ``objective=clustering``, ``modality=audio,video``.

    A term may be written by its identifier, name or alias. Raises :class:`KbgenError` that names everything that is
    wrong. A term that stands above another one named is left out, because the narrower one implies it.
    """
    found: dict[str, list[str]] = {}
    faults: list[str] = []
    for text in texts:
        axis_name, equals, names = text.partition("=")
        axis = _axis(axis_name, taxonomy)
        if not equals:
            faults.append(_without_axis(text, taxonomy))
        elif axis is None:
            remedy = did_you_mean(axis_name.strip(), [one.id for one in _axes(taxonomy)], _axes_named(taxonomy))
            faults.append(f'"{text}": there is no axis "{axis_name.strip()}"; {remedy}')
        else:
            for name in filter(None, map(str.strip, names.split(","))):
                if term := taxonomy.find(axis.id, name):
                    found.setdefault(axis.id, []).append(term.id)
                else:
                    faults.append(_unknown(text, name, axis, taxonomy))
            if not names.strip(" ,"):
                faults.append(f'"{text}" names no term')
    if faults:
        raise KbgenError("\n  ".join(["some topics are not in data/taxonomy.yaml:", *faults]))
    return {axis: narrowest(axis, terms, taxonomy) for axis, terms in found.items()}


def _axes(taxonomy: Taxonomy) -> list[Axis]:
    return [axis for axis in taxonomy.axes if axis.id != FAMILY_AXIS]


def _axis(name: str, taxonomy: Taxonomy) -> Axis | None:
    wanted = words(name)
    for axis in _axes(taxonomy):
        if wanted in [words(one) for one in (axis.id, axis.name, *axis.aliases)]:
            return axis
    return None


def _axes_named(taxonomy: Taxonomy) -> str:
    names = ", ".join(axis.id for axis in _axes(taxonomy))
    return f"there are: {names}" if names else "the taxonomy is empty"


def _without_axis(text: str, taxonomy: Taxonomy) -> str:
    homes = [f'"{axis.id}={term.id}"' for axis in _axes(taxonomy) if (term := taxonomy.find(axis.id, text))]
    remedy = f"did you mean {' or '.join(homes)}?" if homes else f"write AXIS=TERM; {_axes_named(taxonomy)}"
    return f'"{text}" names no axis; {remedy}'


def _unknown(text: str, name: str, axis: Axis, taxonomy: Taxonomy) -> str:
    elsewhere = [f'"{one.id}={term.id}"' for one in _axes(taxonomy) if (term := taxonomy.find(one.id, name))]
    if elsewhere:
        return f'"{text}": "{name}" is no term of {axis.id}; did you mean {" or ".join(elsewhere)}?'
    known = [placed.term.id for placed in taxonomy.walk() if placed.axis == axis.id]
    return f'"{text}": "{name}" is no term of {axis.id}; {did_you_mean(name, known, "there are: " + ", ".join(known))}'


def narrowest(axis: str, terms: Sequence[str], taxonomy: Taxonomy) -> tuple[str, ...]:
    """The terms without those that stand above another of them: the narrower one implies it."""
    above = {one for term in terms for one in taxonomy.with_ancestors(axis, term) if one != term}
    return tuple(dict.fromkeys(term for term in terms if term not in above))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A paper that is here, and how alike it is to the new one (0 to 1)."""

    paper: Paper
    alike: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term that papers like the new one carry; ``papers`` are those, ``weight`` how alike they are in all."""

    axis: str
    term: str
    papers: tuple[str, ...]
    weight: float

    def __str__(self) -> str:
        return f"{self.axis}={self.term}"


def neighbours(title: str, abstract: str, papers: Iterable[Paper]) -> list[Neighbour]:
    """The papers most like a new one that carry topics, the most alike first."""
    counted = [(paper, _counts(paper.title, paper.summary or "")) for paper in papers if paper.topics]
    seen_in: Counter[str] = Counter(word for _, counts in counted for word in counts)
    rarity = {word: math.log((1 + len(counted)) / (1 + times)) + 1 for word, times in seen_in.items()}
    new = _weights(_counts(title, abstract), rarity)
    scored = [Neighbour(paper, _cosine(new, _weights(counts, rarity))) for paper, counts in counted]
    near = [one for one in scored if one.alike >= _LEAST_ALIKE]
    return sorted(near, key=lambda one: (-one.alike, one.paper.id))[:NEIGHBOURS]


def suggestions(near: Sequence[Neighbour]) -> list[Suggestion]:
    """The terms of the papers most like a new one, those that most of them carry first."""
    carried: dict[tuple[str, str], list[Neighbour]] = {}
    for one in near:
        for axis, terms in one.paper.topics.items():
            for term in terms:
                carried.setdefault((axis, term), []).append(one)
    found = [
        Suggestion(axis, term, tuple(one.paper.id for one in by), sum(one.alike for one in by))
        for (axis, term), by in carried.items()
    ]
    return sorted(found, key=lambda one: (-one.weight, one.axis, one.term))[:_MOST]


def _counts(title: str, text: str) -> Mapping[str, int]:
    """How often each word occurs; a title's words count twice, because they were chosen."""
    counts = Counter(_stems(text))
    for word in _stems(title):
        counts[word] += _TITLE_WEIGHT
    return counts


def _stems(text: str) -> Iterator[str]:
    """Words of three letters and more, without the ending of a plural."""
    for word in words(text):
        if len(word) > 2 or not word.isascii():
            yield word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


def _weights(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {word: (1 + math.log(times)) * rarity[word] for word, times in counts.items() if word in rarity}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def _cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    return sum(weight * second[word] for word, weight in first.items() if word in second)
