"""Org-mode's marks as those of Markdown, line by line, so that one reader serves both."""

import re
from collections.abc import Iterator

_HEADING = re.compile(r"^(?P<stars>\*+)\s+(?:(?:TODO|DONE)\s+)?(?P<words>.*?)(?:\s+:[\w@:]+:)?\s*$")
_TITLE = re.compile(r"^#\+TITLE:\s*(?P<words>.+)$", re.IGNORECASE)
_LINK = re.compile(r"\[\[(?P<target>[^\[\]]+)\](?:\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])+)\])?\]")
_NAMED_LINK = re.compile(r"\[\[(?:https?:|file:|\./)[^\[\]]+\]\[[^\[\]]")
_BLOCK = re.compile(r"^\s*#\+(?P<edge>begin|end)_(?P<name>\w+)", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w/:])/(?=\S)([^/\n]+?)(?<=\S)/(?![\w/])")
_RULE = re.compile(r"^\s*\|[-+|]+\|?\s*$")
_DRAWER = re.compile(r"^\s*:(?:PROPERTIES|LOGBOOK|END|[\w-]+):", re.IGNORECASE)


def looks_like_org(text: str) -> bool:
    """Whether a text is marked as Org-mode does: its links, and headings of stars or settings."""
    return len(_NAMED_LINK.findall(text)) >= 2 and bool(re.search(r"^(?:\*+ \S|#\+\w+:)", text, re.MULTILINE))


def org_to_markdown(text: str) -> str:
    """The text with Markdown's marks, on the same lines."""
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    code = False
    for line in text.split("\n"):
        edge = _BLOCK.match(line)
        if edge and edge["name"].lower() in {"src", "example"}:
            code = edge["edge"].lower() == "begin"
            yield "```"
        elif code:
            yield line
        elif heading := _HEADING.match(line):
            yield f"{'#' * min(6, len(heading['stars']))} {_inline(heading['words'])}"
        elif title := _TITLE.match(line):
            yield f"# {_inline(title['words'])}"
        elif line.lstrip().startswith("#+") or _DRAWER.match(line):
            yield ""
        elif _RULE.match(line):
            yield line.replace("+", "|")
        else:
            yield _inline(line)


def _inline(line: str) -> str:
    kept: list[str] = []

    def link(found: re.Match[str]) -> str:
        target, label = found["target"], found["label"]
        kept.append(f"[{label}]({target})" if label else f"<{target}>")
        return f"\x01{len(kept) - 1}\x02"

    line = _LINK.sub(link, line)
    line = _ITALIC.sub(r"*\1*", _BOLD.sub(r"**\1**", line))
    return re.sub(r"\x01(\d+)\x02", lambda found: kept[int(found[1])], line)
