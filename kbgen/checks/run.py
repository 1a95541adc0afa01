"""Checks a tree against all rules, and sets aside what was reviewed and allowed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kbgen.checks.meant import loading_findings
from kbgen.checks.registry import rules
from kbgen.model.change import Change, Fix
from kbgen.model.finding import Finding, Place
from kbgen.store.allowed import AllowList
from kbgen.store.tree import Tree

_ALLOW_LIST_CODES = frozenset({"KB901", "KB902", "KB903"})


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a knowledge base, sorted by place, and what was found and is allowed."""

    findings: tuple[Finding, ...]
    allowed: tuple[Finding, ...] = ()

    def only(self, wanted: Callable[[Finding], bool]) -> "Report":
        """The report of the findings that are ``wanted``."""
        return Report(tuple(filter(wanted, self.findings)), tuple(filter(wanted, self.allowed)))


def run_checks(tree: Tree) -> list[Finding]:
    """Everything that is wrong and not allowed, sorted by place."""
    return list(check(tree).findings)


def check(tree: Tree, codes: frozenset[str] | None = None) -> Report:
    """Hold a tree against the rules of ``kbgen validate`` and the allow-list, or against the rules with these codes."""
    # Whether an entry of the allow-list is still needed, only all rules together can say.
    is_whole = codes is None or not codes.isdisjoint(_ALLOW_LIST_CODES)
    named = (codes or frozenset()) | (_listed_codes(tree) if is_whole else frozenset())
    asked = [rule for rule in rules().values() if rule.code in named or (is_whole and rule.command == "validate")]
    found = [*tree.once(loading_findings), *(finding for rule in asked for finding in rule.findings(tree))]
    shown, allowed, listed = _review(tree, found)
    report = Report(_sorted([*shown, *listed]), _sorted(allowed))
    if codes is not None:
        return report.only(lambda finding: finding.code in codes)
    others = {rule.code for rule in rules().values() if rule.command != "validate"}
    return report.only(lambda finding: finding.code not in others)


def _listed_codes(tree: Tree) -> frozenset[str]:
    """The codes that the allow-list names."""
    return frozenset(entry.code for _, entries in tree.of_kind("allowed", AllowList) for entry in entries.allowed)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


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
        subject = " ".join(filter(None, key))
        said = None
        if entry.code not in known:
            said = ("KB902", f"no finding has the code {entry.code}", "kbgen explain lists the codes")
        elif not known[entry.code].allowable:
            said = ("KB902", f"{entry.code} ({known[entry.code].name}) cannot be allowed", f"mend {entry.path}")
        elif key in seen:
            said = ("KB903", f"allows {subject} a second time", "keep one entry")
        # While a record is broken, what it would make others break is not known.
        elif key not in used and not tree.broken_ids and not tree.unlisted:
            said = ("KB901", f"allows {subject}, which is not found any more", "remove the entry")
        if said:
            fix = _without(path, entries, index) if said[0] != "KB902" else ()
            place = tree.place_in(path, "allowed", index)
            yield Finding(place, *said, subject=subject, fix=fix, related=(Place(entry.path),))
        seen.add(key)


def _without(path: str, entries: AllowList, index: int) -> Fix:
    """Remove an entry; a list without entries stays, because a file must say something."""
    last = len(entries.allowed) == 1
    return (Change(path, ("allowed",), []),) if last else (Change(path, ("allowed", index)),)
