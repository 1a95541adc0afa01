"""What a change makes wrong that was right before it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kbgen.model.finding import Finding


def new_findings(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of ``after`` that are not among those of ``before``, wherever in their file they stand by now."""
    known = Counter(_key(finding) for finding in before)
    for finding in after:
        known[_key(finding)] -= 1
        if known[_key(finding)] < 0:
            yield finding


def _key(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings the same one: a message may name lines, which move with every edit."""
    return finding.code, finding.place.path, finding.subject or finding.message
