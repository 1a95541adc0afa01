"""OpenReview: submissions by the identifier of their forum. https://docs.openreview.net/reference/api-v2.

Venues moved from API 1 to API 2 in 2023 and 2024; a note lives in one of them, and only that one knows it. API 2 wraps
each value of a note's content in an object.
"""

import datetime
import re

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer, Session
from kbgen.enrich.metadata import Metadata
from kbgen.enrich.settings import OPENREVIEW, OPENREVIEW_OLD
from kbgen.enrich.text import person, plain
from kbgen.enrich.values import at, items_at, number_at, text_at
from kbgen.model.identifiers import parse_openreview
from kbgen.model.paper import PaperIds

_UNDECIDED = re.compile(
    r"\b(?:submitted|submission|withdrawn|rejected?|desk|under review|blind|anonymous)\b", re.IGNORECASE
)
_PRESENTATION = re.compile(r"\s+(?:poster|oral|spotlight|notable[ -]top[ -]\d+%|talk)\b.*$", re.IGNORECASE)
_GROUP = re.compile(r"^(?P<host>[^/]+)/(?P<year>(?:19|20)\d\d)/(?:Conference|Workshop/(?P<workshop>[^/]+))")
_MILLISECONDS = 1_000


def by_id(session: Session, forum: str) -> Metadata | None:
    """The submission with this identifier; ``None`` where OpenReview does not know it."""
    for service in (OPENREVIEW, OPENREVIEW_OLD):
        answer = session.get(service, "notes", {"id": forum})
        if answer is not None and (work := parse(answer, forum)):
            return work
    return None


def parse(answer: Answer, forum: str) -> Metadata | None:
    """The submission of an answer; ``None`` where there is none with that identifier."""
    value = answer.json()
    if answer.status == 400:
        if text_at(value, "name") in {"NotFoundError", "ValidationError"}:
            return None
        raise ServiceError(answer.service, "refused", f"refuses the question: {plain(text_at(value, 'message'))}")
    note = next((note for note in items_at(value, "notes") if forum in (at(note, "id"), at(note, "forum"))), None)
    content = at(note, "content")
    title = plain(_text(content, "title"))
    identifier = parse_openreview(forum)
    if not title or identifier is None:
        return None
    venue = _venue(content)
    return Metadata(
        source=OPENREVIEW.name,
        title=title,
        authors=tuple(name for author in _list(content, "authors") if (name := person(author))),
        year=_year(note, venue),
        venue=venue,
        ids=PaperIds(openreview=identifier),
        preprint=not venue,
        abstract=plain(_text(content, "abstract")),
    )


def _value(content: object, name: str) -> object:
    """A value of a note's content, in the form of either interface."""
    value = at(content, name)
    return at(value, "value") if isinstance(value, dict) else value


def _text(content: object, name: str) -> str:
    value = _value(content, name)
    return value.strip() if isinstance(value, str) else ""


def _list(content: object, name: str) -> list[str]:
    value = _value(content, name)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _venue(content: object) -> str:
    """The venue that accepted a submission; empty where none has (yet)."""
    venue = plain(_text(content, "venue"))
    if venue:
        return "" if _UNDECIDED.search(venue) else _PRESENTATION.sub("", venue)
    group = _text(content, "venueid")
    found = _GROUP.match(group)
    if not found or _UNDECIDED.search(group.replace("_", " ")):
        return ""
    host = found["host"].split(".")[0]
    return f"{host} {found['year']}" + (f" Workshop {found['workshop']}" if found["workshop"] else "")


def _year(note: object, venue: str) -> int | None:
    """The year that the venue names; else that of publication or, failing that, of submission."""
    if stated := re.search(r"\b(?:19|20)\d\d\b", venue):
        return int(stated[0])
    for name in ("pdate", "odate", "cdate", "tcdate"):
        if (date := number_at(note, name)) and 0 < date < 4_102_444_800 * _MILLISECONDS:
            return datetime.datetime.fromtimestamp(date / _MILLISECONDS, datetime.UTC).year
    return None
