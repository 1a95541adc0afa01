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
_LINE_END = re.compile(r"\\\\\s*$")
_DRAWER = re.compile(r"^\s*:(?:PROPERTIES|LOGBOOK|END|[\w-]+):", re.IGNORECASE)


def looks_like_org(text: str, name: str = "") -> bool:
    """Whether a text is marked as Org-mode does: its links, and headings of stars, settings or its file's name."""
    marked = name.lower().endswith(".org") or re.search(r"^(?:\*+ \S|#\+\w+:)", text, re.MULTILINE)
    return len(_NAMED_LINK.findall(text)) >= 2 and bool(marked)


def org_to_markdown(text: str) -> str:
    """The text with Markdown's marks, on the same lines."""
    kept: list[str] = []

    def link(found: re.Match[str]) -> str:
        target, label = found["target"], found["label"]
        kept.append(f"[{label}]({target})" if label else f"<{target}>")
        # The lines that a label goes over stay lines.
        return f"\x01{len(kept) - 1}\x02" + "\n" * (label or "").count("\n")

    text = "\n".join(_lines(_LINK.sub(link, text)))
    return re.sub(r"\x01(\d+)\x02\n*", lambda found: _restored(kept[int(found[1])], found[0]), text)


def _restored(link: str, mark: str) -> str:
    """A link in the place of its mark, with as many line breaks."""
    return link + "\n" * (mark.count("\n") - link.count("\n"))


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
        elif line.lstrip().startswith(("#+", "# ")) or _DRAWER.match(line):
            yield ""
        elif _RULE.match(line):
            yield line.replace("+", "|")
        else:
            yield _inline(_LINE_END.sub("  ", line))


def _inline(line: str) -> str:
    return _ITALIC.sub(r"*\1*", _BOLD.sub(r"**\1**", line))
