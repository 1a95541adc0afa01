"""Names of people as bibliographies write them → full names, given name first.

The grammar of BibTeX's names is that of "Tame the BeaST" (N. Markey, section 4), as bibtexparser reads it; the
extended ``family=…, given=…`` form is biber's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from kbgen.ingest.latex import text_of_latex, with_letters
from kbgen.ingest.venue_words import people

_OTHERS = re.compile(r"(?:others|et\.?\s*al\.?|andere|u\.?\s*a\.|\.{3}|…)", re.IGNORECASE)
_ET_AL = re.compile(r"(?<!\w)et\.?[\s~]{0,3}al\b[\s.,]{0,5}$", re.IGNORECASE)
_EXTENDED = re.compile(r"^\s*(?:family|given|prefix|suffix|id|[a-z]+-i)\s*=", re.IGNORECASE)
_PART = re.compile(r"\s*([A-Za-z-]+)\s*=\s*(\{[^{}]*\}|\"[^\"]*\"|[^,]*)\s*(?:,|$)")
_SUFFIX = re.compile(r"^(?:jr|sr)\.?$", re.IGNORECASE)
_NUMERAL = re.compile(r"^(?:jr|sr|i{1,3}|iv|vi{0,3}|[23](?:nd|rd))\.?$", re.IGNORECASE)
_LOOSE_AND = re.compile(r"^\s*and\s+|(?:\s+and)+(?=\s+and\s)|\s+and\s*$", re.IGNORECASE)
_OTHER_JOINT = re.compile(r"\s*;\s*|\s+\\?&\s+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Names:
    """People in order; ``complete`` is false where the source says that there are others. ``faults`` are in words."""

    names: tuple[str, ...] = ()
    complete: bool = True
    faults: tuple[str, ...] = ()


def bibtex_names(value: str) -> Names:
    """The people of an ``author`` field, in LaTeX and joined by ``and``."""
    names: list[str] = []
    value, loose = _LOOSE_AND.subn("", with_letters(value))
    faults = ["a name is missing beside an “and”"] * bool(loose)
    complete = True
    people_written = split_multiple_persons_names(value)
    if len(people_written) == 1 and "{" not in value and _OTHER_JOINT.search(value):
        people_written = _OTHER_JOINT.split(value)
        faults.append(f'names are not joined by "and": "{text_of_latex(value)}"')
    for one in people_written:
        one, others = _ET_AL.subn("", one) if not _OTHERS.fullmatch(one.strip()) else ("", 1)
        one = one.rstrip(" ,~") if others else one
        complete = complete and not others
        if not one.strip(" ,{}~"):
            if not others:
                faults.append("a name is missing beside an “and”")
            continue
        read, fault = _one_name(one.strip())
        if len(read) == 1 and _OTHERS.fullmatch(read[0]):
            complete = False
            continue
        names.extend(name for name in read if _LETTER.search(name))
        if not any(_LETTER.search(name) for name in read):
            fault = fault or f'"{one.strip()}" is no name'
        if fault:
            faults.append(fault)
    return Names(tuple(names), complete, tuple(faults))


def _one_name(written: str) -> tuple[tuple[str, ...], str]:
    """The name that stands between two "and"s, or several where they are joined by commas, with what is wrong."""
    if _whole_in_braces(written):
        return (text_of_latex(written[1:-1]),), ""
    if _EXTENDED.match(written):
        return (_extended(written),), ""
    try:
        parts = parse_single_name_into_parts(written, strict=True)
    except InvalidNameError as error:
        text = text_of_latex(written)
        if listed := people(text):
            return listed, f'names are joined by commas instead of "and": "{text}"'
        parts = parse_single_name_into_parts(written, strict=False)
        return (text_of_latex(parts.merge_first_name_first),), f'"{text}" is no name: {_reason(error)}'
    if "," in written and not parts.jr and len(parts.first) == 1 and _SUFFIX.match(parts.first[0]):
        # "Pimentel, Jr." is a family name with its suffix, without a given name.
        parts.jr, parts.first = parts.first, []
    return (text_of_latex(parts.merge_first_name_first),), ""


def _reason(error: InvalidNameError) -> str:
    return str(error).rpartition(":")[2].strip().lower() or "it cannot be read"


def _whole_in_braces(written: str) -> bool:
    """Whether one pair of braces holds all of a text, which is how a corporate author is written."""
    if not (written.startswith("{") and written.endswith("}")):
        return False
    depth = 0
    for place, char in enumerate(written):
        depth += (char == "{") - (char == "}")
        if depth == 0 and place < len(written) - 1:
            return False
    return not written.startswith("{\\")


def _extended(written: str) -> str:
    parts = {found[1].lower(): found[2].strip(' {}"') for found in _PART.finditer(written)}
    return joined_name(*(parts.get(name, "") for name in ("given", "prefix", "family", "suffix")))


def joined_name(given: str, prefix: str, family: str, suffix: str) -> str:
    """A name out of its parts, each in plain text or LaTeX."""
    return text_of_latex(" ".join(part.strip() for part in (given, prefix, family, suffix) if part.strip()))


def given_first(name: str) -> str:
    """``Zong, Yongshuo`` as ``Yongshuo Zong``, ``King, Jr., Martin`` as ``Martin King Jr.``; plain text."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) == 3:
        family, suffix, given = parts if _NUMERAL.match(parts[1]) else (parts[0], parts[2], parts[1])
        return f"{given} {family} {suffix}"
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 else " ".join(name.split())


def plain_names(names: Iterable[str]) -> Names:
    """Names that a source gives one by one, as they are printed."""
    found: list[str] = []
    complete = True
    for name in names:
        if _OTHERS.fullmatch(name.strip()) or _ET_AL.search(name):
            complete = False
        bare = "" if _OTHERS.fullmatch(name.strip()) else _ET_AL.sub("", name).rstrip(" ,")
        if _LETTER.search(bare):
            found.append(" ".join(bare.split()))
    return Names(tuple(found), complete)
