"""The comment under a pull request: what it adds, how that will look, and what is wrong with it.

The comment is made from the report's values alone, and shows every one of them as text: the report may come from
whoever opened the pull request. The only links are those that an identifier gives.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from kbgen.contribute.change_set import ChangeSet, change_set
from kbgen.model.identifiers import Identifier, Scheme, parse_acl, parse_arxiv, parse_doi, parse_openreview
from kbgen.model.text import counted
from kbgen.render.inert import bullets, code, inert
from kbgen.render.readme.files import parts_folder
from kbgen.render.readme.markdown import address, sentence
from kbgen.views.pull_request import Entry, Fact, FindingReport, Line, PullRequestReport, RecordReport, Status
from kbgen.views.pull_request_making import pull_request_report

_T = TypeVar("_T")

MARKER = "<!-- kbgen pr-report -->"
"""First line of the comment, by which it is found again."""

LIMIT = 65_536
"""Characters that GitHub takes in a comment."""

_ROOM = LIMIT - 2_000
"""What the sections may fill; the rest is for the lines that say what was left out."""

_RESERVED = 15_000
"""What records leave for the lists, which stand behind them."""

_MOST_RECORDS = 1_000
"""Records that are tried to fit in."""

_SHOWN = 50
"""Lines of one list that are shown."""

_SHOWN_CHARACTERS = 12_000
"""Characters of one list that are shown."""

_PARSERS: dict[Scheme, Callable[[str], object]] = {
    "arxiv": parse_arxiv,
    "doi": parse_doi,
    "acl": parse_acl,
    "openreview": parse_openreview,
}
_SCHEMES = {"acl": "ACL Anthology", "arxiv": "arXiv", "openreview": "OpenReview", "doi": "DOI"}
_VERBS = {"added": "Added", "changed": "Changed", "removed": "Removed"}
_LIST_VERBS = {"gained": "gains", "rewritten": "shows otherwise", "lost": "loses"}


def report_on(root: Path, revision: str) -> PullRequestReport:
    """What the files in ``root`` change against ``revision``; :class:`KbgenError` where Git cannot tell."""
    changes = change_set(root, revision)
    return pull_request_report(changes, _generated(changes))


def _generated(changes: ChangeSet) -> Iterator[str]:
    """Changed files that the main branch makes anew: lists and the site."""
    lists = (*changes.before.kb.lists.values(), *changes.after.kb.lists.values())
    outputs = {PurePosixPath(one.output) for one in lists if one.output and one.has_safe_output}
    folders = {parts_folder(output) for output in outputs}
    for path in map(PurePosixPath, changes.others):
        in_parts = path.suffix == ".md" and not folders.isdisjoint(path.parents)
        if path in outputs or in_parts or path.parts[0] == "site":
            yield str(path)


def as_markdown(report: PullRequestReport) -> str:
    """The comment, never longer than GitHub takes."""
    text = f"{MARKER}\n### {_headline(report)}\n"
    left_out = len(report.records[_MOST_RECORDS:])
    for room, sections in (
        (_ROOM, _wrong(report)),
        (_ROOM - _RESERVED, map(_record, report.records[:_MOST_RECORDS])),
        (_ROOM, (*_lists(report.lines), *_others(report.others))),
    ):
        for section in sections:
            if len(text) + len(section) < room:
                text += f"\n{section}"
            else:
                left_out += 1
    if left_out:
        more = counted(left_out, "section")
        text += f"\n*{more} more would not fit into a comment: run `kbgen pr-report` to read all.*\n"
    return text


def _headline(report: PullRequestReport) -> str:
    counts = Counter((record.status, record.kind) for record in report.records)
    parts = [
        f"{counted(number, kind)} {status}"
        for status in _VERBS
        for (of_status, kind), number in counts.items()
        if of_status == status
    ]
    said = inert(", ".join(parts), 200) if parts else "No record is touched"
    return f"{said[:1].upper()}{said[1:]}"


def _wrong(report: PullRequestReport) -> Iterator[str]:
    """What a maintainer must look at first; a sentence where there is nothing."""
    if report.is_clean:
        yield "Nothing is wrong with it, as far as a program can tell.\n"
    if report.generated:
        head = "**Files that the main branch makes are changed**; take them out:"
        yield _bullets(head, report.generated, code)
    if report.overlay:
        head = "**What services said is changed**, which only `kbgen enrich` and `kbgen watch` write:"
        yield _bullets(head, report.overlay, code)
    if report.findings:
        errors = sum(finding.severity == "error" for finding in report.findings)
        head = f"**{counted(len(report.findings), 'finding')}**, {counted(errors, 'error')} among them:"
        yield _bullets(head, report.findings, _finding)


def _finding(finding: FindingReport) -> str:
    remedy = f"; {inert(finding.remedy)}" if finding.remedy else ""
    return f"{code(f'{finding.path}:{finding.line}')} {code(finding.code, 20)} {inert(finding.message)}{remedy}"


def _record(record: RecordReport) -> str:
    title = f" {inert(record.title, 200)}" if record.title else ""
    lines = [f"#### {_VERBS[record.status]}:{title}" if title else f"#### {_VERBS[record.status]}", ""]
    moved = f", moved from {code(record.moved_from)}" if record.moved_from else ""
    lines.append(f"{code(record.path)}{moved}{''.join(f' · {link}' for link in _identifiers(record))}")
    for duplicate in record.duplicates[:_SHOWN]:
        what = "**Already here**" if duplicate.verdict == "same" else "**An identifier is claimed twice**"
        lines += ["", f"{what}: {inert(duplicate.title, 200)} ({code(duplicate.path)})"]
    if record.entry:
        lines += ["", f"> {_entry(record.entry, record)}"]
    text = "\n".join(lines) + "\n"
    if record.facts:
        text += f"\n{_bullets('', record.facts, partial(_fact, record.status))}"
    return text


def _identifiers(record: RecordReport) -> Iterator[str]:
    """Links to the paper, for every identifier that is truly one."""
    for one in _valid(record):
        yield f"[{_SCHEMES[one.scheme]} {inert(one.value, 200)}]({address(one.url)})"


def _valid(record: RecordReport) -> list[Identifier]:
    """The record's identifiers that are well formed, in the order in which a list links to them."""
    found = [Identifier(*one) for one in record.ids[:10] if len(one[1]) <= 200 and _PARSERS[one[0]](one[1]) is not None]
    return sorted(found, key=lambda one: list(_SCHEMES).index(one.scheme))


