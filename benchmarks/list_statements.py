"""What the entries of the measured lists state of venue and year, read by one pattern a list.

The importer is judged by this, so nothing of it may be used there: each pattern knows its list by heart, was written
for that list alone and reads only entries in that list's usual form. An entry that a pattern does not read is counted
as stating nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_MONTH_YEAR = r"[A-Z][a-z]{2,8}\.?,? *(?P<year>20\d\d)"


@dataclass(frozen=True, slots=True)
class Stated:
    """Venue words as written, without the year, and the year; empty and ``None`` where the entry does not say."""

    venue: str = ""
    year: int | None = None


def _by(pattern: str, flags: int = re.MULTILINE) -> Callable[[str], Stated]:
    """A reader of the first match of a pattern with groups ``venue``, ``year`` or ``yy``."""
    compiled = re.compile(pattern, flags)

    def read(text: str) -> Stated:
        found = compiled.search(text)
        if found is None:
            return Stated()
        groups = found.groupdict()
        year = groups.get("year") or (f"20{groups['yy']}" if groups.get("yy") else None)
        return Stated((groups.get("venue") or "").strip(" .,"), int(year) if year else None)

    return read


def _first(*readers: Callable[[str], Stated]) -> Callable[[str], Stated]:
    """What the first reader that finds something finds."""
    return lambda text: next((found for read in readers if (found := read(text)) != Stated()), Stated())


PATTERNS: dict[str, Callable[[str], Stated]] = {
    "multimodal-ml": _by(r"\]\([^)\s]*\)+[,.]? *(?P<venue>[A-Za-z@'&: -]*?)[, ]*(?P<year>(?:19|20)\d\d)\b"),
    "mllm": _by(r"\)(?: *<br>)? *\| *(?P<venue>[^|]*?) *\| *(?P<year>20\d\d)-\d\d"),
    "ssml": _by(r"^ +- \*(?P<venue>[^*]*?) *(?P<year>(?:19|20)\d\d)\*"),
    "ssl": _by(r"\*(?P<venue>[A-Za-z][A-Za-z &]*?) ?(?P<year>(?:19|20)\d\d)\*"),
    "promptpapers": _first(
        _by(r"^\d+\. \*\*.+?\*\*[ .]*(?P<venue>[A-Z][A-Za-z ]*?) (?P<year>20\d\d)\b"),
        _by(r"^\d+\. \*\*.+?\*\*[ .]*(?P<venue>[A-Z][A-Za-z]*)[ .](?:.*\n)*?.*\b(?P<year>20\d\d)\.\d"),
    ),
    "cvpr2021-zh": lambda text: Stated("CVPR", 2021),
    "object-detection": _by(r"^- intro: *(?P<venue>[A-Z]{3,6}) *(?P<year>20\d\d)\b"),
    "cvpr2024-htmltable": lambda text: Stated("CVPR", 2024),
    "video-diffusion": _by(rf"\) \({_MONTH_YEAR}\)"),
    "diffusion-models": _by(r"^(?P<venue>[A-Za-z]+)(?: (?P<year>20\d\d))?[^\n\[]*\. ?\[\[Paper"),
    "llm-reasoning": _by(r"\* *(?P<venue>[A-Za-z ]+?) ?'(?P<yy>\d\d)"),
    "dl-roadmap": _by(r"(?:\(|[.,] )(?P<year>(?:19|20)\d\d)[).]"),
    "vlm-survey": _by(r"(?:\) *\||^\* \[) *(?P<venue>[A-Za-z][A-Za-z ]*?) (?P<year>20\d\d) *[|\]]"),
    "cvpr2024-52cv-zh": lambda text: Stated("CVPR", 2024),
    "cv-surveys-2024-zh": _by(r"\[(?P<year>20\d\d)-\d\d-\d\d\]"),
    "gui-agents": _first(
        _by(r"📑 Publisher: *(?P<venue>[A-Za-z]+) (?P<year>20\d\d)"),
        _by(r"📅 Date: .*?(?P<year>20\d\d)(?:.*\n)+?.*📑 Publisher: *(?P<venue>[A-Za-z]+)"),
    ),
    "huge-models": _by(r"\[(?P<year>20\d\d)\.\d\d\]"),
}
"""By the name of the list. Two lists name venue and year in their own title alone."""

SLIPS: dict[str, dict[int, str | None]] = {
    "mllm": {
        124: "MiniCPM-V 4.5: A GPT-4o Level MLLM for Single Image, Multi Image and Video Understanding on Your Phone",
        335: "VisualGLM-6B",
    },
    "promptpapers": {271: "Rethinking the Role of Demonstrations: What Makes In-Context Learning Work?"},
    "ssml": {541: None, 570: None, 579: None, 601: None, 617: None, 626: None},
}
"""Slips of the truth, by list and line: the title that stands there, or ``None`` where there is no entry.

Two titles were read from the column of links, one only up to its line break, and six rows of headings as datasets.
"""
