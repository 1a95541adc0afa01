"""A whole run: services side by side, then the overlay and the state written at once."""

import datetime
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from kbgen.checks.report import text_line
from kbgen.enrich.asking import Outcome, ask
from kbgen.enrich.by_title import Suggestion, choose
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.overlay import OURS, Overlay, Publishing
from kbgen.enrich.plan import Plan, ServicePlan
from kbgen.enrich.publications import Found
from kbgen.enrich.source import Facts
from kbgen.enrich.spool import OnDemand
from kbgen.enrich.state import read_state, write_state
from kbgen.enrich.trust import trusted
from kbgen.enrich.updating import updated
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.store.layout import LOCAL_OVERLAY_FOLDER, OVERLAY_FOLDER
from kbgen.store.lock import writing
from kbgen.store.overlay import write_overlay_file
from kbgen.store.tree import Tree, load_tree

Advance = Callable[[str, int], None]
"""Is told of each service how many keys were dealt with."""


@dataclass(frozen=True, slots=True)
class Enriched:
    """What a run did: what became of each service's questions, what changed, and the files that were written.

    ``interrupted`` means that Ctrl+C ended it before its time.
    """

    outcomes: tuple[Outcome, ...]
    changes: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()
    interrupted: bool = False

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

    Ctrl+C ends it after the requests that are under way; what was found out until then is written. Raises
    :class:`KbgenError` where the overlay cannot be read or written.
    """
    readable(load_tree(root))
    stop = threading.Event()
    notes: dict[str, None] = {}
    interrupted = False

    def of_service(planned: ServicePlan) -> Outcome:
        with open_session() as session:
            name = planned.source.name
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
    enriched = write_outcomes(root, plan, outcomes, today, publishing)
    return replace(enriched, notes=tuple(notes), interrupted=interrupted)


def readable(tree: Tree) -> None:
    """Raise :class:`KbgenError` where a file of the overlay is damaged: to write it anew would lose what it says."""
    folders = (f"{OVERLAY_FOLDER}/", f"{LOCAL_OVERLAY_FOLDER}/")
    broken = [one for one in tree.findings if one.place.path.startswith(folders) and one.severity == "error"]
    if broken:
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        remedy = "the overlay is written again only when all of it can be read"
        raise KbgenError(f"{text_line(broken[0])}{more}", remedy)


def write_outcomes(
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
            state.keep_only(outcome.source.name, planned.all_keys)
        write_state(root, state)
    return Enriched(outcomes, tuple(dict.fromkeys(overlay.changes)), files)


def _is_ours(overlay: Overlay, path: str) -> bool:
    return path.rpartition("/")[2] in OURS or any(overlay.path(*change) == path for change in overlay.changes)


def _written(root: Path, overlay: Overlay, path: str) -> bool:
    return write_overlay_file(root / path, overlay.lines(path))


def _by_record(plan: Plan, outcomes: tuple[Outcome, ...], kb: KnowledgeBase) -> Found:
    """What was found out of each record, without what is about another work."""
    meant: dict[str, list[tuple[Outcome, str]]] = {}
    for outcome in outcomes:
        taken: set[str] = set()
        for record_id, keys in plan.records.items():
            for key in keys.get(outcome.source.name, ()):
                if key in outcome.facts and _is_taken(outcome, kb.papers.get(record_id), key):
                    meant.setdefault(record_id, []).append((outcome, key))
                    taken.add(key)
        for key in outcome.facts.keys() - taken:
            del outcome.facts[key]
            if key not in outcome.failed:
                outcome.unknown.append(key)

    def of_record(record_id: str) -> dict[str, tuple[Facts, ...]]:
        stated: dict[str, tuple[Facts, ...]] = {}
        for outcome, key in meant[record_id]:
            facts, _ = _about(outcome, kb.papers.get(record_id), key)
            if facts:
                name = outcome.source.service.name
                stated[name] = (*stated.get(name, ()), facts)
        return stated

    return OnDemand(meant, of_record)


def _is_taken(outcome: Outcome, paper: Paper | None, key: str) -> bool:
    """Whether what a service says is about a record's work; notes it as a failure where that could be expected."""
    try:
        facts, suggestions = _about(outcome, paper, key)
    except ServiceError as error:
        outcome.failed[key] = error.words
        return False
    outcome.suggestions += suggestions
    return facts is not None


def _about(outcome: Outcome, paper: Paper | None, key: str) -> tuple[Facts | None, tuple[Suggestion, ...]]:
    """What a service says of a record, and what it suggests; raises :class:`ServiceError` for another work's facts.

    That other works are found by title is to be expected, so there it is no error.
    """
    facts = outcome.facts[key]
    if facts.candidates:
        return choose(paper, facts.candidates) if paper else (None, ())
    return trusted(outcome.source.service, paper, facts), ()
