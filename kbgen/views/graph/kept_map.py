"""The map after an edit: papers keep their places, and new ones stand with those that they are tied to.

Drawing the map of ten thousand papers takes seconds and moves papers that nothing happened to. So long as few papers
have changed since it was drawn, it is carried on: a pure function of the map as it was drawn and of the records now,
so that it does not matter how many builds lie between.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from kbgen.graph.citations import Citations
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.views.graph.map import NO_GROUP, SCALE, DrawnMap

ALWAYS_DRAWN = 1_500
"""Up to so many papers the map is drawn anew whenever something changed that it is drawn from."""
FEW_CHANGES = 0.02
"""Places are kept while fewer than this share of the papers changed since the map was drawn."""


def is_carried_on(was: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether a map may be carried on, by what papers said of themselves when it was drawn and what they say now."""
    if len(now) <= ALWAYS_DRAWN or not was:
        return False
    changed = sum(1 for one, said in now.items() if was.get(one) != said) + len(was.keys() - now.keys())
    return changed < FEW_CHANGES * len(was)


def carried_on(
    drawn: DrawnMap,
    was: Sequence[str],
    kb: KnowledgeBase,
    citations: Citations,
    near: Callable[[str], Iterable[str]],
) -> DrawnMap:
    """The map of the papers of now; ``drawn`` is that of the papers ``was``, ``near`` gives the papers related to one.

    A new paper stands in the middle of those that it cites or that cite it, else of those related to it, else of those
    that share its rarest term, in the group of most of them, with the least rank there is.
    """
    row = {one: number for number, one in enumerate(was)}
    newcomers = [one for one in kb.papers if one not in row]
    filed = _filed(kb, row) if newcomers else {}
    columns: list[tuple[int, int, float, int]] = []
    least = min(drawn.rank, default=0.0)
    for one in kb.papers:
        known = row.get(one)
        if known is not None:
            columns.append((drawn.x[known], drawn.y[known], drawn.rank[known], drawn.group[known]))
            continue
        tied = [row[other] for other in _tied(one, kb, citations, near, filed, row)]
        columns.append(
            (*_place(one, [(drawn.x[at], drawn.y[at]) for at in tied], len(was)), least, _group(drawn, tied))
        )
    x, y, rank, group = zip(*columns, strict=True)
    return DrawnMap(x, y, rank, group, drawn.groups)


def _filed(kb: KnowledgeBase, row: Mapping[str, int]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for one in row:
        if one in kb.papers:
            for axis, terms in kb.papers[one].topics.items():
                for term in terms:
                    found.setdefault((axis, term), []).append(one)
    return found


def _tied(
    one: str,
    kb: KnowledgeBase,
    citations: Citations,
    near: Callable[[str], Iterable[str]],
    filed: Mapping[tuple[str, str], list[str]],
    row: Mapping[str, int],
) -> list[str]:
    """The papers of the map, still there, that say where a new one belongs."""

    def placed(others: Iterable[str]) -> list[str]:
        return [other for other in others if other in row and other in kb.papers]

    cited = [edge.cited for edge in citations.cites(one)] + [edge.citing for edge in citations.cited_by(one)]
    shared = [
        filed[axis, term] for axis, terms in kb.papers[one].topics.items() for term in terms if (axis, term) in filed
    ]
    return placed(cited) or placed(near(one)) or (min(shared, key=len) if shared else [])


def _place(one: str, around: Sequence[tuple[int, int]], count: int) -> tuple[int, int]:
    """The middle of ``around`` and a little aside, as the identifier says; on the rim where nothing is around."""
    draw = int.from_bytes(hashlib.blake2b(one.encode(), digest_size=4).digest(), "little") / 2**32
    angle = 2 * math.pi * draw
    middle = (sum(x for x, _ in around) / len(around), sum(y for _, y in around) / len(around)) if around else None
    aside = SCALE / 2 / math.sqrt(count) if middle else SCALE / 2
    x, y = middle or (SCALE / 2, SCALE / 2)
    return _framed(x + aside * math.cos(angle)), _framed(y + aside * math.sin(angle))


def _framed(value: float) -> int:
    return round(min(max(value, 0), SCALE))


def _group(drawn: DrawnMap, tied: Sequence[int]) -> int:
    counts = Counter(drawn.group[at] for at in tied)
    return min(counts, key=lambda group: (-counts[group], group)) if counts else NO_GROUP
