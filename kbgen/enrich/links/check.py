"""Looks at many links: hosts side by side, each politely; known hosts through their service instead of their pages."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from requests import Session as WebSession

from kbgen.enrich.asking import ask
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.fields import REPOSITORIES
from kbgen.enrich.http import Session
from kbgen.enrich.links.sight import ALIVE, BUSY, NO_HOST, UNREACHED, Sight, look
from kbgen.enrich.pace import Clock
from kbgen.enrich.source import Facts, Source
from kbgen.enrich.sources import arxiv, doi, github_repositories, openreview
from kbgen.enrich.values import at
from kbgen.model.addresses import host_of
from kbgen.model.identifiers import identify, parse_github

BETWEEN = 1.0
"""Seconds between two looks at one host."""

_AT_ONCE = 16
_SURELY_THERE = "https://doi.org/"
Sights = dict[str, Sight]


@dataclass(frozen=True, slots=True)
class Looking:
    """With what links are looked at. ``advance`` is told how many links were dealt with."""

    open_services: Callable[[], Session]
    open_web: Callable[[], WebSession]
    clock: Clock
    stop: threading.Event
    advance: Callable[[int], None]


def check(urls: Iterable[str], looking: Looking) -> Sights:
    """What became of each address; those that were not looked at because of Ctrl+C, which sets ``stop``, are absent.

    That a host does not exist is believed only where one that surely does is reached: without a network, or behind a
    proxy, no name is found.
    """
    tasks = _tasks(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        running: list[Future[Sights]] = [pool.submit(task, looking) for task in tasks]
        try:
            for future in running:
                future.exception()
        except KeyboardInterrupt:
            looking.stop.set()
    sights: Sights = {}
    for future in running:
        sights |= future.result()
    if NO_HOST in sights.values() and not _reaches_the_web(looking):
        sights = {url: UNREACHED if sight == NO_HOST else sight for url, sight in sights.items()}
    return sights


def _reaches_the_web(looking: Looking) -> bool:
    with looking.open_web() as session:
        return look(session, _SURELY_THERE) not in {NO_HOST, UNREACHED}


_Task = Callable[[Looking], Sights]


def _tasks(urls: Iterable[str]) -> list[_Task]:
    """One task for each service and each host."""
    services: dict[str, dict[str, list[str]]] = {}
    hosts: dict[str, list[str]] = {}
    for url in urls:
        if meant := _through(url):
            service, key = meant
            services.setdefault(service, {}).setdefault(key, []).append(url)
        else:
            hosts.setdefault(host_of(url), []).append(url)
    tasks: list[_Task] = [_service_task(service, keys) for service, keys in services.items()]
    # The host with the most links takes longest, so it begins first.
    tasks += [_host_task(hosts[host]) for host in sorted(hosts, key=lambda host: (-len(hosts[host]), host))]
    return tasks


_SOURCES = {
    "arxiv": arxiv.SOURCE,
    "doi": doi.SOURCE,
    "github": github_repositories.SOURCE,
}


def _through(url: str) -> tuple[str, str] | None:
    """The service that knows whether an address leads somewhere, and what it is asked about."""
    if host_of(url) == "github.com":
        repository = parse_github(url)
        return ("github", f"{repository.owner}/{repository.name}") if repository else None
    identifier = identify(url)
    if identifier and identifier.scheme in {"arxiv", "openreview"}:
        return identifier.scheme, identifier.value
    if identifier and identifier.scheme == "doi":
        return "doi", identifier.value
    return None


def _service_task(service: str, keys: dict[str, list[str]]) -> _Task:
    def task(looking: Looking) -> Sights:
        with looking.open_services() as session:
            found = (
                _openreview(session, keys, looking)
                if service == "openreview"
                else _asked(_SOURCES[service], session, keys, looking)
            )
        return {url: sight for key, sight in found.items() for url in keys[key]}

    return task


def _asked(source: Source, session: Session, keys: Iterable[str], looking: Looking) -> Sights:
    outcome = ask(source, session, tuple(keys), stop=looking.stop, advance=looking.advance)
    title = source.service.title
    sights = {key: _of_facts(facts) for key, facts in outcome.facts.items()}
    sights |= dict.fromkeys(outcome.unknown, Sight("gone", f"{title} does not know it"))
    sights |= {key: Sight("unknown", f"{title} {words}") for key, words in outcome.failed.items()}
    return sights | dict.fromkeys(outcome.unasked, Sight("unknown", f"{title} {outcome.trouble}"))


def _of_facts(facts: Facts) -> Sight:
    missing = at(facts.fields.get(REPOSITORIES), 0, "missing") is True
    return Sight("gone", "the repository is gone") if missing else ALIVE


def _openreview(session: Session, keys: Iterable[str], looking: Looking) -> Sights:
    sights = {}
    for key in keys:
        if looking.stop.is_set():
            break
        try:
            found = openreview.by_id(session, key)
            # What it does not show to everybody may still be there.
            sights[key] = ALIVE if found else Sight("unknown", "OpenReview does not show it")
        except ServiceError as error:
            sights[key] = Sight("unknown", str(error))
        looking.advance(1)
    return sights


def _host_task(urls: list[str]) -> _Task:
    """Look at the links of one host, one after the other; where it is not reached, or wants peace, it is left alone."""

    def task(looking: Looking) -> Sights:
        sights: Sights = {}
        unreached: Sights = {}
        with looking.open_web() as session:
            for url in urls:
                if looking.stop.is_set():
                    break
                where = urlsplit(url).netloc
                if where in unreached:
                    sights[url] = unreached[where]
                else:
                    if len(sights) > len(unreached):
                        looking.clock.sleep(BETWEEN)
                    sights[url] = look(session, url)
                    if sights[url] in {NO_HOST, UNREACHED, BUSY}:
                        unreached[where] = sights[url]
                looking.advance(1)
        return sights

    return task
