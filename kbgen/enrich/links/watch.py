"""The link check as a whole: look at what is due, and remember what was seen."""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kbgen.checks.links import Link, all_links
from kbgen.enrich.links.check import Looking, Sights, check
from kbgen.enrich.links.memory import MEMORY_FILE, Failure, Memory
from kbgen.enrich.run import readable
from kbgen.store.files import write_text
from kbgen.store.layout import LOCAL_FOLDER
from kbgen.store.lock import writing
from kbgen.store.overlay import write_overlay_file
from kbgen.store.tree import Tree, load_tree

SEEN_FILE = f"{LOCAL_FOLDER}/links.json"
"""When links were last seen alive; may be lost, then they are looked at again."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What a check saw of each address, and the links that fail but are not dead yet."""

    sights: Sights
    failing: tuple[Failure, ...]
    skipped: int = 0
    changed: bool = False


def due(root: Path, tree: Tree, stale: int, today: datetime.date) -> list[str]:
    """The addresses to look at: all but those that were seen alive less than ``stale`` days ago."""
    seen = _read_seen(root)
    failing = {url for failures in Memory.of(tree.kb.enrichment).failures.values() for url in failures}
    recent = today - datetime.timedelta(days=stale)
    urls = dict.fromkeys(link.url for link in all_links(tree))
    return [url for url in urls if url in failing or url not in seen or seen[url] <= recent]


def watch_links(root: Path, urls: Iterable[str], looking: Looking, today: datetime.date) -> LinkReport:
    """Look at addresses, and write what is remembered of them.

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
    failing = {one.url: one for failures in memory.failures.values() for one in failures.values() if not one.dead}
    skipped = len({link.url for link in links} - set(sights))
    return LinkReport(sights, tuple(failing.values()), skipped, changed)


def _worth_a_file(root: Path, memory: Memory) -> bool:
    return bool(memory.failures) or (root / MEMORY_FILE).exists()


def _by_record(tree: Tree, links: Iterable[Link]) -> dict[str, list[str]]:
    records = {file.path: file.id for file in tree.records}
    found: dict[str, list[str]] = {}
    for link in links:
        found.setdefault(records[link.path], []).append(link.url)
    return found


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
