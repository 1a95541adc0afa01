"""Asking one service about many things: in batches, halving those that fail, giving up where it makes no sense."""

import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field

from kbgen.enrich.by_title import Suggestion
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.source import Facts, Source
from kbgen.enrich.spool import Spool

_HOPELESS = 3
"""Failures of keys alone, one after the other and nothing before them, from which a service is asked no further."""

_ENOUGH = 10
"""The same, where the service has answered before."""

_STOPPING = frozenset({"unreachable", "busy", "denied"})


@dataclass(slots=True)
class Outcome:
    """What became of the keys that a service was to be asked about.

    ``facts`` holds those it answered about, ``unknown`` those that it does not know, ``failed`` what it did wrong
    about a key that it was asked about alone, and ``unasked`` those that it was not asked about because of
    ``trouble``. ``requests`` were sent, ``from_cache`` were answered without. ``suggestions`` are works that were found
    by title, also those that were taken.
    """

    source: Source
    facts: MutableMapping[str, Facts] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    unasked: list[str] = field(default_factory=list)
    trouble: str = ""
    requests: int = 0
    from_cache: int = 0
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.failed or self.unasked or self.trouble)


Advance = Callable[[int], None]


def ask(source: Source, session: Session, keys: tuple[str, ...], *, stop: threading.Event, advance: Advance) -> Outcome:
    """Ask a service about keys; whatever it does, all of them are accounted for in the outcome.

    ``advance`` is told how many keys were dealt with; ``stop`` ends the asking before the next request.
    """
    return _Asking(source, session, stop, advance).all(keys)


@dataclass(slots=True)
class _Asking:
    source: Source
    session: Session
    stop: threading.Event
    advance: Advance
    alone_failed: int = 0
    outcome: Outcome = field(init=False)

    def __post_init__(self) -> None:
        cache = self.session.settings.cache_file
        folder = cache.parent if cache and cache.parent.is_dir() else None
        self.outcome = Outcome(self.source, Spool(folder))

    def all(self, keys: tuple[str, ...]) -> Outcome:
        for batch in self.source.batches(self.session.settings.service(self.source.service), keys):
            self._batch(batch)
        if not self.outcome.unasked:
            # It was given up with the last key, so nothing came of that.
            self.outcome.trouble = ""
        return self.outcome

    def _batch(self, keys: tuple[str, ...]) -> None:
        if self.stop.is_set() and not self.outcome.trouble:
            self.outcome.trouble = "was stopped"
        if self.outcome.trouble:
            self.outcome.unasked += keys
            return
        try:
            found = self._ask(keys)
        except ServiceError as error:
            self._failed(keys, error)
            return
        self.alone_failed = 0
        self.outcome.facts.update(found)
        self.outcome.unknown += [key for key in keys if key not in found]
        self.advance(len(keys))

    def _failed(self, keys: tuple[str, ...], error: ServiceError) -> None:
        if error.kind in _STOPPING:
            self.outcome.trouble = _words(error)
            self.outcome.unasked += keys
        elif len(keys) > 1:
            middle = len(keys) // 2
            self._batch(keys[:middle])
            self._batch(keys[middle:])
        else:
            self.outcome.failed[keys[0]] = _words(error)
            self.advance(1)
            self.alone_failed += 1
            if self.alone_failed >= (_ENOUGH if self.outcome.facts else _HOPELESS):
                self.outcome.trouble = _words(error)

    def _ask(self, keys: tuple[str, ...]) -> Mapping[str, Facts]:
        service = self.session.settings.service(self.source.service)
        self.outcome.requests += 1
        request = self.source.request(service, keys)
        answer = self.session.send(service, request)
        if answer.stale:
            raise ServiceError(service, "unreachable", "does not answer")
        if answer.cached:
            self.outcome.from_cache += 1
            self.outcome.requests -= 1
        if answer.missing:
            if not request.names_one:
                self.session.forget(answer)
                raise ServiceError(service, "broken", "does not know the address at which it should be asked")
            return dict(self._nothing(keys))
        try:
            return self.source.read(answer, keys)
        except ServiceError:
            self.session.forget(answer)
            raise

    def _nothing(self, keys: tuple[str, ...]) -> Iterator[tuple[str, Facts]]:
        for key in keys:
            if facts := self.source.nothing(key):
                yield key, facts


def _words(error: ServiceError) -> str:
    return f"{error.words}; {error.remedy}" if error.remedy else error.words
