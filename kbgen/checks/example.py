"""The examples of the rules: for each code a small knowledge base that breaks it and one that does not.

An example is one text file. A line ``=== bad PATH`` (or ``good``, or ``both``) begins a file of the example; a word in
brackets behind the path says how it is made where plain text cannot: ``(latin-1)``, ``(byte order mark)``,
``(link to nothing)``, ``(100000 times)``.
"""

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from kbgen.checks.registry import rules
from kbgen.checks.run import check
from kbgen.model.finding import Finding
from kbgen.store.tree import load_tree

_HEAD = re.compile(r"=== (?P<side>bad|good|both) (?P<path>\S+)(?: \((?P<how>[^)]+)\))?")


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """A file of an example: on which side it stands, its path, how it is made and its text."""

    side: str
    path: str
    how: str
    text: str

    def write(self, root: Path) -> None:
        """Put the file in a knowledge base."""
        path = root / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.how == "link to nothing":
            path.symlink_to("nothing.yaml")
            return
        text = self.text
        if times := re.fullmatch(r"(\d+) times", self.how):
            text *= int(times[1])
        encoding = {"latin-1": "latin-1", "byte order mark": "utf-8-sig"}.get(self.how, "utf-8")
        path.write_bytes(text.encode(encoding))


def example(code: str) -> tuple[ExampleFile, ...]:
    """The files of a rule's example; :class:`FileNotFoundError` where the rule has none."""
    text = resources.files("kbgen.checks").joinpath("examples", f"{code}.txt").read_text("utf-8")
    files: list[ExampleFile] = []
    for part in re.split(r"^(?==== )", text, flags=re.MULTILINE):
        head, _, content = part.partition("\n")
        if found := _HEAD.fullmatch(head):
            files.append(ExampleFile(found["side"], found["path"], found["how"] or "", content))
        elif part.strip():
            raise ValueError(f"example {code} has no head: {head!r}")
    return tuple(files)


def write_example(code: str, side: str, root: Path) -> None:
    """Make the knowledge base of one side, ``bad`` or ``good``, of a rule's example."""
    (root / "data").mkdir(parents=True, exist_ok=True)
    for file in example(code):
        if file.side in {side, "both"}:
            file.write(root)


UNUSED = frozenset({"KB421", "KB422", "KB423"})
"""Codes of what nothing uses. The vocabularies of an example name what makes its point, and no papers for all of it."""


def found_in_example(code: str, side: str) -> tuple[Finding, ...]:
    """What is wrong with one side of a rule's example, but for names that its vocabularies leave unused."""
    with TemporaryDirectory() as folder:
        write_example(code, side, Path(folder))
        tree = load_tree(Path(folder), cache=False)
        found = check(tree).findings
        if rules()[code].command == "watch":
            watched = frozenset(rule.code for rule in rules().values() if rule.command == "watch")
            found += check(tree, watched).findings
    return tuple(finding for finding in found if finding.code == code or finding.code not in UNUSED)
