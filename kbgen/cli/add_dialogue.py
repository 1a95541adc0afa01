"""What ``kbgen add`` says of each outcome, and how it asks a person for topics."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import click

from kbgen.checks.report import text_line
from kbgen.cli.edits import in_colour
from kbgen.contribute.add import Adding, Outcome
from kbgen.contribute.add_known import some_of
from kbgen.contribute.add_record import Draft
from kbgen.contribute.add_topics import Suggestion, neighbours, read_topics, suggestions
from kbgen.model.finding import Finding, KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.store.edit import diff_of

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Line = tuple[str, bool]
"""A line, and whether it belongs on standard error."""


def tell(lines: Iterable[Line]) -> None:
    """Print lines where they belong."""
    for line, to_standard_error in lines:
        click.echo(line, err=to_standard_error)


def outcome_lines(outcome: Outcome, *, dry_run: bool, first: bool, asks: bool = False) -> Iterator[Line]:
    """What to say of one WHAT. In a dry run standard output holds the records and changes alone.

    Where the command ``asks`` before it updates a record, the options that do so unasked are not named.
    """
    edits = outcome.edits if dry_run else ()
    if outcome.status == "updated" and edits:
        yield diff_of(edits).rstrip("\n"), False
    for edit in edits if outcome.status == "added" else ():
        if not first:
            yield "---", False
        yield f"# {edit.path}\n{(edit.after or '').rstrip()}", False
    yield _safe(_headline(outcome, dry_run=dry_run)), dry_run or not outcome.done
    for note in outcome.notes:
        yield _safe(f"  note: {note}"), True
    for one in outcome.differences:
        yield _safe(f"  {one}"), dry_run or not outcome.done
    if outcome.status == "here" and outcome.looked_up and (offer := _offer(outcome, asks=asks)):
        yield f"  {offer}", True


def _headline(outcome: Outcome, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    title = outcome.record.title if outcome.record else ""
    match outcome.status:
        case "added":
            paper = outcome.record
            about = ", ".join(str(part) for part in (paper.year, paper.venue) if part) if paper else ""
            return f"{would}added {outcome.path}: {title}" + (f" ({about})" if about else "")
        case "updated":
            return f"{would}updated {outcome.path}: {title}" + ("; left as it is:" if outcome.differences else "")
        case "unchanged":
            left = "; it differs in what it says already:" if outcome.differences else ""
            return f"nothing to fill in {outcome.path}: {title}{left}"
        case "here":
            return f"not added: {outcome.what}: here is {outcome.path}; {outcome.problem}"
        case "failed":
            at = f" (see {outcome.path})" if outcome.path else ""
            remedy = f"; {outcome.remedy}" if outcome.remedy else ""
            return f"not added: {outcome.what}: {outcome.problem}{at}{remedy}"


def _offer(outcome: Outcome, *, asks: bool) -> str:
    if asks and outcome.differences:
        return "if it is another paper, leave it as it is and add --new" if outcome.likeness == "near" else ""
    near = "if it is another paper, add --new; if it is the same, " if outcome.likeness == "near" else ""
    empty = [one for one in outcome.differences if one.here is None]
    if not outcome.differences:
        return f"{near}nothing to add to its record"
    fills = "--update fills what is empty (+)" if empty else ""
    replaces = "--update --replace also replaces what differs (~)" if len(empty) < len(outcome.differences) else ""
    return near + "; ".join(filter(None, (fills, replaces)))


def offer_update(adding: Adding, outcome: Outcome) -> Outcome:
    """Show what would become of the record that is here already, and write what the person agrees to.

    What is empty and what differs are two questions, of which the second shows both. Enter leaves the record alone.
    """
    empty = [one for one in outcome.differences if one.here is None]
    questions = [(False, "Fill what is empty (+)?")] if empty else []
    if len(empty) < len(outcome.differences):
        questions.append((True, "Replace what differs (~), too?" if empty else "Replace what differs (~)?"))
    agreed: bool | None = None
    for replaces, question in questions:
        try:
            edits = adding.edits_of(outcome, replace_differing=replaces)
        except KbgenError as error:
            click.echo(_safe(f"  {error}"), err=True)
            continue
        click.echo("".join(map(in_colour, _safe(diff_of(edits)).splitlines(keepends=True))), err=True, nl=False)
        if not click.confirm(question, default=False, err=True):
            break
        agreed = replaces
    if agreed is None:
        return outcome
    return replace(adding.update(outcome, replace_differing=agreed), notes=())


def closing_lines(outcomes: Sequence[Outcome], findings: Sequence[Finding], *, dry_run: bool) -> Iterator[str]:
    """What is wrong now, the sum of several outcomes, and what to do where the services could not be reached."""
    for finding in findings:
        yield text_line(finding)
    if len(outcomes) > 1:
        words = {"added": "added", "updated": "updated", "unchanged": "up to date", "here": "here already"}
        counts = [(sum(one.status == status for one in outcomes), text) for status, text in words.items()]
        counts.append((sum(one.status == "failed" for one in outcomes), "failed"))
        said = ", ".join(f"{count} {text}" for count, text in counts if count)
        yield f"{said}{' (nothing was written)' if dry_run else ''}"
    if any(one.unreachable for one in outcomes):
        yield "kbgen: without the network, --offline makes a skeleton of what WHAT says"


def choose_topics(draft: Draft, kb: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """Ask for the topics of a new record, with suggestions from the papers most like it; Enter gives none."""
    near = neighbours(draft.paper.title, draft.abstract, kb.papers.values())
    offered = suggestions(near)
    click.echo(f"\n{_safe(draft.paper.title)}", err=True)
    if near:
        papers = ", ".join(f"{one.paper.id} ({one.alike:.2f})" for one in near)
        click.echo(f"  most like it here: {papers}", err=True)
    for number, one in enumerate(offered, start=1):
        click.echo(f"  {number:2} {one!s:40} {some_of(one.papers)}", err=True)
    while True:
        answer = click.prompt("Topics (numbers, AXIS=TERM, or nothing)", default="", show_default=False, err=True)
        try:
            return read_topics(_chosen(str(answer), offered), kb.taxonomy)
        except KbgenError as error:
            click.echo(str(error), err=True)


def _chosen(answer: str, offered: Sequence[Suggestion]) -> list[str]:
    """The terms that an answer names, a number standing for the suggestion in that line."""
    chosen: list[str] = []
    for between, word in re.findall(r"([\s,]*)([^\s,]+)", re.sub(r"\s*=\s*", "=", answer)):
        if word.isdecimal():
            if not 1 <= int(word) <= len(offered):
                raise KbgenError(f"there is no suggestion {word}", f"they are numbered 1 to {len(offered)}")
            chosen.append(str(offered[int(word) - 1]))
        elif "=" in word or not chosen:
            chosen.append(word)
        else:
            # A further term of the same axis, or the next word of a term's name.
            chosen[-1] += f",{word}" if "," in between else f" {word}"
    return chosen


def _safe(text: str) -> str:
    """Text of strangers without what a terminal would obey."""
    return _CONTROL.sub(" ", text)
