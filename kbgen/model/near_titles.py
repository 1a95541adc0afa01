"""Titles that are nearly the same: slips of typing, plurals, a word taken apart or left out that says little.

Comparing each title with each would take hours for a hundred thousand. Two titles that differ in a few words share the
others, also among their rarest: so each title is filed under the pairs of its rarest words, and compared only with
what is filed under one of them. This is the prefix filter of set similarity joins (Chaudhuri, Ganti and Kaushik, "A
Primitive Operator for Similarity Joins in Data Cleaning", ICDE 2006), with pairs of words for keys.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from kbgen.model.text import fold

DIFFERING_WORDS = 2
"""Words of each of two titles that may differ from those of the other, where the title has four words or more."""

LARGEST_BLOCK = 64
"""Titles under one key that are all compared with each other; of more, each only with those next to it by their words.
"""

_LONG_WORD = 8
_SHORT_TITLE = 2
_WORDS = re.compile(r"[^\W_]+")
_SAY_LITTLE = frozenset(
    {"a", "an", "the", "of", "for", "in", "on", "with", "and", "or", "to", "by", "from", "as", "at", "is", "via"}
    | {"using", "towards", "toward", "into", "based", "new", "novel"}
)
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The words of a title that say something, in its order, and those before its subtitle."""

    words: tuple[str, ...]
    head: tuple[str, ...] = ()

    @classmethod
    def of(cls, title: str) -> "TitleWords":
        """The words of a title."""
        head, separator, _ = title.partition(": ")
        return cls(_words(title), _words(head) if separator else ())


def _words(title: str) -> tuple[str, ...]:
    words = _WORDS.findall(fold(title))
    return tuple(word for word in words if word not in _SAY_LITTLE) or tuple(words)


def are_near(first: TitleWords, second: TitleWords) -> bool:
    """Whether two titles have the same words, but for slips of typing; numbers must be the same."""
    if "".join(first.words) == "".join(second.words):
        return True
    ours, theirs = Counter(first.words), Counter(second.words)
    left, right = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
    most = max(1, min(DIFFERING_WORDS, len(first.words) // 2))
    slips = 1 if len(first.words) <= _SHORT_TITLE else 2  # nothing else tells that a short title is the same
    return len(left) == len(right) <= most and all(_is_slip(*pair, slips) for pair in zip(left, right, strict=True))


def is_shortened(first: TitleWords, second: TitleWords) -> bool:
    """Whether one of two titles is what stands before the subtitle of the other; three words at least."""
    return any(
        len(short.words) > _SHORT_TITLE and short.words == long.head
        for short, long in ((first, second), (second, first))
    )


def _is_slip(one: str, other: str, most: int) -> bool:
    """Whether two words differ by ``most`` slips, or by one where they are short.

    A prefix makes another word of one, as "un" does of "supervised".
    """
    if _counts(one) or _counts(other) or one.endswith(other) or other.endswith(one):
        return False
    length = min(len(one), len(other))
    return length > 4 and OSA.distance(one, other) <= (most if length >= _LONG_WORD else 1)


def _counts(word: str) -> bool:
    """Whether a word is, or holds, a number."""
    return any(char.isdigit() for char in word) or _ROMAN.fullmatch(word) is not None


def candidates(titles: Sequence[TitleWords]) -> Iterator[tuple[int, int]]:
    """Pairs of titles, by their index and each once, that are worth comparing: all that :func:`are_near` finds.

    All, that is, of a key that has no more than :data:`LARGEST_BLOCK` titles. The time grows with the number of titles
    and of such pairs.
    """
    blocks: dict[tuple[str, ...], list[int]] = {}
    frequency = Counter(word for title in titles for word in set(title.words))
    for index, title in enumerate(titles):
        for key in _keys(title, frequency):
            blocks.setdefault(key, []).append(index)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for pair in _pairs(block, titles):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _pairs(block: list[int], titles: Sequence[TitleWords]) -> Iterable[tuple[int, int]]:
    if len(block) <= LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    block = sorted(block, key=lambda index: (titles[index].words, index))
    for position, one in enumerate(block):
        for other in block[position + 1 : position + LARGEST_BLOCK]:
            yield (one, other) if one < other else (other, one)


def _keys(title: TitleWords, frequency: Counter[str]) -> set[tuple[str, ...]]:
    joined = "".join(title.words)
    keys: set[tuple[str, ...]] = {("", joined)} if len(title.words) > _SHORT_TITLE else _keys_of_short(joined)
    if len(title.head) > _SHORT_TITLE:
        keys.add(("", "".join(title.head)))
    rarest = sorted(set(title.words), key=lambda word: (frequency[word], word))[: DIFFERING_WORDS + 2]
    keys.update(combinations(rarest, 2))
    return keys


def _keys_of_short(text: str) -> set[tuple[str, ...]]:
    """The text, and the text without each of its letters: two that are one slip apart share one of them."""
    return {("", text), *(("", text[:index] + text[index + 1 :]) for index in range(len(text)))}
