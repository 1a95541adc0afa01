"""What is wrong, where, and what would be right: the one shape in which problems travel through kbgen."""

from dataclasses import dataclass
from typing import Literal

from kbgen.model.change import Fix

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: path relative to the knowledge base's root with ``/``, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. ``subject`` names what it is about, so that a review file can allow exactly this one.

    ``message`` says what is wrong, ``remedy`` what would be right (``did you mean "icml"?``). ``fix`` does what the
    remedy says, where it is mechanical. ``related`` are the other places it is about: the record that is also claimed
    to be this one, the vocabulary that lacks the term.
    """

    place: Place
    code: str
    message: str
    remedy: str = ""
    severity: Severity = "error"
    subject: str = ""
    fix: Fix = ()
    related: tuple[Place, ...] = ()

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Findings are shown by place, then code."""
        return (self.place, self.code, self.message)

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.message}" + (f"; {self.remedy}" if self.remedy else "")


class KbgenError(Exception):
    """Something that keeps a command from running at all, said in words a user can act on.

    Commands turn it into one line on standard error and exit code 2; it never reaches a user as a traceback.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}" if self.remedy else self.message
