"""The datasets that papers use most, counted from what the papers' records say."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.views.view import View


class Count(View, frozen=True):
    """A number with the name of what it counts."""

    id: str
    name: str
    count: int


def most_used_datasets(kb: KnowledgeBase, papers: Iterable[str], most: int) -> tuple[Count, ...]:
    """The datasets that most of ``papers`` use, most used first, then by name.

    A dataset without a record goes by its identifier.
    """
    counts = Counter(chain.from_iterable(kb.papers[one].used_datasets for one in papers))
    found = (Count(one, kb.datasets[one].name if one in kb.datasets else one, counts[one]) for one in counts)
    return tuple(sorted(found, key=lambda one: (-one.count, one.name.casefold(), one.id))[:most])
