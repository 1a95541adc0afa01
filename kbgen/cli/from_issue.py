"""``kbgen from-issue``: turn an issue form into the change that it asks for."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kbgen.cli.options import require_knowledge_base, root_option
from kbgen.cli.services import services
from kbgen.model.finding import KbgenError

if TYPE_CHECKING:
    from kbgen.contribute.issue_form import FormKind

_MAX_BYTES = 5_000_000
"""Of an event's file or a body; GitHub's bodies are at most a twentieth of it."""


@click.command("from-issue")
@root_option
@click.option(
    "--body-file", type=click.File("rb"), metavar="FILE", help="The issue's body, as Markdown; - for standard input."
)
@click.option(
    "--event",
    type=click.File("rb"),
    metavar="FILE",
    help="The event that a workflow was started by, as JSON: GITHUB_EVENT_PATH names it.",
)
@click.option(
    "--template",
    type=click.Choice(["add", "fix", "dead-link"]),
    help="Which form it is. [default: the one whose headings it has]",
)
@click.option(
    "--comment", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write the answer to FILE."
)
@click.option("--offline", is_flag=True, help="Ask no service about papers to add: make skeletons of what is said.")
@click.option(
    "--outputs",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Append branch=… and title=… to FILE, as a workflow's steps hand on what they found.",
)
def command(
    root: Path,
    body_file: IO[bytes] | None,
    event: IO[bytes] | None,
    template: "FormKind | None",
    comment: Path | None,
    offline: bool,
    outputs: Path | None,
) -> None:
    """Turn an issue form into the change that it asks for.

    The forms are those of .github/ISSUE_TEMPLATE/: a paper to add, a record to fix, a dead link. What is printed is
    Markdown to answer with: the change as a diff, or everything that keeps the issue from being understood. Whatever
    the issue says shows as text there. The branch and the title are made of records' identifiers alone.

    Exit status: 0 records were changed, 1 nothing could be done, 2 could not run.

        kbgen from-issue --body-file issue.md
        gh issue view 12 --json body --jq .body | kbgen from-issue --body-file -
        kbgen from-issue --event "$GITHUB_EVENT_PATH" --comment answer.md --outputs "$GITHUB_OUTPUT"
    """
    from kbgen.contribute.from_issue import from_issue
    from kbgen.contribute.issue_form import FormError
    from kbgen.render.issue_edit import answer, refusal
    from kbgen.store.files import write_text

    if event and not body_file:
        number, body = _event(event.read(_MAX_BYTES + 1))
    elif body_file and not event:
        number, body = None, _text(body_file.read(_MAX_BYTES + 1))
    else:
        raise click.UsageError("Give one of --body-file FILE and --event FILE.")
    try:
        edit = from_issue(require_knowledge_base(root), body, partial(services, root, offline=offline), template)
    except FormError as error:
        text, status = refusal(error), 1
    else:
        text, status = answer(edit), 0
        if outputs:
            with outputs.open("a", encoding="utf-8") as file:
                file.write(f"branch={edit.branch(number)}\ntitle={edit.title}\n")
    if comment:
        write_text(comment, text)
    else:
        click.echo(text, nl=False)
    sys.exit(status)


def _event(content: bytes) -> tuple[int | None, str]:
    """The issue's number and body."""
    try:
        issue = json.loads(_text(content))["issue"]
        number, body = issue["number"], issue["body"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise KbgenError("the event is not one about an issue", "GITHUB_EVENT_PATH names the right file") from error
    if not isinstance(number, int) or not isinstance(body, str | None):
        raise KbgenError("the event is not one about an issue", "GITHUB_EVENT_PATH names the right file")
    return number, body or ""


def _text(content: bytes) -> str:
    if len(content) > _MAX_BYTES:
        raise KbgenError(f"more than {_MAX_BYTES:,} bytes are no issue")
    return content.decode("utf-8", "replace")
