"""Fixes as SARIF tells them: lines of a file that are replaced by other text."""

import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from kbgen.model.change import Move
from kbgen.model.finding import Finding
from kbgen.store.edit import EditError, FileEdit, edited_files

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def sarif_replacements(finding: Finding, root: Path) -> dict[str, list[dict[str, Any]]]:
    """By file, the replacements that mend a finding; empty where it has no fix, or one that SARIF cannot tell.

    A file that moves cannot be told, nor can a fix that the layout of the file does not allow.
    """
    if not finding.fix or any(isinstance(step, Move) for step in finding.fix):
        return {}
    try:
        edits = edited_files(root, finding.fix)
    except EditError:
        return {}
    return {edit.path: _replacements(edit) for edit in edits}


def _replacements(edit: FileEdit) -> list[dict[str, Any]]:
    before, after = _LINE.findall(edit.before or ""), _LINE.findall(edit.after or "")
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return [
        {
            "deletedRegion": {"startLine": begin + 1, "startColumn": 1, "endLine": end + 1, "endColumn": 1},
            "insertedContent": {"text": "".join(after[first:last])},
        }
        for what, begin, end, first, last in matcher.get_opcodes()
        if what != "equal"
    ]
