"""What ``kbgen watch`` found, as the text of the pull request that proposes the edits.

Titles, comments and addresses are strangers' words, so everything is shown as text.
"""

from collections.abc import Iterator, Sequence

from kbgen.contribute.watch.kinds import KINDS
from kbgen.contribute.watch.watching import Watched
from kbgen.model.finding import Finding
from kbgen.render.inert import bullets, code, inert

_SHOWN = 40
"""Lines of one list that are shown."""

_SHOWN_CHARACTERS = 5_000
"""Characters of one list that are shown: all lists together fit into a pull request's text."""


def as_markdown(watched: Watched) -> str:
    """The text: what was edited by kind, what is left for a person, and the links that fail."""
    return "\n".join(_sections(watched))


def _sections(watched: Watched) -> Iterator[str]:
    proposal = watched.proposal
    verb = "is edited" if watched.written else "could be edited"
    if not proposal.findings:
        yield "Nothing else has changed since the last time.\n"
    for kind in KINDS.values():
        if found := [one for one in proposal.mended if one.code in kind.codes]:
            yield f"#### {kind.heading} ({len(found)} {verb})\n\n{_listed(found)}"
    known = {code for kind in KINDS.values() for code in kind.codes}
    if found := [one for one in proposal.mended if one.code not in known]:
        yield f"#### Entries of `data/allowed.yaml` that are not needed any more ({len(found)})\n\n{_listed(found)}"
    if proposal.open:
        yield f"#### For a person to decide on ({len(proposal.open)})\n\n{_listed(proposal.open)}"
        yield "What is right as it is goes into `data/allowed.yaml` with its code, file and subject.\n"
    if proposal.refused:
        lines = bullets(proposal.refused, lambda one: f"{_line(one[0])}: {inert(one[1])}", _SHOWN, _SHOWN_CHARACTERS)
        yield f"#### Edits that would make a record wrong ({len(proposal.refused)})\n\n{lines}"
    if watched.links and watched.links.failing:
        failing = sorted(watched.links.failing, key=lambda one: one.url)
        lines = bullets(
            failing,
            lambda one: f"{code(one.url)}: {inert(one.why)}, on {one.days} days since {one.first}",
            _SHOWN,
            _SHOWN_CHARACTERS,
        )
        yield f"#### Links that fail and are not dead yet ({len(failing)})\n\n{lines}"


def _listed(findings: Sequence[Finding]) -> str:
    return bullets(findings, _line, _SHOWN, _SHOWN_CHARACTERS)


def _line(finding: Finding) -> str:
    name = finding.place.path.rpartition("/")[2].removesuffix(".yaml")
    return f"{code(name)} {code(finding.code)} {inert(finding.message, 500)}; {inert(finding.remedy)}"
