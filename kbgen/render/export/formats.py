"""The formats of ``kbgen export``: a table of modules, each imported only when its format is asked for.

A module of a format has a function ``chunks(exported: Exported) -> Iterator[bytes]``, which gives the document piece
by piece. Other people's packages name theirs under the entry points ``kbgen.exporters``; one that writes no text says
so with ``IS_TEXT = False``.
"""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol

from kbgen.model.finding import KbgenError
from kbgen.model.suggest import did_you_mean
from kbgen.render.export.exported import Exported

ENTRY_POINT_GROUP = "kbgen.exporters"


class Exporter(Protocol):
    """A module that writes one format."""

    def chunks(self, exported: Exported) -> Iterator[bytes]:
        """The document, piece by piece."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is for, its module, and whether it is text that a terminal or a pipe can take."""

    summary: str
    module: str
    is_text: bool = True


FORMATS: Mapping[str, Format] = {
    "bibtex": Format("for LaTeX with BibTeX, and for every reference manager", "bibtex"),
    "biblatex": Format("for LaTeX with biblatex and biber, in UTF-8", "biblatex"),
    "csl-json": Format("for Zotero, Pandoc and citation processors", "csl_json"),
    "ris": Format("for EndNote, Mendeley and other reference managers", "ris"),
    "csv": Format("a table with one row a paper", "csv"),
    "jsonl": Format("whole records, one JSON object a line", "jsonl"),
    "sqlite": Format("a database with full-text index, ready for Datasette; needs -o", "sqlite", is_text=False),
    "markdown": Format("a list as text, by year", "markdown"),
}


def exporter(name: str) -> tuple[Exporter, bool]:
    """The module of a format and whether it writes text; raises :class:`KbgenError` for a name that is none."""
    if name in FORMATS:
        found = FORMATS[name]
        module: Exporter = importlib.import_module(f"kbgen.render.export.{found.module}")
        return module, found.is_text
    others = {entry.name: entry for entry in entry_points(group=ENTRY_POINT_GROUP)}
    if name not in others:
        known = [*FORMATS, *others]
        raise KbgenError(f'there is no format "{name}"', did_you_mean(name, known, f"formats: {', '.join(known)}"))
    module = others[name].load()
    return module, bool(getattr(module, "IS_TEXT", True))
