"""What a rule is: a code, words for people, and a function that finds what breaks it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Literal, NamedTuple

from kbgen.model.change import Fix
from kbgen.model.finding import Finding, Place, Severity
from kbgen.store.tree import Tree


class Problem(NamedTuple):
    """One thing that breaks a rule.

    ``subject`` names what it is about in words that outlive an edit nearby (an identifier, an address): together with
    code and file it is what a review file allows. ``fix`` does what the remedy says, where that takes no judgement.
    ``related`` are other places it is about.
    """

    place: Place
    message: str
    remedy: str = ""
    subject: str = ""
    fix: Fix = ()
    related: tuple[Place, ...] = ()


Check = Callable[[Tree], Iterable[Problem]]

Command = Literal["validate", "watch"]
"""The command that asks a rule: ``validate`` those about records as they are, ``watch`` those about what has changed
since they were written, of which a record is not wrong."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its documentation.

    ``check`` is ``None`` for what is already found while a file is loaded. Only a finding that leaves the record usable
    can be ``allowable`` by review. ``command`` is the one that asks the rule. What breaks a rule ``of_the_whole`` is
    reported of a whole knowledge base, and not where some paths or a change are asked about.
    """

    code: str
    name: str
    summary: str
    explanation: str
    severity: Severity = "error"
    allowable: bool = True
    check: Check | None = None
    command: Command = "validate"
    of_the_whole: bool = False

    def findings(self, tree: Tree) -> Iterator[Finding]:
        """All that breaks the rule in a tree."""
        for problem in self.check(tree) if self.check else ():
            place, message, remedy, subject, fix, related = problem
            yield Finding(place, self.code, message, remedy, self.severity, subject, fix, related)


def rule(
    code: str,
    name: str,
    *,
    severity: Severity = "error",
    command: Command = "validate",
    of_the_whole: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of the function that finds what breaks it; its docstring is the rule's documentation."""

    def make(check: Check) -> Rule:
        summary, _, explanation = cleandoc(check.__doc__ or "").partition("\n\n")
        return Rule(code, name, summary, explanation, severity, check=check, command=command, of_the_whole=of_the_whole)

    return make


def loading_rule(
    code: str, name: str, summary: str, explanation: str, *, severity: Severity = "error", allowable: bool = False
) -> Rule:
    """A rule that is held while files are loaded."""
    return Rule(code, name, summary, cleandoc(explanation), severity, allowable)
