"""Copies that the Internet Archive has of pages that are gone, in place of dead links."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kbgen.contribute.watch.dead_links import dead_link, keeps_copy
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.sources.archive import copy_of
from kbgen.model.change import Change
from kbgen.model.finding import Finding


def copies_for(findings: Iterable[Finding], open_session: Callable[[], Session]) -> Mapping[str, str]:
    """The copies of the pages behind dead links, by address; where the archive cannot be asked there are none."""
    wanted = sorted({one.subject for one in findings if _may_have_copy(one)})
    copies: dict[str, str] = {}
    if not wanted:
        return copies
    with open_session() as session:
        for url in wanted:
            try:
                if copy := copy_of(session, url):
                    copies[url] = copy
            except ServiceError:
                continue
    return copies


def with_copy(finding: Finding, copies: Mapping[str, str]) -> Finding:
    """The finding of a dead link with the edit that puts a copy in its place, any other as it is."""
    copy = copies.get(finding.subject)
    if copy is None or not _may_have_copy(finding):
        return finding
    fix = tuple(replace(change, value=copy) if isinstance(change, Change) else change for change in finding.fix)
    return replace(finding, remedy=f"replace it by the archived copy {copy}", fix=fix)


def _may_have_copy(finding: Finding) -> bool:
    changes = [change for change in finding.fix if isinstance(change, Change)]
    return finding.code == dead_link.code and all(keeps_copy(change.key_path) for change in changes)
