"""Findings in SARIF, the format in which code scanning services and editors take the results of a check.

Source of the format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kbgen import __version__
from kbgen.checks.reference import DOCUMENTATION, page_address
from kbgen.checks.registry import rules
from kbgen.checks.report import path_from_here
from kbgen.checks.rule import Rule
from kbgen.checks.run import Report
from kbgen.checks.sarif_fixes import sarif_replacements
from kbgen.model.finding import Finding, Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"


def as_sarif(report: Report, root: Path) -> str:
    """The report as a SARIF 2.1.0 log of one run; what is allowed is left out.

    Every rule is listed, so that a service can tell a rule that found nothing from one that was not there.
    """
    order = {code: index for index, code in enumerate(rules())}
    driver = {
        "name": "kbgen",
        "semanticVersion": __version__,
        "informationUri": DOCUMENTATION,
        "rules": [_rule(rule) for rule in rules().values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The root of the repository."}}},
        "results": [_result(finding, order[finding.code], root) for finding in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(rule.explanation.split())},
        "help": {"text": f"{rule.summary} {rule.explanation}", "markdown": f"{rule.summary}\n\n{rule.explanation}"},
        "helpUri": page_address(rule.code),
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: Finding, index: int, root: Path) -> dict[str, Any]:
    remedy = f"; {finding.remedy}" if finding.remedy else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": f"{finding.message}{remedy}"},
        "locations": [_location(finding.place, root)],
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
    }
    if replacements := sarif_replacements(finding, root):
        changes = [
            {"artifactLocation": _artifact(path, root), "replacements": listed} for path, listed in replacements.items()
        ]
        result["fixes"] = [{"description": {"text": finding.remedy}, "artifactChanges": changes}]
    if finding.related:
        result["relatedLocations"] = [_location(place, root) for place in finding.related]
    return result


def _location(place: Place, root: Path) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(place.path, root),
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }


def _artifact(path: str, root: Path) -> dict[str, str]:
    uri = quote(path_from_here(root, path).encode("utf-8", "surrogateescape"))
    return {"uri": uri, "uriBaseId": _BASE}


def _fingerprint(finding: Finding) -> str:
    """Stays the same while lines move: the key under which a finding is allowed."""
    key = "\0".join((finding.code, finding.place.path, finding.subject or finding.message))
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
