"""RIS, which every reference manager and most publishers write.

Tags: https://en.wikipedia.org/wiki/RIS_(file_format). A reader of our own, because entries without an end and the lines
of faults matter here, and a line is a tag and a value.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kbgen.ingest.bibliography import Drafted
from kbgen.ingest.draft import Draft, ReadContext
from kbgen.ingest.html_text import text_of_html
from kbgen.ingest.keywords import keywords_of
from kbgen.ingest.names import given_first, plain_names
from kbgen.ingest.reference import Reference, ReferenceKind

_KINDS: Mapping[ReferenceKind, str] = {
    "article": "JOUR EJOUR MGZN NEWS ABST INPR",
    "conference": "CPAPER CONF",
    "chapter": "CHAP ECHAP ENCYC DICT",
    "book": "BOOK EBOOK CLSWK PAMP",
    "thesis": "THES",
    "report": "RPRT GOVDOC",
    "preprint": "UNPB",
    "other": "GEN ELEC MANSCPT BLOG ICOMM SLIDE",
    "dataset": "DATA DBASE AGGR",
    "container": "EDBOOK JFULL SER CTLG",
    "none": "ADVS ANCIENT ART BILL CASE CHART COMP EQUA FIGURE GRANT GRNT HEAR LEGAL MAP MPCT MULTI MUSIC PAT PCOMM "
    "SOUND STAND STAT UNBILL VIDEO",
}
_KIND_OF: Mapping[str, ReferenceKind] = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_CONTAINERS: Mapping[ReferenceKind, tuple[str, ...]] = {
    "article": ("T2", "JO", "JF", "JA", "J2", "T3"),
    "conference": ("T2", "C3", "JO", "BT", "T3"),
    "chapter": ("T2", "BT"),
    "thesis": ("PB",),
    "report": ("PB",),
    "preprint": ("T2", "JO", "PB"),
    "other": ("T2", "JO"),
}
_LINE = re.compile(r"^(?P<tag>[A-Z][A-Z0-9]) {0,2}- ?(?P<value>.*)$")
_RECORD = re.compile(r"kbgen:(\S+)")
_ONLY_DOI = re.compile(r"(?:doi:?\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_HEADER = re.compile(r"(?:Provider|Database|Content)\s*:", re.IGNORECASE)
_START = re.compile(r"^TY {1,2}- ?\w", re.MULTILINE)


@dataclass(slots=True)
class _Entry:
    """The values of each tag in their order, the line of the first, and whether an end was written."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    closed: bool = False


class Ris:
    """RIS files."""

    name = "ris"

    def detect(self, text: str, name: str) -> float:
        """An entry, with nothing before it but the lines in which publishers name themselves (``Provider: …``)."""
        found = _START.search(text)
        if not found:
            return 0.0
        before = [line for line in text[: found.start()].split("\n") if line.strip()]
        return 1.0 if name.lower().endswith(".ris") or all(map(_HEADER.match, before)) else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One entry for each ``TY``; one without an end and text outside of entries are noted."""
        drafted = Drafted(context)
        for entry in _entries(text, drafted):
            if not entry.closed:
                words = 'the entry has no end; a line "ER  - " belongs before the next; it is read all the same'
                drafted.fault("IM601", entry.line, 1, words)
            drafted.add(_reference(entry))
        return drafted.draft()


def _entries(text: str, drafted: Drafted) -> Iterator[_Entry]:
    entry: _Entry | None = None
    last: list[str] = []
    for number, written in enumerate(text.split("\n"), 1):
        found = _LINE.match(written)
        tag, value = (found["tag"], found["value"].strip()) if found else ("", written.strip())
        if tag == "TY":
            if entry:
                yield entry
            entry = _Entry(number)
        if entry and tag == "ER":
            entry.closed = True
            yield entry
            entry = None
        elif entry and tag:
            last = entry.values.setdefault(tag, [])
            last.append(value)
        elif entry and value:
            # A value goes on over lines without a tag.
            last[-1] = f"{last[-1]} {value}".strip()
        elif tag:
            drafted.fault("IM601", number, 1, f'a line stands outside of all entries: "{written.strip()[:60]}"')
    if entry:
        yield entry


def _reference(entry: _Entry) -> Reference:
    values = entry.values

    def first(*tags: str) -> str:
        return next((value for tag in tags for value in values.get(tag, ()) if value), "")

    written = first("TY").upper()
    # Some programs make up types, such as MISC for what BibTeX calls so; such an entry is a work all the same.
    kind = _KIND_OF.get(written, "other")
    people = [name for tag in ("AU", "A1") for name in values.get(tag, ())]
    return Reference(
        entry.line,
        1,
        first("ID", "LB"),
        kind,
        f"{written or 'an entry without a type'}",
        text_of_html(first("TI", "T1", "BT", "CT") if kind == "book" else first("TI", "T1", "CT")),
        plain_names(given_first(name) for name in people),
        first("PY", "Y1", "DA").strip("/"),
        text_of_html(first(*_CONTAINERS.get(kind, ()))),
        {"doi": first("DO") or _doi(values), "arxiv": _arxiv(values)},
        tuple(_links(values)),
        keywords_of(values.get("KW", ())),
        record=next((found[1] for value in values.get("U1", ()) if (found := _RECORD.fullmatch(value))), ""),
        summary=first("N1"),
    )


def _arxiv(values: Mapping[str, list[str]]) -> str:
    """An arXiv identifier as exports of preprints write it: in a number or a note of its own."""
    texts = [value for tag in ("M1", "AN", "IS", "N1") for value in values.get(tag, ())]
    return next((text for text in texts if re.fullmatch(r"arxiv:\s*\S+", text, re.IGNORECASE)), "")


def _doi(values: Mapping[str, list[str]]) -> str:
    """A DOI where programs of before the tag ``DO`` write it: in a field for whatever has no tag, or as a key."""
    texts = [value for tag in ("M3", "L3", "N1", "AN", "ID") for value in values.get(tag, ())]
    return next((found[1] for text in texts if (found := _ONLY_DOI.fullmatch(text))), "")


def _links(values: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for tag, role in (("UR", "url"), ("L1", "pdf"), ("L2", "code"), ("LK", "project")):
        for value in values.get(tag, ()):
            if found := _ADDRESS.search(value):
                yield role, found[0]
