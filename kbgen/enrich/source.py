"""What a source is: a service, what it is asked about a record, and how its answer is read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from kbgen.enrich.http import Answer
from kbgen.enrich.request import Request
from kbgen.enrich.settings import Service
from kbgen.model.dataset import Dataset
from kbgen.model.identity import Work
from kbgen.model.paper import Paper


@dataclass(frozen=True, slots=True)
class Facts:
    """What a service says about one thing that it was asked about.

    ``fields`` are values of the overlay by the field's name; a value ``False`` says that the thing is not so.
    ``work`` is the work that the service describes, which need not be the one that was meant. ``cited`` holds each
    entry of its reference list as the keys of the identifiers that the service knows of it (``arxiv:1705.08168``,
    ``openalex:W123``); it is ``None`` where the service tells nothing about references. ``candidates`` are what it has
    for a title, where it was asked by title: which of them is meant, the record tells.
    """

    fields: Mapping[str, JsonValue] = field(default_factory=dict)
    work: Work | None = None
    cited: tuple[tuple[str, ...], ...] | None = None
    candidates: tuple["Facts", ...] = ()


FOUR_WEEKS = 28
"""Days between two questions about the same thing at services that answer one by one and seldom have news."""


def _every_key_may_share(_: str) -> bool:
    return False


def _says_nothing(_: str) -> Facts | None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """A service as a run asks it.

    ``keys`` gives what the service is asked about for a record: identifiers, or repositories. ``batch`` is the largest
    number of keys in a request, which may depend on whether there is a key for the service. ``request`` makes the
    question about so many keys and ``read`` the facts of its answer, by key; a key that the service does not know is
    absent. ``solitary`` tells keys that cannot share a request. ``nothing`` is what it means that the service has no
    answer at all about a key. ``rest`` is the number of days for which what was asked is left alone, also where a user
    wants news sooner. A service that is asked in two ways has two sources; ``way`` tells the second from the first.
    """

    service: Service
    noun: str
    keys: Callable[[Paper | Dataset], tuple[str, ...]]
    batch: Callable[[Service], int]
    request: Callable[[Service, Sequence[str]], Request]
    read: Callable[[Answer, Sequence[str]], Mapping[str, Facts]]
    solitary: Callable[[str], bool] = _every_key_may_share
    nothing: Callable[[str], Facts | None] = _says_nothing
    rest: int = 0
    way: str = ""

    @property
    def name(self) -> str:
        """The name of the service, with the way where there are two."""
        return f"{self.service.name}-{self.way}" if self.way else self.service.name

    @property
    def title(self) -> str:
        """What a user is told: the service as it calls itself, and what it is asked for where there are two ways."""
        return f"{self.service.title} by {self.noun}" if self.way else self.service.title

    def batches(self, service: Service, keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The keys in as few requests as the service allows, in their order."""
        size = self.batch(service)
        shared = [key for key in keys if not self.solitary(key)]
        for start in range(0, len(shared), size):
            yield tuple(shared[start : start + size])
        yield from ((key,) for key in keys if self.solitary(key))
