"""Checks a tree against all rules, and sets aside what was reviewed and allowed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kbgen.checks.registry import rules
from kbgen.model.finding import Finding
from kbgen.store.allowed import AllowList
from kbgen.store.tree import Tree


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a knowledge base, sorted by place, and what was found and is allowed."""

    findings: tuple[Finding, ...]
    allowed: tuple[Finding, ...] = ()


def run_checks(tree: Tree) -> list[Finding]:
    """Everything that is wrong and not allowed, sorted by place."""
    return list(check(tree).findings)


def check(tree: Tree) -> Report:
    """Hold a tree against all rules and the allow-list."""
    found = [*tree.findings, *(finding for rule in rules().values() for finding in rule.findings(tree))]
    shown, allowed, listed = _review(tree, found)
    return Report(tuple(sorted([*shown, *listed], key=lambda f: f.sort_key)), tuple(allowed))


_Key = tuple[str, str, str]


def _key(finding: Finding) -> _Key:
    return (finding.code, finding.place.path, finding.subject)


def _review(tree: Tree, found: Iterable[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Findings to show, findings that are allowed, and what is wrong with the allow-list itself."""
    path, entries = next(((file.path, model) for file, model in tree.of_kind("allowed", AllowList)), ("", AllowList()))
    allowable = {code for code, rule in rules().items() if rule.allowable}
    listed: Counter[_Key] = Counter((entry.code, entry.path, entry.subject or "") for entry in entries.allowed)
    used: set[_Key] = set()
    shown: list[Finding] = []
    allowed: list[Finding] = []
    for finding in found:
        if finding.code in allowable and _key(finding) in listed:
            used.add(_key(finding))
            allowed.append(finding)
        else:
            shown.append(finding)
    return shown, allowed, list(_wrong_entries(tree, path, entries, used))


def _wrong_entries(tree: Tree, path: str, entries: AllowList, used: set[_Key]) -> Iterator[Finding]:
    known = rules()
    seen: set[_Key] = set()
    for index, entry in enumerate(entries.allowed):
        key = (entry.code, entry.path, entry.subject or "")
        place = tree.place_in(path, "allowed", index)
        subject = " ".join(filter(None, key))
        if entry.code not in known:
            yield Finding(place, "KB902", f"no finding has the code {entry.code}", "see docs/rules/", subject=subject)
        elif not known[entry.code].allowable:
            message = f"{entry.code} ({known[entry.code].name}) cannot be allowed"
            yield Finding(place, "KB902", message, f"mend {entry.path}", subject=subject)
        elif key in seen:
            yield Finding(place, "KB903", f"allows {subject} a second time", "keep one entry", subject=subject)
        elif key not in used:
            message = f"allows {subject}, which is not found any more"
            yield Finding(place, "KB901", message, "remove the entry", subject=subject)
        seen.add(key)
