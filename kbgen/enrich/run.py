"""A whole run: services side by side, then the overlay and the state written at once."""

import datetime
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kbgen.enrich.asking import Outcome, ask
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.overlay import OURS, Overlay, Publishing
from kbgen.enrich.plan import Plan, ServicePlan
from kbgen.enrich.source import Facts
from kbgen.enrich.state import read_state, write_state
from kbgen.enrich.trust import trusted
from kbgen.enrich.updating import updated
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.store.layout import LOCAL_OVERLAY_FOLDER, OVERLAY_FOLDER
from kbgen.store.lock import writing
from kbgen.store.overlay import write_overlay_file
from kbgen.store.tree import Tree, load_tree

Advance = Callable[[str, int], None]
"""Is told of each service how many keys were dealt with."""


@dataclass(frozen=True, slots=True)
class Enriched:
    """What a run did: what became of each service's questions, what changed, and the files that were written."""

    outcomes: tuple[Outcome, ...]
    changes: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing went wrong."""
        return all(outcome.whole for outcome in self.outcomes)


def enrich(
    root: Path,
    plan: Plan,
    open_session: Callable[[], Session],
    today: datetime.date,
    publishing: Publishing,
    advance: Advance,
) -> Enriched:
    """Ask what the plan asks and write what was found out.

    Ctrl+C ends it after the requests that are under way; what was found out until then is written before
    :class:`KeyboardInterrupt` goes on. Raises :class:`KbgenError` where the overlay cannot be read or written.
    """
    readable(load_tree(root))
    stop = threading.Event()
    notes: dict[str, None] = {}
    interrupted = False

    def of_service(planned: ServicePlan) -> Outcome:
        with open_session() as session:
            name = planned.source.service.name
            try:
                return ask(planned.source, session, planned.keys, stop=stop, advance=lambda n: advance(name, n))
            finally:
                notes.update(dict.fromkeys(session.notes))

    with ThreadPoolExecutor(max_workers=max(1, len(plan.services))) as pool:
        running: list[Future[Outcome]] = [pool.submit(of_service, planned) for planned in plan.services]
        try:
            for future in running:
                future.exception()
        except KeyboardInterrupt:
            interrupted = True
            stop.set()
    outcomes = tuple(future.result() for future in running)
    enriched = _write(root, plan, outcomes, today, publishing)
    if interrupted:
        raise KeyboardInterrupt
    return Enriched(outcomes, enriched.changes, enriched.files, tuple(notes))


def readable(tree: Tree) -> None:
    """Raise :class:`KbgenError` where a file of the overlay is damaged: to write it anew would lose what it says."""
    folders = (f"{OVERLAY_FOLDER}/", f"{LOCAL_OVERLAY_FOLDER}/")
    broken = [one for one in tree.findings if one.place.path.startswith(folders) and one.severity == "error"]
    if broken:
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        raise KbgenError(f"{broken[0]}{more}", "the overlay is written again only when all of it can be read")


def _write(
    root: Path, plan: Plan, outcomes: tuple[Outcome, ...], today: datetime.date, publishing: Publishing
) -> Enriched:
    """Bring what was found out into the files as they are now: they may have changed while services were asked."""
    with writing(root):
        tree = load_tree(root)
        readable(tree)
        found = _by_record(plan, outcomes, tree.kb)
        overlay = updated(tree, found, today, publishing)
        files = tuple(
            path for path in sorted(overlay.files) if _is_ours(overlay, path) and _written(root, overlay, path)
        )
        state = read_state(root)
        for outcome, planned in zip(outcomes, plan.services, strict=True):
            state.note(outcome, today)
            state.keep_only(outcome.source.service.name, planned.all_keys)
        write_state(root, state)
    return Enriched(outcomes, tuple(dict.fromkeys(overlay.changes)), files)


def _is_ours(overlay: Overlay, path: str) -> bool:
    return path.rpartition("/")[2] in OURS or any(overlay.path(*change) == path for change in overlay.changes)


def _written(root: Path, overlay: Overlay, path: str) -> bool:
    return write_overlay_file(root / path, overlay.lines(path))


def _by_record(plan: Plan, outcomes: tuple[Outcome, ...], kb: KnowledgeBase) -> dict[str, dict[str, tuple[Facts, ...]]]:
    """What was found out of each record, without what is about another work, which counts as a failure."""
    found: dict[str, dict[str, tuple[Facts, ...]]] = {}
    for record_id, services in plan.records.items():
        for outcome in outcomes:
            facts: list[Facts] = []
            for key in services.get(outcome.source.service.name, ()):
                if key in outcome.facts:
                    try:
                        facts.append(trusted(outcome.source.service, kb.papers.get(record_id), outcome.facts[key]))
                    except ServiceError as error:
                        outcome.failed[key] = error.words
            if facts:
                found.setdefault(record_id, {})[outcome.source.service.name] = tuple(facts)
    for outcome in outcomes:
        for key in outcome.failed:
            outcome.facts.pop(key, None)
    return found
