"""How findings are told: lines for people, JSON for programs, annotations for GitHub."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from kbgen.checks.asked import Asked
from kbgen.checks.registry import rules
from kbgen.checks.run import Report
from kbgen.model.finding import Finding, Place
from kbgen.model.text import counted
from kbgen.store.tree import Tree

FIX_AVAILABLE = "[fix available]"

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, line and paragraph separators, and marks that turn the direction of what follows."""


def text_line(finding: Finding) -> str:
    """A finding on one line: what would break it or steer a terminal is written as an escape."""
    line = one_line(str(finding))
    return f"{line} {FIX_AVAILABLE}" if finding.fix else line


def one_line(text: str) -> str:
    """A text in which what would break the line or steer a terminal is written as an escape."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def summary(report: Report, tree: Tree, asked: Asked | None = None, fixed: Sequence[Finding] = ()) -> str:
    """What was checked, fixed and found, on one line."""
    count = len(report.findings)
    files = len({finding.place.path for finding in report.findings})
    found = f"{counted(count, 'finding')} in {counted(files, 'file')}" if count else "no findings"
    allowed = f"; {len(report.allowed)} allowed" if report.allowed else ""
    checked = _checked(tree, asked or Asked())
    mended = f"{counted(len(fixed), 'finding')} fixed; " if fixed else ""
    records = f"{counted(checked['papers'], 'paper')}, {counted(checked['datasets'], 'dataset')}"
    return f"{mended}{found}{allowed}; {records} checked"


def as_json(report: Report, tree: Tree, asked: Asked | None = None, fixed: Sequence[Finding] = ()) -> str:
    """The report as one JSON object: ``findings``, ``fixed``, ``allowed`` (lists of findings) and ``checked`` (counts).

    A finding has ``path``, ``line``, ``column``, ``code``, ``name``, ``severity``, ``message``, ``remedy`` and
    ``subject``; the last four are text, the remedy and the subject may be empty. ``fix`` is a list of steps, each
    ``path``, ``key_path`` and ``value`` (``null`` takes away what stands there), ``path`` and ``to`` (the file
    moves), or ``path`` alone (the file is saved without a byte order mark); ``related`` is a list of places.
    """
    data = {
        "findings": [_fields(finding) for finding in report.findings],
        "fixed": [_fields(finding) for finding in fixed],
        "allowed": [_fields(finding) for finding in report.allowed],
        "checked": _checked(tree, asked or Asked()),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def github_lines(report: Report, root: Path) -> Iterator[str]:
    """Workflow commands that GitHub shows as annotations beside the lines of a pull request.

    The escapes are those of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts.
    """
    for finding in report.findings:
        place = finding.place
        level = "error" if finding.severity == "error" else "warning"
        properties = {
            "file": path_from_here(root, place.path),
            "line": str(place.line),
            "col": str(place.column),
            "title": f"{finding.code} {rules()[finding.code].name}",
        }
        head = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
        message = finding.message + (f"; {finding.remedy}" if finding.remedy else "")
        yield f"::{level} {head}::{_escape(message)}"


def path_from_here(root: Path, path: str) -> str:
    """A file's path as seen from the current folder, where ``root`` was named from there.

    A workflow runs in the repository's root, and a knowledge base may be a folder of the repository.
    """
    return path if root.is_absolute() else PurePath(os.path.normpath(root), path).as_posix()


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        **_place(finding.place),
        "code": finding.code,
        "name": rules()[finding.code].name,
        "severity": finding.severity,
        "message": finding.message,
        "remedy": finding.remedy,
        "subject": finding.subject,
        "fix": [asdict(step) for step in finding.fix],
        "related": [_place(place) for place in finding.related],
    }


def _place(place: Place) -> dict[str, str | int]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _checked(tree: Tree, asked: Asked) -> dict[str, int]:
    kinds = [file.kind for file in tree.records if asked.covers(file.path)]
    return {"papers": kinds.count("paper"), "datasets": kinds.count("dataset"), "files": len(kinds)}
