"""Making the report about a pull request of what it changes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from kbgen.contribute.change_set import ChangeSet, RecordPair
from kbgen.model.dataset import Dataset
from kbgen.model.finding import Finding
from kbgen.model.identity import Verdict
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList
from kbgen.model.paper import Paper
from kbgen.store.layout import OVERLAY_FOLDER
from kbgen.store.writer import plain
from kbgen.views.entries import paper_card
from kbgen.views.list_changes import list_changes
from kbgen.views.pull_request import (
    VERSION,
    Duplicate,
    Entry,
    Fact,
    FindingReport,
    PullRequestReport,
    RecordReport,
    Status,
)

_DETAILED = 1_000
"""Records of which everything is told; a comment has room for a tenth of them, and of the others it counts."""

_LEFT_OUT = frozenset({"id", "provenance", "added"})
"""Fields of a record that tell a reviewer nothing."""


def pull_request_report(changes: ChangeSet, generated: Iterable[str]) -> PullRequestReport:
    """The report of what a pull request changes; ``generated`` are the paths that the main branch makes."""
    made = frozenset(generated)
    overlay = frozenset(path for path in changes.others if path.startswith(f"{OVERLAY_FOLDER}/"))
    return PullRequestReport(
        version=VERSION,
        base=changes.base,
        records=tuple(
            _record(pair, changes, detailed=number < _DETAILED) for number, pair in enumerate(changes.records)
        ),
        findings=tuple(_finding(finding) for finding in changes.findings),
        lines=tuple(list_changes(changes.before.kb, changes.after.kb)),
        generated=tuple(_readable(path) for path in changes.others if path in made),
        overlay=tuple(_readable(path) for path in changes.others if path in overlay),
        others=tuple(_readable(path) for path in changes.others if path not in made | overlay),
    )


def _readable(path: str) -> str:
    """A path whose bytes may not be UTF-8, with a mark for each byte that is not."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _finding(finding: Finding) -> FindingReport:
    place = finding.place
    return FindingReport(
        _readable(place.path), place.line, finding.code, finding.severity, finding.message, finding.remedy
    )


def _record(pair: RecordPair, changes: ChangeSet, *, detailed: bool) -> RecordReport:
    file = pair.file
    status: Status = "removed" if pair.after is None else "added" if pair.before is None else "changed"
    kb = changes.before.kb if pair.after is None else changes.after.kb
    paper = file.model if isinstance(file.model, Paper) else None
    before = _facts(pair.before.model, changes.before.kb) if pair.before and detailed else {}
    after = _facts(pair.after.model, changes.after.kb) if pair.after and detailed else {}
    return RecordReport(
        kind=file.kind,
        id=_readable(file.id),
        path=_readable(file.path),
        status=status,
        title=_title(file.model),
        moved_from=_readable(pair.before.path) if pair.before and pair.before.path != file.path else "",
        ids=tuple((one.scheme, one.value) for one in paper.ids.all()) if paper else (),
        facts=() if status == "removed" else tuple(_compared(before, after)),
        entry=_entry(paper, kb) if paper and detailed and status != "removed" else None,
        duplicates=tuple(
            Duplicate(
                _readable(twin.file.path), twin.paper.title, "same" if twin.verdict is Verdict.SAME else "conflict"
            )
            for twin in pair.twins
        ),
    )


def _title(model: object) -> str:
    match model:
        case Paper() | ReadmeList():
            return model.title
        case Dataset():
            return model.name
    return ""


def _entry(paper: Paper, kb: KnowledgeBase) -> Entry:
    card = paper_card(paper, kb)
    labels = tuple(link.label for link in card.extras)
    return Entry(card.title, card.summary or "", card.authors_short, card.venue_label, labels)


def _facts(model: object, kb: KnowledgeBase) -> dict[str, str]:
    """A paper's or dataset's fields as text, with terms and venue by name; vocabularies and lists have none."""
    if not isinstance(model, Paper | Dataset):
        return {}
    facts = {}
    for field, value in _flat(plain(model)):
        if field.partition(".")[0] in _LEFT_OUT:
            continue
        facts[field] = _resolved(model, field, value, kb)
    return facts


def _resolved(model: Paper | Dataset, field: str, value: str, kb: KnowledgeBase) -> str:
    if isinstance(model, Paper) and field == "venue" and (venue := kb.venues.by_id.get(value)):
        return f"{value} ({venue.name})"
    axis = field.removeprefix("topics.")
    if isinstance(model, Paper) and axis in model.topics:
        placed = [(term, kb.taxonomy.terms.get((axis, term))) for term in model.topics[axis]]
        return ", ".join(one.term.name if one else term for term, one in placed)
    return value


def _flat(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Every value of nested plain data under its path; a list of texts is one value."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(item, f"{field}.{key}" if field else key)
    elif isinstance(value, tuple) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value, 1):
            yield f"{field} {number}", "; ".join(f"{key}: {text}" for key, text in _flat(item))
    elif isinstance(value, tuple):
        yield field, ", ".join(str(item) for item in value)
    else:
        yield field, str(value)


def _compared(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Fact]:
    for field in dict.fromkeys(chain(after, before)):
        if before.get(field) != after.get(field):
            yield Fact(field, before.get(field), after.get(field))
