"""What a change makes wrong that was right before it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kbgen.model.finding import Finding

_NOTHING_MOVED: Mapping[str, str] = MappingProxyType({})


def new_findings(
    before: Iterable[Finding], after: Iterable[Finding], moved: Mapping[str, str] = _NOTHING_MOVED
) -> Iterator[Finding]:
    """The findings of ``after`` that are not among those of ``before``, wherever in their file they stand by now.

    ``moved`` are files by their path before.
    """
    known = Counter(_key(finding, moved) for finding in before)
    for finding in after:
        known[_key(finding)] -= 1
        if known[_key(finding)] < 0:
            yield finding


def _key(finding: Finding, moved: Mapping[str, str] = _NOTHING_MOVED) -> tuple[str, str, str]:
    """What makes two findings the same one: a message may name lines, which move with every edit."""
    path = finding.place.path
    return finding.code, moved.get(path, path), finding.subject or finding.message
