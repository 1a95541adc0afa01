"""How findings are told: lines for people, JSON for programs, annotations for GitHub."""

import json
from collections.abc import Iterator

from kbgen.checks.registry import rules
from kbgen.checks.run import Report
from kbgen.model.finding import Finding
from kbgen.store.tree import Tree


def text_line(finding: Finding) -> str:
    """A finding on one line, whatever its text holds."""
    return " ".join(str(finding).split())


def summary(report: Report, tree: Tree) -> str:
    """What was checked and what came out, on one line."""
    count = len(report.findings)
    files = len({finding.place.path for finding in report.findings})
    found = f"{_count(count, 'finding')} in {_count(files, 'file')}" if count else "no findings"
    allowed = f"; {len(report.allowed)} allowed" if report.allowed else ""
    checked = f"{_count(_files(tree, 'paper'), 'paper')}, {_count(_files(tree, 'dataset'), 'dataset')} checked"
    return f"{found}{allowed}; {checked}"


def as_json(report: Report, tree: Tree) -> str:
    """The report as one JSON object: ``findings``, ``allowed`` (both lists of findings) and ``checked`` (counts).

    A finding has ``path``, ``line``, ``column``, ``code``, ``name``, ``severity``, ``message``, ``remedy`` and
    ``subject``; the last four are text, the remedy and the subject may be empty.
    """
    data = {
        "findings": [_fields(finding) for finding in report.findings],
        "allowed": [_fields(finding) for finding in report.allowed],
        "checked": {"papers": _files(tree, "paper"), "datasets": _files(tree, "dataset"), "files": len(tree.records)},
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def github_lines(report: Report) -> Iterator[str]:
    """Workflow commands that GitHub shows as annotations beside the lines of a pull request.

    The escapes are those of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts.
    """
    for finding in report.findings:
        place = finding.place
        level = "error" if finding.severity == "error" else "warning"
        properties = {
            "file": place.path,
            "line": str(place.line),
            "col": str(place.column),
            "title": f"{finding.code} {rules()[finding.code].name}",
        }
        head = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
        message = finding.message + (f"; {finding.remedy}" if finding.remedy else "")
        yield f"::{level} {head}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _fields(finding: Finding) -> dict[str, str | int]:
    return {
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "code": finding.code,
        "name": rules()[finding.code].name,
        "severity": finding.severity,
        "message": finding.message,
        "remedy": finding.remedy,
        "subject": finding.subject,
    }


def _files(tree: Tree, kind: str) -> int:
    return sum(file.kind == kind for file in tree.records)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
