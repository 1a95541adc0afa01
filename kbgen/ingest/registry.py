"""The formats an import understands. A format is a module that registers one object; packages may add their own."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol

from kbgen.ingest.awesome_list import AwesomeList
from kbgen.ingest.bibtex import BibTeX
from kbgen.ingest.citations import Citations, Coverage
from kbgen.ingest.csl_json import CslJson
from kbgen.ingest.csv_table import CsvTable
from kbgen.ingest.draft import Draft, ReadContext
from kbgen.ingest.facts import Facts
from kbgen.ingest.feed import Feed
from kbgen.ingest.openalex_json import OpenAlexJson
from kbgen.ingest.paper_page import PaperPage
from kbgen.ingest.records import Records
from kbgen.ingest.research_notes import ResearchNotes
from kbgen.ingest.ris import Ris
from kbgen.ingest.zotero_json import ZoteroJson
from kbgen.model.finding import KbgenError

ENTRY_POINT_GROUP = "kbgen.importers"
"""Other people's packages name a format's object under this group of entry points."""

_OWN: tuple["Format", ...] = (
    AwesomeList(),
    PaperPage(),
    ResearchNotes(),
    Feed(),
    Facts(),
    Citations(),
    Coverage(),
    BibTeX(),
    CslJson(),
    Ris(),
    ZoteroJson(),
    OpenAlexJson(),
    Records(),
    CsvTable(),
)
_SURE_ENOUGH = 0.5
_MARKDOWN = (".md", ".markdown")
_LINK = re.compile(r"https?://")
_LISTED = re.compile(r"^\s*(?:[-*+•]|\[?\d{1,4}[\].)])\s+\S", re.MULTILINE)
_MARKUP = (".md", ".markdown", ".rst", ".org")
_ENOUGH = 5
"""Items from which a file in a markup is a list, even without links."""


class Format(Protocol):
    """One input format."""

    @property
    def name(self) -> str:
        """The word that ``--format`` takes."""

    def detect(self, text: str, name: str) -> float:
        """How sure it is, from 0 to 1, that this text is of its format, by the content."""

    def read(self, text: str, context: ReadContext) -> Draft:
        """What the text holds; faults become notes. Raises ``KbgenError`` only where nothing can be read at all."""


@cache
def formats() -> dict[str, Format]:
    """All formats by name: ours, then those of installed packages."""
    found: Iterable[Format] = (*_OWN, *(entry.load() for entry in entry_points(group=ENTRY_POINT_GROUP)))
    return {one.name: one for one in found}


def _named_as_list(text: str, name: str) -> bool:
    """Whether a text may be a list that a markup's ending names: it has a link in Markdown, or items without any."""
    linked = name.lower().endswith(_MARKDOWN) and _LINK.search(text)
    return bool(linked) or (name.lower().endswith(_MARKUP) and len(_LISTED.findall(text)) >= _ENOUGH)


def choose_format(text: str, name: str, asked: str = "") -> Format:
    """The format asked for, or the one that is surest of the text; a file named as a markup may be a list by its name.

    Raises ``KbgenError`` where no format is sure enough.
    """
    known = formats()
    if asked:
        if asked not in known:
            raise KbgenError(f'there is no format "{asked}"', f"formats: {', '.join(sorted(known))}")
        return known[asked]
    sure, best = max(((one.detect(text, name), one.name) for one in known.values()), default=(0.0, ""))
    if sure < _SURE_ENOUGH and _named_as_list(text, name):
        return known["list"]
    if sure < _SURE_ENOUGH and not text.strip():
        raise KbgenError(f"{name} is empty")
    if sure < _SURE_ENOUGH:
        raise KbgenError(f"cannot tell the format of {name}", f"name it with --format: {', '.join(sorted(known))}")
    return known[best]
