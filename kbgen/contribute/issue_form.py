"""Reads what somebody wrote into an issue form: the answers by field, out of the Markdown that GitHub makes of them.

GitHub writes each answer under a third-level heading that is the field's label, ``_No response_`` where there is none,
and answers to be rendered as code inside a fence. Whoever opened the issue may edit all of it afterwards, so that
nothing about the body is taken for granted. Source: https://docs.github.com/communities, "Syntax for GitHub's form
schema".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kbgen.model.finding import Finding
from kbgen.model.text import fold

FormKind = Literal["add", "fix", "dead-link"]

MAX_CHARACTERS = 65_536
"""Length of an issue's body that GitHub takes."""

FORMS: Mapping[FormKind, Mapping[str, str]] = {
    "add": {"paper": "Paper", "topics": "Topics"},
    "fix": {"record": "Record", "fields": "What it should say", "source": "How do you know?"},
    "dead-link": {"link": "Dead link", "replacement": "Where it is now"},
}
"""Field → heading, by form; the first field is the one that the form is about, and that makes it known."""

TEMPLATES: Mapping[FormKind, str] = {"add": "add-paper.yml", "fix": "fix-record.yml", "dead-link": "dead-link.yml"}
"""The form's file in ``.github/ISSUE_TEMPLATE/``."""

_NO_ANSWER = "_No response_"
_HEADING = re.compile(r"#{3} {1,3}(?P<text>\S.*?)[ #]*")
_FENCE = re.compile(r" {0,3}(?P<run>`{3,}|~{3,})(?P<info>[^`]*)")


@dataclass(frozen=True, slots=True)
class Answers:
    """Which form it is, and what was answered; a field without an answer is left out."""

    kind: FormKind
    fields: Mapping[str, str]

    def get(self, field: str) -> str:
        """The answer to a field, empty where there is none."""
        return self.fields.get(field, "")


class FormError(Exception):
    """What keeps an issue from being understood, in sentences for whoever wrote it; all of them at once."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def read_form(body: str, kind: FormKind | None = None) -> Answers:
    """The answers of an issue's body; without ``kind`` its headings tell which form it is.

    Raises :class:`FormError` where the body is no form, repeats a heading or lacks what the form is about.
    """
    if len(body) > MAX_CHARACTERS:
        raise FormError(f"The issue has {len(body):,} characters; at most {MAX_CHARACTERS:,} are read.")
    lines = re.split(r"\r\n|\r|\n", body.removeprefix("\ufeff"))
    kind = kind or _kind(lines)
    if kind is None:
        headings = ", ".join(f"“{next(iter(fields.values()))}”" for fields in FORMS.values())
        raise FormError(f"This is none of the forms: none of their headings stands in it ({headings}).")
    fields = FORMS[kind]
    found: dict[str, list[str]] = {}
    repeated: dict[str, None] = {}
    current: list[str] = []
    for line, heading in _marked(lines, fields):
        if heading is None:
            current.append(line)
            continue
        current = []
        if heading in found:
            repeated[heading] = None
        else:
            found[heading] = current
    answers = {field: text for field, lines_of in found.items() if (text := _answer(lines_of))}
    faults = [f"The heading “{fields[field]}” stands there more than once; keep one." for field in repeated]
    about = next(iter(fields))
    if about not in answers:
        faults.append(f"Nothing is written under the heading “{fields[about]}”.")
    if faults:
        raise FormError(*faults)
    return Answers(kind, answers)


def _kind(lines: list[str]) -> FormKind | None:
    """The form whose first heading stands there."""
    for kind, fields in FORMS.items():
        about = next(iter(fields))
        if any(heading == about for _, heading in _marked(lines, fields)):
            return kind
    return None


def _marked(lines: list[str], fields: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """Every line, and the field whose heading it is; inside a code fence nothing is a heading."""
    by_heading = {fold(heading): field for field, heading in fields.items()}
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            closes = mark and mark["run"].startswith(fence) and not mark["info"].strip()
            fence = "" if closes else fence
            yield line, None
            continue
        fence = mark["run"] if mark else ""
        heading = _HEADING.fullmatch(line.rstrip())
        yield line, by_heading.get(fold(heading["text"])) if heading else None


def _answer(lines: list[str]) -> str:
    """An answer's text, out of its fence where it stands in one."""
    text = "\n".join(lines).strip()
    if text == _NO_ANSWER:
        return ""
    first, _, rest = text.partition("\n")
    opening = _FENCE.fullmatch(first)
    body, _, last = rest.rpartition("\n")
    if opening and last.strip() == opening["run"]:
        return body.strip("\n")
    return text


def sentence(finding: Finding) -> str:
    """A finding as a sentence."""
    return ended(" ".join(str(finding).split()))


def ended(text: str) -> str:
    """Text that ends as a sentence does."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
