"""What was found and what follows from it, in words and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from kbgen.checks.registry import rules
from kbgen.checks.report import one_line, text_line
from kbgen.contribute.watch.watching import Watched
from kbgen.enrich.links.report import link_lines, links_as_data
from kbgen.model.finding import Finding
from kbgen.model.text import counted
from kbgen.store.edit import diff_of


def report_lines(watched: Watched) -> Iterator[str]:
    """The findings, why some edits cannot be made, and how many there are of each sort."""
    proposal = watched.proposal
    yield from (text_line(finding) for finding in proposal.findings)
    for finding, reason in proposal.refused:
        yield one_line(f"not edited: {finding.place.path}: {finding.code} would make the record wrong: {reason}")
    if watched.links:
        yield from map(one_line, link_lines(watched.links))
    yield _summary(watched)


def _summary(watched: Watched) -> str:
    proposal = watched.proposal
    if not proposal.findings:
        return "nothing has changed"
    done = "edited" if watched.written else "with an edit, which --write makes"
    left = [f"{len(proposal.open)} for a person to decide on"] if proposal.open else []
    parts = [*([f"{len(proposal.mended)} {done}"] if proposal.mended else []), *left]
    return f"{counted(len(proposal.findings), 'finding')}: {', '.join(parts)}"


def report_json(watched: Watched) -> str:
    """The same for programs."""
    proposal = watched.proposal
    data = {
        "findings": [_finding(watched, finding) for finding in proposal.findings],
        "diff": diff_of(proposal.planned.edits),
        "written": [edit.path for edit in proposal.planned.edits] if watched.written else [],
        "links": links_as_data(watched.links) if watched.links else None,
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _finding(watched: Watched, finding: Finding) -> dict[str, Any]:
    proposal = watched.proposal
    reason = next((why for one, why in proposal.refused if one is finding), "")
    edit = "none" if not finding.fix else "refused" if reason else "made" if watched.written else "proposed"
    return {
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "code": finding.code,
        "name": rules()[finding.code].name,
        "message": finding.message,
        "remedy": finding.remedy,
        "subject": finding.subject,
        "edit": edit,
        "refused_because": reason,
        "fix": [asdict(step) for step in finding.fix],
    }
