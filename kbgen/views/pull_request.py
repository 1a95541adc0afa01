"""What a maintainer is told about a pull request, as plain values that travel as JSON.

A pull request's own checks may only read the repository, so that what they find is handed to a workflow that may write
a comment. Whoever opened the pull request may have changed what is handed over: a report is data to be decoded
strictly and shown as text, never Markdown to be posted.
"""

from typing import Literal

import msgspec

from kbgen.model.finding import KbgenError, Severity
from kbgen.model.identifiers import Scheme
from kbgen.views.view import View

VERSION = 1
"""Of the JSON; a report of another version is refused."""

MAX_BYTES = 20_000_000
"""Of a report that is read; one about 616 new records has one million."""

Status = Literal["added", "changed", "removed"]


class Fact(View, frozen=True, omit_defaults=True):
    """A field of a record: its value before and after the change, ``None`` where it had or has none."""

    field: str
    before: str | None = None
    after: str | None = None


class Entry(View, frozen=True, omit_defaults=True):
    """A paper as a list shows it. ``links`` are the labels of its addresses, which a comment does not link to."""

    title: str
    summary: str = ""
    authors: str = ""
    venue: str = ""
    links: tuple[str, ...] = ()


class Duplicate(View, frozen=True):
    """A record that a paper may repeat; ``conflict`` where both claim an identifier under different titles."""

    path: str
    title: str
    verdict: Literal["same", "conflict"]


class RecordReport(View, frozen=True, omit_defaults=True):
    """A record that is added, changed or removed. ``ids`` are pairs of scheme and identifier.

    ``moved_from`` is its former path. ``entry`` is there for papers that can be read, ``facts`` only where there is a
    record to compare.
    """

    kind: str
    id: str
    path: str
    status: Status
    title: str = ""
    moved_from: str = ""
    ids: tuple[tuple[Scheme, str], ...] = ()
    facts: tuple[Fact, ...] = ()
    entry: Entry | None = None
    duplicates: tuple[Duplicate, ...] = ()


class FindingReport(View, frozen=True, omit_defaults=True):
    """A finding of ``kbgen validate``."""

    path: str
    line: int
    code: str
    severity: Severity
    message: str
    remedy: str = ""


class Line(View, frozen=True):
    """A paper or dataset in a list: the list's file, the headings above the entry, and what happens to the entry."""

    file: str
    headings: tuple[str, ...]
    title: str
    change: Literal["gained", "lost", "rewritten"]


class PullRequestReport(View, frozen=True, omit_defaults=True):
    """A whole report.

    ``generated``, ``overlay`` and ``others`` are paths of changed files that hold no record: what the main branch
    makes, what services said, and the rest.
    """

    version: int
    base: str
    records: tuple[RecordReport, ...] = ()
    findings: tuple[FindingReport, ...] = ()
    lines: tuple[Line, ...] = ()
    generated: tuple[str, ...] = ()
    overlay: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing keeps the pull request from being merged, as far as a program can tell."""
        return not self.findings and not self.generated and not any(record.duplicates for record in self.records)


def encode(report: PullRequestReport) -> bytes:
    """A report as JSON."""
    return msgspec.json.encode(report) + b"\n"


def decode(content: bytes) -> PullRequestReport:
    """Read a report that a stranger may have written; :class:`KbgenError` where it is none."""
    if len(content) > MAX_BYTES:
        raise KbgenError(f"the report has {len(content):,} bytes; at most {MAX_BYTES:,} are read")
    try:
        report = msgspec.json.decode(content, type=PullRequestReport)
    except msgspec.DecodeError as error:
        raise KbgenError(f"the report cannot be read: {error}", "make it with kbgen pr-report --format json") from error
    if report.version != VERSION:
        raise KbgenError(f"the report has version {report.version}; this kbgen reads version {VERSION}")
    return report
