"""HTML read into blocks, also where tags are left open; Markdown between the tags is read as well."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from kbgen.ingest.blocks import Block, BlockKind, definition
from kbgen.ingest.markdown import inline_runs
from kbgen.ingest.runs import BREAK, Run, link_of, with_addresses

_HEADING = re.compile(r"^h[1-6]$")
_MARKDOWN = re.compile(r"\]\(|\*\*|`")
_HIDDEN = frozenset({"script", "style", "head", "template"})
_BREAKS = frozenset({"br", "p", "div", "center", "section", "article", "figure", "header", "footer", "main", "hr"})
_BLOCKS: dict[str, BlockKind] = {
    "ul": "list", "ol": "list", "dl": "list", "li": "item", "blockquote": "quote", "table": "table", "tr": "row",
    "td": "cell", "th": "cell",
}  # fmt: skip
_CLOSED_BY = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"td", "th", "tr"}, "td": {"td", "th"},
    "th": {"td", "th"},
}  # fmt: skip
"""An element that begins closes those that may not hold it and stand open in the same list or table."""
_DEEPEST = 50
"""Elements within each other that are told apart; what is deeper is read as text of the last of them."""
_MOST_ROWS = 1000
_SCOPE = frozenset({"ul", "ol", "dl", "table"})
_CELL_TAGS = frozenset({"td", "th"})


@dataclass(slots=True)
class _Frame:
    """An element that is open: what it holds, and the text since its last block."""

    tag: str
    line: int
    children: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    heading_cells: bool = False
    rows: int = 1


def html_blocks(text: str, line: int) -> list[Block]:
    """The blocks of HTML that begins on this line of its document."""
    reader = _Reader(line)
    reader.feed(text)
    reader.close()
    return reader.finish()


def _spread(rows: Iterable[Block]) -> Iterator[Block]:
    """Rows in which a cell that spans several stands in each of them."""
    open_cells: dict[int, tuple[Block, int]] = {}
    for row in rows:
        cells: list[Block] = []
        own = list(row.children)
        while own or len(cells) in open_cells:
            place = len(cells)
            if place in open_cells:
                cell, left = open_cells.pop(place)
            else:
                cell = own.pop(0)
                left = cell.level
            cells.append(replace(cell, line=row.line))
            if left > 1:
                open_cells[place] = (cell, left - 1)
        yield replace(row, children=tuple(cells))


class _Reader(HTMLParser):
    """Builds blocks while tags come by; a tag that closes nothing is left out."""

    def __init__(self, line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.first = line
        self.frames = [_Frame("", line)]
        self.links: list[tuple[_Frame, int, str, int]] = []
        self.bold = self.italic = self.hidden = 0

    @property
    def line(self) -> int:
        """The line of the document at which the parser stands."""
        return self.first + self.getpos()[0] - 1

    def finish(self) -> list[Block]:
        while len(self.frames) > 1:
            self._close()
        self._flush(self.frames[0])
        return self.frames[0].children

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag in _BLOCKS or tag in {"dt", "dd", "summary"} or _HEADING.match(tag):
            self._open(tag, int(span) if (span := attributes.get("rowspan", "")).isdecimal() else 1)
        elif tag in _BREAKS:
            self._break(tag)
        elif tag in {"b", "strong"}:
            self.bold += 1
        elif tag in {"i", "em"}:
            self.italic += 1
        elif tag == "a" and "href" in attributes:
            self.links.append((self.frames[-1], len(self.frames[-1].runs), attributes["href"], self.line))
        elif tag == "img":
            self.frames[-1].runs.append(Run("image", attributes.get("alt", ""), attributes.get("src", ""), self.line))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _HEADING.match(tag) and self._closes(tag):
            self.handle_endtag(tag)
        elif tag not in _HIDDEN and tag not in {"b", "strong", "i", "em", "a"}:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in {"b", "strong"}:
            self.bold = max(0, self.bold - 1)
        elif tag in {"i", "em"}:
            self.italic = max(0, self.italic - 1)
        elif tag == "a":
            self._close_link()
        elif tag in _BREAKS:
            self._break(tag)
        elif tag == "details":
            self._flush(self.frames[-1])
            self.frames[-1].children.append(Block("group-end", self.line))
        elif self._closes(tag):
            while self.frames[-1].tag != tag:
                self._close()
            self._close()

    def handle_data(self, data: str) -> None:
        if self.hidden or not data:
            return
        runs = self.frames[-1].runs
        if _MARKDOWN.search(data):
            runs.extend(inline_runs(data.strip("\n"), self.line + len(data) - len(data.lstrip("\n"))))
            return
        words = re.sub(r"\s+", " ", data)
        runs.extend(with_addresses(Run("text", words, "", self.line, self.italic > 0, self.bold > 0)))

    def _open(self, tag: str, rows: int = 1) -> None:
        closes = _CLOSED_BY.get(tag, set())
        while len(self.frames) > 1 and (
            self.frames[-1].tag in closes or (_HEADING.match(self.frames[-1].tag) and not self._in_cell())
        ):
            self._close()
        if len(self.frames) > _DEEPEST:
            return
        if self._in_cell() and tag not in {"td", "th", "tr", "table"}:
            self.frames[-1].runs.append(BREAK)
            return
        if tag == "table" and self._in_cell():
            self.frames[-1].runs.append(BREAK)
            return
        self._flush(self.frames[-1])
        self.frames.append(_Frame(tag, self.line, rows=min(rows, _MOST_ROWS)))

    def _in_cell(self) -> bool:
        return self.frames[-1].tag in _CELL_TAGS

    def _closes(self, tag: str) -> bool:
        """Whether a closing tag has an element to close within the list or table that it stands in."""
        for frame in reversed(self.frames[1:]):
            if frame.tag == tag:
                return True
            if frame.tag in _SCOPE:
                return False
        return False

    def _break(self, tag: str) -> None:
        frame = self.frames[-1]
        if tag == "br" or frame.tag in _CELL_TAGS or _HEADING.match(frame.tag):
            frame.runs.append(Run("break", " ", "", self.line))
        else:
            self._flush(frame)

    def _close_link(self) -> None:
        if not self.links:
            return
        frame, start, href, line = self.links.pop()
        if frame is self.frames[-1]:
            inside = [Run("text", run.text, "", run.line) if run.kind == "link" else run for run in frame.runs[start:]]
            frame.runs[start:] = [link_of(inside, href, line, emphasis=self.italic > 0, strong=self.bold > 0)]

    def _flush(self, frame: _Frame) -> None:
        """Text since the last block as a paragraph."""
        if any((run.kind != "break" and run.text.strip()) or run.href for run in frame.runs):
            line = next((run.line for run in frame.runs if run.line and run.text.strip()), frame.line)
            frame.children.append(Block("paragraph", line, tuple(frame.runs)))
        frame.runs = []

    def _close(self) -> None:
        frame = self.frames.pop()
        parent = self.frames[-1]
        tag = frame.tag
        if _HEADING.match(tag):
            parent.children.append(Block("heading", frame.line, tuple(frame.runs), level=int(tag[1])))
        elif tag == "summary":
            parent.children.append(Block("group", frame.line, tuple(frame.runs)))
        elif tag in _CELL_TAGS:
            parent.children.append(Block("cell", frame.line, tuple(frame.runs), level=frame.rows))
            parent.heading_cells = parent.heading_cells or tag == "th"
        elif tag == "tr":
            cells = tuple(child for child in frame.children if child.kind == "cell")
            parent.children.append(Block("row", frame.line, children=cells, level=int(frame.heading_cells)))
        elif tag == "dt":
            parent.children.append(
                Block("item", frame.line, children=(Block("paragraph", frame.line, tuple(frame.runs)),))
            )
        elif tag == "dd":
            self._flush(frame)
            self._defined(parent, Block("item", frame.line, children=tuple(frame.children)))
        elif tag == "table":
            rows = tuple(child for child in frame.children if child.kind == "row" and child.children)
            parent.children.append(Block("table", frame.line, children=tuple(_spread(rows))))
        else:
            self._flush(frame)
            parent.children.append(Block(_BLOCKS[tag], frame.line, children=tuple(frame.children)))

    @staticmethod
    def _defined(parent: _Frame, body: Block) -> None:
        """Put what is said of a term under the term before it."""
        if parent.children and parent.children[-1].kind == "item":
            term = parent.children[-1]
            bodies = [item for child in term.children[1:] for item in child.children]
            parent.children[-1] = definition(term.line, term.children[0].runs, [*bodies, body])
        else:
            parent.children.append(body)
