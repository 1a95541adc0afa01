"""Writes the reference of all rules, ``docs/rules/``, from the rules themselves and their examples.

``python -m kbgen.checks.reference DIR`` writes it, with ``--check`` it only says whether it is current.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from kbgen.checks.example import ExampleFile, example, found_in_example
from kbgen.checks.registry import Family, families, rules
from kbgen.checks.report import text_line
from kbgen.checks.rule import Rule
from kbgen.store.files import write_text

DOCUMENTATION = "https://kbgen.github.io/kbgen/"
"""Where the manual is published, this reference with it."""

_EXAMPLE_LINES = 40
"""Lines of an example file that are shown; longer ones make their point in the first."""

_INTRODUCTION = """\
# What kbgen checks

`kbgen validate` reports everything that is wrong at once, one finding a line:

    data/papers/2021/clip.yaml:7:8: KB104 unknown venue "iclm"; did you mean "icml"?

The place (file, line, column), a permanent code, what is wrong, and what would be right. Errors and warnings both end
with exit status 1; a warning says that a person should look, because it is sometimes right as it is. What was looked at
and is right is listed in `data/allowed.yaml` with a reason ([the allow-list](allowing.md)). What takes no judgement to
mend is marked `[fix available]`, and `kbgen validate --fix` mends it. `kbgen explain KB104` prints what stands here.
What has changed elsewhere since a record was written makes no record wrong: `kbgen watch` finds that, and proposes
edits ([what is watched](watching.md)).

This reference is made from the rules themselves by `python -m kbgen.checks.reference docs/rules`.

| code | name | finds | severity |
| --- | --- | --- | --- |
"""


def pages() -> dict[str, str]:
    """The pages of the reference by file name."""
    found = {"index.md": "".join(_index())}
    for family in families():
        found[f"{family.name}.md"] = "\n".join(_family(family))
    return found


def page(code: str) -> str:
    """What the reference says of one rule, as Markdown."""
    return "\n".join(_rule(rules()[code]))


def page_address(code: str) -> str:
    """Where the reference of a rule is published."""
    return f"{DOCUMENTATION}rules/{_family_of(code)}/#{code.lower()}-{rules()[code].name}"


def _family_of(code: str) -> str:
    return next(family.name for family in families() if any(rule.code == code for rule in family.rules))


def _index() -> Iterator[str]:
    yield _INTRODUCTION
    for family in families():
        for rule in family.rules:
            link = f"[{rule.code}]({family.name}.md#{rule.code.lower()}-{rule.name})"
            yield f"| {link} | {rule.name} | {rule.summary} | {rule.severity} |\n"


def _family(family: Family) -> Iterator[str]:
    yield f"# {family.title}\n"
    yield f"{family.introduction}\n"
    for rule in family.rules:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.code} {rule.name}\n"
    yield f"**{rule.summary}**\n"
    yield f"{rule.explanation}\n"
    found = found_in_example(rule.code, "bad")
    notes = []
    if rule.severity == "warning":
        notes.append("This is a warning.")
    if rule.of_the_whole:
        notes.append("It is reported of the whole only, not of some paths or of a change.")
    if not rule.allowable:
        notes.append("It cannot be allowed: mend the file.")
    if rule.command == "watch":
        notes.append("`kbgen watch` finds it.")
        if any(finding.fix for finding in found):
            notes.append("`kbgen watch --write` makes the edit that it proposes.")
    elif any(finding.fix for finding in found):
        notes.append("`kbgen validate --fix` mends it where only one thing can be meant.")
    if notes:
        yield f"{' '.join(notes)}\n"
    files = example(rule.code)
    yield "Reported:\n"
    for file in files:
        if file.side != "good":
            yield from _block(file)
    yield "```text"
    yield from map(text_line, found)
    yield "```\n"
    yield "Right:\n"
    for file in files:
        if file.side == "good":
            yield from _block(file)


def _block(file: ExampleFile) -> Iterator[str]:
    language = "json" if file.path.endswith(".jsonl") else "yaml"
    how = f" ({file.how})" if file.how else ""
    yield f"`{file.path}`{how}\n"
    if not file.text:
        return
    yield f"```{language}"
    lines = file.text.splitlines()
    yield from lines[:_EXAMPLE_LINES]
    if len(lines) > _EXAMPLE_LINES:
        yield "# …"
    yield "```\n"


def main(arguments: list[str]) -> int:
    """Write the pages into a folder and remove those of rules that are gone; exit status 1 where ``--check`` fails."""
    checks_only = "--check" in arguments
    folders = [argument for argument in arguments if argument != "--check"]
    if len(folders) != 1:
        sys.stderr.write("usage: python -m kbgen.checks.reference DIR [--check]\n")
        return 2
    folder = Path(folders[0])
    wanted = pages()
    present = {path.name: path for path in folder.glob("*.md")}
    stale = [name for name, text in wanted.items() if not _is_current(folder / name, text)]
    stale += [name for name in present if name not in wanted]
    if checks_only:
        for name in sorted(stale):
            sys.stdout.write(f"{folder / name} is not current; run python -m kbgen.checks.reference {folder}\n")
        return 1 if stale else 0
    for name, text in wanted.items():
        write_text(folder / name, text)
    for name, path in present.items():
        if name not in wanted:
            path.unlink()
    return 0


def _is_current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
