"""Markdown as people write it, made ready for the parser without moving a line.

Renderers forgive more than the standard: headings without a space, tags of HTML around Markdown, tables whose rows are
torn apart by empty lines. What is put right here is put right on its own line, so that line numbers stay true.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kbgen.ingest.markdown import fenced

_TIGHT_HEADING = re.compile(r"^ {0,3}(#{1,6})(?=[^#\s])")
_WRAPPER = (
    r"</?(?:details|div|center|p|span|section|article|main|html|head|body|font|sup|sub|small|big|picture|source|br|hr)"
    r"(?:\s[^<>]*)?/?>"
)
_ANCHOR = r"<a\s+(?:name|id)=[^<>]*/?>(?:\s*</a>)?"
_ONLY_WRAPPERS = re.compile(rf"^\s*(?:(?:{_WRAPPER}|{_ANCHOR}|</a>)\s*)+$", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary[^<>]*>(?P<words>.*?)(?:</summary>|$)", re.IGNORECASE)
_DETAILS_END = re.compile(r"</details>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_REGION = re.compile(r"^\s*(?:<(?:div|center|p)[^<>]*>\s*)?<(?P<tag>table|ul|ol|dl)\b", re.IGNORECASE)
_DELIMITERS = re.compile(r"^ {0,3}\|?\s*:?-{2,}:?\s*\|(?:\s*:?-+:?\s*\|?)*\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\s]{1,40})\]:\s+(?P<text>\S.*)$")
_FOOTNOTE_USE = re.compile(r"\[\^(?P<name>[^\]\s]{1,40})\]")

GROUP, GROUP_END, REGION = "kbgen-group", "kbgen-group-end", "kbgen-region"
"""Comments that stand for the beginning and end of a folded part, and for HTML that is read by itself."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Text with as many lines as before, and the HTML taken out of it by the line on which it begins."""

    text: str
    regions: Mapping[int, str]


def prepare(text: str) -> Prepared:
    """Text that a parser of Markdown reads as a renderer would show it."""
    lines = _without_comments(text).split("\n")
    code = list(fenced(lines))
    notes = _footnotes(lines, code)
    regions: dict[int, str] = {}
    result: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if code[at]:
            result.append(line)
        elif (region := _REGION.match(line)) and (end := _region_end(lines, at, region["tag"].lower())) is not None:
            regions[at + 1] = "\n".join(lines[at : end + 1])
            indent = line[: len(line) - len(line.lstrip())]
            result += [f"{indent}<!--{REGION} {at + 1}-->", *[""] * (end - at)]
            at = end
        else:
            line = _under(lines[at - 1], line) if at and _DELIMITERS.match(line) else line
            result.append(_line(line, notes))
        at += 1
    return Prepared("\n".join(result), regions)


def _under(header: str, line: str) -> str:
    """The row of dashes under the header of a table, with as many cells as this has."""
    cells = len(_BAR.split(header.strip().strip("|")))
    if "|" not in header or cells < 2 or cells == len(_BAR.split(line.strip().strip("|"))):
        return line
    return "|" + "---|" * cells


def _line(line: str, notes: Mapping[str, str]) -> str:
    if "<" in line:
        if found := _SUMMARY.search(line):
            words = " ".join(_TAG.sub(" ", found["words"]).replace("--", "-").split())
            rest = _TAG.sub("", line[: found.start()] + line[found.end() :]).strip()
            if not rest:
                return f"<!--{GROUP} {words}-->" if words else ""
        elif _ONLY_WRAPPERS.match(line):
            return f"<!--{GROUP_END}-->" if _DETAILS_END.search(line) else ""
    if "[^" in line:
        if _FOOTNOTE.match(line):
            return ""
        line = _FOOTNOTE_USE.sub(lambda found: f" {notes.get(found['name'], found[0])}", line)
    return _TIGHT_HEADING.sub(r"\1 ", line)


def _without_comments(text: str) -> str:
    """Comments hide what they hold from a reader; their line breaks stay."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + len("-->")
    # A comment that is not closed hides nothing: its mark alone is left out.
    return "".join([*kept, text[at:].replace("<!--", "    ")])


def _region_end(lines: list[str], start: int, tag: str) -> int | None:
    """The line on which an element that begins on a line is closed."""
    opening, closing = re.compile(rf"<{tag}\b", re.IGNORECASE), re.compile(rf"</{tag}>", re.IGNORECASE)
    depth = 0
    for at in range(start, len(lines)):
        depth += len(opening.findall(lines[at])) - len(closing.findall(lines[at]))
        if depth <= 0:
            return at
    return None


def _footnotes(lines: list[str], code: list[bool]) -> dict[str, str]:
    """What each footnote says, where that has an address: a list's links may all stand at its end."""
    found: dict[str, str] = {}
    for line, inside in zip(lines, code, strict=True):
        if not inside and (note := _FOOTNOTE.match(line)) and ("://" in note["text"] or "](" in note["text"]):
            found[note["name"]] = note["text"]
    return found
