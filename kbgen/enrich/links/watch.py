"""The link check as a whole: look, remember, and propose an edit for each link that is dead."""

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kbgen.checks.links import Link, all_links
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.links.check import Looking, Sights, check
from kbgen.enrich.links.memory import MEMORY_FILE, Failure, Memory
from kbgen.enrich.run import readable
from kbgen.enrich.sources.archive import copy_of
from kbgen.model.change import Change
from kbgen.model.finding import Finding
from kbgen.store.files import write_text
from kbgen.store.lock import writing
from kbgen.store.overlay import write_overlay_file
from kbgen.store.tree import Tree, load_tree

DEAD = "WA101"
"""Code of the finding that a link is dead."""

SEEN_FILE = ".kbgen/links.json"
"""When links were last seen alive; may be lost, then they are looked at again."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What a check saw: each address, the links that fail but are not dead yet, and findings with their edits."""

    sights: Sights
    failing: tuple[Failure, ...]
    findings: tuple[Finding, ...]
    skipped: int = 0
    changed: bool = False


def due(root: Path, tree: Tree, stale: int, today: datetime.date) -> list[str]:
    """The addresses to look at: all but those that were seen alive less than ``stale`` days ago."""
    seen = _read_seen(root)
    failing = {url for failures in Memory.of(tree.kb.enrichment).failures.values() for url in failures}
    recent = today - datetime.timedelta(days=stale)
    urls = dict.fromkeys(link.url for link in all_links(tree))
    return [url for url in urls if url in failing or url not in seen or seen[url] <= recent]


def watch_links(
    root: Path, urls: Iterable[str], looking: Looking, open_services: Callable[[], Session], today: datetime.date
) -> LinkReport:
    """Look at addresses, write what is remembered of them, and say which links are dead.

    Ctrl+C ends it after the looks that are under way; what was seen until then is written before
    :class:`KeyboardInterrupt` goes on.
    Raises :class:`kbgen.model.finding.KbgenError` where the overlay is damaged.
    """
    readable(load_tree(root))
    sights = check(urls, looking)
    with writing(root):
        tree = load_tree(root)
        readable(tree)
        links = all_links(tree)
        memory = Memory.of(tree.kb.enrichment).after(_by_record(tree, links), sights, today)
        changed = write_overlay_file(root / MEMORY_FILE, memory.lines(today)) if _worth_a_file(root, memory) else False
        _write_seen(root, sights, {link.url for link in links}, today)
    if looking.stop.is_set():
        raise KeyboardInterrupt
    records = {file.path: file.id for file in tree.records}
    known = [(link, memory.failures.get(records[link.path], {}).get(link.url)) for link in links]
    dead = [(link, failure) for link, failure in known if failure and failure.dead]
    copies = _copies({link.url for link, _ in dead if _keeps_copy(link)}, open_services)
    findings = [_finding(tree, link, failure, copies.get(link.url)) for link, failure in dead]
    failing = {failure.url: failure for _, failure in known if failure and not failure.dead}
    skipped = len({link.url for link in links} - set(sights))
    return LinkReport(sights, tuple(failing.values()), tuple(findings), skipped, changed)


def edits(findings: Iterable[Finding]) -> list[Change]:
    """The edits of findings, of a list's items the last first, so that none moves the place of another."""
    changes = [change for finding in findings for change in finding.fix if isinstance(change, Change)]
    return sorted(changes, key=_index, reverse=True)


def _index(change: Change) -> int:
    last = change.key_path[-1]
    return last if isinstance(last, int) else -1


def _worth_a_file(root: Path, memory: Memory) -> bool:
    return bool(memory.failures) or (root / MEMORY_FILE).exists()


def _by_record(tree: Tree, links: Iterable[Link]) -> dict[str, list[str]]:
    records = {file.path: file.id for file in tree.records}
    found: dict[str, list[str]] = {}
    for link in links:
        found.setdefault(records[link.path], []).append(link.url)
    return found


def _keeps_copy(link: Link) -> bool:
    """Whether a copy of the page does what the link is for: code, data and models are more than their page."""
    return link.key_path[1] not in {"code", "data", "model", "demo"}


def _copies(urls: Iterable[str], open_services: Callable[[], Session]) -> dict[str, str]:
    """Copies that the Internet Archive has; where it cannot be asked, removal is all there is to propose."""
    copies: dict[str, str] = {}
    wanted = sorted(urls)
    if not wanted:
        return copies
    with open_services() as session:
        for url in wanted:
            try:
                if copy := copy_of(session, url):
                    copies[url] = copy
            except ServiceError:
                continue
    return copies


def _finding(tree: Tree, link: Link, failure: Failure, copy: str | None) -> Finding:
    message = f"dead link {link.url}: {failure.why}, on {failure.days} days since {failure.first}"
    remedy = f"replace it by the archived copy {copy}" if copy else "find its new address, or remove it"
    fix = (Change(link.path, link.key_path, copy),)
    return Finding(tree.place_in(link.path, *link.key_path), DEAD, message, remedy, "warning", link.url, fix)


def _read_seen(root: Path) -> Mapping[str, datetime.date]:
    try:
        stored = json.loads((root / SEEN_FILE).read_text(encoding="utf-8"))
        return {url: datetime.date.fromisoformat(day) for url, day in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _write_seen(root: Path, sights: Sights, urls: set[str], today: datetime.date) -> None:
    seen = {url: day.isoformat() for url, day in _read_seen(root).items() if url in urls and url not in sights}
    seen |= {url: today.isoformat() for url, sight in sights.items() if sight.state == "alive" and url in urls}
    write_text(root / SEEN_FILE, json.dumps(dict(sorted(seen.items())), indent=0) + "\n")