def _entry(entry: Entry, record: RecordReport) -> str:
    """The paper as a list shows it, but for the links that no identifier gives."""
    title, identifiers = inert(entry.title), _valid(record)
    parts = [f"[{title}]({address(identifiers[0].url)}) -" if identifiers else f"{title} -"]
    if entry.summary:
        parts.append(inert(sentence(entry.summary), 600))
    if entry.authors:
        parts.append(f"{inert(entry.authors)}," if entry.venue else inert(sentence(entry.authors)))
    if entry.venue:
        parts.append(f"*{inert(entry.venue)}*.")
    if len(parts) == 1:
        parts.append("Nothing more is recorded yet.")
    if entry.links:
        parts.append(f"{inert(', '.join(entry.links))}.")
    return " ".join(parts)


def _fact(status: Status, fact: Fact) -> str:
    field = code(fact.field, 100)
    if status == "added":
        return f"{field}: {_value(fact.after)}"
    return f"{field}: {_value(fact.before)} → {_value(fact.after)}"


def _value(value: str | None) -> str:
    if value is None:
        return "*nothing*"
    return code(value) if "://" in value else inert(value)


def _lists(lines: Iterable[Line]) -> list[str]:
    """What each list gains and loses, in the order of the files."""
    by_file: dict[str, list[Line]] = {}
    for line in lines:
        by_file.setdefault(line.file, []).append(line)
    return [
        _bullets(f"{code(file)}, which the main branch makes anew:", by_file[file], _line)
        for file in sorted(by_file)[:_SHOWN]
    ]


def _line(line: Line) -> str:
    headings = inert(" › ".join(line.headings[:10]), 200)
    return f"{_LIST_VERBS[line.change]} {inert(line.title, 200)} under {headings}"


def _others(paths: tuple[str, ...]) -> Iterator[str]:
    if paths:
        yield _bullets("**Other files are changed too:**", paths, code)


def _bullets(head: str, values: Sequence[_T], line: Callable[[_T], str]) -> str:
    """A list with a sentence above it."""
    return (f"{head}\n\n" if head else "") + bullets(values, line, _SHOWN, _SHOWN_CHARACTERS)
