"""What is answered to an issue form, as Markdown: what was made of it, or what keeps it from being understood."""

from collections.abc import Sequence

from kbgen.contribute.from_issue import IssueEdit
from kbgen.contribute.issue_form import FormError
from kbgen.render.inert import bullets, code_block, inert

MARKER = "<!-- kbgen from-issue -->"
"""First line of the answer, by which it is found again."""

_SHOWN = 30
_SHOWN_CHARACTERS = 20_000
_DIFF_CHARACTERS = 30_000


def answer(edit: IssueEdit) -> str:
    """What an issue's form became: the change as a diff, and what to look at."""
    diff = "".join(one.diff() for one in edit.edits)
    text = f"{MARKER}\n{inert(edit.title)}:\n\n{code_block(diff, 'diff', _DIFF_CHARACTERS)}"
    if edit.notes:
        text += f"\nTo be looked at:\n\n{_bullets(edit.notes)}"
    return text


def refusal(error: FormError) -> str:
    """What keeps an issue from being understood."""
    faults = _bullets(error.faults)
    return f"{MARKER}\nNothing was changed, because:\n\n{faults}\nEdit the issue; its label, set anew, tries again.\n"


def _bullets(sentences: Sequence[str]) -> str:
    return bullets(sentences, lambda sentence: inert(sentence, 500), _SHOWN, _SHOWN_CHARACTERS)
