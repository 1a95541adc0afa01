"""Markdown read into blocks; HTML in it is read as well, wherever it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from kbgen.ingest.blocks import Block, shifted
from kbgen.ingest.html_blocks import html_blocks
from kbgen.ingest.markdown import first_line, parse_markdown, runs_of
from kbgen.ingest.markdown_source import GROUP, GROUP_END, REGION, prepare
from kbgen.ingest.runs import Run

_MARK = re.compile(rf"^<!--(?P<kind>{GROUP_END}|{GROUP}|{REGION})(?: (?P<words>.*?))?-->$")


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a document in Markdown."""
    prepared = prepare(text)
    return list(_Converter(prepared.regions).blocks(parse_markdown(prepared.text).children))


class _Converter:
    """From the parser's nodes to blocks."""

    def __init__(self, regions: Mapping[int, str]) -> None:
        self.regions = regions

    def blocks(self, nodes: list[SyntaxTreeNode]) -> Iterator[Block]:
        for node in nodes:
            line = first_line(node)
            match node.type:
                case "heading":
                    yield Block("heading", line, runs_of(node), level=int(node.tag[1]))
                case "paragraph":
                    yield Block("paragraph", line, runs_of(node))
                case "bullet_list" | "ordered_list":
                    yield Block("list", line, children=tuple(self.blocks(node.children)))
                case "list_item":
                    yield Block("item", line, children=tuple(self.blocks(node.children)))
                case "blockquote":
                    yield Block("quote", line, children=tuple(self.blocks(node.children)))
                case "table":
                    yield Block("table", line, children=tuple(self._rows(node)))
                case "fence":
                    yield Block("code", line, text=node.content)
                case "code_block":
                    yield from self._indented(node.content, line)
                case "html_block":
                    yield from self._html(node.content, line)
                case "hr":
                    yield Block("rule", line)

    def _rows(self, table: SyntaxTreeNode) -> Iterator[Block]:
        for part in table.children:
            for row in part.children:
                cells = tuple(
                    Block("cell", first_line(row), _on_line(runs_of(cell), first_line(row))) for cell in row.children
                )
                yield Block("row", first_line(row), children=cells, level=int(part.type == "thead"))

    def _indented(self, text: str, line: int) -> Iterator[Block]:
        """Text that is indented too far is code to the standard, and mostly a slip where it holds links."""
        if "](" not in text:
            yield Block("code", line, text=text)
            return
        straight = "\n".join(part.lstrip() for part in text.split("\n"))
        yield from (shifted(block, line - 1) for block in self.blocks(parse_markdown(straight).children))

    def _html(self, content: str, line: int) -> Iterator[Block]:
        at = line
        text: list[str] = []
        for part in content.rstrip("\n").split("\n"):
            mark = _MARK.match(part.strip())
            if mark is None:
                text.append(part)
            else:
                yield from _html_part(text, at)
                text = []
                yield from self._marked(mark, at)
            at += 1
        yield from _html_part(text, at)

    def _marked(self, mark: re.Match[str], line: int) -> Iterator[Block]:
        match mark["kind"]:
            case "kbgen-group":
                yield Block("group", line, (Run("text", mark["words"] or "", "", line),))
            case "kbgen-group-end":
                yield Block("group-end", line)
            case _:
                start = int(mark["words"])
                yield from html_blocks(self.regions[start], start)


def _html_part(lines: list[str], end: int) -> Iterator[Block]:
    """The blocks of HTML that ends before a line."""
    if any(line.strip() for line in lines):
        yield from html_blocks("\n".join(lines), end - len(lines))


def _on_line(runs: tuple[Run, ...], line: int) -> tuple[Run, ...]:
    return tuple(replace(run, line=line) for run in runs)
