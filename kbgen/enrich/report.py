"""What a run will do, and what it did, in words and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator

from kbgen.enrich.asking import Outcome
from kbgen.enrich.by_title import Suggestion
from kbgen.enrich.plan import Plan, ServicePlan
from kbgen.enrich.run import Enriched
from kbgen.model.text import counted

_SHOWN = 5
"""Failures of one service that are told one by one; the others are counted."""

_SUGGESTED = 20
"""The same for works that were found by title."""


def plan_lines(plan: Plan, width: int = 200) -> Iterator[str]:
    """The requests that would be made and how long the limits of the services make them take."""
    for one in plan.services:
        yield f"{one.source.title}: {_planned(one)}"
        yield from (f"  {request.shown(one.service, width)}" for request in one.requests)
    yield _in_all(plan)


def _in_all(plan: Plan) -> str:
    """The requests of all services, whose own lines are far above by then."""
    asked = [f"{one.source.title} {len(one.requests)}" for one in plan.services if one.requests]
    words = counted(sum(len(one.requests) for one in plan.services), "request")
    if asked:
        words += f" ({', '.join(asked)})"
    if later := sum(one.too_many for one in plan.services):
        words += f", {later} of them in later runs"
    time = _time(plan.seconds)
    return f"{words}{time}{', as services are asked side by side' if time and len(asked) > 1 else ''}"


def _planned(plan: ServicePlan) -> str:
    if not plan.keys:
        return "nothing is due" if plan.all_keys else "no record has anything to ask about"
    words = f"{counted(len(plan.keys), plan.source.noun)} in {counted(len(plan.requests), 'request')}"
    return f"{words}{_time(plan.seconds)}{_waiting(plan)}"


def _waiting(plan: ServicePlan) -> str:
    """What a service without a key allows in an hour, where that is too little for this plan."""
    if not plan.too_many:
        return ""
    allowed = f"{plan.service.hourly} an hour without a key in {plan.service.key_variables[0]}"
    with_key = counted(plan.requests_with_key, "request")
    return f"; it allows {allowed}, so {plan.too_many} wait for later runs; with one, {with_key} would do"


def _time(seconds: float) -> str:
    """How long the pace makes it take at least, where that is worth telling."""
    return f", {duration(seconds)} or more" if seconds >= 1 else ""


def plan_json(plan: Plan) -> str:
    """The plan for programs."""
    services = {
        one.source.name: {
            "due": len(one.keys),
            "requests": [request.shown(one.service, 2_000) for request in one.requests],
            "seconds": one.seconds,
            "beyond_hourly_limit": one.too_many,
        }
        for one in plan.services
    }
    return json.dumps({"services": services, "seconds": plan.seconds}, indent=2, ensure_ascii=False)


def outcome_lines(run: Enriched) -> Iterator[str]:
    """What each service did, and what changed."""
    for outcome in run.outcomes:
        yield f"{outcome.source.title}: {_answered(outcome)}"
        yield from (f"  {line}" for line in _failures(outcome))
        yield from (f"  {line}" for line in _suggested(outcome))
    yield changed_line(run)
    yield from run.files


def _answered(outcome: Outcome) -> str:
    asked = len(outcome.facts) + len(outcome.unknown) + len(outcome.failed)
    if not asked and not outcome.unasked:
        return "nothing was due"
    words = f"{counted(len(outcome.facts), outcome.source.noun)} known, {len(outcome.unknown)} unknown"
    words += f", {counted(outcome.requests, 'request')}"
    return f"{words}, {outcome.from_cache} answered from the cache" if outcome.from_cache else words


def _failures(outcome: Outcome) -> Iterator[str]:
    for key, words in sorted(outcome.failed.items())[:_SHOWN]:
        yield f"{key}: {words}; what was known of it stays"
    if len(outcome.failed) > _SHOWN:
        yield f"{len(outcome.failed) - _SHOWN} more failed; what was known of them stays"
    if outcome.trouble:
        waiting = counted(len(outcome.unasked), outcome.source.noun)
        yield f"{outcome.trouble}; {waiting} not asked about, what was known stays"


def _suggested(outcome: Outcome) -> Iterator[str]:
    """What was found by title, each with the command that writes it into the record; what waits for somebody first."""
    ordered = sorted(outcome.suggestions, key=lambda one: (one.taken, one.record))
    for one in ordered[:_SUGGESTED]:
        people = f"{one.work.authors[0]}, " if one.work.authors else ""
        said = f"{one.record}: “{one.work.title}” ({people}{one.work.year or '?'}), {one.likeness:.0f} % alike"
        yield f"{said}; {'; '.join(one.against) or 'taken, as title, author and year agree'}"
        yield f"  {one.command}" if one.settings else "  the record says all of it already"
    if more := ordered[_SUGGESTED:]:
        taken = sum(one.taken for one in more)
        yield f"{len(more)} more were found by title, {taken} of them taken; --format json tells all of them"


def _suggestion(one: Suggestion) -> dict[str, object]:
    return {
        "id": one.record,
        "title": one.work.title,
        "authors": list(one.work.authors),
        "year": one.work.year,
        "likeness": round(one.likeness, 1),
        "taken": one.taken,
        "against": list(one.against),
        "set": dict(one.settings),
        "command": one.command,
    }


def changed_line(run: Enriched) -> str:
    """How many values changed, and of which fields."""
    if not run.changes:
        return "nothing changed"
    fields = Counter(name for _, name in run.changes)
    records = len({record_id for record_id, _ in run.changes})
    named = ", ".join(f"{name} {number}" for name, number in sorted(fields.items(), key=lambda one: (-one[1], one[0])))
    return f"{counted(len(run.changes), 'value')} of {counted(records, 'record')} changed: {named}"


def outcome_json(run: Enriched) -> str:
    """What a run did, for programs."""
    services = {
        outcome.source.name: {
            "known": len(outcome.facts),
            "unknown": sorted(outcome.unknown),
            "failed": dict(sorted(outcome.failed.items())),
            "not_asked": len(outcome.unasked),
            "trouble": outcome.trouble,
            "requests": outcome.requests,
            "from_cache": outcome.from_cache,
            "suggestions": [_suggestion(one) for one in outcome.suggestions],
        }
        for outcome in run.outcomes
    }
    changes = [{"id": record_id, "field": name} for record_id, name in sorted(run.changes)]
    return json.dumps({"services": services, "changes": changes, "files": run.files}, indent=2, ensure_ascii=False)


def duration(seconds: float) -> str:
    """A number of seconds in words."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7_200 else f"{seconds / 3_600:.1f} h"
